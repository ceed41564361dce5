/** @jsxImportSource preact */
import { Fragment } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Answer } from "./answer.tsx";
import { ApiError } from "./api.ts";
import type { Conversation, ShownLetter } from "./conversation.ts";
import { sayDate } from "./days.ts";
import { sayFailure } from "./failures.ts";
import { LetterView } from "./letter-view.tsx";
import { NoticeView } from "./notice-view.tsx";
import { Icon, LeeLine, type Said, Status, Sure, Title } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

/** The letters, oldest first; a question is the only box; writing comes last. */
export function LettersRoom(props: RoomProps) {
  const { ground, go, withVisit } = props;
  const { say, language, emergency } = ground;
  const [talk, setTalk] = useState<Conversation | null>(null);
  const [said, setSaid] = useState<Said | null>({ kind: "busy", lines: [say("back-opening")] });
  const read = useCallback(
    async (then?: string) => {
      try {
        setTalk(await withVisit((visit) => visit.read()));
        setSaid(then ? { kind: "good", lines: [then] } : null);
      } catch (error) {
        setSaid({ kind: "bad", lines: sayFailure(error, say, emergency, "back-failed") });
      }
    },
    [withVisit, say, emergency],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when the room opens; later when asked
  useEffect(() => void read(), []);
  if (!talk) {
    return (
      <div class="stack">
        <Title>{say("talk-title")}</Title>
        <Status said={said} />
        {said?.kind === "bad" && (
          <button type="button" class="btn" onClick={() => void read()}>
            {say("try-again")}
          </button>
        )}
      </div>
    );
  }
  const news = newsIn(talk.letters);
  return (
    <div class="stack stack-6">
      <div class="stack">
        <LeeLine />
        <Title>{say("talk-title")}</Title>
        {talk.keptUntil === null ? (
          <p>{say("talk-deleted")}</p>
        ) : (
          <p>{say("talk-news", { count: news.size })}</p>
        )}
      </div>
      {talk.hasFile && <FileLink {...props} />}
      {talk.keptUntil !== null && (
        <>
          <section class="letters" aria-label={say("talk-letters")}>
            {talk.letters.map((letter) => (
              <Fragment key={letter.order}>
                <LetterView
                  letter={letter}
                  isNew={news.has(letter.order)}
                  room={props}
                  onAnswered={() => void read()}
                />
                {talk.moved
                  .filter(({ afterLetter }) => afterLetter === letter.order)
                  .map(({ isUnread, from, to }) => (
                    <p key={to} class="note">
                      <Icon name="next" />
                      <span>{say(isUnread ? "stand-in-opened" : "transfer-from-here", { from, to })}</span>
                    </p>
                  ))}
              </Fragment>
            ))}
          </section>
          <div class="stack">
            <button type="button" class="btn" onClick={() => void read(say("talk-looked"))}>
              {say("talk-look-again")}
            </button>
            <Status said={said} />
          </div>
          <Answer room={props} talk={talk} onTalk={setTalk} />
          {talk.tells && <NoticeView room={props} />}
          <End
            room={props}
            keptUntil={sayDate(talk.keptUntil, language)}
            onDeleted={() => (talk.hasFile ? void read() : go({ name: "gone", text: "talk-deleted-done" }))}
          />
        </>
      )}
      <button
        type="button"
        class="btn btn-wide"
        onClick={() => void forget(props, () => go({ name: "gone", text: "back-lead" }))}
      >
        {say("talk-close")}
      </button>
    </div>
  );
}

/** Letters from us after the person's last. */
function newsIn(letters: readonly ShownLetter[]): ReadonlySet<number> {
  const own = letters.findLast((letter) => letter.ok && letter.from === "you")?.order ?? 0;
  return new Set(
    letters
      .filter((letter) => letter.ok && letter.from === "us" && letter.order > own)
      .map(({ order }) => order),
  );
}

function FileLink({ ground, go }: RoomProps) {
  const { say } = ground;
  return (
    <nav aria-label={say("talk-my-file")}>
      <button type="button" class="choice choice-button" onClick={() => go({ name: "file" })}>
        <Icon name="paper" />
        <span>
          <b>{say("talk-my-file")}</b>
          <span>{say("talk-my-file-more")}</span>
        </span>
        <Icon name="next" />
      </button>
    </nav>
  );
}

/** How long the letters stay, and the way to have them gone now. */
function End(props: {
  readonly room: RoomProps;
  readonly keptUntil: string;
  readonly onDeleted: () => void;
}) {
  const { room, keptUntil, onDeleted } = props;
  const { ground, withVisit } = room;
  const { say } = ground;
  const [step, setStep] = useState<"none" | "sure" | "busy">("none");
  const [said, setSaid] = useState<Said | null>(null);
  const remove = async (): Promise<void> => {
    setStep("busy");
    try {
      await withVisit((visit) => visit.deleteLetters());
      onDeleted();
    } catch (error) {
      setStep("none");
      setSaid({ kind: "bad", lines: sayFailure(error, say, ground.emergency, "file-failed") });
    }
  };
  return (
    <section class="stack">
      <p class="small quiet">{say("talk-kept-until", { date: keptUntil })}</p>
      {step === "none" ? (
        <button type="button" class="btn btn-danger btn-wide" onClick={() => setStep("sure")}>
          {say("talk-delete")}
        </button>
      ) : (
        <Sure
          text={say("talk-delete-sure")}
          yes={say("talk-delete-yes")}
          no={say("talk-delete-no")}
          isBusy={step === "busy"}
          onYes={() => void remove()}
          onNo={() => setStep("none")}
        />
      )}
      <Status said={said} />
    </section>
  );
}

/** Ends the visit on the server too; without a connection it ends there by itself within the hour. */
async function forget({ withVisit }: RoomProps, then: () => void): Promise<void> {
  try {
    await withVisit((visit) => visit.end());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  then();
}
