import { commit } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";

const BATCH_MAX = 4096;
const LOCK = 7_356_023_002; // any number that no one else takes

/** One entry in the order of the log. */
export interface PlacedEntry {
  readonly logIndex: number;
  /** 32 bytes. */
  readonly commitment: Uint8Array;
}

/** What an entry is made of: its text and salt, or, once these were erased, the commitment to them alone. */
interface EntrySubstance {
  readonly content: string | null;
  readonly salt: Uint8Array | null;
  readonly commitment: Uint8Array | null;
}

/** What the log holds of an entry. */
export function commitmentOf({ content, salt, commitment }: EntrySubstance): Uint8Array {
  if (content !== null && salt !== null) return commit(sha256, salt, Buffer.from(content));
  if (commitment === null) throw new Error("an entry has its text and salt, or its commitment");
  return commitment;
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
  const { rows } = await sql<EntrySubstance & { log_index: string }>`
    select log_index, salt, content, commitment from ledger.entry
    where log_index >= ${from} order by log_index limit ${BATCH_MAX}`.execute(tx);
  return rows.map((row) => ({ logIndex: Number(row.log_index), commitment: commitmentOf(row) }));
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

export async function findEntry(tx: Transaction, id: string): Promise<(EntryRow & EntrySubstance) | null> {
  const row = await tx
    .selectFrom("ledger.entry")
    .select(["id", "kind", "at", "log_index", "case_id", "salt", "content", "commitment"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { ...toRow(row), salt: row.salt, content: row.content, commitment: row.commitment } : null;
}

export async function countWaiting(tx: Transaction): Promise<number> {
  const { rows } = await sql<{
    n: string;
  }>`select count(*) as n from ledger.entry where log_index is null`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
