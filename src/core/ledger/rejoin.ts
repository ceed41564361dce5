import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT_PATH, parseCheckpoint, parseNote, type ReadFile, TileReader } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { Client } from "pg";
import { type Batch, paddingAt } from "./batch.ts";
import { logFolder } from "./folders.ts";
import { commitmentOf } from "./store.ts";

const BATCH = 4096;

/** The log in the folder and the database tell two histories. */
class LedgerDiffersError extends Error {
  override readonly name = "LedgerDiffersError";
}

export interface Rejoined {
  /** Entries that the log has and the database did not place: found among those that waited. */
  found: number;
  /** Places that only the log knows, entries and padding: they stay, and nobody can say any more what they were. */
  lost: number;
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
    const { rows } = await client.query("select coalesce(max(first_place), 0) as first from ledger.log");
    const first = Number(rows[0].first);
    const rejoined = { found: 0, lost: 0 };
    for (let start = 0; start < size; start += BATCH) {
      const end = Math.min(size, start + BATCH);
      const written = await tiles.entries({ start, end });
      const known = await findLeaves(client, { start: first + start, end: first + end });
      for (const [nth, leaf] of written.entries()) {
        const place = first + start + nth;
        const own = known(place);
        if (own === null) rejoined[await placeEntry(client, place, leaf)]++;
        else if (!Buffer.from(leaf).equals(own)) throw differs(place);
      }
    }
    await client.query("commit");
    return rejoined;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

/** Folders of logs that ended, of which the database knows and whose files are not there. As the owner. */
export async function listMissingLogs(ownerUrl: string, dataDir: string): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ number: number }>("select number from ledger.log order by number");
    const folders = rows.slice(0, -1).map(({ number }) => logFolder(dataDir, number, rows.length));
    const missing = await Promise.all(
      folders.map((folder) =>
        access(join(folder, CHECKPOINT_PATH)).then(
          () => [],
          () => [folder],
        ),
      ),
    );
    return missing.flat();
  } finally {
    await client.end();
  }
}

/** What the database says of places: an entry, padding, or nothing. */
async function findLeaves(
  client: Client,
  { start, end }: { start: number; end: number },
): Promise<(place: number) => Uint8Array | null> {
  const entries = await client.query(
    "select log_index, content, salt, commitment from ledger.entry where log_index >= $1 and log_index < $2",
    [start, end],
  );
  const found = await client.query(
    "select first_place, size, padding_seed from ledger.batch where first_place < $2 and first_place + size > $1",
    [start, end],
  );
  const known = new Map(entries.rows.map((row) => [Number(row.log_index), commitmentOf(row)]));
  const batches: Batch[] = found.rows.map((row) => {
    return { firstPlace: Number(row.first_place), size: row.size, paddingSeed: row.padding_seed };
  });
  return (place) => known.get(place) ?? paddingAt(place, batches);
}

const differs = (place: number): LedgerDiffersError =>
  new LedgerDiffersError(
    `Entry ${place} of the log is another one than the database's. Bring back the backup that belongs to this log, or the log's files that belong to this database.`,
  );

/** Whether an entry that waited in the database is the one in the log, or only the log knows it (or it was padding). */
async function placeEntry(client: Client, index: number, entry: Uint8Array): Promise<keyof Rejoined> {
  const waiting = await client.query(
    `update ledger.entry set log_index = $1 where log_index is null and
       coalesce(commitment, public.hmac('leeward-ledger/commitment/v1'::bytea || '\\x00'::bytea
         || convert_to(content, 'UTF8'), salt, 'sha256')) = $2`,
    [index, Buffer.from(entry)],
  );
  if (waiting.rowCount === 1) return "found";
  await client.query(
    `insert into ledger.entry (kind, content, salt, commitment, log_index) values ('entry.lost', null, null, $2, $1)`,
    [index, Buffer.from(entry)],
  );
  return "lost";
}
