import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { MemberLoad } from "../../../../web/api/lead-answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField, TextArea } from "../../../../web/kit/field.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { OUTDATED_BY_LEADS } from "./outdated.ts";

const NOTE_MAX = 2_000;

interface Passed {
  readonly caseIds: readonly string[];
  /** Who leads them now, and so is not asked; null where nobody does. */
  readonly leadId: string | null;
}

export function useWorkload() {
  const { api } = useSession();
  return useQuery({
    queryKey: ["leads", "workload"],
    queryFn: ({ signal }) => api.get<{ members: readonly MemberLoad[] }>("/api/workload", signal),
  });
}

/** Asks a colleague, or oneself, to lead cases; all of them or none. */
export function useAskToLead(onAsked: () => void) {
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  return useMutation({
    mutationFn: (body: { caseIds: readonly string[]; memberId: string; note?: string }) =>
      api.send("POST", "/api/lead-offers", { body, key: keyFor(body) }),
    onSuccess: onAsked,
    onSettled: () =>
      Promise.all(OUTDATED_BY_LEADS.map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}

/** Passes cases on: to whom, and what they should know. */
export function PassOn(props: { passed: Passed; open: boolean; onClose: () => void }) {
  const { passed, open, onClose } = props;
  const { say } = useDesk();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("leads.form-title", { count: passed.caseIds.length })}
      closeLabel={say("close")}
    >
      <Form passed={passed} onClose={onClose} />
    </Dialog>
  );
}

function Form({ passed, onClose }: { passed: Passed; onClose: () => void }) {
  const { say } = useDesk();
  const workload = useWorkload();
  return (
    <Answer query={workload} loading={say("leads.loading")}>
      {({ members }) => {
        const colleagues = members.flatMap(({ member, cases, canLead }) =>
          member && canLead && member.id !== passed.leadId ? [{ ...member, cases }] : [],
        );
        if (colleagues.length === 0) return <p>{say("leads.nobody-else")}</p>;
        return <Choose passed={passed} colleagues={colleagues} onClose={onClose} />;
      }}
    </Answer>
  );
}

function Choose(props: {
  passed: Passed;
  colleagues: readonly { readonly id: string; readonly displayName: string; readonly cases: number }[];
  onClose: () => void;
}) {
  const { passed, colleagues, onClose } = props;
  const { say } = useDesk();
  const tell = useNotices();
  const [memberId, setMemberId] = useState("");
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const ask = useAskToLead(() => {
    onClose();
    const name = colleagues.find(({ id }) => id === memberId)?.displayName ?? "";
    tell({ icon: "people", text: say("leads.asked", { name }) });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ask.isPending) return;
    setMissing(memberId === "");
    if (memberId !== "")
      ask.mutate({ caseIds: passed.caseIds, memberId, ...(note.trim() && { note: note.trim() }) });
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={submit} noValidate>
      <p>{say("leads.form-say")}</p>
      <SelectField
        label={say("leads.colleague")}
        placeholder={say("leads.colleague-choose")}
        value={memberId}
        options={colleagues.map(({ id, displayName, cases }) => ({
          value: id,
          label: say("leads.colleague-with", { name: displayName, count: cases }),
        }))}
        onChoose={(id) => {
          setMemberId(id);
          setMissing(false);
        }}
      />
      <TextArea
        label={say("leads.note")}
        why={say("leads.note-why")}
        value={note}
        onText={setNote}
        maxLength={NOTE_MAX}
      />
      <Said wrong={isMissing ? say("leads.choose-colleague") : ask.isError && sayProblem(say, ask.error)} />
      <div className="row">
        <Button kind="main" type="submit" icon="send" iconTurns busy={ask.isPending}>
          {say("leads.send")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
