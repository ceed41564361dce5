/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import { ATTACHMENTS_MAX } from "../attachments/named.ts";
import { type Attached, asAttached, isTooMany, readFile, SIZE_MB_MAX } from "./attached.ts";
import { Icon, type Said, Status } from "./parts.tsx";
import { Recorder } from "./recording.ts";
import type { RoomProps } from "./rooms.tsx";

/** Choosing what goes with a letter. Closed until asked for. */
export function AttachView(props: {
  readonly room: RoomProps;
  readonly attached: readonly Attached[];
  readonly onAttached: (attached: readonly Attached[]) => void;
}) {
  const { room, attached, onAttached } = props;
  const { say, tools } = room.ground;
  const [said, setSaid] = useState<Said | null>(null);
  // A large file is read for a while, and a recording can end meanwhile: what came first stays.
  const latest = useRef(attached);
  latest.current = attached;
  const add = (more: readonly Attached[], lines: readonly string[]): void => {
    const all = [...latest.current, ...more];
    if (isTooMany(all)) {
      setSaid({ kind: "bad", lines: [say("attach-too-many", { count: ATTACHMENTS_MAX })] });
      return;
    }
    setSaid(lines.length > 0 ? { kind: "bad", lines } : null);
    latest.current = all;
    onAttached(all);
  };
  const choose = async (input: HTMLInputElement): Promise<void> => {
    const more: Attached[] = [];
    const lines: string[] = [];
    for (const file of input.files ?? []) {
      const read = await readFile(file, tools.newKey());
      if (typeof read === "string") lines.push(say(read, { name: file.name, size: SIZE_MB_MAX }));
      else more.push(read);
    }
    input.value = ""; // the same file can be chosen again
    add(more, lines);
  };
  return (
    <details class="more">
      <summary>{say("attach-title")}</summary>
      <div class="stack">
        <p>{say("attach-lead", { size: SIZE_MB_MAX })}</p>
        <p>{say("attach-hidden")}</p>
        <p class="note note-soon">
          <Icon name="alert" />
          <span>{say("attach-never")}</span>
        </p>
        <label class="btn btn-wide attach-choose">
          {say("attach-choose")}
          <input
            type="file"
            class="sr"
            multiple
            autocomplete="off"
            onChange={(event) => void choose(event.currentTarget)}
          />
        </label>
        <Voice room={room} onRecorded={(one) => add([one], [])} />
        <Status said={said} />
        <ul class="attached">
          {attached.map((one) => (
            <One
              key={one.id}
              room={room}
              one={one}
              onChange={(changed) =>
                onAttached(
                  attached.flatMap((other) => (other.id !== one.id ? [other] : changed ? [changed] : [])),
                )
              }
            />
          ))}
        </ul>
      </div>
    </details>
  );
}

function One(props: {
  readonly room: RoomProps;
  readonly one: Attached;
  /** Null: it is left out. */
  readonly onChange: (changed: Attached | null) => void;
}) {
  const { room, one, onChange } = props;
  const { say } = room.ground;
  const keepId = `attach-keep-${one.id}`;
  return (
    <li class="stack">
      <p>
        <b>
          <bdi>{one.name}</bdi>
        </b>
      </p>
      {one.state === "cleaned" ? (
        <p class="small quiet">
          <Icon name="tick" /> {say("attach-cleaned")}
        </p>
      ) : (
        <p class="note note-soon">
          <Icon name="alert" />
          <span>{say("attach-unknown")}</span>
        </p>
      )}
      {one.original && (
        <div>
          <label class="pick-one">
            <input
              type="checkbox"
              autocomplete="off"
              checked={one.sendsOriginal}
              aria-describedby={one.state === "cleaned" ? keepId : undefined}
              onChange={(event) => onChange({ ...one, sendsOriginal: event.currentTarget.checked })}
            />
            <span>{say(one.state === "cleaned" ? "attach-keep" : "attach-send-anyway")}</span>
          </label>
          {one.state === "cleaned" && (
            <p class="why" id={keepId}>
              {say("attach-keep-why")}
            </p>
          )}
        </div>
      )}
      <button type="button" class="btn" onClick={() => onChange(null)}>
        {say("attach-remove")}
        <span class="sr">
          {" "}
          <bdi>{one.name}</bdi>
        </span>
      </button>
    </li>
  );
}

function Voice(props: { readonly room: RoomProps; readonly onRecorded: (one: Attached) => void }) {
  const { room, onRecorded } = props;
  const { say, tools } = room.ground;
  const recorder = useRef<Recorder | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [cannot, setCannot] = useState(false);
  const isOn = seconds !== null;
  const end = async (): Promise<void> => {
    const ended = recorder.current;
    recorder.current = null;
    setSeconds(null);
    if (!ended) return;
    const recording = await ended.end();
    if (recording.bytes.length > 0) onRecorded(asAttached(recording, tools.newKey(), say("attach-record")));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock runs while the microphone is on
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      if (recorder.current?.isOn) setSeconds((now) => (now ?? 0) + 1);
      else void end(); // it turned itself off: the page was hidden, or a quarter of an hour went by
    }, 1_000);
    return () => clearInterval(timer);
  }, [isOn]);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
      void recorder.current?.end();
    },
    [],
  );
  const begin = async (): Promise<void> => {
    try {
      const begun = await Recorder.begin();
      // The browser asked for a while, and the person went elsewhere: nobody is heard there.
      if (isGone.current) return void begun.end();
      recorder.current = begun;
      setCannot(false);
      setSeconds(0);
    } catch {
      setCannot(true); // no recorder here, or no microphone that the person lets us hear
    }
  };
  return (
    <div class="stack">
      <button type="button" class="btn btn-wide" onClick={() => void (isOn ? end() : begin())}>
        {say(isOn ? "attach-record-stop" : "attach-record")}
      </button>
      <p class="small quiet">{isOn ? say("attach-recording", { seconds }) : say("attach-record-why")}</p>
      <Status said={cannot ? { kind: "bad", lines: [say("attach-record-no")] } : null} />
    </div>
  );
}
