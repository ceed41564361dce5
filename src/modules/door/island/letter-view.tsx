/** @jsxImportSource preact */
import { AttachmentView } from "./attachment-view.tsx";
import type { ShownLetter } from "./conversation.ts";
import { sayHour } from "./days.ts";
import { LetterReceipt } from "./letter-receipt.tsx";
import { OfferView } from "./offer-view.tsx";
import { Icon } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";
import { TransferView } from "./transfer-view.tsx";

/** One letter. Its text is text: never markup, in a direction of its own, with its own line ends. */
export function LetterView(props: {
  readonly letter: ShownLetter;
  readonly isNew: boolean;
  readonly room: RoomProps;
  readonly onAnswered: () => void;
}) {
  const { letter, isNew, room, onAnswered } = props;
  const { say, language } = room.ground;
  if (!letter.ok) {
    return (
      <article class="letter">
        <p class="note note-danger">
          <Icon name="alert" />
          <span>{say("talk-bad-letter")}</span>
        </p>
      </article>
    );
  }
  const isYou = letter.from === "you";
  return (
    <article class="letter">
      <p class="letter-head">
        <b>{say(isYou ? "talk-you" : "talk-us-no-name")}</b>
        {isNew && (
          <span class="tag tag-here">
            <Icon name="speak" />
            {say("talk-new")}
          </span>
        )}
        <span>{say("talk-about-hour", sayHour(letter.hour, language))}</span>
      </p>
      {(letter.text || letter.about) && (
        <div class={isYou ? "letter-body letter-you" : "letter-body letter-us"}>
          {letter.byTelephone && <p class="small quiet">{say("talk-by-telephone")}</p>}
          {letter.about && <p class="small quiet">{say(`subject-${letter.about.subject}`)}</p>}
          {letter.text && (
            <p class="letter-text" lang={letter.language} dir="auto">
              {letter.text}
            </p>
          )}
          {letter.about?.answers.map(({ question, answer }) => (
            <div key={question}>
              <p class="small quiet">{say(`ask-${question}`)}</p>
              <p class="letter-text" lang={letter.language} dir="auto">
                {answer}
              </p>
            </div>
          ))}
        </div>
      )}
      {letter.attachments.map((named) => (
        <AttachmentView key={named.id} room={room} named={named} />
      ))}
      {letter.standIn && (
        <p class="small quiet">
          {say("stand-in-letter", {
            ...sayHour(letter.standIn.opensAtHour, language),
            other: letter.standIn.name,
          })}
        </p>
      )}
      {isYou && <LetterReceipt room={room} order={letter.order} />}
      {letter.transfer && <TransferView transfer={letter.transfer} room={room} onAnswered={onAnswered} />}
      {letter.offer && <OfferView offer={letter.offer} room={room} onAnswered={onAnswered} />}
    </article>
  );
}
