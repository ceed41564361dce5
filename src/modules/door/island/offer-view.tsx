/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { consentStatement } from "../consent-statement.ts";
import { offerCategories } from "../offer.ts";
import { ApiError, type OfferAnswered } from "./api.ts";
import type { ShownOffer } from "./conversation.ts";
import { sayDate } from "./days.ts";
import { sayFailure } from "./failures.ts";
import { Means } from "./means.tsx";
import { AnswerNote, Icon, type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

interface Props {
  readonly offer: ShownOffer;
  readonly room: RoomProps;
  readonly onAnswered: () => void;
}

/** A question: who would see what, what not, what for, until when; then yes, or not now, of the same size. */
export function OfferView({ offer, room, onAnswered }: Props) {
  const { say } = room.ground;
  const { terms } = offer;
  if (!terms) return <AnswerNote text={say("offer-changed")} isBad />;
  if (terms.status === "accepted") return <AnswerNote text={say("offer-said-yes")} />;
  if (terms.status === "declined") return <AnswerNote text={say("offer-said-no")} />;
  if (terms.status === "taken-back") return <AnswerNote text={say("offer-taken-back")} />;
  return <OpenOffer terms={terms} room={room} onAnswered={onAnswered} />;
}

function OpenOffer(props: {
  readonly terms: OfferAnswered;
  readonly room: RoomProps;
  readonly onAnswered: () => void;
}) {
  const { terms, room, onAnswered } = props;
  const { say, language, emergency } = room.ground;
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const answer = async (yes: boolean): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      await room.withVisit((visit) => (yes ? visit.sayYes(terms, language, say) : visit.sayNotNow(terms.id)));
      onAnswered();
    } catch (error) {
      setSaid({ kind: "bad", lines: explain(error) });
    }
    setBusy(false);
  };
  const explain = (error: unknown): string[] => {
    const code = error instanceof ApiError ? error.code : "";
    if (code === "offer-changed" || code === "offer-answered") return [say("offer-changed")];
    if (code === "offer-ended") return [say("offer-over")];
    return sayFailure(error, say, emergency, "file-failed");
  };
  const names = { agency: terms.agency.name, recipient: terms.recipientAgency.name };
  const closed = offerCategories.filter((category) => !terms.categories.includes(category));
  const titleId = `offer-${terms.id}`;
  return (
    <section class="offer" aria-labelledby={titleId}>
      <h2 id={titleId}>{say("offer-title", names)}</h2>
      <p class="small">{say("offer-lead", names)}</p>
      <ul class="kept">
        {terms.categories.map((category) => (
          <li key={category}>
            <Icon name="tick" />
            <span>{say(`category-${category}`)}</span>
          </li>
        ))}
      </ul>
      <p class="small">
        {say("offer-for", {
          purpose: say(`purpose-${terms.purpose}`),
          date: sayDate(terms.consentUntil.slice(0, 10), language),
        })}
      </p>
      <p class="small">{say("offer-not", names)}</p>
      <ul class="kept kept-not">
        <li>
          <Icon name="none" />
          <span>{say("offer-not-letters")}</span>
        </li>
        {closed.map((category) => (
          <li key={category}>
            <Icon name="none" />
            <span>{say(`category-${category}`)}</span>
          </li>
        ))}
      </ul>
      <p class="small">{say("offer-not-others")}</p>
      <Means ground={room.ground} isOpen />
      <p class="signed" dir="auto">
        {consentStatement(terms, language, say).text}
      </p>
      <div class="answers">
        <button type="button" class="btn btn-main" aria-busy={isBusy} onClick={() => void answer(true)}>
          {say("offer-yes")}
        </button>
        <button type="button" class="btn" aria-busy={isBusy} onClick={() => void answer(false)}>
          {say("offer-no")}
        </button>
      </div>
      <Status said={said} />
      <p class="small quiet">{say("offer-free")}</p>
    </section>
  );
}
