import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { MemberKeys } from "../../../core/identity/member-keys.ts";
import { signAct } from "../../../core/proposals/signed.ts";
import { statementHash } from "../../../core/protocols/statement.ts";
import type { WholeAgreement } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Said, SelectField, TextArea } from "../../kit/field.tsx";
import { useNotices } from "../../kit/toast.tsx";
import { useOnceKey } from "../../session/once.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";
import { WithKeys } from "../../session/unlock.tsx";

/** Ending takes two: this one signs the words in this browser; a second supervisor, here or of another party, signs the same. */
export function ProposeEnd({ agreement, onClose }: { agreement: WholeAgreement; onClose: () => void }) {
  const { say } = useDesk();
  return (
    <Dialog open onClose={onClose} title={say("standing.end-title")} closeLabel={say("close")}>
      <WithKeys>{(keys) => <EndForm agreement={agreement} keys={keys} onClose={onClose} />}</WithKeys>
    </Dialog>
  );
}

function EndForm(props: { agreement: WholeAgreement; keys: MemberKeys; onClose: () => void }) {
  const { agreement, keys, onClose } = props;
  const { say } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [reason, setReason] = useState("");
  const [elsewhere, setElsewhere] = useState("");
  const [wrong, setWrong] = useState("");
  const propose = useMutation({
    mutationFn: async (because: string) => {
      const adopted = agreement.versions.find(({ status }) => status === "adopted");
      const content = {
        ...{ protocolId: agreement.id, title: agreement.title, reason: because },
        statement: adopted ? statementHash(adopted.statement) : null,
      };
      const own = { memberId: me.member.id, name: me.member.displayName, signingKey: keys.signing.publicKey };
      const act = { kind: "protocol.ending", agencyId: me.agency.id, content };
      const signed = await signAct(act, own, keys.signing.privateKey);
      const body = { reason: because, signed, secondAgencyId: elsewhere || null };
      return api.send("POST", `/api/protocols/${agreement.id}/end`, { body, key: keyFor(body) });
    },
    onSuccess: async () => {
      onClose();
      tell({ icon: "people", text: say("standing.end-waits") });
      await queries.invalidateQueries({ queryKey: ["proposals"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (propose.isPending) return;
    if (reason.trim().length < 3) return setWrong(say("standing.reason-needed"));
    setWrong("");
    propose.mutate(reason.trim());
  };
  return (
    <form className="stack stack-4" onSubmit={submit} noValidate autoComplete="off">
      <p>{say("standing.end-say")}</p>
      <TextArea
        label={say("standing.reason")}
        why={say("standing.reason-why")}
        value={reason}
        onText={setReason}
        maxLength={1000}
        wrong={wrong}
      />
      <SelectField
        label={say("second.elsewhere")}
        why={say("standing.end-elsewhere")}
        value={elsewhere}
        placeholder={say("second.here")}
        options={agreement.parties
          .filter(({ id }) => id !== me.agency.id)
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setElsewhere}
        onClear={() => setElsewhere("")}
      />
      <Said wrong={propose.isError && sayProblem(say, propose.error)} />
      <div className="row">
        <Button kind="danger" type="submit" icon="key" busy={propose.isPending}>
          {say("standing.end-propose")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
