import { sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";

/** The statements of oversight: as a supervisor, over the looks of their own agency's members. */

export interface OversightLookRow {
  readonly id: string;
  readonly at: Date;
  readonly memberId: string;
  readonly displayName: string;
  readonly caseId: string;
  /** Null where the agency works on the case no more. */
  readonly alias: string | null;
  readonly category: Category;
  readonly purpose: Purpose | null;
  readonly outcome: "read" | "refused";
  readonly clause: string | null;
  readonly closedSince: Date | null;
}

/** Looks of the agency's own members, the newest first. */
export async function listAgencyLooks(
  tx: Transaction,
  page: { readonly before: string | null; readonly since: Date; readonly limit: number },
): Promise<OversightLookRow[]> {
  const { rows } = await sql<OversightLookRow>`
    select e.id, e.at, e.member_id as "memberId", m.display_name as "displayName", e.case_id as "caseId", f.alias,
      e.category, e.purpose, e.outcome, e.clause, case when f.state = 'closed' then f.state_since end as "closedSince"
    from access.access_entry e
    join identity.member m on m.id = e.member_id
    left join care.case_file f on f.id = e.case_id
    where e.agency_id = (select access.current_agency_id()) and e.at >= ${page.since}
      and (${page.before}::bigint is null or e.id < ${page.before}::bigint)
    order by e.id desc limit ${page.limit}`.execute(tx);
  return rows;
}

export interface DisputeRow {
  readonly caseId: string;
  readonly alias: string | null;
  /** That was to see it. */
  readonly agency: string;
  readonly heardBy: string | null;
  readonly at: Date;
}

/** Consents that members of this agency wrote down, and of which the person says that they did not give them. */
export async function listDisputes(tx: Transaction, limit: number): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`
    select c.case_id as "caseId", f.alias, coalesce(a.name, o.name) as agency, m.display_name as "heardBy", c.disputed_at as at
    from access.consent c
    left join identity.agency a on a.id = c.recipient_agency_id
    left join access.outside_agency o on o.id = c.outside_agency_id
    left join identity.member m on m.id = c.given_in_person_to
    left join care.case_file f on f.id = c.case_id
    where c.disputed_at is not null and c.recorded_by_agency_id = (select access.current_agency_id())
    order by c.disputed_at desc limit ${limit}`.execute(tx);
  return rows;
}
