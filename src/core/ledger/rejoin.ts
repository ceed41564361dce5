import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT_PATH, parseCheckpoint, parseNote, type ReadFile, TileReader } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { Client } from "pg";
import { commitmentOf } from "./store.ts";

const BATCH = 4096;

/** The log in the folder and the database tell two histories. */
class LedgerDiffersError extends Error {
  override readonly name = "LedgerDiffersError";
}

export interface Rejoined {
  /** Entries that the log has and the database did not place: found among those that waited. */
  readonly found: number;
  /** Entries that only the log knows: they keep their place, and nobody can say any more what they were. */
  readonly lost: number;
}

/**
 * Brings a restored database up to the log whose files are in a folder, so that the log goes on where it ended and is
 * never signed a second time from an earlier place. As the owner; in one transaction.
 *
 * @throws LedgerDiffersError where both hold an entry, and not the same
 */
export async function rejoinLog(ownerUrl: string, folder: string): Promise<Rejoined> {
  const read: ReadFile = (path) =>
    readFile(join(folder, path)).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    });
  const newest = await read(CHECKPOINT_PATH);
  if (!newest) return { found: 0, lost: 0 };
  const { size } = parseCheckpoint(parseNote(newest).text);
  const tiles = new TileReader(sha256, read, size);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query(
      "select coalesce(max(log_index) + 1, 0) as placed from ledger.entry where log_index is not null",
    );
    const placed = Number(rows[0].placed);
    await ensureSameHistory(client, tiles, Math.min(placed, size));
    let found = 0;
    for (let start = placed; start < size; start += BATCH) {
      const entries = await tiles.entries({ start, end: Math.min(size, start + BATCH) });
      for (const [nth, entry] of entries.entries()) found += await placeEntry(client, start + nth, entry);
    }
    await client.query("commit");
    return { found, lost: Math.max(0, size - placed) - found };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

async function ensureSameHistory(client: Client, tiles: TileReader, end: number): Promise<void> {
  for (let start = 0; start < end; start += BATCH) {
    const until = Math.min(end, start + BATCH);
    const written = await tiles.entries({ start, end: until });
    const { rows } = await client.query(
      "select log_index, content, salt, commitment from ledger.entry where log_index >= $1 and log_index < $2 order by log_index",
      [start, until],
    );
    for (const [nth, row] of rows.entries()) {
      if (Buffer.from(written[nth] ?? []).equals(commitmentOf(row))) continue;
      throw new LedgerDiffersError(
        `Entry ${start + nth} of the log is another one than the database's. Bring back the backup that belongs to this log, or the log's files that belong to this database.`,
      );
    }
  }
}

/** 1 where an entry that waited in the database is the one in the log; 0 where only the log knows it. */
async function placeEntry(client: Client, index: number, entry: Uint8Array): Promise<number> {
  const waiting = await client.query(
    `update ledger.entry set log_index = $1 where log_index is null and
       coalesce(commitment, public.hmac('leeward-ledger/commitment/v1'::bytea || '\\x00'::bytea
         || convert_to(content, 'UTF8'), salt, 'sha256')) = $2`,
    [index, Buffer.from(entry)],
  );
  if (waiting.rowCount === 1) return 1;
  await client.query(
    `insert into ledger.entry (kind, content, salt, commitment, log_index) values ('entry.lost', null, null, $2, $1)`,
    [index, Buffer.from(entry)],
  );
  return 0;
}
