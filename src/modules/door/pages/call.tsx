import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { ChecksField } from "../../../web/kit/choices-field.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Said, SelectField, TextArea, TextField } from "../../../web/kit/field.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { DraftNotes } from "../../../web/session/draft-notes.tsx";
import { useKeptDraft } from "../../../web/session/kept-draft.ts";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { useOnceKey } from "../../../web/session/once.ts";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import { sayLanguage } from "../../../web/texts/names.ts";
import { DESK_TAGS, type DeskTag, NO_MARKS, URGENCIES, type Urgency } from "../desk-note.ts";
import { hourOf } from "../letter.ts";
import { textUnitsMax } from "../letter-body.ts";
import { QUESTIONS, type Question, SUBJECTS, type Subject } from "../questions.ts";
import { CallRefusedError, type KeptCall, lockCall } from "./call-keep.ts";
import { CallWords } from "./call-words.tsx";

/** What is typed while someone is on the line. */
interface Call {
  readonly since: number;
  readonly language: string;
  readonly subject: Subject | "";
  readonly text: string;
  readonly answers: Readonly<Partial<Record<Question, string>>>;
  readonly number: string;
  readonly codeWord: string;
  readonly danger: string;
  /** `2026-11-26T14:00` as the browser's field gives it, in the reader's zone; empty: no call back. */
  readonly from: string;
  readonly until: string;
  readonly urgency: Urgency | "";
  readonly tags: readonly DeskTag[];
}

const newCall = (since: number, language: string): Call => ({
  ...{ since, language, subject: "", text: "", answers: {}, number: "", codeWord: "", danger: "" },
  ...{ from: "", until: "", urgency: "", tags: [] },
});

/** What waits on this device: a call that is being written, or the words of one that was kept, until they were read out. */
type CallDraft = Call | { readonly words: KeptCall };

/** Whoever called has hung up by then. */
const WORDS_WAIT_MS = 12 * 3_600_000;

/** The hotline desk: the door's own questions as one form for the keyboard, while someone is on the line. */
export function CallPage() {
  const { say } = useDesk();
  const { me } = useSession();
  useTitle(say("call.title"));
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/inbox">{say("inbox.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say("call.title")}</h1>
          <p className="quiet">{say("call.lead")}</p>
        </div>
      </header>
      {me.member.roles.includes("intake-worker") ? (
        <WithKeys>{(keys) => <OneCall keys={keys} />}</WithKeys>
      ) : (
        <Empty title={say("inbox.not-intake")}>{say("inbox.not-intake-say")}</Empty>
      )}
    </>
  );
}

function OneCall({ keys }: { keys: OwnKeys }) {
  const { say, now, locale } = useDesk();
  const [count, setCount] = useState(0);
  const [begun, setBegun] = useState(() => now().getTime());
  const { draft, setDraft, isOpening, keptAt, isGone } = useKeptDraft<CallDraft>(
    "call",
    "/api/inbox/call-draft-key",
    (one) => "words" in one, // nobody can make them again
  );
  const next = () => {
    setDraft(undefined);
    setBegun(now().getTime());
    setCount(count + 1);
  };
  const kept = draft && "words" in draft ? draft.words : null;
  const isPast = kept !== null && keptAt !== null && now().getTime() - keptAt.getTime() > WORDS_WAIT_MS;
  useEffect(() => {
    if (isPast) setDraft(undefined);
  });
  if (isOpening || isPast) return <p className="quiet">{say("draft.opening")}</p>;
  if (kept) {
    return (
      <>
        <DraftNotes keptAt={keptAt} isGone={false} />
        <CallWords kept={kept} onDone={next} />
      </>
    );
  }
  return (
    <>
      <DraftNotes keptAt={keptAt} isGone={isGone} />
      <CallForm
        key={count}
        keys={keys}
        call={draft && !("words" in draft) ? draft : newCall(begun, locale.split("-")[0] ?? "en")}
        isTyped={draft !== undefined}
        onCall={setDraft}
        onKept={(words) => setDraft({ words })}
        onOver={next}
      />
    </>
  );
}

function CallForm(props: {
  keys: OwnKeys;
  call: Call;
  isTyped: boolean;
  onCall: (call: Call) => void;
  onKept: (kept: KeptCall) => void;
  onOver: () => void;
}) {
  const { keys, call, isTyped, onCall, onKept, onOver } = props;
  const { say, locale } = useDesk();
  const { keep, leaveNothing, busy, wrong, setWrong } = useWrapUp(keys, call, onKept, onOver);
  const [isAsked, setAsked] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const put = (change: Partial<Call>) => {
    setWrong("");
    onCall({ ...call, ...change });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void keep();
  };
  const byKeys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void keep();
  };
  const languages = [...DOOR_LANGUAGES, "am", "fa", "so", "ti", "ur"].map((value) => ({
    value: value as string,
    label: sayLanguage(locale, value),
  }));
  return (
    <form
      autoComplete="off"
      className="stack stack-5 readable"
      onSubmit={submit}
      onKeyDown={byKeys}
      noValidate
    >
      <p className="row">
        <Timer since={call.since} />
        <span className="small quiet">{say("call.keys")}</span>
      </p>
      <TextArea
        ref={first}
        label={say("call.text")}
        why={say("call.text-why")}
        rows={6}
        maxLength={textUnitsMax}
        value={call.text}
        onText={(text) => put({ text })}
      />
      <div className="form-fields">
        <SelectField
          label={say("call.language")}
          value={call.language}
          options={languages}
          onChoose={(language) => put({ language })}
        />
        <SelectField
          label={say("call.subject")}
          value={call.subject}
          placeholder={say("call.not-said")}
          onClear={() => put({ subject: "" })}
          options={SUBJECTS.map((value) => ({ value, label: say(`letter.subject-${value}`) }))}
          onChoose={(subject) => put({ subject })}
        />
      </div>
      {call.subject !== "" &&
        QUESTIONS[call.subject].map((question: Question) => (
          <TextArea
            key={question}
            label={say(`letter.ask-${question}`)}
            rows={2}
            maxLength={2_000}
            value={call.answers[question] ?? ""}
            onText={(answer) => put({ answers: { ...call.answers, [question]: answer } })}
          />
        ))}
      <fieldset className="entry stack">
        <legend>{say("call.back")}</legend>
        <p className="why">{say("call.back-why")}</p>
        <div className="form-fields">
          <TextField
            label={say("call.number")}
            type="tel"
            dir="ltr"
            autoComplete="off"
            maxLength={60}
            value={call.number}
            onText={(number) => put({ number })}
          />
          <TextField
            label={say("call.code-word")}
            autoComplete="off"
            maxLength={120}
            value={call.codeWord}
            onText={(codeWord) => put({ codeWord })}
          />
          <TextField
            label={say("call.from")}
            type="datetime-local"
            dir="ltr"
            value={call.from}
            onText={(from) => put({ from })}
          />
          <TextField
            label={say("call.until")}
            type="datetime-local"
            dir="ltr"
            value={call.until}
            onText={(until) => put({ until })}
          />
        </div>
        <TextArea
          label={say("call.danger")}
          rows={2}
          maxLength={2_000}
          value={call.danger}
          onText={(danger) => put({ danger })}
        />
      </fieldset>
      <SelectField
        label={say("notes.urgency")}
        value={call.urgency}
        placeholder={say("notes.urgency-none")}
        options={URGENCIES.map((value) => ({ value, label: say(`notes.urgency-${value}`) }))}
        onChoose={(urgency) => put({ urgency })}
        onClear={() => put({ urgency: "" })}
      />
      <ChecksField
        label={say("notes.tags")}
        choices={DESK_TAGS.map((value) => ({ value, label: say(`notes.tag-${value}`) }))}
        values={call.tags}
        onChoose={(tags) => put({ tags })}
      />
      <div className="sticky-row">
        <Said wrong={wrong} />
        <div className="row">
          <Button kind="main" type="submit" icon="lock" busy={busy}>
            {say("call.keep")}
          </Button>
          <Button icon="none" busy={busy} onClick={() => (isTyped ? setAsked(true) : void leaveNothing())}>
            {say("call.nothing")}
          </Button>
        </div>
      </div>
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={say("call.nothing")}
        closeLabel={say("close")}
      >
        <p>{say("call.nothing-say")}</p>
        <div className="row">
          <Button kind="main" busy={busy} onClick={() => void leaveNothing()}>
            {say("call.nothing-do")}
          </Button>
          <Button onClick={() => setAsked(false)}>{say("call.nothing-leave")}</Button>
        </div>
      </Dialog>
    </form>
  );
}

function Timer({ since }: { since: number }) {
  const { say, now } = useDesk();
  const [at, setAt] = useState(() => now().getTime());
  useEffect(() => {
    const timer = setInterval(() => setAt(now().getTime()), 1_000);
    return () => clearInterval(timer);
  }, [now]);
  const seconds = Math.max(0, Math.floor((at - since) / 1_000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span className="mono" role="timer" aria-label={say("call.timer", { clock })}>
      {clock}
    </span>
  );
}

const HOUR_MS = 3_600_000;

/** The time to call back, or what is wrong with it. */
function callBackOf({ from, until }: Call, now: Date): { from: number; until: number } | null | "bad" {
  if (from === "" && until === "") return null;
  const [first, last] = [new Date(from), new Date(until)];
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return "bad";
  const isRight = last > first && last > now && last.getTime() - first.getTime() <= 7 * 24 * HOUR_MS;
  // Until three means: no more from three on.
  return isRight ? { from: hourOf(first.getTime()), until: hourOf(last.getTime() - 1) } : "bad";
}

/** What ends a call: kept and locked, or nothing but one more in the day's count. */
function useWrapUp(keys: OwnKeys, call: Call, onKept: (kept: KeptCall) => void, onOver: () => void) {
  const { say, now, random } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const locked = useRef<{ of: string; call: Awaited<ReturnType<typeof lockCall>> } | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const noteOf = () =>
    [
      call.number && say("call.note-number", { number: call.number.trim() }),
      call.codeWord && say("call.note-code", { word: call.codeWord.trim() }),
      call.danger && say("call.note-danger", { text: call.danger.trim() }),
    ]
      .filter(Boolean)
      .join("\n");
  const lock = async () => {
    const callBack = callBackOf(call, now());
    if (callBack === "bad") return setWrong(say("call.bad-time"));
    const answers =
      call.subject === ""
        ? []
        : QUESTIONS[call.subject].flatMap((question: Question) => {
            const answer = call.answers[question]?.trim();
            return answer ? [{ question, answer }] : [];
          });
    if (call.text.trim() === "" && answers.length === 0) return setWrong(say("call.empty"));
    const about = call.subject === "" ? {} : { about: { subject: call.subject, answers } };
    const toKeep = {
      body: { text: call.text.trim(), language: call.language, ...about },
      note: noteOf(),
      marks: { ...NO_MARKS, urgency: call.urgency || null, tags: call.tags, callBack },
    };
    const of = JSON.stringify(toKeep);
    if (locked.current?.of !== of) {
      const own = { id: me.member.id, agencyId: me.agency.id, keys };
      locked.current = { of, call: await lockCall(toKeep, own, api, random) };
    }
    return locked.current.call;
  };
  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setWrong("");
    try {
      await work();
    } catch (error) {
      setWrong(
        error instanceof CallRefusedError
          ? say(`call.${error.reason}`)
          : `${say("call.not-kept")} ${sayProblem(say, error)}`,
      );
    } finally {
      setBusy(false);
    }
  };
  const keep = () =>
    attempt(async () => {
      const ready = await lock();
      if (!ready) return;
      await api.send("POST", "/api/inbox/calls", { body: ready.request, key: keyFor(ready.request) });
      locked.current = null;
      await queries.invalidateQueries({ queryKey: ["inbox"] });
      onKept(ready.kept);
    });
  const leaveNothing = () =>
    attempt(async () => {
      await api.send("POST", "/api/inbox/call-counts");
      tell({ text: say("call.counted") });
      onOver();
    });
  return { keep, leaveNothing, busy, wrong, setWrong };
}
