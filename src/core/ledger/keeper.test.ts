import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVerifierKey, formatVerifierKey, parseCheckpoint, parseNote } from "@leeward/ledger";
import { createSigner, openLog, sha256, verifyLog } from "@leeward/ledger/files";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../db/index.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { claimLog } from "./claim.ts";
import { LedgerKeeper } from "./keeper.ts";

const ORIGIN = "house.test/log";
const signer = createSigner(Buffer.alloc(32, 7));
const VERIFIER = createVerifierKey(sha256, ORIGIN, signer.publicKey);
const KEY = formatVerifierKey(VERIFIER);
const WAIT = { timeout: 20_000, interval: 20 };

let folder: string;
let database: TestDatabase;
let workerUrl: string;
let owner: Client;
let db: Database;
let running: { stop(): Promise<void> }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-keeper-"));
  database = await testDatabase();
  workerUrl = database.connectionString.replace("user=postgres", "user=leeward_worker");
  owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  db = openDatabase({ connectionString: workerUrl, sizeMax: 8, log: () => {} });
  running = [];
  await claimLog(database.connectionString, { origin: ORIGIN, verifierKey: KEY });
});
afterEach(async () => {
  await Promise.all(running.map((worker) => worker.stop()));
  await db.close();
  await owner.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The ledger's part of a worker on a machine whose files are in `place`. */
async function startWorker(place: string) {
  const said: string[] = [];
  const ending = new AbortController();
  const keeper = new LedgerKeeper({
    ...{ db, connectionString: workerUrl, logNumber: 1, firstPlace: 0, periodS: 3600, lookMs: 20 },
    ...{ witnesses: [], quorum: 0, now: () => new Date(), say: (line) => void said.push(line) },
    openLog: () => openLog(join(folder, place), { origin: ORIGIN, signer }),
  });
  await keeper.start();
  const run = keeper.run(ending.signal);
  const worker = {
    said,
    leads: () => said.at(-1) === "This worker leads.",
    checkpoint: () => checkpointOf(place),
    stop: async () => {
      ending.abort();
      await run;
    },
  };
  running.push(worker);
  return worker;
}

function checkpointOf(place: string): string {
  try {
    return readFileSync(join(folder, place, "checkpoint"), "utf8");
  } catch {
    return ""; // not yet
  }
}

const sizeOf = (checkpoint: string): number =>
  checkpoint === "" ? -1 : parseCheckpoint(parseNote(Buffer.from(checkpoint)).text).size;

/** Something public, which gets its place at once. */
const record = (count: number) =>
  owner.query(
    "select ledger.record('pages.published', jsonb_build_object('n', n), null, null) from generate_series(1, $1) n",
    [count],
  );

/** How many recorded entries have a place that the files in `place` are signed for. */
async function countWritten(place: string): Promise<number> {
  const { rows } = await owner.query("select count(*)::int as n from ledger.entry where log_index < $1", [
    sizeOf(checkpointOf(place)),
  ]);
  return rows[0].n;
}

/** What a network that is cut looks like to the worker that holds the turn. */
const cutLeader = () =>
  owner.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())`);

describe("of two workers", { timeout: 90_000 }, () => {
  it("one leads; the other's files follow to the byte, and go on from there when the first is gone", async () => {
    const first = await startWorker("first");
    const second = await startWorker("second");
    await expect.poll(first.leads, WAIT).toBe(true);
    await record(3);
    await expect.poll(() => countWritten("first"), WAIT).toBe(3);
    await expect.poll(second.checkpoint, WAIT).toBe(first.checkpoint());
    expect(second.said).toEqual([]);
    await first.stop();
    await expect.poll(second.leads, WAIT).toBe(true);
    await record(2);
    await expect.poll(() => countWritten("second"), WAIT).toBe(5);
    await second.stop();
    for (const place of ["first", "second"]) {
      expect(await verifyLog(join(folder, place), { verifierKeys: [VERIFIER] })).toMatchObject({ ok: true });
    }
  });

  it("that share a folder only one writes, and a cut connection passes the turn on", async () => {
    const workers = [await startWorker("same"), await startWorker("same")];
    await expect.poll(() => workers.filter((worker) => worker.leads()).length, WAIT).toBe(1);
    for (let round = 1; round <= 3; round++) {
      await cutLeader();
      await record(1);
      await expect.poll(() => countWritten("same"), WAIT).toBe(round);
    }
    await expect.poll(() => workers.filter((worker) => worker.leads()).length, WAIT).toBe(1);
    await Promise.all(workers.map((worker) => worker.stop()));
    expect(await verifyLog(join(folder, "same"), { verifierKeys: [VERIFIER] })).toMatchObject({ ok: true });
  });

  it("the one that follows signs nothing that the leader did not sign", async () => {
    const first = await startWorker("first");
    await expect.poll(first.leads, WAIT).toBe(true);
    await record(2);
    await expect.poll(() => countWritten("first"), WAIT).toBe(2);
    await owner.query("update ledger.entry set content = content || ' ' where log_index is not null");
    const second = await startWorker("second");
    await expect.poll(() => second.said.join(), WAIT).toContain("do not agree on the first");
    expect(sizeOf(second.checkpoint())).toBeLessThanOrEqual(0);
  });
});
