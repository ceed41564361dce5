import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Case, CaseJourney, OpenStep, StepNeed } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { useCareWords, useStepWords } from "../care-words.ts";

/** Where a case is on its way: what can be done now, what is written down with it, and what not yet, with the reason. */
export function MoveOn({ file, open, onClose }: { file: Case; open: boolean; onClose: () => void }) {
  const { say } = useDesk();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={say("move.title", { alias: file.alias })}
      closeLabel={say("close")}
    >
      <Whole file={file} onClose={onClose} />
    </Dialog>
  );
}

function Whole({ file, onClose }: { file: Case; onClose: () => void }) {
  const { say, choices } = useDesk();
  const { sayState } = useCareWords();
  const { api } = useSession();
  const journey = useQuery({
    queryKey: ["case", file.id, "journey"],
    queryFn: ({ signal }) => api.get<CaseJourney>(`/api/cases/${file.id}/journey`, signal),
    gcTime: 0,
  });
  return (
    <Answer query={journey} loading={say("move.loading")}>
      {(value) => (
        <div className="stack stack-4">
          <p>{say("move.say", { state: sayState(value.state), pack: value.pack.name[choices.language] })}</p>
          {!value.pack.isConfirmed && <p className="small quiet">{say("move.unconfirmed")}</p>}
          <Choose file={file} journey={value} onClose={onClose} />
          <NotYet journey={value} />
          <SoFar journey={value} />
        </div>
      )}
    </Answer>
  );
}

const isOpen = ({ lacks }: OpenStep): boolean => lacks.length === 0;

function Choose(props: { file: Case; journey: CaseJourney; onClose: () => void }) {
  const { file, journey, onClose } = props;
  const { say } = useDesk();
  const { sayState } = useCareWords();
  const nameOf = useStepName();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [step, setStep] = useState("");
  const [recorded, setRecorded] = useState<readonly string[]>([]);
  const [wrong, setWrong] = useState<"" | "step" | "records">("");
  const open = journey.open.filter(isOpen);
  const chosen = open.find(({ code }) => code === step);
  const take = useMutation({
    mutationFn: (body: object) =>
      api.send<{ state: string }>("POST", `/api/cases/${file.id}/steps`, { body, key: keyFor(body) }),
    onSuccess: async ({ state }) => {
      onClose();
      tell({ text: say("move.done", { state: sayState(state) }) });
    },
    onSettled: () =>
      Promise.all(["case", "cases", "today"].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (take.isPending) return;
    const isWhole = chosen?.needs.every((need) => isMet(need, recorded)) ?? false;
    const slip = chosen === undefined ? "step" : isWhole ? "" : "records";
    setWrong(slip);
    if (slip !== "") return;
    const reasonsLanguage = recorded.includes("reasons") ? journey.language : null;
    take.mutate({ step, revision: journey.revision, recorded, reasonsLanguage });
  };
  if (open.length === 0) return <p>{say("move.nothing")}</p>;
  return (
    <form autoComplete="off" className="stack stack-4" onSubmit={send} noValidate>
      <RadiosField
        label={say("move.to")}
        value={step}
        choices={open.map((one) => ({ value: one.code, label: nameOf(one) }))}
        onChoose={(code) => {
          setStep(code);
          setRecorded([]);
          setWrong("");
        }}
        wrong={wrong === "step" && say("move.choose")}
      />
      {chosen && chosen.needs.length > 0 && (
        <Records needs={chosen.needs} recorded={recorded} onRecord={setRecorded} />
      )}
      <Said wrong={wrong === "records" ? say("move.missing") : take.isError && sayProblem(say, take.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={take.isPending}>
          {say("move.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

const isMet = (need: StepNeed, recorded: readonly string[]): boolean =>
  typeof need === "string" ? recorded.includes(need) : need.some((code) => recorded.includes(code));

/** Each of what is asked, and one of what may be one of several. */
function Records(props: {
  needs: readonly StepNeed[];
  recorded: readonly string[];
  onRecord: (codes: readonly string[]) => void;
}) {
  const { needs, recorded, onRecord } = props;
  const { say } = useDesk();
  const { sayRecord } = useStepWords();
  const singles = needs.filter((need) => typeof need === "string");
  const several = needs.filter((need) => typeof need !== "string");
  return (
    <>
      {singles.length > 0 && (
        <ChecksField
          label={say("move.records")}
          why={say("move.records-why")}
          choices={singles.map((code) => ({ value: code, label: sayRecord(code) }))}
          values={recorded.filter((code) => singles.includes(code))}
          onChoose={(codes) => onRecord([...recorded.filter((code) => !singles.includes(code)), ...codes])}
        />
      )}
      {several.map((codes) => (
        <RadiosField
          key={codes.join()}
          label={say("move.one-of")}
          value={codes.find((code) => recorded.includes(code)) ?? ""}
          choices={codes.map((code) => ({ value: code, label: sayRecord(code) }))}
          onChoose={(code) => onRecord([...recorded.filter((other) => !codes.includes(other)), code])}
        />
      ))}
    </>
  );
}

function NotYet({ journey }: { journey: CaseJourney }) {
  const { say, when } = useDesk();
  const { sayLack } = useStepWords();
  const nameOf = useStepName();
  const closed = journey.open.filter((step) => !isOpen(step));
  if (closed.length === 0) return null;
  return (
    <Note icon="clock">
      <p>
        <b>{say("move.not-yet")}</b>
      </p>
      <ul>
        {closed.map((step) => (
          <li key={step.code}>
            {nameOf(step)}
            {": "}
            {step.lacks
              .map(({ code, until }) =>
                until
                  ? `${sayLack(code)} (${say("move.not-yet-until", { day: when.day(new Date(until).toISOString()) })})`
                  : sayLack(code),
              )
              .join(" ")}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function SoFar({ journey }: { journey: CaseJourney }) {
  const { say, when } = useDesk();
  const { sayStep } = useStepWords();
  if (journey.steps.length === 0) return null;
  return (
    <details>
      <summary>{say("move.so-far")}</summary>
      <ul>
        {journey.steps.map(({ code, at, by }) => (
          <li key={`${code} ${at}`}>
            {when.day(at)} · {sayStep(code)} · {by?.displayName ?? say("move.by-person")}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** As its jurisdiction calls a step of its own; everybody's are in our texts. */
function useStepName(): (step: OpenStep) => string {
  const { choices } = useDesk();
  const { sayStep } = useStepWords();
  return ({ code, name }) => name?.[choices.language] ?? sayStep(code);
}
