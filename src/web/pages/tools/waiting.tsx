import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { actOf } from "../../../core/gate/statement.ts";
import type { MemberKeys } from "../../../core/identity/member-keys.ts";
import { signAct } from "../../../core/proposals/signed.ts";
import type { Advice, WaitingAssessment } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Said } from "../../kit/field.tsx";
import { Note } from "../../kit/marks.tsx";
import { Two } from "../../kit/two.tsx";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";
import { WithKeys } from "../../session/unlock.tsx";
import { AssessmentText } from "./text.tsx";

/** An assessment with one signature: the second one reads the same text and signs it, or says no under *Seconds*. */
export function Waiting({ waiting, advice }: { waiting: WaitingAssessment; advice: readonly Advice[] }) {
  const { say, when } = useDesk();
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const [first] = waiting.signatures;
  return (
    <>
      <Two
        title={say("waiting.title")}
        say={say("waiting.say", { time: when.near(waiting.expiresAt) })}
        signers={[
          {
            id: "first",
            standing: "done",
            who: first?.name ?? "",
            note: say("waiting.signed", { time: when.near(waiting.proposedAt) }),
          },
          {
            id: "second",
            standing: waiting.mayConfirm ? "you" : "awaited",
            who: waiting.mayConfirm ? me.member.displayName : say("waiting.officer"),
            note: say(waiting.mayConfirm ? "waiting.yours" : "waiting.awaited"),
          },
        ]}
        changes={<AssessmentText assessment={waiting.assessment} advice={advice} />}
      >
        {waiting.mayConfirm && (
          <Button kind="main" icon="key" onClick={() => setOpen(true)}>
            {say("waiting.sign")}
          </Button>
        )}
        <p className="small quiet">{say("waiting.no")}</p>
      </Two>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={say("waiting.sign-title")}
        closeLabel={say("close")}
      >
        <WithKeys>
          {(keys) => <SecondForm waiting={waiting} keys={keys} onClose={() => setOpen(false)} />}
        </WithKeys>
      </Dialog>
    </>
  );
}

function SecondForm(props: { waiting: WaitingAssessment; keys: MemberKeys; onClose: () => void }) {
  const { waiting, keys, onClose } = props;
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const sign = useMutation({
    mutationFn: async () => {
      const own = { memberId: me.member.id, name: me.member.displayName, signingKey: keys.signing.publicKey };
      const signed = await signAct(actOf(waiting.assessment, me.agency.id), own, keys.signing.privateKey);
      return api.send("POST", `/api/proposals/${waiting.id}/confirm`, {
        body: { hash: waiting.hash, signed },
      });
    },
    onSuccess: onClose,
    onSettled: () =>
      Promise.all(["tools", "proposals"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <div className="stack stack-4">
      <Note icon="key">{say("waiting.with-own")}</Note>
      <Said wrong={sign.isError && sayProblem(say, sign.error)} />
      <div className="row">
        <Button kind="main" icon="key" busy={sign.isPending} onClick={() => sign.mutate()}>
          {say("waiting.sign")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  );
}
