import type { Card } from "@leeward/synth";
import { sql } from "kysely";
import type { Transaction } from "../../core/db/index.ts";
import { StatisticsError, type StatisticsErrorCode } from "./errors.ts";
import type { ReleasedTables } from "./tables.ts";

/** One case of the caller's agency in codes; `person` is a number of this answer alone. */
export interface CodedCase {
  readonly person: string;
  readonly gender: string;
  readonly ageBand: string;
  readonly stage: string;
}

const CONSTRAINTS: Readonly<Record<string, StatisticsErrorCode>> = {
  statistician: "statisticians-only",
  caseload_budget: "caseload-budget",
};

/**
 * The agency's own caseload in codes, once for a run that passed the gate; what it may cost is spent with it.
 *
 * @throws StatisticsError
 */
export async function takeCodes(
  tx: Transaction,
  runId: string,
  cost: { readonly epsilon: number; readonly delta: number },
): Promise<CodedCase[]> {
  const { rows } = await sql<CodedCase>`
    select person, gender, age_band as "ageBand", stage
    from statistics.caseload_codes(${runId}, ${cost.epsilon}, ${cost.delta})`
    .execute(tx)
    .catch((cause: unknown) => {
      const constraint =
        typeof cause === "object" && cause !== null && "constraint" in cause ? String(cause.constraint) : "";
      const code = CONSTRAINTS[constraint];
      throw code ? new StatisticsError(code, { cause }) : cause;
    });
  return rows;
}

/** Keeps what a run made, so that it can be published. */
export async function keepRelease(
  tx: Transaction,
  made: { readonly id: string; readonly runId: string; readonly card: Card; readonly tables: ReleasedTables },
): Promise<void> {
  await sql`select statistics.keep_release(${made.id}, ${made.runId}, ${JSON.stringify(made.card)}::jsonb,
    ${JSON.stringify(made.tables)}::jsonb)`.execute(tx);
}

export interface ReleaseRow {
  readonly id: string;
  readonly madeAt: Date;
  readonly madeBy: string | null;
  readonly rows: number;
  readonly epsilon: number;
  readonly title: string | null;
  readonly question: string | null;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBecause: string | null;
  readonly waits: boolean;
}

const SHOWN_MAX = 200;

/** The releases of the caller's agency, the newest first. */
export async function listReleases(tx: Transaction): Promise<ReleaseRow[]> {
  const { rows } = await sql<ReleaseRow>`
    select r.id, r.made_at as "madeAt", m.display_name as "madeBy", (r.card ->> 'rows')::int as rows,
      (r.card -> 'privacy' ->> 'epsilon')::float8 as epsilon, r.title, r.question, r.published_at as "publishedAt",
      r.withdrawn_at as "withdrawnAt", r.withdrawn_because as "withdrawnBecause",
      exists (select from proposals.proposal p where p.kind = 'release.publication' and p.outcome is null
        and p.expires_at > now() and p.content::jsonb ->> 'releaseId' = r.id::text) as waits
    from statistics.release r left join identity.member m on m.id = r.made_by
    order by r.made_at desc, r.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

export type Proposed = "proposed" | "unknown" | "over" | "waits";

export async function proposePublication(
  tx: Transaction,
  asked: {
    readonly id: string;
    readonly releaseId: string;
    readonly title: string;
    readonly question: string;
  },
): Promise<Proposed> {
  const { rows } = await sql<{
    said: Proposed;
  }>`select statistics.propose_publication(${asked.id}, ${asked.releaseId},
    ${asked.title}, ${asked.question}) as said`.execute(tx);
  return rows[0]?.said ?? "unknown";
}

/** @returns false where there is no such release of the agency, or it is withdrawn already, or the caller may not */
export async function withdrawRelease(tx: Transaction, id: string, reason: string): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select statistics.withdraw_release(${id}, ${reason}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** A published release as everyone sees it; `tables` is null once it is withdrawn. */
export interface PublishedRelease {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly publishedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBecause: string | null;
  readonly card: Card;
  readonly tables: ReleasedTables | null;
}

/** What everyone finds, the newest first; without tables. */
export async function listPublished(tx: Transaction): Promise<Omit<PublishedRelease, "tables">[]> {
  const { rows } = await sql<Omit<PublishedRelease, "tables">>`
    select r.id, r.title, r.question, r.published_at as "publishedAt", r.withdrawn_at as "withdrawnAt",
      r.withdrawn_because as "withdrawnBecause", r.card
    from statistics.release r where r.published_at is not null
    order by r.published_at desc, r.id limit ${SHOWN_MAX}`.execute(tx);
  return rows;
}

export async function findPublished(tx: Transaction, id: string): Promise<PublishedRelease | null> {
  const { rows } = await sql<PublishedRelease>`
    select r.id, r.title, r.question, r.published_at as "publishedAt", r.withdrawn_at as "withdrawnAt",
      r.withdrawn_because as "withdrawnBecause", r.card, case when r.withdrawn_at is null then r.tables end as tables
    from statistics.release r where r.id = ${id} and r.published_at is not null`.execute(tx);
  return rows[0] ?? null;
}
