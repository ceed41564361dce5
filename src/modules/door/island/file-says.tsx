/** @jsxImportSource preact */
import { useEffect, useId, useState } from "preact/hooks";
import type { Category } from "../../../core/access/context.ts";
import { ApiError } from "./api.ts";
import { sayDay } from "./days.ts";
import { sayFailure } from "./failures.ts";
import type { OpenOwnAsk, OwnAsk, OwnAskKind } from "./file-answers.ts";
import type { FilePart } from "./file-room.tsx";
import { Icon, type Said, Status } from "./parts.tsx";

const KINDS: readonly OwnAskKind[] = ["question", "correction", "complaint"];
const LENGTH_MAX = 4_000;

/** What the person says about their file: asked, said to be wrong, complained of; and its answer, opened when it is asked for. */
export function FileSays({ file, room }: FilePart) {
  const { say } = room.ground;
  const [asks, setAsks] = useState<readonly OwnAsk[]>([]);
  const [kind, setKind] = useState<OwnAskKind | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const path = `/api/my-file/cases/${file.id}/asks`;
  const look = async (): Promise<void> => {
    // Without them the file is shown as it is.
    const found = await room.withVisit((visit) => visit.ask<{ asks: OwnAsk[] }>(path)).catch(() => null);
    setAsks(found?.asks ?? []);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each case; later after a change
  useEffect(() => void look(), [file.id]);
  return (
    <section class="stack">
      <h2>{say("ask-title")}</h2>
      <p class="small quiet">{say("ask-lead")}</p>
      {asks.map((one) => (
        <Asked key={one.id} one={one} room={room} file={file} />
      ))}
      <Status said={said} />
      {kind === null ? (
        <div>
          {KINDS.map((one) => (
            <button
              key={one}
              type="button"
              class="plain-button"
              onClick={() => {
                setSaid(null);
                setKind(one);
              }}
            >
              {say(`ask-${one}`)}
              <Icon name="next" />
            </button>
          ))}
        </div>
      ) : (
        <Ask
          kind={kind}
          file={file}
          room={room}
          onSaid={setSaid}
          onDone={() => {
            setKind(null);
            void look();
          }}
          onNo={() => setKind(null)}
        />
      )}
    </section>
  );
}

function Ask(
  props: FilePart & {
    readonly kind: OwnAskKind;
    readonly onSaid: (said: Said) => void;
    readonly onDone: () => void;
    readonly onNo: () => void;
  },
) {
  const { kind, file, room, onSaid, onDone, onNo } = props;
  const { say, emergency } = room.ground;
  const [text, setText] = useState("");
  const [part, setPart] = useState<Category | "">(file.categories[0] ?? "");
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const send = async (): Promise<void> => {
    if (isBusy || text.trim() === "") return;
    setBusy(true);
    try {
      const body = { kind, category: kind === "correction" ? part : null, text: text.trim() };
      await room.withVisit((visit) => visit.ask(`/api/my-file/cases/${file.id}/asks`, "POST", body));
      onSaid({ kind: "good", lines: [say("ask-sent")] });
      onDone();
    } catch (error) {
      const code = error instanceof ApiError ? error.code : "";
      onSaid({
        kind: "bad",
        lines:
          code === "ask-nobody" || code === "ask-many"
            ? [say(code)]
            : sayFailure(error, say, emergency, "file-failed"),
      });
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <h3>{say(`ask-${kind}`)}</h3>
      {kind === "complaint" && <p class="small quiet">{say("ask-complaint-means")}</p>}
      {kind === "correction" && (
        <>
          <label for={`${id}-part`}>{say("ask-about")}</label>
          <select
            class="input"
            autocomplete="off"
            id={`${id}-part`}
            value={part}
            onChange={({ currentTarget }) => setPart(currentTarget.value as Category)}
          >
            {file.categories.map((category) => (
              <option key={category} value={category}>
                {say(`category-${category}`)}
              </option>
            ))}
          </select>
        </>
      )}
      <label for={id}>{say("ask-text")}</label>
      <textarea
        class="input"
        id={id}
        rows={5}
        dir="auto"
        maxLength={LENGTH_MAX}
        autocomplete="off"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div class="answers">
        <button type="button" class="btn btn-main" aria-disabled={isBusy} onClick={() => void send()}>
          {say("ask-send")}
        </button>
        <button type="button" class="btn" onClick={onNo}>
          {say("wish-no")}
        </button>
      </div>
    </div>
  );
}

function Asked({ one, room }: FilePart & { readonly one: OwnAsk }) {
  const { say, language, emergency } = room.ground;
  const [open, setOpen] = useState<OpenOwnAsk | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const read = async (): Promise<void> => {
    try {
      setOpen(await room.withVisit((visit) => visit.ask<OpenOwnAsk>(`/api/my-file/asks/${one.id}`)));
      setSaid(null);
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "file-failed") });
    }
  };
  const day = (at: string) => sayDay(new Date(at), language);
  return (
    <div class="stack written">
      <h3>
        {say(`ask-${one.kind}`)}
        {one.kind === "correction" && `: ${say(`category-${one.category}`)}`}
      </h3>
      <p class="small">
        {one.answeredAt === null
          ? say("ask-until", { date: day(one.dueAt) })
          : say("ask-answered", { date: day(one.answeredAt) })}
      </p>
      {(one.outcome === "written-in" || one.outcome === "kept-beside") && (
        <p class="small">{say(`ask-${one.outcome}`)}</p>
      )}
      {open === null ? (
        <button type="button" class="plain-button" onClick={() => void read()}>
          {say("ask-read")}
          <Icon name="next" />
        </button>
      ) : (
        <dl class="facts-list">
          <div>
            <dt>{say("ask-yours")}</dt>
            <dd dir="auto">{open.text}</dd>
          </div>
          {open.rating?.helped && (
            <div>
              <dt>{say("rate-helped")}</dt>
              <dd>{say(`rate-${open.rating.helped}`)}</dd>
            </div>
          )}
          {open.rating?.treatedWell && (
            <div>
              <dt>{say("rate-well")}</dt>
              <dd>{say(`rate-${open.rating.treatedWell}`)}</dd>
            </div>
          )}
          {open.answer !== null && (
            <div>
              <dt>{say("ask-theirs")}</dt>
              <dd dir="auto">{open.answer}</dd>
            </div>
          )}
        </dl>
      )}
      <Status said={said} />
    </div>
  );
}
