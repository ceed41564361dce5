import { join } from "node:path";
import { Client, escapeIdentifier } from "pg";
import { accountForPostgres } from "./postgres/account.ts";
import { reachableBinaries } from "./postgres/binaries.ts";
import { prepareCluster, SUPERUSER } from "./postgres/cluster.ts";
import { damaged, explainFileError } from "./postgres/errors.ts";
import { type Claim, claim } from "./postgres/owner.ts";
import { FALLBACK_ROOT, placesOf, preparePlace, socketFolder } from "./postgres/place.ts";
import { launch, SOCKET_PORT, socketOfRunning, stopServer } from "./postgres/server.ts";

export { EmbeddedPostgresError, explainFileError, type PostgresErrorCode } from "./postgres/errors.ts";

export interface EmbeddedPostgresOptions {
  /**
   * A folder for the database alone, absolute or relative to the working directory; made when missing. As root it is
   * given to user 65534 (or stays with the user whose database is in it), and when that user cannot reach it, a folder
   * under /var/lib/leeward is used and named in the log.
   */
  readonly dataDir: string;
  /** Told in sentences what takes time or goes elsewhere than asked. */
  readonly log: (line: string) => void;
  /** PostgreSQL's own settings by name; `fsync: "off"` only where the data may be lost. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where root keeps what PostgreSQL's account cannot reach elsewhere; /var/lib/leeward unless a test says otherwise. */
  readonly fallbackRoot?: string;
}

export interface EmbeddedPostgres {
  /** Where the database really is. */
  readonly dataDir: string;
  /** The folder of the Unix socket; there is no TCP port. */
  readonly socketDir: string;
  /** The folder with `postgres` and `initdb`. */
  readonly binDir: string;
  /** Process number of the server. */
  readonly pid: number;
  /** For `pg` and libpq alike. Any database role may be named: the system vouches for our account, so no password. */
  connectionString(database: string, user?: string): string;
  /** Creates the database unless it is there. */
  ensureDatabase(name: string): Promise<void>;
  /** Settles when the server ends, by `stop` or by itself: then `expected` is false. */
  readonly ended: Promise<{ readonly expected: boolean }>;
  /** Rolls back what is open, keeps what is committed, and ends the server; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brought, on a folder of its own, reachable only through a Unix socket and only by
 * the account that runs Leeward. A server that an earlier run left behind is stopped first.
 *
 * Takes about 2 s the first time and 0.5 s later.
 *
 * @throws EmbeddedPostgresError every code of its list; each message says what to do
 */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {}, fallbackRoot = FALLBACK_ROOT } = options;
  const account = accountForPostgres(options.dataDir);
  const binDir = reachableBinaries(account, fallbackRoot, log);
  const dataDir = preparePlace(options.dataDir, account, fallbackRoot, log);
  let claimed: Claim | undefined;
  try {
    claimed = claim(dataDir);
    const { release, wasLeftBehind } = claimed;
    const durable = settings.fsync !== "off";
    const cluster = await prepareCluster({ place: dataDir, binDir, account, durable, log });
    const socketDir = socketFolder(dataDir, account);
    const child = await launch({
      place: dataDir,
      cluster,
      binDir,
      socketDir,
      account,
      settings,
      wasLeftBehind,
      log,
    });
    let stopping = false;
    const ended = new Promise<{ expected: boolean }>((resolve) => {
      child.once("exit", () => {
        release();
        resolve({ expected: stopping });
      });
    });
    const connectionString = (database: string, user = SUPERUSER) => socketUrl(socketDir, database, user);
    await ensureAnswers(connectionString("postgres"), dataDir).catch(async (error: unknown) => {
      await stopServer(child, "at-once"); // an ordinary stop would write to the damaged files
      throw error;
    });
    return {
      dataDir,
      socketDir,
      binDir,
      pid: child.pid ?? 0,
      connectionString,
      ensureDatabase: (name) => ensureDatabase(connectionString("postgres"), name),
      ended,
      stop: async () => {
        stopping = true;
        await stopServer(child);
        await ended;
      },
    };
  } catch (error) {
    claimed?.release();
    throw explainFileError(error, dataDir);
  }
}

/**
 * Where a server that another process of this house runs on the folder can be reached, as the superuser unless another
 * role is named: for commands beside a running `leeward serve`. Nothing when none runs there.
 */
export function findRunningPostgres(dataDir: string, database: string, user = SUPERUSER): string | undefined {
  for (const place of placesOf(dataDir, FALLBACK_ROOT)) {
    const socketDir = socketOfRunning(join(place, "cluster"));
    if (socketDir) return socketUrl(socketDir, database, user);
  }
  return undefined;
}

const socketUrl = (socketDir: string, database: string, user: string): string =>
  `postgresql:///${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}&port=${SOCKET_PORT}&user=${encodeURIComponent(user)}`;

/** A server can start on files whose databases cannot be opened; better to hear it now than at the first request. */
async function ensureAnswers(connectionString: string, dataDir: string): Promise<void> {
  const client = new Client({ connectionString });
  try {
    await client.connect(); // closes itself when it fails
    await client.query("select 1 from pg_database");
    await client.end();
  } catch (error) {
    throw damaged(
      dataDir,
      `it starts but does not answer ("${error instanceof Error ? error.message : error}")`,
    );
  }
}

async function ensureDatabase(connectionString: string, name: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
