import { type RawBuilder, sql } from "kysely";
import type { Category, Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import { isTreatedAsChild, type KnownAge } from "../model/age.ts";
import type { WrittenForDecision } from "../model/decision.ts";
import type { JourneyState } from "../model/journey.ts";
import type { AgeBand, CountedGender } from "../rules.ts";
import { keptWith } from "./pair.ts";

/** The statements on cases and their journey. Row security decides what each of them finds. */

export interface CaseRow {
  readonly id: string;
  readonly alias: string;
  readonly state: JourneyState;
  readonly stateSince: Date;
  readonly gender: string;
  readonly ageBand: string;
  /** Under 18, or nobody can say that they are not. */
  readonly isChild: boolean;
  readonly language: string | null;
  readonly holder: { readonly id: string; readonly name: string };
  readonly lead: { readonly id: string; readonly displayName: string } | null;
  readonly held: boolean;
  readonly nextDue: Date | null;
  /** At this agency it is set aside, and kept with that case of the same person. */
  readonly keptWith: { readonly id: string; readonly alias: string } | null;
}

/** Cases by id, newest first; those that the caller does not work on are not there. */
export async function findCases(tx: Transaction, caseIds: readonly string[]): Promise<CaseRow[]> {
  const { rows } = await sql<Omit<CaseRow, "isChild"> & KnownAge>`/* kept as find-cases */
    select f.id, f.alias, f.state, f.state_since as "stateSince", f.gender, f.age_band as "ageBand",
      f.age_disputed as "ageDisputed", j.standing ->> 'age' as "standingAge", f.language,
      json_build_object('id', a.id, 'name', a.name) as holder,
      case when m.id is not null then json_build_object('id', m.id, 'displayName', m.display_name) end as lead,
      r.holder_agency_id = (select access.current_agency_id()) as held,
      (select min(k.due_at) from care.clock k where k.case_id = f.id and k.done_at is null and k.stands_since is null) as "nextDue",
      ${keptWith("f.id")}
    from care.case_file f
    join access.case_record r on r.id = f.id
    join identity.agency a on a.id = r.holder_agency_id
    left join identity.member m on m.id = f.lead_member_id and m.status = 'active'
    left join care.journey j on j.case_id = f.id
    where f.id = any (${caseIds}::uuid[])
    order by f.opened_at desc, f.id desc`.execute(tx);
  return rows.map(({ ageDisputed, standingAge, ...row }) => ({
    ...row,
    isChild: isTreatedAsChild({ ageBand: row.ageBand, ageDisputed, standingAge }),
  }));
}

/** The ids of a page of the agency's cases, newest first, after one case. */
export async function listCaseIds(
  tx: Transaction,
  page: { readonly after: string | null; readonly search: string | null; readonly state: string | null },
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`/* kept as list-cases */
    select care.list_cases(${page.after}, ${page.search}, ${page.state}, ${limit}) as ids`.execute(tx);
  return rows[0]?.ids ?? [];
}

/** Why an agency that was party may not read what was once shared with it; null for whoever never was. */
export async function findLostParts(
  tx: Transaction,
  caseId: string,
): Promise<{ category: Category; refusal: string }[] | null> {
  const { rows } = await sql<{ party: boolean; parts: { category: Category; refusal: string }[] }>`
    select access.is_party(${caseId}) as party,
      (select coalesce(json_agg(json_build_object('category', s.category,
          'refusal', access.refusal(${caseId}, s.category)) order by s.category), '[]')
        from (select distinct category from access.share where case_id = ${caseId}) s) as parts`.execute(tx);
  const row = rows[0];
  return row?.party ? row.parts : null;
}

export const journeyOf = (caseId: string): RawBuilder<{ state: JourneyState; at: Date }> =>
  sql<{ state: JourneyState; at: Date }>`/* kept as list-journey */
    select to_state as state, at from care.state_change where case_id = ${caseId} order by id`;

export interface CategoryRow {
  readonly category: Category;
  readonly protectionClass: string;
  readonly clause: string | null;
  readonly refusal: string | null;
  /** For which a role of the caller would open it. */
  readonly purposes: Purpose[];
  readonly version: number | null;
  readonly writtenAt: Date | null;
  readonly writtenBy: { readonly displayName: string } | null;
  readonly conflicts: number;
}

/** Each category as it stands to the caller: open with what is written, or closed with the reason. */
export const categoriesOf = (caseId: string): RawBuilder<CategoryRow> =>
  sql<CategoryRow>`/* kept as list-categories */
    with decided as materialized (
      select c.name, c.protection_class, access.decide(${caseId}, c.name) as clause from access.category c
    )
    select d.name as category, d.protection_class as "protectionClass", d.clause,
      case when d.clause is null then access.refusal(${caseId}, d.name) end as refusal,
      case when d.clause is null then array(
        select distinct v.purpose
        from identity.member_role m join access.role_coverage v on v.role = m.role and v.category = d.name
        where m.member_id = (select access.current_member_id()) and (access.holds(${caseId}) or exists (
          select 1 from access.share s where s.case_id = ${caseId} and s.category = d.name
            and s.agency_id = (select access.current_agency_id()) and s.purpose = v.purpose and s.ended_at is null))
        order by v.purpose) else '{}' end as purposes,
      s.version, s.written_at as "writtenAt",
      case when w.id is not null then json_build_object('displayName', w.display_name) end as "writtenBy",
      coalesce(cardinality(h.open_conflicts), 0) as conflicts
    from decided d
    left join care.section_head h on d.clause is not null and h.case_id = ${caseId} and h.category = d.name
    left join care.section s on s.case_id = h.case_id and s.category = h.category and s.version = h.current
    left join identity.member w on w.id = s.written_by
    order by d.protection_class, d.name`;

export interface NewCase {
  readonly id: string;
  readonly state: JourneyState;
  readonly gender: CountedGender;
  readonly ageBand: AgeBand;
  readonly language: string | null;
  readonly leadMemberId: string;
}

/** One of an import, whose identity is not written by itself. */
export interface ImportedCase extends NewCase {
  readonly ageDisputed: boolean;
}

/** Whether the caller's roles open cases. */
export async function opensCases(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ opens: boolean }>`select access.opens_cases() as opens`.execute(tx);
  return rows[0]?.opens === true;
}

/** Makes the record that access knows: the person, whom the words are of where there are any, and the holder. */
export async function openCase(
  tx: Transaction,
  caseId: string,
  wordsAddress: Uint8Array | null,
): Promise<void> {
  await sql`select access.open_case(${caseId}, ${wordsAddress === null ? null : Buffer.from(wordsAddress)})`.execute(
    tx,
  );
}

/** Makes the file under an alias; false where another case has it. */
export async function insertFile(tx: Transaction, file: NewCase, alias: string): Promise<boolean> {
  const made = await sql`
    insert into care.case_file (id, alias, lead_member_id, state, gender, age_band, language)
    values (${file.id}, ${alias}, ${file.leadMemberId}, ${file.state}, ${file.gender}, ${file.ageBand}, ${file.language})
    on conflict (alias) do nothing`.execute(tx);
  return (made.numAffectedRows ?? 0n) > 0n;
}

export async function insertFirstState(tx: Transaction, file: NewCase): Promise<void> {
  await sql`insert into care.state_change (case_id, from_state, to_state, changed_by)
    values (${file.id}, null, ${file.state}, ${file.leadMemberId})`.execute(tx);
}

/** Whether the caller's agency holds the case, and whether it is party to it. */
export async function findStanding(
  tx: Transaction,
  caseId: string,
): Promise<{ holds: boolean; party: boolean }> {
  const { rows } = await sql<{ holds: boolean; party: boolean }>`
    select access.holds(${caseId}) as holds, access.is_party(${caseId}) as party`.execute(tx);
  return { holds: rows[0]?.holds === true, party: rows[0]?.party === true };
}

/** What is known of someone's age, for whoever works on the case; nothing where the caller does not. */
export const knownAgeOf = (caseId: string): RawBuilder<KnownAge> =>
  sql<KnownAge>`/* kept as find-known-age */
    select f.age_band as "ageBand", f.age_disputed as "ageDisputed", j.standing ->> 'age' as "standingAge"
    from care.case_file f left join care.journey j on j.case_id = f.id where f.id = ${caseId}`;

/** Kept beside the band, since what is never asked of a child must know it. */
export async function noteAgeDispute(tx: Transaction, caseId: string, disputed: boolean): Promise<void> {
  await sql`select care.note_age_dispute(${caseId}, ${disputed})`.execute(tx);
}

/** Kept beside the case, since a step that says no must know it. */
export async function noteForDecision(
  tx: Transaction,
  caseId: string,
  { evidenceWritten, reasonsWrittenIn }: WrittenForDecision,
): Promise<void> {
  await sql`select care.note_for_decision(${caseId}, ${evidenceWritten}, ${reasonsWrittenIn})`.execute(tx);
}
