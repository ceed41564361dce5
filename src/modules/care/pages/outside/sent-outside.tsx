import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OneReferral } from "../../../../web/api/referral-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Part } from "../../../../web/kit/log.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategories } from "../../../../web/texts/names.ts";
import { Anew, canGoAnew } from "../referral/anew.tsx";
import { sayReferralProblem } from "../referral/problem.ts";
import { ReferOutside } from "./refer-outside.tsx";
import { LinkToSend } from "./sealed-file.tsx";

/** What an agency outside was sent, and whether it was asked back; a link anew where the first one was lost. */
export function SentOutside({ referral }: { referral: OneReferral }) {
  const desk = useDesk();
  const { say, when, random } = desk;
  const { api } = useSession();
  const queries = useQueryClient();
  const { outside, to } = referral;
  const renew = useMutation({
    mutationFn: async () => {
      const { hashOfLink, makeLink } = await import("../../outside-seal.ts");
      const { toBase64Url } = await import("../../../../core/keys/bytes.ts");
      const secret = makeLink(random);
      const body = { linkHash: toBase64Url(await hashOfLink(secret)) };
      await api.send("POST", `/api/referrals/${referral.id}/link`, { body });
      return toBase64Url(secret);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["referral"] }),
  });
  if (outside === null) return null;
  const { reference, phone, parts, recalledAt, askedAt, deletedAt } = outside;
  const back = deletedAt
    ? say("outside.says-deleted", { time: when.near(deletedAt) })
    : askedAt
      ? say("outside.was-asked", { time: when.near(askedAt) })
      : recalledAt && say("outside.call", { agency: to.name, phone, reference });
  return (
    <Part id="outside" title={say("outside.sent")}>
      <div className="stack stack-4 part-body">
        <p>
          {say("outside.sent-what", {
            reference,
            parts: sayCategories(
              desk,
              parts.map(({ category }) => category),
            ),
          })}
        </p>
        <p className="small quiet">
          {say("outside.not-here", { agency: to.name })} <bdi dir="ltr">{phone}</bdi>
        </p>
        {back && (
          <Note kind={deletedAt || askedAt ? "calm" : "soon"} icon="phone">
            {back}
          </Note>
        )}
        {renew.data && <LinkToSend secret={renew.data} language={outside.language} />}
        <div className="row">
          {deletedAt === null && !renew.data && (
            <Button small busy={renew.isPending} onClick={() => renew.mutate()}>
              {say("outside.renew")}
            </Button>
          )}
          {canGoAnew(referral) && (
            <Anew referral={referral}>
              {(file, basis, close) => (
                <ReferOutside
                  file={file}
                  basis={basis}
                  takesUp={null}
                  anew={referral}
                  onClose={() => {
                    renew.reset(); // a link of the file before it
                    close();
                  }}
                />
              )}
            </Anew>
          )}
        </div>
        <Said wrong={renew.isError && sayReferralProblem(say, renew.error)} />
      </div>
    </Part>
  );
}
