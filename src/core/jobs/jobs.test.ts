import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../db/index.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { type Job, startJobs } from "./index.ts";

let place: TestDatabase;
let owner: Client;
let workerUrl: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  place = await testDatabase();
  workerUrl = place.connectionString.replace("user=postgres", "user=leeward_worker");
  owner = new Client({ connectionString: place.connectionString });
  await owner.connect();
  await owner.query(
    "create table public.done (by text); grant select, insert on public.done to leeward_clock_worker",
  );
});
afterEach(() => child?.kill("SIGKILL"));
afterAll(async () => {
  await owner.end();
  await place.drop();
});

const rows = async (text: string) => (await owner.query(text)).rows;
/** As if a worker took it a minute ago. */
const isOld = () => rows("update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'");

/** A process of its own that writes, and then never comes to the end of its job. */
function startStuckWorker(): ChildProcess {
  const script = `
    import { sql } from "kysely";
    import { openDatabase } from ${JSON.stringify(import.meta.resolve("../db/index.ts"))};
    import { startJobs } from ${JSON.stringify(import.meta.resolve("./index.ts"))};
    const connectionString = process.argv[1];
    await startJobs({
      connectionString, db: openDatabase({ connectionString, sizeMax: 2, log() {} }), log() {},
      jobs: [{ name: "write-once", cron: "0 0 1 1 *", role: "leeward_clock_worker", run: async (tx) => {
        await sql\`insert into public.done values ('killed')\`.execute(tx);
        console.log("at it");
        await new Promise(() => {});
      } }],
    });`;
  return spawn(process.execPath, ["--input-type=module", "-e", script, workerUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function startWorker(): Promise<{ stop(): Promise<void>; logged: string[] }> {
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const db = openDatabase({ connectionString: workerUrl, sizeMax: 2, log });
  const writeOnce: Job = {
    name: "write-once",
    cron: "0 0 1 1 *",
    role: "leeward_clock_worker",
    run: async (tx) => {
      await sql`insert into public.done values ('survivor')`.execute(tx);
      return 1;
    },
  };
  const runner = await startJobs({ connectionString: workerUrl, db, jobs: [writeOnce], log });
  const stop = async () => {
    await runner.stop();
    await db.close();
  };
  return { stop, logged };
}

it("a job whose worker is killed is taken over by another, which leaves alone what a live one is at", async () => {
  await rows("select graphile_worker.add_job('write-once', max_attempts := 3)");
  child = startStuckWorker();
  const [said] = await once(child.stdout ?? child, "data");
  expect(String(said)).toContain("at it");
  await isOld();

  const beside = await startWorker();
  await beside.stop();
  expect(beside.logged, "the other one lives: its lock is old, and its transaction open").toEqual([]);
  expect(await rows("select attempts, locked_by is not null as locked from graphile_worker.jobs")).toEqual([
    { attempts: 1, locked: true },
  ]);

  child.kill("SIGKILL");
  await once(child, "exit");
  await expect
    .poll(() => rows("select from pg_locks where classid = 7356024"), { timeout: 20_000 })
    .toEqual([]);
  await rows("update graphile_worker._private_jobs set locked_at = now()");
  const tooSoon = await startWorker();
  await tooSoon.stop();
  expect(tooSoon.logged, "it may be between taking the job and beginning it").toEqual([]);

  await isOld();
  const after = await startWorker();
  await expect.poll(() => rows("select * from graphile_worker.jobs"), { timeout: 20_000 }).toEqual([]);
  await after.stop();
  expect(after.logged).toEqual(["jobs: 1 of a worker that is gone are taken over", "job write-once: 1"]);
  expect(await rows("select by from public.done"), "what the killed one wrote was never committed").toEqual([
    { by: "survivor" },
  ]);
}, 60_000);
