import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Case, CaseJourney, OpenStep, StepNeed } from "../../../../web/api/answers.ts";
import { Refusal } from "../../../../web/api/client.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Answer } from "../../../../web/kit/answer.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { ChecksField, RadiosField } from "../../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../../web/kit/dialog.tsx";
import { Said, SelectField } from "../../../../web/kit/field.tsx";
import { Note } from "../../../../web/kit/marks.tsx";
import { useNotices } from "../../../../web/kit/toast.tsx";
import { useOnceKey } from "../../../../web/session/once.ts";
import { sayProblem } from "../../../../web/session/problems.ts";
import { useSession } from "../../../../web/session/session.tsx";
import { sayLanguage, sayPurpose } from "../../../../web/texts/names.ts";
import { LANGUAGE_CODES } from "../../model/languages.ts";
import { useCareWords, useStepWords } from "../care-words.ts";
import { saySource } from "../clock-groups.tsx";

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
          {isWithoutYes(file, value) && <Note kind="soon">{say("move.no-yes")}</Note>}
          {!value.pack.isConfirmed && <p className="small quiet">{say("move.unconfirmed")}</p>}
          <Choose file={file} journey={value} onClose={onClose} />
          <NotYet journey={value} />
          <SoFar journey={value} />
          <Kept keeping={value.pack.keeping} />
        </div>
      )}
    </Answer>
  );
}

/** Whoever is referred or decided on and took back what it rests on: the journey stays, and says so to whoever sees every yes. */
const isWithoutYes = (file: Case, { state, consents }: CaseJourney): boolean =>
  file.held && !file.isChild && TAKES_A_YES.has(state) && consents.length === 0;
const TAKES_A_YES: ReadonlySet<string> = new Set(["referred", "reasonable-grounds", "conclusive-grounds"]);

const isOpen = ({ lacks }: OpenStep): boolean => lacks.length === 0;

function Choose(props: { file: Case; journey: CaseJourney; onClose: () => void }) {
  const { file, journey, onClose } = props;
  const { say } = useDesk();
  const { sayState } = useCareWords();
  const nameOf = useStepName();
  const sayWhyNot = useWhyNot();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [step, setStep] = useState("");
  const [recorded, setRecorded] = useState<readonly string[]>([]);
  const [language, setLanguage] = useState("");
  const [consentId, setConsentId] = useState("");
  const [wrong, setWrong] = useState<"" | "step" | "records" | "language">("");
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
    const said = consentId === "" ? recorded : [...recorded, CONSENT];
    const isWhole = chosen?.needs.every((need) => isMet(need, said)) ?? false;
    const asksLanguage = recorded.some((code) => IN_A_LANGUAGE.includes(code));
    const slip =
      chosen === undefined
        ? "step"
        : !isWhole
          ? "records"
          : asksLanguage && language === ""
            ? "language"
            : "";
    setWrong(slip);
    if (slip !== "") return;
    take.mutate({
      ...{ step, revision: journey.revision, recorded: said, consentId: consentId || null },
      language: asksLanguage ? language : null,
    });
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
          setLanguage("");
          setConsentId("");
          setWrong("");
        }}
        wrong={wrong === "step" && say("move.choose")}
      />
      {chosen?.source && <Source source={chosen.source} />}
      {chosen?.needs.includes(CONSENT) && (
        <OnConsent consents={journey.consents} value={consentId} onChoose={setConsentId} />
      )}
      {chosen && chosen.needs.length > 0 && (
        <Records
          needs={chosen.needs.filter((need) => need !== CONSENT)}
          recorded={recorded}
          onRecord={setRecorded}
        />
      )}
      {chosen?.needs.some((need) => typeof need === "string" && IN_A_LANGUAGE.includes(need)) && (
        <InLanguage
          theirs={journey.language}
          isReasons={chosen.needs.includes("reasons")}
          value={language}
          onChoose={(code) => {
            setLanguage(code);
            setWrong("");
          }}
          isMissing={wrong === "language"}
        />
      )}
      <Said wrong={wrong === "records" ? say("move.missing") : take.isError && sayWhyNot(take.error)} />
      <div className="row">
        <Button kind="main" type="submit" busy={take.isPending}>
          {say("move.do")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </form>
  );
}

/** Each thing that stands in the way, where the answer names them. */
function useWhyNot(): (error: unknown) => string {
  const { say } = useDesk();
  const { sayLack } = useStepWords();
  return (error) => {
    const lacks = error instanceof Refusal && error.code === "step-not-open" ? error.extra.lacks : null;
    return Array.isArray(lacks)
      ? lacks.map(({ code }: { code: string }) => sayLack(code)).join(" ")
      : sayProblem(say, error);
  };
}

/** Not ticked: a yes of the person stands, and is chosen. */
const CONSENT = "consent";

function OnConsent(props: {
  consents: CaseJourney["consents"];
  value: string;
  onChoose: (id: string) => void;
}) {
  const { say, when } = useDesk();
  return (
    <RadiosField
      label={say("move.consent")}
      why={say("move.consent-why")}
      value={props.value}
      choices={props.consents.map(({ id, agencyName, purpose, until }) => ({
        value: id,
        label: say("move.consent-of", {
          agency: agencyName,
          purpose: sayPurpose(say, purpose),
          day: when.day(until),
        }),
      }))}
      onChoose={props.onChoose}
    />
  );
}

/** Where a State's own step is written, what we added, and that no lawyer has confirmed it. */
function Source({ source }: { source: NonNullable<OpenStep["source"]> }) {
  const desk = useDesk();
  return (
    <p className="small quiet">
      {desk.say("move.source")} {saySource(source, desk)}
    </p>
  );
}

/** How long a closed case is kept by this jurisdiction, and where that is written. */
function Kept({ keeping: { days, source, isConfirmed } }: { keeping: CaseJourney["pack"]["keeping"] }) {
  const { say } = useDesk();
  return (
    <p className="small quiet">
      {say("move.kept", { days })} {source} {!isConfirmed && say("clocks.unconfirmed")}
    </p>
  );
}

/** What is recorded in a language, which has to be said. */
const IN_A_LANGUAGE: readonly string[] = ["reasons", "language"];

/** Asked and not filled in: reasons that nobody can read are none. */
function InLanguage(props: {
  theirs: string | null;
  isReasons: boolean;
  value: string;
  onChoose: (code: string) => void;
  isMissing: boolean;
}) {
  const { theirs, isReasons, value, onChoose, isMissing } = props;
  const { say, locale } = useDesk();
  const options = LANGUAGE_CODES.options
    .map(({ code }) => ({ value: code, label: sayLanguage(locale, code) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <SelectField
      label={say(isReasons ? "move.reasons-in" : "move.reads")}
      why={
        theirs === null
          ? say("move.language-unknown")
          : say("move.language-known", { language: sayLanguage(locale, theirs) })
      }
      value={value}
      placeholder={say("move.choose-language")}
      options={options}
      onChoose={onChoose}
      wrong={isMissing && say("move.choose-language")}
    />
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
  const nameOf = useStepName();
  if (journey.steps.length === 0) return null;
  return (
    <details>
      <summary>{say("move.so-far")}</summary>
      <ul>
        {journey.steps.map((step) => (
          <li key={`${step.code} ${step.at}`}>
            {when.day(step.at)} · {nameOf(step)} · {step.by?.displayName ?? say("move.by-person")}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** As its jurisdiction calls a step of its own; everybody's are in our texts. */
function useStepName(): (step: Pick<OpenStep, "code" | "name">) => string {
  const { choices } = useDesk();
  const { sayStep } = useStepWords();
  return ({ code, name }) => name?.[choices.language] ?? sayStep(code);
}
