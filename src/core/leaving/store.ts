import { sql } from "kysely";
import type { Client } from "pg";
import type { Transaction } from "../db/index.ts";

/** The statements on hand-overs and on leaving; what may be done is decided by functions of the database. */

export interface HandOver {
  readonly id: string;
  readonly caseId: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly basis: "person-agreed" | "legal-order";
  readonly offeredAt: Date;
  readonly outcome: "accepted" | "declined" | "taken-back" | null;
  readonly settledAt: Date | null;
  /** Whether it is the reader's agency that answers. */
  readonly isForUs: boolean;
}

const SHOWN_MAX = 500;
const SETTLED_SHOWN_DAYS = 90;

/** What this agency offers or is offered, the open ones first; settled ones for ninety days. */
export async function listHandOvers(tx: Transaction): Promise<HandOver[]> {
  const { rows } = await sql<HandOver>`
    select h.id, h.case_id as "caseId", json_build_object('id', f.id, 'name', f.name) as "from",
      json_build_object('id', t.id, 'name', t.name) as "to", h.basis, h.offered_at as "offeredAt", h.outcome,
      h.settled_at as "settledAt", h.to_agency_id = access.current_agency_id() as "isForUs"
    from leaving.hand_over h
    join identity.agency f on f.id = h.from_agency_id join identity.agency t on t.id = h.to_agency_id
    where h.outcome is null or h.settled_at > now() - make_interval(days => ${SETTLED_SHOWN_DAYS})
    order by h.outcome is not null, coalesce(h.settled_at, h.offered_at) desc, h.id limit ${SHOWN_MAX}`.execute(
    tx,
  );
  return rows;
}

export type Offered = "offered" | "unknown" | "role" | "recipient" | "not-shared" | "no-order" | "waits";

export async function offerHandOver(
  tx: Transaction,
  offer: { id: string; caseId: string; agencyId: string; basis: HandOver["basis"] },
): Promise<Offered> {
  const { rows } = await sql<{ said: Offered }>`
    select leaving.offer_hand_over(${offer.id}, ${offer.caseId}, ${offer.agencyId}, ${offer.basis}) as said`.execute(
    tx,
  );
  return rows[0]?.said ?? "unknown";
}

export type Settled = "accepted" | "declined" | "unknown" | "role" | "over" | "not-shared";

export async function settleHandOver(tx: Transaction, id: string, agrees: boolean): Promise<Settled> {
  const { rows } = await sql<{ said: Settled }>`
    select leaving.settle_hand_over(${id}, ${agrees}) as said`.execute(tx);
  return rows[0]?.said ?? "unknown";
}

export async function takeBackHandOver(tx: Transaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select leaving.take_back_hand_over(${id}) as done`.execute(
    tx,
  );
  return rows[0]?.done === true;
}

/** One kind of thing that an agency has. */
export interface LeavingPart {
  readonly name: string;
  /** People decide each of these before anyone can leave; the others end with the agency. */
  readonly mustBeNone: boolean;
  readonly number: number;
}

const toPart = (row: { part: string; must_be_none: boolean; number: string }): LeavingPart => ({
  name: row.part,
  mustBeNone: row.must_be_none,
  number: Number(row.number),
});

/** What leaving would mean for the supervisor's own agency now. */
export async function lookAtLeaving(tx: Transaction): Promise<LeavingPart[]> {
  const { rows } = await sql<{ part: string; must_be_none: boolean; number: string }>`
    select * from leaving.look_at_own()`.execute(tx);
  return rows.map(toPart);
}

/** As `lookAtLeaving`, of any agency, for the operator. As the owner. */
export async function lookAtLeavingAsOwner(owner: Client, agencyId: string): Promise<LeavingPart[]> {
  const { rows } = await owner.query("select * from leaving.look($1)", [agencyId]);
  return rows.map(toPart);
}

/** Whether a case that the reader is party to came from another holder. */
export async function wasHandedOver(tx: Transaction, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select leaving.was_handed_over(${caseId}) as yes`.execute(tx);
  return rows[0]?.yes === true;
}
