import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useDesk } from "../desk-context.tsx";
import { sayProblem } from "../session/problems.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Said, TextArea } from "./field.tsx";

const REASON_LENGTH_MIN = 3;
const REASON_LENGTH_MAX = 1000;

/** Ends or stops something, with a reason that others read. */
export function ReasonDialog(props: {
  title: string;
  /** What it does, before the reason is asked. */
  lead: string;
  label: string;
  /** Who reads it. */
  why: string;
  /** Said where less than three letters are there. */
  needed: string;
  action: string;
  send: (reason: string) => Promise<unknown>;
  /** It is done; the dialog has closed. */
  onDone: () => Promise<unknown>;
  onClose: () => void;
}) {
  const { title, lead, label, why, needed, action, send, onDone, onClose } = props;
  const { say } = useDesk();
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState("");
  const act = useMutation({
    mutationFn: () => send(reason.trim()),
    onSuccess: async () => {
      onClose();
      await onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (act.isPending) return;
    if (reason.trim().length < REASON_LENGTH_MIN) return setWrong(needed);
    setWrong("");
    act.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={title} closeLabel={say("close")}>
      <form className="stack stack-4" onSubmit={submit} noValidate autoComplete="off">
        <p>{lead}</p>
        <TextArea
          label={label}
          why={why}
          value={reason}
          onText={setReason}
          maxLength={REASON_LENGTH_MAX}
          wrong={wrong}
        />
        <Said wrong={act.isError && sayProblem(say, act.error)} />
        <div className="row">
          <Button kind="danger" type="submit" busy={act.isPending}>
            {action}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
