import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { useCareWords } from "../care-words.ts";

/** Moves a case along its journey; only steps that its rules allow are offered. */
export function MoveOn({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("move.title", { alias: file.alias })}
      closeLabel={say("close")}
    >
      <Choose file={file} onClose={onClose} />
    </Dialog>
  );
}

function Choose({ file, onClose }: { file: Case; onClose: () => void }) {
  const { say } = useDesk();
  const { sayState } = useCareWords();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [to, setTo] = useState<string>("");
  const [wrong, setWrong] = useState("");
  const move = useMutation({
    mutationFn: (body: { to: string }) =>
      api.send("POST", `/api/cases/${file.id}/state`, { body, key: keyFor(body) }),
    onSuccess: async () => {
      onClose();
      tell({ text: say("move.done", { state: sayState(to) }) });
      await Promise.all(
        ["case", "cases", "today"].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (move.isPending) return;
    if (to === "") return setWrong(say("move.choose"));
    setWrong("");
    move.mutate({ to });
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <p>{say("move.say", { state: sayState(file.state) })}</p>
      <RadiosField
        label={say("move.to")}
        value={to}
        choices={file.next.map((value) => ({ value, label: sayState(value) }))}
        onChoose={setTo}
        wrong={wrong}
      />
      <Said wrong={move.isError && sayProblem(say, move.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={move.isPending}>
          {say("move.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
