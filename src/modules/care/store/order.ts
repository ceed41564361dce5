import { sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import { iso } from "./iso.ts";

/** The statements on legal orders; who may record, confirm and end one is decided by the functions of `access`. */

export interface NewOrder {
  readonly id: string;
  readonly caseId: string;
  readonly authority: string;
  readonly article: string;
  /** The number on the paper; the paper is not kept. */
  readonly reference: string;
  readonly court: string | null;
  /** Both null: a legal hold, which opens nothing and keeps what it names. */
  readonly recipientAgencyId: string | null;
  readonly purpose: Purpose | null;
  readonly categories: readonly Category[];
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** Until when the court keeps the looks under it from the person. */
  readonly deferredUntil: Date | null;
}

export type ProposeOutcome =
  | "proposed"
  | "unknown"
  | "role"
  | "recipient"
  | "immigration"
  | "limits"
  | "court";

export async function proposeOrder(tx: Transaction, order: NewOrder): Promise<ProposeOutcome> {
  const { rows } = await sql<{ outcome: ProposeOutcome }>`
    select access.propose_order(${order.id}, ${order.caseId}, ${order.authority}, ${order.article},
      ${order.reference}, ${order.court}, ${order.recipientAgencyId}, ${order.purpose}, ${order.categories}::text[],
      ${order.issuedAt}, ${order.expiresAt}, ${order.deferredUntil}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

/** A first member says that a hold was lifted; it ends when a second one confirms. */
export async function proposeHoldEnding(
  tx: Transaction,
  hold: { readonly id: string; readonly orderId: string; readonly reason: string },
): Promise<"proposed" | "unknown" | "role"> {
  const { rows } = await sql<{ outcome: "proposed" | "unknown" | "role" }>`
    select access.propose_hold_ending(${hold.id}, ${hold.orderId}, ${hold.reason}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

/** False where there is no such order; a hold is none that ends so. */
export async function endOrder(tx: Transaction, orderId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select access.end_order(${orderId}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export interface OrderRow {
  readonly id: string;
  readonly authority: string;
  readonly article: string;
  readonly reference: string | null;
  readonly court: string | null;
  /** Null, like the purpose, where it is a hold. */
  readonly agency: { readonly id: string; readonly name: string } | null;
  readonly purpose: Purpose | null;
  readonly categories: readonly Category[];
  readonly issuedAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  readonly deferredUntil: Date | null;
  readonly recordedBy: { readonly displayName: string } | null;
  readonly confirmedBy: { readonly displayName: string } | null;
  readonly reads: readonly { readonly category: Category; readonly times: number; readonly last: string }[];
}

/** What was read through one order. */
export const readsThrough = (order: string) => sql`
  (select coalesce(json_agg(json_build_object('category', l.category, 'times', l.times, 'last', ${iso("l.last")})
      order by l.last desc), '[]')
    from (select e.category, count(*)::int as times, max(e.at) as last from access.access_entry e
      where e.legal_order_id = ${sql.raw(order)}.id and e.outcome = 'read' group by e.category) l)`;

export async function listOrders(tx: Transaction, caseId: string): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select o.id, o.authority, o.article, o.reference, o.court,
      case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as agency,
      o.purpose,
      array(select k.category from access.legal_order_category k where k.legal_order_id = o.id order by 1) as categories,
      o.issued_at as "issuedAt", o.expires_at as until, o.ended_at as "endedAt",
      o.notice_deferred_until as "deferredUntil",
      case when r.id is not null then json_build_object('displayName', r.display_name) end as "recordedBy",
      case when s.id is not null then json_build_object('displayName', s.display_name) end as "confirmedBy",
      ${readsThrough("o")} as reads
    from access.legal_order o
    left join identity.agency a on a.id = o.recipient_agency_id
    left join identity.member r on r.id = o.recorded_by
    left join identity.member s on s.id = o.confirmed_by
    where o.case_id = ${caseId}
    order by o.ended_at is not null or o.expires_at <= now(), o.issued_at desc, o.id
    limit 200`.execute(tx);
  return rows;
}

export interface ProposedOrderRow {
  readonly id: string;
  readonly authority: string;
  readonly reference: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
}

/** Those that wait for a second member, for who could be one. */
export async function listProposedOrders(tx: Transaction, caseId: string): Promise<ProposedOrderRow[]> {
  const { rows } = await sql<ProposedOrderRow>`
    select p.id, p.content::jsonb ->> 'authority' as authority, p.content::jsonb ->> 'reference' as reference,
      m.display_name as "proposedBy", p.proposed_at as "proposedAt"
    from proposals.proposal p join identity.member m on m.id = p.proposed_by
    where p.case_id = ${caseId} and p.kind = 'order.confirmation' and p.outcome is null and p.expires_at > now()
    order by p.proposed_at, p.id limit 50`.execute(tx);
  return rows;
}
