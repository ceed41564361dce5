import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import type { SignedAct } from "./signed.ts";

/** The statements on proposals; what may be done with one is decided by functions of the database. */

export interface ProposalRow {
  readonly id: string;
  readonly kind: string;
  /** What will be done, as it was proposed. */
  readonly content: string;
  /** SHA-256 of `content`, hex: what is confirmed. */
  readonly hash: string;
  readonly proposedBy: string;
  /** Null for who sits in another agency. */
  readonly proposerName: string | null;
  readonly agency: { readonly id: string; readonly name: string };
  /** An agency that may second it too. */
  readonly secondAgency: { readonly id: string; readonly name: string } | null;
  readonly proposedAt: Date;
  readonly ripeAt: Date;
  readonly expiresAt: Date;
  readonly isMine: boolean;
  readonly mayConfirm: boolean;
  /** Whether the second says how they know the person's wish. */
  readonly asksHow: boolean;
  /** Both people sign it with their own keys. */
  readonly signed: boolean;
  /** What the second's training has to count for; null where it does not matter. */
  readonly trained: string | null;
  /** `expired` where nobody settled it in its time; `overtaken` also where whoever proposed it could not any more. */
  readonly outcome: "waits" | "confirmed" | "alone" | "declined" | "withdrawn" | "overtaken" | "expired";
  readonly settledBy: string | null;
  readonly settlerName: string | null;
  readonly settledAt: Date | null;
  readonly reason: string | null;
}

const SHOWN_MAX = 200;
const SETTLED_SHOWN_DAYS = 30;

/** All that waits and that the member may see, what ends first before what ends later; then what ended in thirty days. */
export async function listProposals(tx: Transaction): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`
    select p.id, p.kind, p.content, encode(p.content_hash, 'hex') as hash, p.proposed_by as "proposedBy",
      proposer.display_name as "proposerName", p.proposed_at as "proposedAt", p.ripe_at as "ripeAt",
      p.expires_at as "expiresAt", p.proposed_by = access.current_member_id() as "isMine",
      proposals.could_second(p) and proposals.stands(p) as "mayConfirm",
      json_build_object('id', a.id, 'name', a.name) as agency,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as "secondAgency",
      k.asks_how as "asksHow", k.signed, k.trained,
      coalesce(p.outcome, case when p.expires_at <= now() then 'expired'
        when not proposals.stands(p) then 'overtaken' else 'waits' end) as outcome,
      p.settled_by as "settledBy", settler.display_name as "settlerName", p.settled_at as "settledAt", p.reason
    from proposals.proposal p
    join proposals.kind k on k.name = p.kind
    join identity.agency a on a.id = p.agency_id
    left join identity.agency b on b.id = p.second_agency_id
    left join identity.member proposer on proposer.id = p.proposed_by
    left join identity.member settler on settler.id = p.settled_by
    where coalesce(p.settled_at, p.expires_at) > now() - make_interval(days => ${SETTLED_SHOWN_DAYS})
    order by p.outcome is not null or p.expires_at <= now(),
      case when p.outcome is null and p.expires_at > now() then p.expires_at end,
      coalesce(p.settled_at, p.expires_at) desc
    limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

/**
 * Proposes an act of a kind that members propose themselves.
 *
 * @returns `waits`; `done` where an agency that has only ever had one member did it alone; null for whoever may not
 */
export async function propose(
  tx: Transaction,
  proposal: {
    readonly id: string;
    readonly kind: string;
    readonly content: unknown;
    /** An agency whose supervisors may be the second too. */
    readonly secondAgencyId?: string | null;
  },
): Promise<"waits" | "done" | null> {
  const { rows } = await sql<{ said: "waits" | "done" | null }>`
    select proposals.propose(${proposal.id}, ${proposal.kind}, ${JSON.stringify(proposal.content)}::jsonb,
      ${proposal.secondAgencyId ?? null}) as said`.execute(tx);
  return rows[0]?.said ?? null;
}

export type Confirmed =
  | "confirmed"
  | "unknown"
  | "own"
  | "not-yet"
  | "over"
  | "changed"
  | "how"
  | "unsigned"
  | "impossible";

/** How the second member knows what a person wishes. */
export const KNOWN_HOW = ["safe-contact", "in-person"] as const;
export type KnownHow = (typeof KNOWN_HOW)[number];

export async function confirmProposal(
  tx: Transaction,
  id: string,
  read: { readonly hash: string; readonly how?: KnownHow },
): Promise<Confirmed> {
  const { rows } = await sql<{ said: Confirmed }>`
    select proposals.confirm(${id}, ${Buffer.from(read.hash, "hex")}, ${read.how ?? null}) as said`.execute(
    tx,
  );
  return rows[0]?.said ?? "unknown";
}

/** Declines, or takes one's own back. */
export async function refuseProposal(
  tx: Transaction,
  id: string,
  reason: string | null,
): Promise<"declined" | "withdrawn" | "unknown" | "over"> {
  const { rows } = await sql<{ said: "declined" | "withdrawn" | "unknown" | "over" }>`
    select proposals.refuse(${id}, ${reason}) as said`.execute(tx);
  return rows[0]?.said ?? "unknown";
}

/** A proposal as the caller may see it, to check a signature over it; null for one that they may not. */
export async function findProposedAct(tx: Transaction, id: string): Promise<SignedAct | null> {
  const row = await tx
    .selectFrom("proposals.proposal")
    .select(["kind", "agency_id", "content"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { kind: row.kind, agencyId: row.agency_id, content: JSON.parse(row.content) } : null;
}

/** Keeps a signature that the server has checked. @returns false where the key or the name is not the caller's */
export async function putSignature(
  tx: Transaction,
  id: string,
  signed: { readonly name: string; readonly signingKey: Buffer; readonly signature: Buffer },
  voucher: Buffer,
): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select proposals.sign(${id}, ${signed.name}, ${signed.signingKey},
    ${signed.signature}, ${voucher}) as done`.execute(tx);
  return rows[0]?.done === true;
}
