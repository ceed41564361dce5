import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { migrate } from "./migrate.ts";
import { type EmbeddedPostgres, startPostgres } from "./postgres.ts";

/** A database of its own for one test file, migrated and otherwise empty. */
export interface TestDatabase {
  readonly connectionString: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

/** The server of a test run, started when the first test asks for a database. */
export interface TestServer {
  /** For the environment variable `LEEWARD_TEST_SERVER` of the processes that share this server. */
  readonly folder: string;
  stop(): Promise<void>;
}

const TEMPLATE = "template_migrated";
const WANTED = "wanted";
const ANSWER = "answer.json";
/** Losing a test's data to a power cut does not matter; crash tests start a server of their own. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  max_connections: "300",
};

type Answer = { template: string } | { failure: string };

/**
 * Prepares the one server of a test run without starting it: that happens when a process writes the file `wanted`
 * into the folder (see `testDatabase`), so that runs of pure tests do not pay for a database.
 */
export function offerTestServer(log: (line: string) => void): TestServer {
  const folder = mkdtempSync(join(tmpdir(), "leeward-test-"));
  chmodSync(folder, 0o755); // user 65534 must pass through it when the tests run as root
  let starting: Promise<EmbeddedPostgres> | undefined;
  const timer = setInterval(() => {
    if (!existsSync(join(folder, WANTED))) return;
    clearInterval(timer);
    starting = startTemplate(folder, log);
    starting.then(
      (server) => answer(folder, { template: server.connectionString(TEMPLATE) }),
      (error: unknown) =>
        answer(folder, { failure: error instanceof Error ? (error.stack ?? "") : String(error) }),
    );
  }, 20);
  return {
    folder,
    stop: async () => {
      clearInterval(timer);
      // A failed start was answered to the tests, which report it; here there is only nothing to stop.
      const server = await starting?.catch(() => undefined);
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startTemplate(folder: string, log: (line: string) => void): Promise<EmbeddedPostgres> {
  const server = await startPostgres({
    dataDir: join(folder, "postgres"),
    log,
    settings: SETTINGS,
    fallbackRoot: join(folder, "fallback"),
  });
  try {
    await server.ensureDatabase(TEMPLATE);
    await migrate({ connectionString: server.connectionString(TEMPLATE), log });
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function answer(folder: string, what: Answer): void {
  const file = join(folder, ANSWER);
  writeFileSync(`${file}.new`, JSON.stringify(what));
  renameSync(`${file}.new`, file);
}

let ownServer: TestServer | undefined;

/** The folder of the run's server; outside Vitest (a proof, a bench) this process offers one for itself. */
function serverFolder(): string {
  const shared = process.env.LEEWARD_TEST_SERVER;
  if (shared) return shared;
  ownServer ??= offerTestServer(() => {});
  return ownServer.folder;
}

async function templateUrl(folder: string): Promise<string> {
  writeFileSync(join(folder, WANTED), "");
  const file = join(folder, ANSWER);
  while (!existsSync(file)) await sleep(20);
  const what: Answer = JSON.parse(readFileSync(file, "utf8"));
  if ("failure" in what) throw new Error(`The test database did not start: ${what.failure}`);
  return what.template;
}

/**
 * A fresh copy of the migrated template, in about 30 ms; the first call of a run waits for the server.
 *
 * Database roles belong to the server, not to a database: two tests that create the same role meet.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const template = await templateUrl(serverFolder());
  const name = `test_${randomBytes(8).toString("hex")}`;
  const admin = template.replace(TEMPLATE, "postgres");
  await command(admin, `create database ${name} template ${TEMPLATE} strategy wal_log`);
  return {
    connectionString: template.replace(TEMPLATE, name),
    drop: () => command(admin, `drop database if exists ${name} with (force)`),
  };
}

/** A database of its own with nothing in it, for what fills one from the beginning. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const template = await templateUrl(serverFolder());
  const name = `test_${randomBytes(8).toString("hex")}`;
  const admin = template.replace(TEMPLATE, "postgres");
  await command(admin, `create database ${name}`);
  return {
    connectionString: template.replace(TEMPLATE, name),
    drop: () => command(admin, `drop database if exists ${name} with (force)`),
  };
}

/** Ends the server that a proof or a bench made by asking for a database; nothing to do under Vitest. */
export async function stopTestServer(): Promise<void> {
  await ownServer?.stop();
  ownServer = undefined;
}

async function command(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
