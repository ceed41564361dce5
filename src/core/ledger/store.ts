import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";

const BATCH_MAX = 4096;
const LOCK = 7_356_023_002; // any number that no one else takes

/** One entry in the order of the log: what its commitment is made of. */
export interface PlacedEntry {
  readonly logIndex: number;
  readonly salt: Uint8Array;
  readonly content: string;
}

/**
 * Gives the entries that wait their places, in the order in which they were made.
 *
 * @returns how many got one; fewer than the batch when none are left, null while another sequencer is at it
 */
export async function placeWaiting(tx: Transaction): Promise<number | null> {
  const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as got`.execute(tx);
  if (!lock.rows[0]?.got) return null;
  const placed = await sql`
    with waiting as (
      select id, row_number() over (order by id) as nth
      from (select id from ledger.entry where log_index is null order by id limit ${BATCH_MAX}) w
    ), size as (
      select coalesce(max(log_index) + 1, 0) as next from ledger.entry where log_index is not null
    )
    update ledger.entry e set log_index = size.next + waiting.nth - 1
    from waiting, size where e.id = waiting.id and e.log_index is null`.execute(tx);
  return Number(placed.numAffectedRows ?? 0);
}

/** Entries from a place on, at most one batch. */
export async function findPlaced(tx: Transaction, from: number): Promise<PlacedEntry[]> {
  const { rows } = await sql<{ log_index: string; salt: Buffer; content: string }>`
    select log_index, salt, content from ledger.entry
    where log_index >= ${from} order by log_index limit ${BATCH_MAX}`.execute(tx);
  return rows.map((row) => ({ logIndex: Number(row.log_index), salt: row.salt, content: row.content }));
}

/** How many entries have a place. */
export async function countPlaced(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ size: string }>`
    select coalesce(max(log_index) + 1, 0) as size from ledger.entry where log_index is not null`.execute(tx);
  return Number(rows[0]?.size ?? 0);
}

export interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly logIndex: number | null;
  readonly caseId: string | null;
}

const toRow = (row: {
  id: string;
  kind: string;
  at: Date;
  log_index: string | null;
  case_id: string | null;
}): EntryRow => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  logIndex: row.log_index === null ? null : Number(row.log_index),
  caseId: row.case_id,
});

/** The newest entries that the caller may see, before a cursor. */
export async function listEntries(
  tx: Transaction,
  before: string | null,
  limit: number,
): Promise<EntryRow[]> {
  const rows = await tx
    .selectFrom("ledger.entry")
    .select(["id", "kind", "at", "log_index", "case_id"])
    .$if(before !== null, (query) => query.where("id", "<", before ?? "0"))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRow);
}

export async function findEntry(
  tx: Transaction,
  id: string,
): Promise<(EntryRow & { salt: Uint8Array; content: string }) | null> {
  const row = await tx
    .selectFrom("ledger.entry")
    .select(["id", "kind", "at", "log_index", "case_id", "salt", "content"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { ...toRow(row), salt: row.salt, content: row.content } : null;
}

export async function countWaiting(tx: Transaction): Promise<number> {
  const { rows } = await sql<{
    n: string;
  }>`select count(*) as n from ledger.entry where log_index is null`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
