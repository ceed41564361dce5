import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, TextField } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCode } from "../../../../web/texts/names.ts";
import {
  CONFLICT_CHECKS,
  type ConflictCheck,
  GUARDIAN_PROOFS,
  type GuardianProof,
} from "../../model/guardian.ts";

const INVOLVED = ["no", "yes"] as const;

/** One member says who the guardian is; a second one has to have seen what says so. */
export function GuardianForm({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  return (
    <Dialog open={open} onClose={onClose} title={say("guardian.form-title")} closeLabel={say("close")}>
      <Form file={file} onClose={onClose} />
    </Dialog>
  );
}

function Form({ file, onClose }: { file: Case; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [proof, setProof] = useState<GuardianProof | "">("");
  const [reference, setReference] = useState("");
  const [involved, setInvolved] = useState<(typeof INVOLVED)[number] | "">("");
  const [checked, setChecked] = useState<readonly ConflictCheck[]>([]);
  const [day, setDay] = useState("");
  const [wrong, setWrong] = useState("");
  const name = useMutation({
    mutationFn: (body: object) =>
      api.send("POST", `/api/cases/${file.id}/guardians`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ icon: "people", text: say("guardian.proposed") });
      await queries.invalidateQueries({ queryKey: ["proposals"] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.isPending) return;
    if (proof === "") return setWrong(say("guardian.choose-proof"));
    if (proof === "order" && reference.trim() === "") return setWrong(say("problem.guardian-reference"));
    if (involved === "") return setWrong(say("guardian.choose-involved"));
    if (involved === "yes") return setWrong(say("problem.guardian-conflict"));
    if (checked.length === 0) return setWrong(say("guardian.choose-checked"));
    setWrong("");
    name.mutate({
      proof,
      reference: proof === "order" ? reference.trim() : null,
      isInvolved: false,
      checked,
      startsAt: day === "" ? null : `${day}T00:00:00Z`,
    });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <p>{say("guardian.form-say")}</p>
      <RadiosField
        label={say("guardian.proof")}
        value={proof}
        choices={GUARDIAN_PROOFS.map((value) => ({ value, label: sayCode(say, "guardian-proof", value) }))}
        onChoose={setProof}
      />
      {proof === "order" && (
        <TextField
          label={say("order.reference")}
          why={say("order.reference-why")}
          value={reference}
          onText={setReference}
          maxLength={120}
        />
      )}
      <RadiosField
        label={say("guardian.involved")}
        why={say("guardian.involved-why")}
        value={involved}
        choices={INVOLVED.map((value) => ({ value, label: say(`guardian.involved-${value}`) }))}
        onChoose={setInvolved}
      />
      <ChecksField
        label={say("guardian.checked")}
        values={checked}
        choices={CONFLICT_CHECKS.map((value) => ({ value, label: sayCode(say, "guardian-checked", value) }))}
        onChoose={setChecked}
      />
      <TextField
        label={say("guardian.from")}
        why={say("guardian.from-why")}
        type="date"
        dir="ltr"
        value={day}
        onText={setDay}
      />
      <Said wrong={wrong || (name.isError && sayProblem(say, name.error))} />
      <div className="row">
        <Button kind="main" type="submit" busy={name.isPending}>
          {say("guardian.propose")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
