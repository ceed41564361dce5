import { Kysely, type Transaction as KyselyTransaction, type RawBuilder, sql } from "kysely";
import pg from "pg";
import { beginningAs, PromptDialect } from "./driver.ts";
import type { DB } from "./types.ts";

export { askAll, askTogether } from "./ask-together.ts";
export { isDatabaseAway } from "./away.ts";
export type { DatabaseErrorCode } from "./errors.ts";
export { claimInstallation, giveSecrets, type Installation, type InstallationKind } from "./installation.ts";
export { withLogin } from "./login.ts";
export {
  ensureOfThisVersion,
  type MigrationMark,
  migrate,
  migrationsOfThisVersion,
  newestMigration,
} from "./migrate.ts";
export { orProblemByName } from "./named-refusal.ts";
export { openPublicReads, type PublicReads, PublicReadsFull } from "./public-reads.ts";
export { ensureReachable } from "./reach.ts";
export { Together } from "./together.ts";
export { Turn } from "./turn.ts";
export type { DB } from "./types.ts";

/** One transaction; the first argument of every function in a `store.ts`. */
export type Transaction = KyselyTransaction<DB>;

/** What the server's login may become for one transaction. */
export type ServerRole =
  | "leeward_visitor"
  | "leeward_person"
  | "leeward_member"
  | "leeward_supervisor"
  | "leeward_auditor";
/** What the worker's login may become for one transaction. */
export type WorkerRole = "leeward_clock_worker" | "leeward_sequencer" | "leeward_coder";

/** A pool of connections that can do nothing until a transaction takes a role. */
export interface Database {
  /**
   * Runs `work` in one transaction as `role`. Commits when it returns; rolls back when it throws.
   *
   * @throws what `work` throws, or the driver's error when the database is away
   */
  transaction<T>(role: ServerRole | WorkerRole, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * One statement in a transaction of its own, sent in one piece with its beginning and its end: one wait in place of two.
   *
   * @throws the driver's error; nothing is done then
   */
  statement<T>(role: ServerRole | WorkerRole, statement: RawBuilder<T>): Promise<readonly T[]>;
  /** A connection of its own that stays open to listen. */
  listen(channel: string, onNotice: (payload: string) => void, signal: AbortSignal): Promise<void>;
  /** How many connections there are, how many of them rest, and how many requests wait for one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** As one of the two logins, `leeward_server` or `leeward_worker`. */
  readonly connectionString: string;
  /** Connections at most, 1 to 100. */
  readonly sizeMax: number;
  readonly log: (line: string) => void;
}

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.sizeMax,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    pipeline: true,
  });
  // A connection that breaks while idle is replaced by the pool; the next request sees whether the database is back.
  pool.on("error", (error) => options.log(`A database connection ended: ${error.message}`));
  // One that breaks while a request holds it fails that request's query; without a listener it would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<DB>({ dialect: new PromptDialect(pool) });
  return {
    transaction: (role, work) =>
      db.transaction().execute(async (tx) => {
        await sql.raw(beginningAs(role)).execute(tx);
        return work(tx);
      }),
    statement: (role, statement) =>
      db.connection().execute(async (connection) => {
        const began = sql.raw(beginningAs(role)).execute(connection);
        const [, answer, ended] = await Promise.allSettled([
          began,
          statement.execute(connection),
          // Of what failed, this is the end too.
          sql`commit`.execute(connection),
        ]);
        if (answer.status === "rejected") throw answer.reason;
        if (ended.status === "rejected") throw ended.reason;
        return answer.value.rows;
      }),
    listen: (channel, onNotice, signal) => listen(options, channel, onNotice, signal),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    ping: async () => {
      await pool.query("select 1");
    },
    close: () => db.destroy(),
  };
}

/** Listens until the signal; a lost connection is made again, and missed notices are the listener's to make up. */
async function listen(
  options: DatabaseOptions,
  channel: string,
  onNotice: (payload: string) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: options.connectionString });
    const ended = new Promise<void>((resolve) => {
      client.on("end", resolve);
      client.on("error", () => resolve());
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    try {
      await client.connect();
      client.on("notification", (notice) => onNotice(notice.payload ?? ""));
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      onNotice(""); // whatever was missed while the connection was away
      await ended;
    } catch (error) {
      options.log(
        `Listening on ${channel} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    await client.end().catch(() => undefined); // it may be gone already
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
