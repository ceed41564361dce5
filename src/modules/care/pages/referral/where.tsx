import { Link } from "@tanstack/react-router";
import type { Referral } from "../../../../web/api/referral-answers.ts";
import type { Desk } from "../../../../web/desk-context.tsx";
import { Tag } from "../../../../web/kit/marks.tsx";
import { sayCode } from "../../../../web/texts/names.ts";

/** Where a referral is, as a word with a shape. */
export function Where({ referral, desk: { say } }: { referral: Referral; desk: Desk }) {
  const { state, closedAt, overdue, turn, side } = referral;
  const kind = overdue ? "late" : closedAt ? "closed" : turn.includes(side) ? "soon" : "here";
  return <Tag kind={kind}>{sayCode(say, "referral-state", state)}</Tag>;
}

/** Who asks whom for what: the link to the referral, and beneath it the other agency. */
export function Asked({ referral, desk: { say } }: { referral: Referral; desk: Desk }) {
  const { id, side, from, to, wanted, urgent } = referral;
  return (
    <>
      <Link to="/referrals/$referralId" params={{ referralId: id }}>
        {sayCode(say, "wanted", wanted)}
        {urgent && ` (${say("referrals.urgent")})`}
      </Link>
      <small>
        {side === "sender"
          ? say("referrals.by-us", { agency: to.name })
          : say("referrals.to-us", { agency: from.name })}
      </small>
    </>
  );
}

/** Whose turn it is, and until when, in one or two sentences. */
export function sayTurn(referral: Referral, { say, when }: Desk): string {
  const { turn, side, dueAt, from, to } = referral;
  if (turn.length === 0) return say("referral.turn.nobody");
  if (turn.length > 1) return say("referral.turn.both");
  const whose = turn.includes(side)
    ? say("referral.turn.you")
    : say("referral.turn.them", { agency: side === "sender" ? to.name : from.name });
  return dueAt ? `${whose} ${say("referral.until", { time: when.near(dueAt) })}` : whose;
}
