import { useMutation } from "@tanstack/react-query";
import { Suspense } from "react";
import type { Letter, OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { LetterFacts } from "../letter/letter-facts.tsx";
import { Anew, canGoAnew } from "./anew.tsx";
import { LetterAnew } from "./letter-anew.tsx";
import { sayReferralProblem } from "./problem.ts";

/** The letter of a referral, and for its sender the way to send it anew: opened by an act of its own, since that is a look which the person sees. */
export function ReferralLetter({ referral }: { referral: OneReferral }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const open = useMutation({ mutationFn: () => api.get<Letter>(`/api/referrals/${referral.id}/letter`) });
  if (referral.letter === null) return null;
  return (
    <Part id="letter" title={say("refer-letter.title")}>
      <div className="stack stack-4 part-body">
        <p className="small quiet">
          {say(referral.side === "sender" ? "refer-letter.sent" : "refer-letter.received", {
            time: when.near(referral.letter.sentAt),
          })}
        </p>
        {open.data ? (
          <Suspense>
            <LetterFacts letter={open.data} />
          </Suspense>
        ) : (
          <div className="row">
            <Button icon="open" busy={open.isPending} onClick={() => open.mutate()}>
              {say("refer-letter.open")}
            </Button>
          </div>
        )}
        <Said wrong={open.isError && sayReferralProblem(say, open.error)} />
        {canGoAnew(referral) && (
          <div className="row">
            <Anew referral={referral}>
              {(file, basis, close) => (
                <LetterAnew
                  referral={referral}
                  file={file}
                  basis={basis}
                  onClose={() => {
                    open.reset(); // the one before
                    close();
                  }}
                />
              )}
            </Anew>
          </div>
        )}
      </div>
    </Part>
  );
}
