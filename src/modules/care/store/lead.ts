import { sql } from "kysely";
import type { Transaction } from "../../../core/db/index.ts";
import type { LeadAct, LeadOutcome } from "../model/lead.ts";
import type { HolderKey } from "./ask.ts";
import { isNotAside } from "./pair.ts";

/** The statements on who leads a case; what may be done is decided by functions of the database. */

export interface NamedMember {
  readonly id: string;
  readonly displayName: string;
}

export interface LoadRow {
  /** Null: cases that nobody leads, and clocks that remind nobody who is here. */
  readonly member: NamedMember | null;
  readonly canLead: boolean;
  readonly cases: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly dueThisWeek: number;
}

/** What each member of the caller's agency leads and is reminded of, who leads most first; nobody's comes before all. */
export async function listWorkload(tx: Transaction, dayEnds: Date): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    with us as materialized (select access.current_agency_id() as id),
    colleagues as materialized (
      select m.id, m.display_name, care.can_lead(m.id) as can_lead from identity.member m
      where m.agency_id = (select us.id from us) and m.status = 'active'
    ),
    led as (
      select c.id as member_id, count(*) as cases from care.case_file f left join colleagues c on c.id = f.lead_member_id
      where f.holder_agency_id = (select us.id from us) and f.state <> 'closed' and ${isNotAside} group by c.id
    ),
    due as (
      select c.id as member_id, count(*) filter (where k.due_at < now()) as overdue,
        count(*) filter (where k.due_at >= now() and k.due_at < ${dayEnds}::timestamptz) as today,
        count(*) filter (where k.due_at >= now()) as week
      from care.clock k left join colleagues c on c.id = k.member_id
      where k.holder_agency_id = (select us.id from us) and k.done_at is null and k.stands_since is null
        and k.what <> 'file-complaint' and k.due_at < ${dayEnds}::timestamptz + interval '6 days' group by c.id
    )
    select case when p.id is not null then json_build_object('id', p.id, 'displayName', p.display_name) end as member,
      p.can_lead as "canLead", coalesce(l.cases, 0)::int as cases, coalesce(d.overdue, 0)::int as overdue, coalesce(d.today, 0)::int as "dueToday",
      coalesce(d.week, 0)::int as "dueThisWeek"
    from (select c.id, c.display_name, c.can_lead from colleagues c union all select null, null, true) p
    left join led l on l.member_id is not distinct from p.id
    left join due d on d.member_id is not distinct from p.id
    where p.can_lead or coalesce(l.cases, d.overdue + d.week) > 0
    order by p.id is not null, coalesce(l.cases, 0) desc, p.display_name, p.id`.execute(tx);
  return rows;
}

/** Cases that a member leads, or (null) that nobody does who is here; who waits longest for what is due first. */
export async function listLedBy(tx: Transaction, memberId: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from care.case_file f left join identity.member m on m.id = f.lead_member_id and m.status = 'active'
    where f.holder_agency_id = (select access.current_agency_id()) and f.state <> 'closed' and ${isNotAside}
      and m.id is not distinct from ${memberId}::uuid
    order by (select min(k.due_at) from care.clock k
      where k.case_id = f.id and k.done_at is null and k.stands_since is null) nulls last, f.id
    limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface LeadOfferRow {
  readonly id: string;
  readonly caseId: string;
  readonly alias: string;
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string | null;
  readonly from: NamedMember | null;
  readonly to: NamedMember | null;
  readonly offeredBy: NamedMember | null;
  readonly offeredAt: Date;
  readonly hasNote: boolean;
  readonly outcome: LeadOutcome | null;
  readonly settledAt: Date | null;
  readonly undoneAt: Date | null;
  /** What the caller can do with it now. */
  readonly acts: readonly LeadAct[];
}

const named = (alias: "f" | "t" | "b") =>
  sql`case when ${sql.ref(`${alias}.id`)} is not null then json_build_object('id', ${sql.ref(`${alias}.id`)},
    'displayName', ${sql.ref(`${alias}.display_name`)}) end`;

/** Those that wait, and of a day those that were settled: what the caller offered, led, or was offered. */
export async function listLeadOffers(
  tx: Transaction,
  of: { readonly memberId: string; readonly caseId: string | null },
  limit: number,
): Promise<LeadOfferRow[]> {
  const { rows } = await sql<LeadOfferRow>`
    select o.id, o.case_id as "caseId", c.alias, c.gender, c.age_band as "ageBand", c.language,
      ${named("f")} as "from", ${named("t")} as "to", ${named("b")} as "offeredBy", o.offered_at as "offeredAt",
      o.note is not null as "hasNote", o.outcome, o.settled_at as "settledAt", o.undone_at as "undoneAt",
      case when o.outcome is null then
          array_remove(array[case when t.id = ${of.memberId} then 'accept' end, case when t.id = ${of.memberId} then 'decline' end,
            case when t.id <> ${of.memberId} or o.offered_by = ${of.memberId} then 'take-back' end], null)
        when o.outcome = 'accepted' and o.undone_at is null and o.settled_at > now() - interval '24 hours'
          and c.lead_member_id = o.to_member_id then array['undo'] else '{}' end as acts
    from care.lead_offer o
    join care.case_file c on c.id = o.case_id
    left join identity.member f on f.id = o.from_member_id
    left join identity.member t on t.id = o.to_member_id
    left join identity.member b on b.id = o.offered_by
    where (o.outcome is null or o.outcome <> 'overtaken' and o.settled_at > now() - interval '24 hours')
      and case when ${of.caseId}::uuid is null then ${of.memberId} in (o.from_member_id, o.to_member_id, o.offered_by)
        else o.case_id = ${of.caseId}::uuid end
    order by o.outcome is not null, coalesce(o.settled_at, o.offered_at) desc, o.id limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** How many cases of the caller's agency nobody leads who is here. */
export async function countUnled(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from care.case_file f left join identity.member m on m.id = f.lead_member_id and m.status = 'active'
    where f.holder_agency_id = (select access.current_agency_id()) and f.state <> 'closed' and m.id is null and ${isNotAside}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** The key for which a note among colleagues is locked. */
export async function findOwnAgencyKey(tx: Transaction): Promise<HolderKey | null> {
  const { rows } = await sql<{ agency_id: string; version: number; public_key: Buffer }>`
    select k.agency_id, k.version, k.public_key from keys.agency_key k
    where k.agency_id = (select access.current_agency_id()) and k.replaced_at is null`.execute(tx);
  const row = rows[0];
  return row ? { agencyId: row.agency_id, version: row.version, publicKey: row.public_key } : null;
}

export interface NewLeadOffer {
  readonly id: string;
  readonly caseId: string;
  readonly memberId: string;
  readonly note: {
    readonly dataKeyId: string;
    readonly keyVersion: number;
    readonly sealed: Uint8Array;
    readonly ciphertext: Uint8Array;
  } | null;
}

type Offered = "offered" | "taken" | "unknown" | "role" | "recipient" | "leads" | "waits" | "note" | "moved";
export async function offerLead(
  tx: Transaction,
  { id, caseId, memberId, note }: NewLeadOffer,
): Promise<Offered> {
  const { rows } = await sql<{ outcome: Offered }>`
    select care.offer_lead(${id}, ${caseId}, ${memberId}, ${note?.dataKeyId ?? null}, ${note?.keyVersion ?? null},
      ${note ? Buffer.from(note.sealed) : null}, ${note ? Buffer.from(note.ciphertext) : null}) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? "unknown";
}

type Settled = "done" | "unknown" | "who" | "over" | "recipient";
export async function settleLead(tx: Transaction, id: string, act: LeadAct): Promise<Settled> {
  const { rows } = await sql<{ outcome: Settled }>`select care.settle_lead(${id}, ${act}) as outcome`.execute(
    tx,
  );
  return rows[0]?.outcome ?? "unknown";
}

export interface LockedNote {
  readonly caseId: string;
  readonly dataKeyId: string;
  readonly ciphertext: Uint8Array;
}

/** What goes with an offer that the caller sees; null where there is none. */
export async function findLeadNote(tx: Transaction, id: string): Promise<LockedNote | null> {
  const { rows } = await sql<LockedNote>`
    select o.case_id as "caseId", o.data_key_id as "dataKeyId", o.note as ciphertext
    from care.lead_offer o where o.id = ${id} and o.note is not null`.execute(tx);
  return rows[0] ?? null;
}
