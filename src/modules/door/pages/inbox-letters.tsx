import type { Member } from "../../../web/api/answers.ts";
import type { MailboxOffer } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Letter } from "../../../web/kit/letter.tsx";
import { Note, Tag } from "../../../web/kit/marks.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { InboxAttachment } from "./inbox-attachment.tsx";
import type { OpenedLetter } from "./inbox-read.ts";

const HOUR_MS = 3_600_000;

/** The letters, oldest first. One that does not open says why, and keeps its place. */
export function InboxLetters(props: {
  letters: readonly OpenedLetter[];
  members: readonly Member[];
  offers: readonly MailboxOffer[];
}) {
  const { letters, members, offers } = props;
  const { say, when } = useDesk();
  const { me } = useSession();
  if (letters.length === 0) return <Empty title={say("conversation.empty")} />;
  return (
    <section className="letters desk-letters" aria-label={say("conversation.letters")}>
      {letters.map((letter, index) => {
        const key = `${index}`;
        if (!letter.ok) {
          return (
            <Note key={key} kind="soon" icon="lock">
              <p>
                <strong>{say("letter.closed", { number: index + 1 })}</strong>{" "}
                {say(`letter.${letter.reason}`)}
              </p>
            </Note>
          );
        }
        const { sender, body } = letter;
        const ours = sender.kind === "member";
        const from = !ours
          ? say("letter.person")
          : sender.memberId === me.member.id
            ? say("you")
            : (members.find(({ id }) => id === sender.memberId)?.displayName ?? say("letter.colleague"));
        const offer = body.offer && offers.find(({ id }) => id === body.offer?.offerId);
        return (
          <Letter
            key={key}
            ours={ours}
            from={from}
            at={say("letter.about", { at: when.near(new Date(letter.hour * HOUR_MS)) })}
            mark={
              offer ? (
                <Tag kind="line" icon="share">
                  {say("letter.with-offer", { agency: offer.recipientAgency.name })}
                </Tag>
              ) : ours ? (
                body.byTelephone && <Tag kind="line">{say("letter.by-telephone")}</Tag>
              ) : (
                body.byServer && <Tag kind="line">{say("letter.by-server")}</Tag>
              )
            }
          >
            {body.about && <p className="quiet">{say(`letter.subject-${body.about.subject}`)}</p>}
            {body.text && (
              <p className="as-written" lang={body.language} dir="auto">
                {body.text}
              </p>
            )}
            {body.about?.answers.map(({ question, answer }) => (
              <div key={question}>
                <p className="quiet">{say(`letter.ask-${question}`)}</p>
                <p className="as-written" lang={body.language} dir="auto">
                  {answer}
                </p>
              </div>
            ))}
            {body.attachments?.map((named) => (
              <InboxAttachment key={named.id} named={named} />
            ))}
          </Letter>
        );
      })}
    </section>
  );
}
