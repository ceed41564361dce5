import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Ask, Case, OpenAsk } from "../../../../web/api/answers.ts";
import { type Desk, useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, TextArea } from "../../../../web/kit/field.tsx";
import { Part, WaitingList } from "../../../../web/kit/log.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayCategory } from "../../../../web/texts/names.ts";

const LENGTH_MAX = 4_000;

/** What the person said about their file, beside what is written there; answered here. Nothing where there is none. */
export function CaseAsks({ file }: { file: Case }) {
  const desk = useDesk();
  const { say, when } = desk;
  const { api } = useSession();
  const [opened, setOpened] = useState<Ask | null>(null);
  const asks = useQuery({
    queryKey: ["asks", file.id],
    queryFn: ({ signal }) => api.get<{ asks: readonly Ask[] }>(`/api/cases/${file.id}/asks`, signal),
    enabled: file.held,
  });
  const all = asks.data?.asks ?? [];
  if (all.length === 0) return null;
  return (
    <Part id="asks" title={say("asks.title")}>
      <WaitingList
        label={say("asks.title")}
        entries={all.map((ask) => ({
          id: ask.id,
          icon: ask.answeredAt === null ? "inbox" : "tick",
          done: ask.answeredAt !== null,
          title: (
            <button type="button" className="as-link" onClick={() => setOpened(ask)}>
              {sayAsk(ask, desk)}
            </button>
          ),
          note: ask.byGuardian ? say("asks.by-guardian") : undefined,
          wait:
            ask.answeredAt === null
              ? say("asks.until", { day: when.day(ask.dueAt) })
              : say("asks.answered", { day: when.day(ask.answeredAt) }),
          nearness:
            ask.answeredAt === null && Date.parse(ask.dueAt) <= desk.now().getTime() ? "late" : undefined,
        }))}
      />
      <Dialog
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened ? sayAsk(opened, desk) : ""}
        closeLabel={say("close")}
      >
        {opened && <Opened ask={opened} onClose={() => setOpened(null)} />}
      </Dialog>
    </Part>
  );
}

const sayAsk = ({ kind, category }: Ask, { say }: Desk): string =>
  kind === "correction"
    ? say("asks.of", { kind: say("asks.correction"), part: sayCategory(say, category) })
    : say(`asks.${kind}`);

function Opened({ ask, onClose }: { ask: Ask; onClose: () => void }) {
  const { say } = useDesk();
  const { api, purpose } = useSession();
  const opened = useQuery({
    queryKey: ["asks", "one", ask.id, purpose],
    queryFn: ({ signal }) => api.get<OpenAsk>(`/api/asks/${ask.id}`, signal),
    gcTime: 0,
  });
  return (
    <Answer query={opened} loading={say("asks.loading")}>
      {(value) => (
        <div className="stack stack-4">
          <div>
            <p className="small quiet">{say("asks.theirs")}</p>
            {value.rating && (
              <ul>
                {value.rating.helped && (
                  <li>
                    {say("asks.helped")} <b>{say(`asks.rated-${value.rating.helped}`)}</b>
                  </li>
                )}
                {value.rating.treatedWell && (
                  <li>
                    {say("asks.treated-well")} <b>{say(`asks.rated-${value.rating.treatedWell}`)}</b>
                  </li>
                )}
              </ul>
            )}
            <p dir="auto">{value.text}</p>
            {value.rating && <p className="small quiet">{say("asks.rating-say")}</p>}
          </div>
          {value.answer === null ? (
            <Reply ask={value} onClose={onClose} />
          ) : (
            <div>
              <p className="small quiet">{say("asks.ours")}</p>
              <p dir="auto">{value.answer}</p>
            </div>
          )}
        </div>
      )}
    </Answer>
  );
}

function Reply({ ask, onClose }: { ask: OpenAsk; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const outcomes = ask.kind === "correction" ? (["written-in", "kept-beside"] as const) : null;
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState<string>(
    outcomes ? "" : ask.kind === "complaint" ? "looked-into" : "answered",
  );
  const [isMissing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: () =>
      api.send("POST", `/api/asks/${ask.id}/answer`, { body: { outcome, text: text.trim() } }),
    onSuccess: () => {
      onClose();
      tell({ text: say("asks.done") });
    },
    onSettled: () =>
      Promise.all(["asks", "case", "today"].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    setMissing(text.trim() === "" || outcome === "");
    if (text.trim() !== "" && outcome !== "") send.mutate();
  };
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={submit} noValidate>
      <TextArea
        label={say("asks.answer")}
        why={say("asks.answer-why")}
        value={text}
        onText={setText}
        maxLength={LENGTH_MAX}
      />
      {outcomes && (
        <RadiosField
          label={say("asks.outcome")}
          value={outcome}
          choices={outcomes.map((value) => ({ value: value as string, label: say(`asks.${value}`) }))}
          onChoose={setOutcome}
        />
      )}
      <Said wrong={isMissing ? say("asks.missing") : send.isError && sayProblem(say, send.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={send.isPending}>
          {say("asks.send")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}
