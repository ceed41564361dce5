/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import { fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import { type Channel, readDestination, SENTENCES, type Sentence, sealNotice } from "../notices/notice.ts";
import { sayFailure } from "./failures.ts";
import { Icon, type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

interface NoticeAnswer {
  readonly channels: readonly Channel[];
  readonly state: "waiting" | "due" | "told" | "failed" | null;
  readonly noticeKey: string;
}

/** Whether to be told of an answer outside this page. Closed until asked for, and nothing is asked of the server before. */
export function NoticeView({ room }: { readonly room: RoomProps }) {
  const { say, emergency } = room.ground;
  const [found, setFound] = useState<NoticeAnswer | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const look = async (): Promise<void> => {
    try {
      setFound(await room.withVisit((visit) => visit.ask<NoticeAnswer>("/api/door/notice")));
      setSaid(null);
    } catch (error) {
      setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "notice-not-kept") });
    }
  };
  const open = (event: { currentTarget: HTMLDetailsElement }): void => {
    if (event.currentTarget.open && !found) void look();
  };
  return (
    <details class="more" onToggle={open}>
      <summary>{say("notice-title")}</summary>
      <div class="stack">
        <p>{say("notice-lead")}</p>
        <p class="note note-soon">
          <Icon name="alert" />
          <span>{say("notice-danger")}</span>
        </p>
        {found?.state && (
          <Chosen room={room} state={found.state} onSaid={setSaid} onDone={setFound} of={found} />
        )}
        {found && found.state === null && (
          <Choose room={room} of={found} onSaid={setSaid} onDone={setFound} />
        )}
        <Status said={said} />
      </div>
    </details>
  );
}

interface Step {
  readonly room: RoomProps;
  readonly of: NoticeAnswer;
  readonly onSaid: (said: Said) => void;
  readonly onDone: (now: NoticeAnswer) => void;
}

function Chosen({ room, of, state, onSaid, onDone }: Step & { readonly state: string }) {
  const { say, emergency } = room.ground;
  const stop = async (): Promise<void> => {
    try {
      await room.withVisit((visit) => visit.ask("/api/door/notice", "DELETE"));
      onDone({ ...of, state: null });
      onSaid({ kind: "good", lines: [say("notice-off")] });
    } catch (error) {
      onSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "notice-not-kept") });
    }
  };
  return (
    <>
      <p>{say(state === "failed" ? "notice-failed" : state === "told" ? "notice-told" : "notice-on")}</p>
      <button type="button" class="btn btn-wide" onClick={() => void stop()}>
        {say("notice-stop")}
      </button>
    </>
  );
}

function Choose({ room, of, onSaid, onDone }: Step) {
  const { say, emergency, language, tools } = room.ground;
  const [channel, setChannel] = useState<Channel>(of.channels[0] ?? "email");
  const [sentence, setSentence] = useState<Sentence>(SENTENCES[0]);
  const field = useRef<HTMLInputElement>(null);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const to = readDestination(channel, field.current?.value ?? "");
    if (to === undefined) {
      onSaid({
        kind: "bad",
        lines: [say(channel === "email" ? "notice-wrong-email" : "notice-wrong-number")],
      });
      field.current?.focus();
      return;
    }
    try {
      const { address } = room.way.keys;
      const notice = { channel, to, say: sentence, language };
      const sealed = await sealNotice(fromBase64Url(of.noticeKey, 32), address, notice, tools.random);
      await room.withVisit((visit) => visit.ask("/api/door/notice", "POST", { sealed: toBase64Url(sealed) }));
      onDone({ ...of, state: "waiting" });
      onSaid({ kind: "good", lines: [] });
    } catch (error) {
      onSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "notice-not-kept") });
    }
  };
  return (
    <form class="compose" onSubmit={(event) => void save(event)} noValidate>
      {of.channels.length > 1 && (
        <div class="field">
          <label for="notice-way">{say("notice-way")}</label>
          <select
            id="notice-way"
            class="input"
            autocomplete="off"
            onChange={(event) => setChannel(of.channels[event.currentTarget.selectedIndex] ?? channel)}
          >
            {of.channels.map((one) => (
              <option key={one} selected={one === channel}>
                {say(one === "email" ? "notice-email" : "notice-message")}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="field">
        <label for="notice-to">{say(channel === "email" ? "notice-to-email" : "notice-to-message")}</label>
        <p class="why" id="notice-why">
          {say("notice-to-why")}
        </p>
        <input
          id="notice-to"
          class="input"
          ref={field}
          type="text"
          inputMode={channel === "email" ? "email" : "tel"}
          dir="ltr"
          maxLength={300}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          aria-describedby="notice-why"
        />
      </div>
      <div class="field">
        <label for="notice-say">{say("notice-say")}</label>
        <p class="why" id="notice-say-why">
          {say("notice-say-why")}
        </p>
        <select
          id="notice-say"
          class="input"
          autocomplete="off"
          aria-describedby="notice-say-why"
          onChange={(event) => setSentence(SENTENCES[event.currentTarget.selectedIndex] ?? SENTENCES[0])}
        >
          {SENTENCES.map((one) => (
            <option key={one} selected={one === sentence}>
              {say(one)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="btn btn-main btn-wide">
        {say("notice-save")}
      </button>
    </form>
  );
}
