import { readFile, statfs } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT_PATH, parseCheckpoint, parseNote } from "@leeward/ledger";
import { Client } from "pg";
import type { Config } from "../config/index.ts";
import { examineKeys } from "../keys/holder/examine.ts";
import type { Identity, KeyFile } from "../keys/index.ts";
import { explainRefusal, patienceFor, unwitnessedSince } from "../ledger/index.ts";
import { OPERATIONS } from "./operations.ts";
import { examineRoles } from "./roles.ts";

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in a sentence. */
  readonly says: string;
}

export interface DoctorGround {
  readonly config: Config;
  readonly ownerUrl: string;
  readonly keys: KeyFile;
  /** What the server shows to key holders. */
  readonly identity: Identity;
  /** Of the key in `secrets.json` that signs the ledger; null where that file is not there. */
  readonly ledgerKey: () => Promise<string | null>;
  /** What the database should be marked as. */
  readonly expected: "production" | "demonstration";
}

/** Tables that hold nothing about anyone: lists of codes, and what the house knows of itself. */
const OPEN_TABLES = [
  "access.category",
  "access.purpose",
  "access.role_coverage",
  "identity.role",
  "identity.trained_act",
  "installation.migration",
];
const DISK_BYTES_MIN = 1_000_000_000;

export type Examine = (client: Client, ground: DoctorGround) => Promise<Omit<Check, "name">>;

const CHECKS: Readonly<Record<string, Examine>> = {
  "row-security": async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relrowsecurity and n.nspname not like 'pg\\_%'
         and n.nspname not in ('information_schema', 'graphile_worker')`,
    );
    const bare = rows.map((row) => row.name).filter((name) => !OPEN_TABLES.includes(name));
    return bare.length === 0
      ? { ok: true, says: "Every table with more than codes has row security." }
      : { ok: false, says: `These tables have none: ${bare.join(", ")}. Run \`leeward migrate\`.` };
  },
  roles: examineRoles,
  keys: async (client, ground) => (await examineKeys(client, ground.keys, ground.identity)).keys,
  holders: async (client, ground) => (await examineKeys(client, ground.keys, ground.identity)).holders,
  ledger: async (client, ground) => {
    const known = await client.query("select verifier_key from ledger.log order by number desc limit 1");
    const wanted: string | undefined = known.rows[0]?.verifier_key;
    const own = wanted === undefined ? undefined : await ground.ledgerKey();
    if (wanted !== own) {
      const found = own ? `signs as ${own}` : "is not there";
      return {
        ok: false,
        says: `secrets.json ${found}, and the newest log is ${wanted}: the house does not start. Bring back the secrets.json of the server that wrote it. If that is lost and this one was made by \`leeward restore --new-secrets\`: \`leeward ledger succeed --lost-secrets --reason '…'\`.`,
      };
    }
    const file = join(ground.config.dataDir, "ledger", CHECKPOINT_PATH);
    const bytes = await readFile(file).catch(() => null);
    const { rows } = await client.query<{ placed: string; waiting: string }>(
      `select greatest((select coalesce(max(log_index) + 1, 0) from ledger.entry),
          (select coalesce(max(first_place + size), 0) from ledger.batch))
          - (select coalesce(max(first_place), 0) from ledger.log) as placed,
        (select count(*) from ledger.entry where log_index is null) as waiting`,
    );
    const placed = Number(rows[0]?.placed ?? 0);
    if (!bytes) return { ok: placed === 0, says: placed === 0 ? "No entry yet." : `${file} is missing.` };
    const { size } = parseCheckpoint(parseNote(bytes).text);
    return size <= placed
      ? { ok: true, says: `${size} places are signed, ${rows[0]?.waiting} entries wait for the next hour.` }
      : { ok: false, says: explainRefusal("database-older", size) };
  },
  witnesses: async (client) => {
    const { rows } = await client.query(
      "select refusal, refused_size, quorum, period_s from ledger.standing",
    );
    const [standing] = rows;
    if (standing?.refusal)
      return { ok: false, says: explainRefusal(standing.refusal, Number(standing.refused_size)) };
    if (!standing?.quorum) {
      return {
        ok: true,
        says: "No witness is set (LEEWARD_WITNESSES): nobody outside would notice a second history.",
      };
    }
    const found = await client.query(
      `select max(size) filter (where witnessed_at is not null) as witnessed, max(size) as size,
         max(witnessed_at) as at, min(signed_at) filter (where size > coalesce(
         (select max(w.size) from ledger.checkpoint w where w.witnessed_at is not null and w.log_number = c.log_number), -1))
         as since
       from ledger.checkpoint c where log_number = (select max(number) from ledger.log)`,
    );
    const { since, witnessed, size, at } = found.rows[0];
    const left = Number(size ?? 0) - Number(witnessed ?? 0);
    const late = unwitnessedSince(since, patienceFor(standing.period_s), new Date());
    return late
      ? {
          ok: false,
          says: `Unwitnessed since ${late.toISOString()}: fewer than ${standing.quorum} witnesses answer; they have not seen ${left} places.`,
        }
      : {
          ok: true,
          says: `${witnessed ?? 0} places are witnessed by ${standing.quorum} or more, at ${at?.toISOString() ?? "no time yet"}; ${left} are not yet.`,
        };
  },
  disk: async (_client, ground) => {
    const { bavail, bsize } = await statfs(ground.config.dataDir);
    const freeBytes = bavail * bsize;
    return { ok: freeBytes > DISK_BYTES_MIN, says: `${(freeBytes / 1e9).toFixed(1)} GB are free.` };
  },
};

/** Looks at everything; a check that fails to run is a check that is not well. */
export async function examine(
  ground: DoctorGround,
  ofModules: Readonly<Record<string, Examine>> = {},
): Promise<Check[]> {
  const client = new Client({ connectionString: ground.ownerUrl });
  await client.connect();
  try {
    const found: Check[] = [];
    for (const [name, look] of Object.entries({ ...CHECKS, ...ofModules, ...OPERATIONS })) {
      try {
        found.push({ name, ...(await look(client, ground)) });
      } catch (error) {
        found.push({ name, ok: false, says: explain(error) });
      }
    }
    return found;
  } finally {
    await client.end();
  }
}

const NOT_THERE = ["42P01", "42703", "42883", "3F000"]; // PostgreSQL's: no such table, column, function, schema

/** Before an upgrade's migration a check meets a database of before; that is not a fault of what it looks at. */
function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && NOT_THERE.includes(code)
    ? "Not looked at: the database is of another version (see versions)."
    : error instanceof Error
      ? error.message
      : String(error);
}
