/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import { ApiError } from "./api.ts";
import { AttachView } from "./attach-view.tsx";
import { type Attached, Sending, thatGo } from "./attached.ts";
import type { Conversation } from "./conversation.ts";
import { sayFailure } from "./failures.ts";
import { Icon, type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";
import { keepable } from "./texts.ts";
import { SomeoneFirstError } from "./visit.ts";

/** A reply. What was typed stays until it is sent, whatever goes wrong. */
export function Answer(props: {
  readonly room: RoomProps;
  readonly talk: Conversation;
  readonly onTalk: (talk: Conversation) => void;
}) {
  const { room, talk, onTalk } = props;
  const { say, language, emergency } = room.ground;
  const text = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [attached, setAttached] = useState<readonly Attached[]>([]);
  const [sending] = useState(() => new Sending(room.ground.tools));
  const own = talk.letters.findLast((letter) => letter.ok && letter.from === "you");
  // As they chose for the letter before, until they choose otherwise.
  const [standsIn, setStandsIn] = useState(own?.ok === true && own.standIn !== null);
  const isBusy = said?.kind === "busy";
  if (!talk.newest) {
    return (
      <p class="note note-danger">
        <Icon name="alert" />
        <span>{say("talk-readers-changed", { number: emergency })}</span>
      </p>
    );
  }
  const standInNames = {
    ...{ agency: talk.agency, other: talk.standIn?.agency.name ?? "", hours: talk.standIn?.hours ?? 0 },
  };
  const keepUnsaved = (typed: string, now: readonly Attached[]): void =>
    room.setUnsaved(typed.trim() !== "" || now.length > 0);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const field = text.current;
    if (!field || isBusy) return;
    const going = thatGo(attached);
    if (field.value.trim() === "" && going.length === 0) {
      setSaid({ kind: "bad", lines: [say("tell-empty")] });
      field.focus();
      return;
    }
    setSaid({ kind: "busy", lines: [say("tell-sending")] });
    try {
      const attachments = await room.withVisit((visit) =>
        sending.run(visit, going, (name, share) => {
          const percent = Math.floor(share * 100);
          setSaid({ kind: "busy", lines: [say("attach-sending", { name, percent })] });
        }),
      );
      const body = {
        text: keepable(field.value),
        language: languageOf(talk) ?? language,
        ...(attachments.length > 0 && { attachments }),
      };
      onTalk(
        await room.withVisit((visit) =>
          visit.reply(body, talk.letters.length, standsIn ? talk.standIn : null),
        ),
      );
      field.value = "";
      // What was added while these were on their way waits for the next letter.
      setAttached((now) => now.filter((one) => !attached.some(({ id }) => id === one.id)));
      room.setUnsaved(false);
      setSaid({ kind: "good", lines: [say("talk-sent")] });
    } catch (error) {
      if (error instanceof SomeoneFirstError) {
        onTalk(error.conversation);
        setSaid({ kind: "bad", lines: [say("talk-someone-first")] });
      } else {
        if (error instanceof ApiError && error.code === "stand-in-changed")
          await room.withVisit((visit) => visit.read()).then(onTalk, () => undefined); // asked again when it is sent
        setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "tell-not-sent") });
      }
    }
  };
  return (
    <form class="compose" onSubmit={(event) => void send(event)} noValidate>
      <div class="field">
        <label for="answer">{say("talk-reply")}</label>
        <p class="why" id="answer-why">
          {say("talk-reply-why")}
        </p>
        <textarea
          id="answer"
          class="input"
          ref={text}
          rows={4}
          maxLength={20_000}
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="answer-why"
          onInput={(event) => keepUnsaved(event.currentTarget.value, attached)}
        />
      </div>
      <AttachView
        room={room}
        attached={attached}
        onAttached={(now) => {
          setAttached(now);
          keepUnsaved(text.current?.value ?? "", now);
        }}
      />
      {talk.standIn && (
        <div class="field">
          <label class="pick-one">
            <input
              type="checkbox"
              checked={standsIn}
              autocomplete="off"
              aria-describedby="answer-stand-in-why"
              onChange={(event) => setStandsIn(event.currentTarget.checked)}
            />
            <span>{say("stand-in-ask", standInNames)}</span>
          </label>
          <p class="why" id="answer-stand-in-why">
            {say("stand-in-why", standInNames)}
          </p>
        </div>
      )}
      <Status said={said} />
      <button type="submit" class="btn btn-main btn-wide" aria-busy={isBusy}>
        {say("talk-send")}
        <Icon name="send" />
      </button>
      <p class="small quiet">
        <Icon name="lock" /> {say("tell-lock")}
      </p>
    </form>
  );
}

/** The language that the person asked to be answered in. */
function languageOf({ letters }: Conversation): string | undefined {
  const own = letters.findLast((letter) => letter.ok && letter.from === "you");
  return own?.ok ? own.language : undefined;
}
