import { type RawBuilder, sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import { orProblemByName, type Transaction } from "../../../core/db/index.ts";
import { CareError, type CareErrorCode } from "../errors.ts";

/** The statements on consents, shares, break-glass and looks; the acts themselves are functions of `access`. */

/** What the acts refuse by name, as care's own problems. */
const PROBLEM_OF: Readonly<Record<string, CareErrorCode>> = {
  share_not_live: "share-not-live",
  // An id that names nothing is told like one that names something of another case.
  share_consent_id_fkey: "share-not-live",
  share_legal_order_id_fkey: "share-not-live",
  share_protocol_id_fkey: "share-not-live",
  share_agency_id_fkey: "share-not-live",
};

const orProblem = <T>(work: Promise<T>): Promise<T> => orProblemByName(work, PROBLEM_OF, CareError);

export interface NewConsent {
  readonly id: string;
  readonly caseId: string;
  readonly recipientAgencyId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly statement: string;
  readonly signature: Uint8Array | null;
  readonly until: Date;
}

export async function recordConsent(tx: Transaction, consent: NewConsent): Promise<void> {
  await sql`select access.record_consent(${consent.id}, ${consent.caseId}, ${consent.recipientAgencyId},
    ${consent.purpose}, ${consent.categories}::text[], ${consent.statement},
    ${consent.signature === null ? null : Buffer.from(consent.signature)}, ${consent.until})`.execute(tx);
}

export interface NewShare {
  readonly id: string;
  readonly caseId: string;
  readonly category: Category;
  readonly agencyId: string;
  readonly purpose: Purpose;
  readonly consentId: string | null;
  readonly legalOrderId: string | null;
  readonly protocolId: string;
  readonly until: Date;
}

/** @throws CareError `share-not-live` */
export async function openShare(tx: Transaction, share: NewShare): Promise<void> {
  await orProblem(
    sql`select access.open_share(${share.id}, ${share.caseId}, ${share.category}, ${share.agencyId},
      ${share.purpose}, ${share.consentId}, ${share.legalOrderId}, ${share.protocolId}, ${share.until})`.execute(
      tx,
    ),
  );
}

/** Whether an agency has a key under which data keys can be wrapped for it. */
export async function hasKey(tx: Transaction, agencyId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from keys.agency_key where agency_id = ${agencyId} and replaced_at is null) as known`.execute(
    tx,
  );
  return rows[0]?.known === true;
}

/** Ends a share of a case that the caller's agency holds. */
export async function endShare(
  tx: Transaction,
  caseId: string,
  shareId: string,
): Promise<"ended" | "ended-before" | "unknown"> {
  const { rows } = await sql<{ ended_at: Date | null; mine: boolean }>`
    select s.ended_at, access.holds(s.case_id) as mine from access.share s
    where s.id = ${shareId} and s.case_id = ${caseId}`.execute(tx);
  const share = rows[0];
  if (!share?.mine) return "unknown";
  const ended = await sql<{ ended: boolean }>`select access.end_share(${shareId}) as ended`.execute(tx);
  return ended.rows[0]?.ended ? "ended" : "ended-before";
}

export interface SightRow {
  readonly category: Category;
  readonly agency: { readonly id: string; readonly name: string };
  readonly purpose: Purpose | null;
  readonly basis: "holder" | "consent" | "order";
  readonly until: Date | null;
  readonly protocolNumber: number | null;
  /** Its agreement is suspended: it opens nothing now. */
  readonly suspended: boolean;
  readonly endedAt: Date | null;
  readonly endedBecause: string | null;
  readonly shareId: string | null;
}

/** Who sees what of a case, and on what it rests: the holder sees all of it, another agency its own shares. */
export const sightsOf = (caseId: string): RawBuilder<SightRow> =>
  sql<SightRow>`/* kept as list-sights */
    select * from (select c.name as category, json_build_object('id', a.id, 'name', a.name) as agency, null as purpose,
      'holder' as basis, null::timestamptz as until, null::int as "protocolNumber", false as suspended, null::timestamptz as "endedAt",
      null as "endedBecause", null::uuid as "shareId", r.opened_at
    from access.case_record r join identity.agency a on a.id = r.holder_agency_id cross join access.category c
    where r.id = ${caseId}
    union all
    select s.category, json_build_object('id', a.id, 'name', a.name), s.purpose,
      case when s.consent_id is not null then 'consent' else 'order' end, s.expires_at, p.number,
      coalesce(p.status = 'suspended', false),
      coalesce(s.ended_at, case when s.expires_at <= now() then s.expires_at end),
      coalesce(s.ended_because, case when s.expires_at <= now() then 'expired' end), s.id, s.opened_at
    from access.share s
    join identity.agency a on a.id = s.agency_id
    left join access.protocol p on p.id = s.protocol_id
    where s.case_id = ${caseId}) sight
    order by category, "endedAt" is not null, opened_at, "shareId"
    limit 1000`;

export interface LookRow {
  readonly id: string;
  readonly at: Date;
  readonly outcome: string;
  readonly clause: string | null;
  readonly refusal: string | null;
  readonly category: Category;
  readonly purpose: Purpose | null;
  /** Why a key holder did not open it; null where it was opened, or refused before. */
  readonly notOpened: string | null;
  /** For whom it was put on paper; null where it was only read. */
  readonly printedFor: "work" | "person" | null;
  readonly agency: { readonly id: string; readonly name: string } | null;
  readonly member: { readonly id: string; readonly displayName: string } | null;
}

/** Looks at a case, the newest first, before one of them. */
export async function listLooks(
  tx: Transaction,
  caseId: string,
  before: string | null,
  limit: number,
): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select e.id, e.at, e.outcome, e.clause, e.refusal, e.category, e.purpose, e.not_opened as "notOpened",
      e.printed_for as "printedFor",
      case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as agency,
      case when m.id is not null then json_build_object('id', m.id, 'displayName', m.display_name) end as member
    from access.access_entry e
    left join identity.agency a on a.id = e.agency_id
    left join identity.member m on m.id = e.member_id
    where e.case_id = ${caseId} and (${before}::bigint is null or e.id < ${before}::bigint)
    order by e.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Breaks the glass; the reason is shown to the person. */
export async function breakGlass(
  tx: Transaction,
  glass: {
    readonly id: string;
    readonly caseId: string;
    readonly category: Category;
    readonly reason: string;
  },
): Promise<"open" | "waits-for-second" | "never" | "unknown"> {
  const { rows } = await sql<{ state: "open" | "waits-for-second" | "never" | "unknown" }>`
    select access.break_the_glass(${glass.id}, ${glass.caseId}, ${glass.category}, ${glass.reason}) as state`.execute(
    tx,
  );
  return rows[0]?.state ?? "unknown";
}
