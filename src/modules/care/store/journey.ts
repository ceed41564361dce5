import type { Escalation } from "@leeward/clocks";
import { sql } from "kysely";
import type { Purpose } from "../../../core/access/context.ts";
import type { Transaction } from "../../../core/db/index.ts";
import type { Journey } from "../journey/shape.ts";
import type { JourneyState } from "../model/journey.ts";

/** The statements on the journey of a case. */

export interface JourneyRow {
  readonly pack: string;
  readonly revision: number;
  readonly standing: Journey;
}

/** What a journey that nobody wrote down yet is taken from. */
export interface FileStanding {
  readonly state: JourneyState;
  readonly stateSince: Date;
  readonly ageBand: string;
  readonly ageDisputed: boolean;
  readonly evidenceWritten: boolean;
  readonly reasonsWrittenIn: string | null;
  readonly language: string | null;
  readonly held: boolean;
  /** Whether two members named a guardian who is one still. */
  readonly guardianStands: boolean;
}

/** Null where the caller does not work on the case. */
export async function findFile(tx: Transaction, caseId: string): Promise<FileStanding | null> {
  const { rows } = await sql<FileStanding>`
    select f.state, f.state_since as "stateSince", f.age_band as "ageBand", f.age_disputed as "ageDisputed", f.language,
      f.evidence_written as "evidenceWritten", f.reasons_in as "reasonsWrittenIn",
      access.holds(f.id) as held, care.guardian_stands(f.id) as "guardianStands"
    from care.case_file f where f.id = ${caseId}`.execute(tx);
  return rows[0] ?? null;
}

/** A file that these words open; `isThemself`: not as a guardian. Null for any other. */
export async function findOwnFile(
  tx: Transaction,
  caseId: string,
): Promise<(FileStanding & { readonly isThemself: boolean }) | null> {
  const { rows } = await sql<FileStanding & { isThemself: boolean }>`
    select f.state, f.state_since as "stateSince", f.age_band as "ageBand", f.age_disputed as "ageDisputed", f.language,
      f.evidence_written as "evidenceWritten", f.reasons_in as "reasonsWrittenIn",
      false as held, care.guardian_stands(f.id) as "guardianStands", care.is_themself(f.id) as "isThemself"
    from care.case_file f where f.id = ${caseId}`.execute(tx);
  return rows[0] ?? null;
}

export async function findJourney(tx: Transaction, caseId: string): Promise<JourneyRow | null> {
  const { rows } = await sql<JourneyRow>`
    select pack, revision, standing from care.journey where case_id = ${caseId}`.execute(tx);
  return rows[0] ?? null;
}

/** Null where no journey has begun. */
export async function findPack(tx: Transaction, caseId: string): Promise<string | null> {
  const { rows } = await sql<{
    pack: string;
  }>`select pack from care.journey where case_id = ${caseId}`.execute(tx);
  return rows[0]?.pack ?? null;
}

/** As far as it is the person's to know: not who proposed what. */
export async function findOwnJourney(tx: Transaction, caseId: string): Promise<JourneyRow | null> {
  const { rows } = await sql<JourneyRow>`
    select pack, revision, care.own_standing(case_id) as standing from care.journey where case_id = ${caseId}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export interface StepRow {
  readonly code: string;
  readonly at: Date;
  readonly role: string;
  readonly by: { readonly displayName: string } | null;
  readonly recorded: readonly string[];
}

/** The newest first. */
export async function listSteps(tx: Transaction, caseId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select s.code, s.at, s.role, s.recorded,
      case when m.id is not null then json_build_object('displayName', m.display_name) end as by
    from care.step s left join identity.member m on m.id = s.taken_by
    where s.case_id = ${caseId} order by s.revision desc limit 200`.execute(tx);
  return rows;
}

/** Whether the caller's training for decisions counts today. */
export async function isTrained(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select care.acts_trained() as is`.execute(tx);
  return rows[0]?.is ?? false;
}

/** A clock as it runs after a step. */
export interface RunningRow {
  readonly what: string;
  readonly startedAt: Date;
  /** While it stands still: as if it went on now. */
  readonly dueAt: Date;
  readonly standsSince: Date | null;
  readonly basis: string;
  readonly name: { readonly en: string; readonly ar: string } | null;
  /** When someone is told; nothing while it stands still. */
  readonly alarms: readonly { readonly name: string; readonly when: Escalation["when"]; readonly at: Date }[];
}

/** A yes that stands, and could carry a step. */
export interface StandingConsent {
  readonly id: string;
  readonly agencyName: string;
  readonly purpose: Purpose;
  readonly until: Date;
}

/** What an adult can be referred on, of what the caller sees: their own yes to be identified or decided on (`care.take_step` holds it too). */
export async function listStandingConsents(tx: Transaction, caseId: string): Promise<StandingConsent[]> {
  const { rows } = await sql<StandingConsent>`
    select c.id, coalesce(a.name, o.name) as "agencyName", c.purpose, c.expires_at as until
    from access.consent c
    left join identity.agency a on a.id = c.recipient_agency_id
    left join access.outside_agency o on o.id = c.outside_agency_id
    where c.case_id = ${caseId} and c.withdrawn_at is null and c.expires_at > now()
      and c.given_by = 'person' and c.purpose in ('identification', 'decision')
    order by c.given_at desc, c.id
    limit 200`.execute(tx);
  return rows;
}

export interface StepToKeep {
  readonly caseId: string;
  readonly base: number;
  readonly step: string;
  readonly recorded: readonly string[];
  readonly pack: string;
  readonly standing: Journey;
  readonly running: readonly RunningRow[];
}

/** Where journeys begin that are alike in all but whose they are. */
export interface BegunAlike extends Pick<StepToKeep, "standing" | "running"> {
  readonly caseIds: readonly string[];
}

/** The first step of many imported cases. */
export async function beginImported(
  tx: Transaction,
  pack: string,
  role: string,
  begun: readonly BegunAlike[],
): Promise<void> {
  const cases = begun.flatMap(({ caseIds }) => caseIds);
  const kinds = begun.flatMap(({ caseIds }, nth) => caseIds.map(() => nth));
  const alike = begun.map(({ standing, running }) => ({ standing, running }));
  await sql`select care.begin_imported(${cases}::uuid[], ${kinds}::int[], ${JSON.stringify(alike)}::jsonb, ${pack}, ${role})`.execute(
    tx,
  );
}

/** @returns false where another step came first */
export async function keepStep(
  tx: Transaction,
  kept: StepToKeep,
  role: string,
  consentId: string | null = null,
): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select care.take_step(${kept.caseId}, ${kept.base}, ${kept.step}, ${role}, ${[...kept.recorded]}::text[], ${kept.pack},
      ${JSON.stringify(kept.standing)}::jsonb, ${JSON.stringify(kept.running)}::jsonb, ${consentId}) as done`.execute(
    tx,
  );
  return rows[0]?.done ?? false;
}

/** @returns false where another step came first */
export async function keepOwnStep(tx: Transaction, kept: StepToKeep): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    select care.take_own_step(${kept.caseId}, ${kept.base}, ${kept.step}, ${[...kept.recorded]}::text[], ${kept.pack},
      ${JSON.stringify(kept.standing)}::jsonb, ${JSON.stringify(kept.running)}::jsonb) as done`.execute(tx);
  return rows[0]?.done ?? false;
}
