import { commit } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import { type Batch, batchSize, type PlacedEntry } from "./batch.ts";

/** As many as one transaction gives places to. More than these in an hour are mixed in groups of so many. */
const PLACED_AT_ONCE_MAX = 65_536;
const LOCK = 7_356_023_002; // any number that no one else takes

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

// ---------- places ----------

/** One sequencer at a time gives places. */
async function takeTurn(tx: Transaction): Promise<boolean> {
  const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as got`.execute(tx);
  return lock.rows[0]?.got === true;
}

/**
 * Gives the entries that wait from before the newest cut their places, in no order, among padding. Cuts are whole
 * multiples of the period, so that neither a restart nor a rush shows in when a batch is made or what is in it.
 *
 * @returns whether there may be more to place for the same cut; false while another sequencer is at it
 */
export async function placeCut(tx: Transaction, periodS: number): Promise<boolean> {
  if (!(await takeTurn(tx))) return false;
  const found = await sql<{ cut: Date; closed: boolean; waiting: string }>`
    with newest as (
      select to_timestamp(floor(extract(epoch from now()) / ${periodS}::int) * ${periodS}::int) as cut
    )
    select cut, exists (select from ledger.batch b where b.cut = newest.cut and b.closes) as closed,
      (select count(*) from (
        select from ledger.entry e where e.log_index is null and e.at < newest.cut limit ${PLACED_AT_ONCE_MAX}
      ) w) as waiting
    from newest`.execute(tx);
  const [row] = found.rows;
  if (!row || row.closed) return false;
  const waiting = Number(row.waiting);
  const size = batchSize(waiting);
  const first = await countPlaces(tx);
  const closes = waiting < PLACED_AT_ONCE_MAX;
  await sql`
    with chosen as (
      select id, row_number() over () as nth from (
        select id from ledger.entry where log_index is null and at < ${row.cut} order by id limit ${waiting}
      ) w
    ), slot as (
      select n, row_number() over (order by gen_random_uuid()) as nth from generate_series(0, ${size - 1}::int) n
    )
    update ledger.entry e set log_index = ${first}::bigint + slot.n
    from chosen join slot using (nth) where e.id = chosen.id and e.log_index is null`.execute(tx);
  await sql`insert into ledger.batch (first_place, size, cut, closes)
    values (${first}, ${size}, ${row.cut}, ${closes})`.execute(tx);
  return !closes;
}

/** Gives what is public by nature its place at once. */
export async function placePublic(tx: Transaction): Promise<void> {
  if (!(await takeTurn(tx))) return;
  const first = await countPlaces(tx);
  const placed = await sql`
    with waiting as (
      select id, row_number() over (order by id) as nth from ledger.entry
      where log_index is null and ledger.is_public_kind(kind)
    )
    update ledger.entry e set log_index = ${first}::bigint + waiting.nth - 1
    from waiting where e.id = waiting.id and e.log_index is null`.execute(tx);
  const size = Number(placed.numAffectedRows ?? 0);
  if (size === 0) return;
  await sql`insert into ledger.batch (first_place, size, cut, closes) values (${first}, ${size}, null, false)`.execute(
    tx,
  );
}

/** How many places are given. */
export async function countPlaces(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ size: string }>`
    select greatest(
      (select coalesce(max(log_index) + 1, 0) from ledger.entry where log_index is not null),
      coalesce((select first_place + size from ledger.batch order by first_place desc limit 1), 0)
    ) as size`.execute(tx);
  return Number(rows[0]?.size ?? 0);
}

/** What stands at the places from `start` up to but without `end`. */
export async function findPlaced(
  tx: Transaction,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<{ entries: PlacedEntry[]; batches: Batch[] }> {
  const entries = await sql<EntrySubstance & { log_index: string }>`
    select log_index, salt, content, commitment from ledger.entry
    where log_index >= ${start} and log_index < ${end}`.execute(tx);
  const batches = await sql<{ first_place: string; size: number; padding_seed: Buffer }>`
    select first_place, size, padding_seed from ledger.batch
    where first_place < ${end}
      and first_place >= coalesce((select max(first_place) from ledger.batch where first_place <= ${start}), 0)`.execute(
    tx,
  );
  return {
    entries: entries.rows.map((row) => ({ place: Number(row.log_index), commitment: commitmentOf(row) })),
    batches: batches.rows.map((row) => ({
      firstPlace: Number(row.first_place),
      size: row.size,
      paddingSeed: row.padding_seed,
    })),
  };
}

// ---------- logs, checkpoints, witnesses ----------

export interface LogRow {
  readonly number: number;
  readonly origin: string;
  readonly verifierKey: string;
  readonly firstPlace: number;
  readonly beganAt: Date;
}

/** The logs of this installation, the first one first. */
export async function listLogs(tx: Transaction): Promise<LogRow[]> {
  const rows = await tx.selectFrom("ledger.log").selectAll().orderBy("number").execute();
  return rows.map((row) => ({
    number: row.number,
    origin: row.origin,
    verifierKey: row.verifier_key,
    firstPlace: Number(row.first_place),
    beganAt: row.began_at,
  }));
}

/** Keeps a checkpoint with the cosignatures that it has. */
export async function keepCheckpoint(
  tx: Transaction,
  checkpoint: { logNumber: number; size: number; note: string; isWitnessed: boolean },
): Promise<void> {
  const { logNumber, size, note, isWitnessed } = checkpoint;
  await sql`insert into ledger.checkpoint as c (log_number, size, note, witnessed_at)
    values (${logNumber}, ${size}, ${note}, case when ${isWitnessed} then now() end)
    on conflict (log_number, size) do update set note = excluded.note,
      witnessed_at = coalesce(c.witnessed_at, excluded.witnessed_at)`.execute(tx);
}

export interface CheckpointRow {
  readonly logNumber: number;
  readonly size: number;
  readonly note: string;
  readonly signedAt: Date;
  readonly witnessedAt: Date | null;
}

/** Checkpoints of a log before a size, the newest first. */
export async function listCheckpoints(
  tx: Transaction,
  which: { logNumber: number; before: number | null; onlyWitnessed: boolean; limit: number },
): Promise<CheckpointRow[]> {
  const rows = await tx
    .selectFrom("ledger.checkpoint")
    .selectAll()
    .where("log_number", "=", which.logNumber)
    .$if(which.before !== null, (query) => query.where("size", "<", String(which.before)))
    .$if(which.onlyWitnessed, (query) => query.where("witnessed_at", "is not", null))
    .orderBy("size", "desc")
    .limit(which.limit)
    .execute();
  return rows.map((row) => ({
    logNumber: row.log_number,
    size: Number(row.size),
    note: row.note,
    signedAt: row.signed_at,
    witnessedAt: row.witnessed_at,
  }));
}

/** When the first checkpoint after the last witnessed one was signed; null where the newest is witnessed. */
export async function findUnwitnessedSince(tx: Transaction, logNumber: number): Promise<Date | null> {
  const { rows } = await sql<{ since: Date | null }>`
    select min(signed_at) as since from ledger.checkpoint where log_number = ${logNumber} and size > coalesce(
      (select max(size) from ledger.checkpoint where log_number = ${logNumber} and witnessed_at is not null), -1)`.execute(
    tx,
  );
  return rows[0]?.since ?? null;
}

export interface WitnessRow {
  readonly name: string;
  readonly verifierKey: string;
  readonly outcome: "cosigned" | "ahead" | "forked" | "failed";
  readonly askedAt: Date;
  readonly cosignedSize: number | null;
  readonly cosignedAt: Date | null;
}

export async function listWitnesses(tx: Transaction): Promise<WitnessRow[]> {
  const rows = await tx.selectFrom("ledger.witness").selectAll().orderBy("name").execute();
  return rows.map((row) => ({
    name: row.name,
    verifierKey: row.verifier_key,
    outcome: row.outcome as WitnessRow["outcome"],
    askedAt: row.asked_at,
    cosignedSize: row.cosigned_size === null ? null : Number(row.cosigned_size),
    cosignedAt: row.cosigned_at,
  }));
}

/** Notes what a witness said; what it cosigned before stays where it said nothing new. */
export async function noteWitness(
  tx: Transaction,
  said: Pick<WitnessRow, "name" | "verifierKey" | "outcome" | "cosignedSize" | "cosignedAt">,
): Promise<void> {
  await sql`insert into ledger.witness as w (name, verifier_key, outcome, asked_at, cosigned_size, cosigned_at)
    values (${said.name}, ${said.verifierKey}, ${said.outcome}, now(), ${said.cosignedSize}, ${said.cosignedAt})
    on conflict (name) do update set verifier_key = excluded.verifier_key, outcome = excluded.outcome,
      asked_at = excluded.asked_at, cosigned_size = coalesce(excluded.cosigned_size, w.cosigned_size),
      cosigned_at = coalesce(excluded.cosigned_at, w.cosigned_at)`.execute(tx);
}

/** Forgets witnesses that are no longer asked. */
export async function keepOnlyWitnesses(tx: Transaction, names: readonly string[]): Promise<void> {
  await sql`delete from ledger.witness where name <> all (${[...names]}::text[])`.execute(tx);
}

export type Refusal = "database-older" | "older-than-witnessed" | "forked" | "witnesses-silent";

export interface StandingRow {
  readonly quorum: number;
  readonly periodS: number;
  readonly refusal: Refusal | null;
  readonly refusedSince: Date | null;
  /** How many entries a witness has seen, where that is why. */
  readonly refusedSize: number | null;
}

export async function findStanding(tx: Transaction): Promise<StandingRow | null> {
  const row = await tx.selectFrom("ledger.standing").selectAll().executeTakeFirst();
  return row
    ? {
        quorum: row.quorum,
        periodS: row.period_s,
        refusal: row.refusal as Refusal | null,
        refusedSince: row.refused_since,
        refusedSize: row.refused_size === null ? null : Number(row.refused_size),
      }
    : null;
}

/** Says how things stand; a refusal keeps the time when it began. */
export async function noteStanding(
  tx: Transaction,
  now: { quorum: number; periodS: number; refusal: Refusal | null; refusedSize: number | null },
): Promise<void> {
  await sql`insert into ledger.standing as s (quorum, period_s, refusal, refused_since, refused_size)
    values (${now.quorum}, ${now.periodS}, ${now.refusal}, case when ${now.refusal}::text is not null then now() end,
      ${now.refusedSize})
    on conflict (only_row) do update set quorum = excluded.quorum, period_s = excluded.period_s,
      refusal = excluded.refusal, refused_size = excluded.refused_size,
      refused_since = case when s.refusal = excluded.refusal then s.refused_since else excluded.refused_since end`.execute(
    tx,
  );
}

// ---------- entries ----------

export interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  /** Counted through all logs of the installation. */
  readonly place: number | null;
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
  place: row.log_index === null ? null : Number(row.log_index),
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

export interface PublicEntry {
  readonly kind: string;
  readonly content: string;
  readonly salt: Uint8Array;
  readonly at: Date;
  readonly place: number | null;
}

/** What is public by nature, the newest first: what waits for its place too, unless a place is given that they are before. */
export async function listPublicEntries(
  tx: Transaction,
  before: string | null,
  limit: number,
): Promise<PublicEntry[]> {
  const { rows } = await sql<PublicEntry & { log_index: string | null }>`
    select kind, content, salt, at, log_index from ledger.public_entries(${before}, ${limit})`.execute(tx);
  return rows.map(({ kind, content, salt, at, log_index }) => {
    return { kind, content, salt, at, place: log_index === null ? null : Number(log_index) };
  });
}

/** What successors said when they began, the oldest first. */
export async function listSuccessions(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ content: string }>`
    select content from ledger.public_entries(null, 1000) where kind = 'log.succeeded' order by log_index`.execute(
    tx,
  );
  return rows.map(({ content }) => content);
}

/** The text of a publication by its hash (32 bytes). */
export async function findPublication(tx: Transaction, hash: Uint8Array): Promise<string | null> {
  const row = await tx
    .selectFrom("ledger.publication")
    .select("list")
    .where("sha256", "=", Buffer.from(hash))
    .executeTakeFirst();
  return row?.list ?? null;
}

/** How many entries of the caller's agency wait for a place. */
export async function countWaiting(tx: Transaction): Promise<number> {
  const { rows } = await sql<{
    n: string;
  }>`select count(*) as n from ledger.entry where log_index is null`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
