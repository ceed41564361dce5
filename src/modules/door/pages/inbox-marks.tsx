import type { InboxOffer } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Tag, type TagKind } from "../../../web/kit/marks.tsx";
import type { Marks, Urgency } from "../desk-note.ts";

/** A mailbox by the start of its address, as people can say it: “K7QD”. */
export const mailboxName = (address: string): string => address.slice(0, 4).toUpperCase();

const KINDS: Readonly<Record<InboxOffer["status"], TagKind>> = {
  open: "soon",
  accepted: "done",
  declined: "closed",
  "taken-back": "closed",
};

/** How a question to a person stands. */
export function OfferTag({ offer }: { offer: InboxOffer }) {
  const { say } = useDesk();
  if (offer.caseId) return <Tag kind="done">{say("offer.carried")}</Tag>;
  const icon = offer.status === "declined" || offer.status === "taken-back" ? ("none" as const) : undefined;
  return (
    <Tag kind={KINDS[offer.status]} {...(icon && { icon })}>
      {say(`offer.${offer.status}`)}
    </Tag>
  );
}

const HOUR_MS = 3_600_000;
const URGENCY_KINDS: Readonly<Record<Urgency, TagKind>> = { now: "late", soon: "soon", calm: "closed" };

/** Urgency and tags, in words. */
export function MarkTags({ marks, saysNone = false }: { marks: Marks; saysNone?: boolean }) {
  const { say, when } = useDesk();
  const { urgency, tags, spam, callBack, sameAs } = marks;
  if (!urgency && tags.length === 0 && !spam && !callBack && !sameAs)
    return saysNone ? say("notes.unmarked") : null;
  return (
    <>
      {spam && (
        <Tag kind="closed" icon="none">
          {say("notes.is-spam")}
        </Tag>
      )}
      {callBack && (
        <Tag kind="here" icon="clock">
          {say("call.waits", {
            from: when.near(new Date(callBack.from * HOUR_MS)),
            until: when.near(new Date((callBack.until + 1) * HOUR_MS)),
          })}
        </Tag>
      )}
      {urgency && (
        <Tag kind={URGENCY_KINDS[urgency]} {...(urgency === "calm" && { icon: "clock" as const })}>
          {say(`notes.urgency-${urgency}`)}
        </Tag>
      )}
      {sameAs && (
        <Tag kind="line" icon="share">
          {say("same.mark", { name: mailboxName(sameAs) })}
        </Tag>
      )}
      {tags.map((tag) => (
        <Tag key={tag} kind="line" icon="flag">
          {say(`notes.tag-${tag}`)}
        </Tag>
      ))}
    </>
  );
}
