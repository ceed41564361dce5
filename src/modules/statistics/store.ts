import type { Card } from "@leeward/synth";
import { sql } from "kysely";
import type { Transaction } from "../../core/db/index.ts";
import type { ReleaseAudit } from "./audit.ts";
import { type Break, breaksOf, type Codebook, type CodebookVariable } from "./codebook.ts";
import { StatisticsError, type StatisticsErrorCode } from "./errors.ts";
import type { ReleasedTables } from "./tables.ts";

/** One case as it is handed to a run: codes of its file in the open, those of its sections sealed. */
export interface TakenCase {
  /** Under the key of this answer alone. */
  readonly person: string;
  readonly gender: string;
  readonly ageBand: string;
  readonly stage: string;
  readonly year: number;
  readonly reporter: string;
  readonly ids: readonly string[] | null;
  readonly sealed: readonly Buffer[] | null;
}

/** Whose people are counted, and who of them. */
export interface Frame {
  /** Null: the cases of the caller's own agency. */
  readonly populationId: string | null;
  /** Of registration, both of them counted. */
  readonly fromYear: number;
  readonly toYear: number;
}

const SHOWN_MAX = 200;

const CONSTRAINTS: Readonly<Record<string, StatisticsErrorCode>> = {
  statistician: "statisticians-only",
  caseload_budget: "caseload-budget",
  population: "population-unknown",
  source: "source-unknown",
  quality: "quality-only",
};

/** What the database refused, as an error of ours. */
const orStatisticsError = (cause: unknown): never => {
  const constraint =
    typeof cause === "object" && cause !== null && "constraint" in cause ? String(cause.constraint) : "";
  const code = CONSTRAINTS[constraint];
  throw code ? new StatisticsError(code, {}, { cause }) : cause;
};

/** So many cases are in memory at once, however many there are. */
const TAKEN_PAGE = 2_000;

/** What a run that passed the gate pays for, before it is handed anything. */
export interface Spending {
  /** Null: the caller's own agency. */
  readonly populationId: string | null;
  /** Null: cases of the house. */
  readonly sourceId: string | null;
  /** That the release is to answer; written down with what it costs. */
  readonly question: string;
  readonly epsilon: number;
  readonly delta: number;
  /** 32 random bytes, with which it is handed what it paid for. */
  readonly key: Uint8Array;
}

/**
 * Takes from the year what a run may tell; to be committed before anything is read.
 *
 * @throws StatisticsError
 */
export async function spend(tx: Transaction, runId: string, asked: Spending): Promise<void> {
  await sql`select statistics.spend(${runId}, ${asked.populationId}, ${asked.sourceId}, ${asked.question},
    ${asked.epsilon}, ${asked.delta}, ${Buffer.from(asked.key)})`
    .execute(tx)
    .catch(orStatisticsError);
}

/** What is left of what may be learned of one person within 365 days, by all who were counted together. */
export interface Budget {
  /** Null: of the caller's own agency. */
  readonly populationId: string | null;
  /** Of the population. */
  readonly name: string | null;
  readonly epsilon: number;
  readonly delta: number;
}

/** Of the caller's agency first; none for whoever is no statistician, supervisor or data-protection officer. */
export async function listBudgets(tx: Transaction): Promise<Budget[]> {
  const { rows } = await sql<Budget>`
    select b.population_id as "populationId", n.name, b.epsilon, b.delta
    from statistics.budgets() b left join statistics.population n on n.id = b.population_id
    order by n.founded_at nulls first, n.id`.execute(tx);
  return rows;
}

/**
 * The cases of a frame in codes, one for each person, once for a run that paid for them. To be committed also where nobody
 * comes: that they are too few is written down.
 *
 * @param key what it paid with; people are told apart under it in this answer, and it is forgotten with the run
 * @returns pages, while the transaction lives; none where fewer than twenty people are in the frame
 * @throws StatisticsError
 */
export async function* takeCases(
  tx: Transaction,
  runId: string,
  asked: Frame & { readonly key: Uint8Array },
): AsyncGenerator<readonly TakenCase[]> {
  // The first page comes once all are found: of a million cases later than the server's usual patience.
  await sql`set local statement_timeout = '30min'`.execute(tx);
  await sql`declare taken no scroll cursor for
    select person, gender, age_band as "ageBand", stage, year, reporter, ids, sealed
    from statistics.take_cases(${runId}, ${asked.populationId}, ${asked.fromYear}::int, ${asked.toYear}::int,
      ${Buffer.from(asked.key)})`.execute(tx);
  for (;;) {
    const { rows } = await sql<TakenCase>`fetch ${sql.lit(TAKEN_PAGE)} from taken`
      .execute(tx)
      .catch(orStatisticsError);
    if (rows.length > 0) yield rows;
    if (rows.length < TAKEN_PAGE) break;
  }
  await sql`close taken`.execute(tx);
}

/** Freezes what was taken, in the transaction that took it. */
export async function keepSnapshot(tx: Transaction, runId: string, sealed: Buffer): Promise<void> {
  await sql`select statistics.keep_snapshot(${runId}, ${sealed})`.execute(tx);
}

/** The snapshot of a release of the caller's agency; null where it is gone, or not theirs to see. */
export async function openSnapshot(
  tx: Transaction,
  releaseId: string,
): Promise<{ readonly runId: string; readonly sealed: Buffer } | null> {
  const { rows } = await sql<{ runId: string; sealed: Buffer }>`
    select run_id as "runId", sealed from statistics.open_snapshot(${releaseId})`.execute(tx);
  return rows[0] ?? null;
}

/** What is kept of a release of the caller's agency. */
export async function findKept(tx: Transaction, releaseId: string): Promise<ReleasedTables | null> {
  const { rows } = await sql<{ tables: ReleasedTables }>`
    select r.tables from statistics.release r where r.id = ${releaseId}`.execute(tx);
  return rows[0]?.tables ?? null;
}

/** The codebook that is in force: the newest. */
export const findCodebook = (tx: Transaction): Promise<Codebook> => findCodebookOf(tx, null);

/** The codebook of a version; of none, the newest. */
export async function findCodebookOf(tx: Transaction, version: number | null): Promise<Codebook> {
  const { rows } = await sql<Codebook>`
    select v.version, json_agg(json_build_object('name', v.name, 'entity', v.entity, 'many', v.many, 'htcds', v.htcds,
      'en', v.en, 'ar', v.ar, 'codes', (
        select json_agg(json_build_object('code', c.code, 'htcds', c.htcds, 'en', c.en, 'ar', c.ar) order by c.place)
        from statistics.codebook_code c where c.version = v.version and c.variable = v.name)) order by v.place) as variables
    from statistics.codebook_variable v
    where v.version = coalesce(${version}::int, (select max(b.version) from statistics.codebook b)) group by v.version`.execute(
    tx,
  );
  const [codebook] = rows;
  if (!codebook) throw new Error("a house has a codebook from its first migration on");
  return codebook;
}

/** What was asked, as it is kept with a release. */
export interface AskedFrame {
  readonly fromYear: number;
  readonly toYear: number;
  /** Variables of the codebook. */
  readonly columns: readonly string[];
  readonly codebook: number;
}

/** What changed in the codebook with the version that a release was counted with. */
export async function findBreaks(tx: Transaction, frame: AskedFrame | null): Promise<readonly Break[]> {
  if (frame === null || frame.codebook === 1) return [];
  const [before, after] = [
    await findCodebookOf(tx, frame.codebook - 1),
    await findCodebookOf(tx, frame.codebook),
  ];
  return breaksOf(before, after, frame.columns);
}

/** Keeps what a run made, so that it can be published. */
export async function keepRelease(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly runId: string;
    readonly card: Card;
    readonly tables: ReleasedTables;
    readonly audit: ReleaseAudit;
    readonly populationId: string | null;
    readonly sourceId: string | null;
    readonly frame: AskedFrame;
  },
): Promise<void> {
  await sql`select statistics.keep_release(${made.id}, ${made.runId}, ${JSON.stringify(made.card)}::jsonb,
    ${JSON.stringify(made.tables)}::jsonb, ${made.populationId}, ${JSON.stringify(made.frame)}::jsonb,
    ${made.sourceId}, ${JSON.stringify(made.audit)}::jsonb)`.execute(tx);
}

/** What stands in a file that was imported: rows that someone made up, that are public, or cases of people. */
export const SOURCE_KINDS = ["synthetic", "public", "caseload"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Where the numbers of a release are from, when they are not from cases here. */
export interface SourceOfRelease {
  readonly title: string;
  readonly origin: string;
  readonly kind: SourceKind;
  readonly form: string;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

export interface SourceRow extends SourceOfRelease {
  readonly id: string;
  /** Variables that can be asked for. */
  readonly columns: readonly string[];
  readonly importedAt: Date;
}

/** What can be asked of a source of the caller's agency, and as what its rows are coded; null where there is none. */
export async function findSource(
  tx: Transaction,
  id: string,
): Promise<{ readonly kind: SourceKind; readonly variables: readonly CodebookVariable[] } | null> {
  const { rows } = await sql<{ kind: SourceKind; variables: CodebookVariable[] }>`
    select s.kind, s.variables from statistics.source s where s.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** The sources of the caller's agency, the newest first. */
export async function listSources(tx: Transaction): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select s.id, s.title, s.origin, s.kind, s.form, s.columns, encode(s.file_sha256, 'hex') as sha256,
      s.imported_at as "importedAt"
    from statistics.source s order by s.imported_at desc, s.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

/** @throws StatisticsError `statisticians-only` */
export async function keepSource(
  tx: Transaction,
  { id, title, origin, kind, form, sha256 }: Omit<SourceRow, "importedAt" | "columns">,
  variables: readonly CodebookVariable[],
  sealed: Buffer,
): Promise<void> {
  const columns = variables.map(({ name }) => name);
  await sql`select statistics.keep_source(${id}, ${title}, ${origin}, ${kind}, ${form}, ${columns}::text[],
    ${JSON.stringify(variables)}::jsonb, decode(${sha256}, 'hex'), ${sealed})`
    .execute(tx)
    .catch(orStatisticsError);
}

/** What a dry run is made of: null for one of cases, and where there is no such source of the caller's agency. */
export async function openPublicSource(tx: Transaction, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select statistics.open_public_source(${id}) as sealed`.execute(tx);
  return rows[0]?.sealed ?? null;
}

/**
 * A source for a run that paid for it, once.
 *
 * @param key what it paid with
 * @throws StatisticsError
 */
export async function takeSource(
  tx: Transaction,
  runId: string,
  { sourceId, key }: { readonly sourceId: string; readonly key: Uint8Array },
): Promise<Buffer> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select statistics.take_source(${runId}, ${sourceId}, ${Buffer.from(key)}) as sealed`
    .execute(tx)
    .catch(orStatisticsError);
  const [row] = rows;
  if (!row) throw new Error("the function answers with one row, or refuses");
  return row.sealed;
}

/** A population as a member of any agency sees it; `agencies` is null for whoever is not its office. */
export interface PopulationRow {
  readonly id: string;
  readonly name: string;
  readonly office: { readonly id: string; readonly name: string };
  readonly joined: boolean;
  readonly agencies: readonly { readonly id: string; readonly name: string }[] | null;
}

export async function listPopulations(tx: Transaction): Promise<PopulationRow[]> {
  const { rows } = await sql<PopulationRow>`
    select n.id, n.name, json_build_object('id', o.id, 'name', o.name) as office,
      exists (select from statistics.population_part p where p.population_id = n.id and p.left_at is null
        and p.agency_id = (select access.current_agency_id())) as joined,
      case when n.office_agency_id = (select access.current_agency_id()) then (
        select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name) order by a.name), '[]')
        from statistics.population_part p join identity.agency a on a.id = p.agency_id
        where p.population_id = n.id and p.left_at is null) end as agencies
    from statistics.population n join identity.agency o on o.id = n.office_agency_id
    order by n.founded_at, n.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

/** @returns false for whoever is no statistician or supervisor of a statistics office */
export async function foundPopulation(tx: Transaction, id: string, name: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select statistics.found_population(${id}, ${name}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export async function proposeJoining(
  tx: Transaction,
  id: string,
  populationId: string,
): Promise<"proposed" | "unknown" | "in" | "waits"> {
  const { rows } = await sql<{ said: "proposed" | "unknown" | "in" | "waits" }>`
    select statistics.propose_joining(${id}, ${populationId}) as said`.execute(tx);
  return rows[0]?.said ?? "unknown";
}

/** @returns false where the agency is not in it, or the caller may not */
export async function leavePopulation(tx: Transaction, populationId: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select statistics.leave_population(${populationId}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export interface ReleaseRow {
  readonly id: string;
  readonly madeAt: Date;
  readonly madeBy: string | null;
  readonly rows: number;
  readonly epsilon: number;
  readonly title: string | null;
  readonly question: string;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBecause: string | null;
  /** For which of the two approvals; null: for none. */
  readonly waits: "first" | "second" | null;
  /** Null: of before there were audits; then it is not published. */
  readonly audit: ReleaseAudit | null;
  /** Null: cases of the house. */
  readonly source: SourceOfRelease | null;
}

/** The releases of the caller's agency, the newest first. */
export async function listReleases(tx: Transaction): Promise<ReleaseRow[]> {
  const { rows } = await sql<ReleaseRow>`
    select r.id, r.made_at as "madeAt", m.display_name as "madeBy", (r.card ->> 'rows')::int as rows,
      (r.card -> 'privacy' ->> 'epsilon')::float8 as epsilon, r.title, r.question, r.published_at as "publishedAt",
      r.withdrawn_at as "withdrawnAt", r.withdrawn_because as "withdrawnBecause", r.source, r.audit,
      statistics.waits(r.id) as waits
    from statistics.release r left join identity.member m on m.id = r.made_by
    order by r.made_at desc, r.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

/** A case of the caller's agency in codes, for the board of quality alone. */
export interface QualityRow extends Omit<TakenCase, "person"> {
  readonly daysOpen: number;
  /** Sections of before there was a codebook. */
  readonly uncoded: number;
}

/**
 * All of them; nobody where there are fewer than twenty. That it was looked at is written down.
 *
 * @throws StatisticsError `quality-only`
 */
export async function lookAtQuality(tx: Transaction, lookId: string): Promise<QualityRow[]> {
  const { rows } = await sql<QualityRow>`
    select gender, age_band as "ageBand", stage, year, reporter, days_open as "daysOpen", uncoded, ids, sealed
    from statistics.look_at_quality(${lookId})`
    .execute(tx)
    .catch(orStatisticsError);
  return rows;
}

/**
 * An office looks at an agency that it counts. That it did is written down.
 *
 * @returns what it was told of it within thirty days; null where that is to be made
 * @throws StatisticsError `quality-only`, `population-unknown`
 */
export async function lookAtPart<Board>(
  tx: Transaction,
  asked: { readonly lookId: string; readonly populationId: string; readonly agencyId: string },
): Promise<Board | null> {
  const { rows } = await sql<{ told: Board | null }>`
    select statistics.look_at_part(${asked.lookId}, ${asked.populationId}, ${asked.agencyId}) as told`
    .execute(tx)
    .catch(orStatisticsError);
  return rows[0]?.told ?? null;
}

/** The cases of that look, once; nobody where there are fewer than twenty. */
export async function findPartRows(tx: Transaction, lookId: string): Promise<QualityRow[]> {
  const { rows } = await sql<QualityRow>`
    select gender, age_band as "ageBand", stage, year, reporter, days_open as "daysOpen", uncoded, ids, sealed
    from statistics.part_rows(${lookId})`.execute(tx);
  return rows;
}

export async function keepBoard(tx: Transaction, lookId: string, board: object): Promise<void> {
  await sql`select statistics.keep_board(${lookId}, ${JSON.stringify(board)}::jsonb)`.execute(tx);
}

export interface QualityLook {
  readonly at: Date;
  /** A colleague, or the office that counts this agency. */
  readonly by: string;
  /** Of which agency, where it is another one's. */
  readonly of: string | null;
}

/** Who looked at the board of the caller's agency, and at whose boards the caller's office looked, the newest first. */
export async function listQualityLooks(tx: Transaction): Promise<QualityLook[]> {
  const { rows } = await sql<QualityLook>`
    select q.looked_at as at, coalesce(m.display_name, o.name) as by,
      case when q.agency_id <> (select access.current_agency_id()) then a.name end as of
    from statistics.quality_look q left join identity.member m on m.id = q.member_id
    join identity.agency a on a.id = q.agency_id left join identity.agency o on o.id = q.office_agency_id
    order by q.looked_at desc, q.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

export type Proposed = "proposed" | "unknown" | "over" | "waits" | "audit";

export async function proposePublication(
  tx: Transaction,
  asked: {
    readonly id: string;
    readonly releaseId: string;
    readonly title: string;
  },
): Promise<Proposed> {
  const { rows } = await sql<{
    said: Proposed;
  }>`select statistics.propose_publication(${asked.id}, ${asked.releaseId},
    ${asked.title}) as said`.execute(tx);
  return rows[0]?.said ?? "unknown";
}

/** @returns false where there is no such release of the agency, or it is withdrawn already, or the caller may not */
export async function withdrawRelease(tx: Transaction, id: string, reason: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select statistics.withdraw_release(${id}, ${reason}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** A published release as everyone sees it, without its tables. */
export interface PublishedCard {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly publishedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBecause: string | null;
  readonly card: Card;
  /** Null: cases of the house. */
  readonly source: SourceOfRelease | null;
  /** Null: of before it was kept. */
  readonly frame: AskedFrame | null;
}

const PUBLISHED = sql`select r.id, r.title, r.question, r.published_at as "publishedAt", r.withdrawn_at as "withdrawnAt",
  r.withdrawn_because as "withdrawnBecause", r.card, r.source, r.frame from statistics.release r where r.published_at is not null`;

/** What everyone finds, the newest first. */
export async function listPublished(tx: Transaction): Promise<PublishedCard[]> {
  const { rows } =
    await sql<PublishedCard>`${PUBLISHED} order by r.published_at desc, r.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

export async function findPublished(tx: Transaction, id: string): Promise<PublishedCard | null> {
  const { rows } = await sql<PublishedCard>`${PUBLISHED} and r.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** A release before it is published, as its page will be; what it is called is what was proposed last, if anything. */
export interface Preview extends Omit<PublishedCard, "publishedAt"> {
  readonly publishedAt: null;
  readonly tables: ReleasedTables;
}

/** A release of the caller's agency that nobody else sees yet; null where it is none, or is published or withdrawn. */
export async function findPreview(tx: Transaction, id: string): Promise<Preview | null> {
  const { rows } = await sql<Preview>`
    select r.id, coalesce(said.content ->> 'title', '') as title, r.question,
      r.published_at as "publishedAt", r.withdrawn_at as "withdrawnAt", r.withdrawn_because as "withdrawnBecause",
      r.card, r.source, r.frame, r.tables
    from statistics.release r left join lateral (
      select p.content::jsonb as content from proposals.proposal p
      where p.kind in ('release.publication', 'release.second-approval') and p.agency_id = r.agency_id
        and p.content::jsonb ->> 'releaseId' = r.id::text
      order by p.proposed_at desc limit 1) said on true
    where r.id = ${id} and r.published_at is null and r.withdrawn_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** The tables of a published release; null where it is withdrawn, or is none. They never change. */
export async function readTables(tx: Transaction, id: string): Promise<ReleasedTables | null> {
  const { rows } = await sql<{ tables: ReleasedTables }>`
    select r.tables from statistics.release r
    where r.id = ${id} and r.published_at is not null and r.withdrawn_at is null`.execute(tx);
  return rows[0]?.tables ?? null;
}
