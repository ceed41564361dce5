import { sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";

/** The statements on consents that are heard at a desk; who may is decided by the functions of `access`. */

export interface NewConsentInPerson {
  readonly id: string;
  readonly caseId: string;
  readonly recipientAgencyId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  /** JSON: the sentence that was read, with its terms. */
  readonly statement: string;
  readonly by: "person" | "guardian";
  /** The child's own, where a guardian allows. */
  readonly assent: "given" | "too-young" | null;
  readonly readAloud: boolean;
  readonly interpretedInto: string | null;
  readonly until: Date;
}

export type ConsentOutcome =
  | "recorded"
  | "unknown"
  | "role"
  | "assent"
  | "adult"
  | "no-guardian"
  | "recipient"
  | "immigration"
  | "agreement"
  | "outside-purpose";

export async function recordConsentInPerson(
  tx: Transaction,
  consent: NewConsentInPerson,
): Promise<ConsentOutcome> {
  const { rows } = await sql<{ outcome: ConsentOutcome }>`
    select access.record_consent_in_person(${consent.id}, ${consent.caseId}, ${consent.recipientAgencyId},
      ${consent.purpose}, ${consent.categories}::text[], ${consent.statement}, ${consent.by}, ${consent.assent},
      ${consent.readAloud}, ${consent.interpretedInto}, ${consent.until}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "unknown";
}

/** The names of the agency that holds a case and of another one, on Leeward or not; null where the caller does not hold it. */
export async function findAgencies(
  tx: Transaction,
  caseId: string,
  otherId: string,
): Promise<{
  holder: { id: string; name: string };
  other: { id: string; name: string } | null;
  outside: boolean;
} | null> {
  const { rows } = await sql<{
    holder: { id: string; name: string };
    other: { id: string; name: string } | null;
    outside: boolean;
  }>`
    select json_build_object('id', a.id, 'name', a.name) as holder,
      coalesce((select json_build_object('id', b.id, 'name', b.name) from identity.agency b where b.id = ${otherId}),
        case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end) as other, o.id is not null as outside
    from access.case_record r join identity.agency a on a.id = r.holder_agency_id
      left join access.outside_agency o on o.id = ${otherId} and o.agency_id = a.id
    where r.id = ${caseId} and access.holds(r.id)`.execute(tx);
  return rows[0] ?? null;
}

/** Whether any consent of the case runs, and whether one runs for another purpose than this. */
export async function findRunning(
  tx: Transaction,
  caseId: string,
  purpose: Purpose | null,
): Promise<{ any: boolean; otherPurpose: boolean }> {
  const { rows } = await sql<{ any: boolean; other: boolean }>`
    select count(*) > 0 as any, coalesce(bool_or(purpose <> ${purpose}), false) as other
    from access.consent where case_id = ${caseId} and withdrawn_at is null and expires_at > now()`.execute(
    tx,
  );
  return { any: rows[0]?.any === true, otherPurpose: rows[0]?.other === true };
}

/** When the next look at the consents of a case is due; null where no such clock runs. */
export async function findReviewDue(tx: Transaction, caseId: string): Promise<Date | null> {
  const { rows } = await sql<{ due: Date | null }>`
    select min(due_at) as due from care.clock
    where case_id = ${caseId} and what = 'consent-review' and done_at is null`.execute(tx);
  return rows[0]?.due ?? null;
}

/** The consent, if it is one of this case that the caller's agency holds. */
export async function isHeldConsent(tx: Transaction, caseId: string, consentId: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from access.consent c
      where c.id = ${consentId} and c.case_id = ${caseId} and access.holds(c.case_id)) as known`.execute(tx);
  return rows[0]?.known === true;
}

export async function disputeConsent(tx: Transaction, consentId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select access.dispute_consent(${consentId}) as done`.execute(
    tx,
  );
  return rows[0]?.done === true;
}
