import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startPostgres } from "../src/core/db/postgres.ts";
import { filledFolder } from "./support/demonstration.ts";
import { freePort, type Started, startCommand } from "./support/start.ts";

// What a person meets at the first command and whenever a start cannot work: a sentence that says what to do.

const isRoot = process.getuid?.() === 0;
/** Generous: other tests run beside this one. What it really takes is printed. */
const START_TIMEOUT_MS = 120_000;

let home: string;
/** The data of a demonstration that was filled and stopped properly; tests copy it. */
let finished: string;
const started: Started[] = [];

function start(words: readonly string[], environment: Readonly<Record<string, string>>): Started {
  const command = startCommand(words, environment);
  started.push(command);
  return command;
}

let copies = 0;
function copyOfFinished(): string {
  const copy = join(home, `copy-${copies++}`);
  execFileSync("cp", ["-a", finished, copy]); // keeps owner and mode, which PostgreSQL insists on
  return copy;
}

/** Starts what cannot start, and returns what it says; it must end by itself with exit code 1, and show no stack. */
async function refusal(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const command = start(words, { PORT: String(await freePort()), ...environment });
  expect(await command.ended, command.said()).toBe(1);
  expect(command.said(), "a sentence, not a stack").not.toMatch(/^\s+at .*:\d+:\d+/m);
  return command.said();
}

const postgresOf = (dataDir: string): number | undefined => {
  const lock = join(dataDir, "postgres", "cluster", "postmaster.pid");
  return existsSync(lock) ? Number(readFileSync(lock, "utf8").split("\n")[0]) : undefined;
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "leeward-start-"));
  chmodSync(home, 0o755); // as root, the database's account must pass through
  finished = await filledFolder();
}, START_TIMEOUT_MS);
afterEach(async () => {
  for (const command of started.splice(0)) {
    command.press("SIGINT");
    await command.ended;
  }
});
afterAll(() => {
  for (const folder of [home, finished]) if (folder) rmSync(folder, { recursive: true, force: true });
});

describe("npm start", () => {
  test("speaks within a second, serves door and desk, shows how to sign in, and Ctrl-C stops it cleanly", {
    timeout: 2 * START_TIMEOUT_MS,
  }, async () => {
    const port = await freePort();
    const dataDir = join(home, "first");
    const first = start(["npm", "start"], { DATA_DIR: dataDir, PORT: String(port) });
    const ms = await first.until(/Ready/, START_TIMEOUT_MS);
    console.log(
      `measured: first start until ready ${Math.round(ms)} ms, first word after ${Math.round(first.firstWordMs() ?? 0)} ms`,
    );
    expect(first.firstWordMs()).toBeLessThan(3_000);
    expect(first.said()).toContain(`Door   http://127.0.0.1:${port}/`);
    expect(first.said()).toContain(`Desk   http://127.0.0.1:${port}/desk`);
    expect(first.said().match(/^ {2}\S+@\S+ /gm)?.length, "a line for each member").toBe(26);
    for (const path of ["/", "/desk", "/api/openapi.json"]) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status, path).toBe(200);
    }
    const help = await (await fetch(`http://127.0.0.1:${port}/help`)).text();
    expect(help.match(/<article class="help-card/g)?.length, "services to find").toBe(10);
    first.press("SIGINT");
    // npm itself ends by the signal once the command has stopped; `leeward demo` alone ends with 0, see below.
    expect(["SIGINT", 0], first.said()).toContain(await first.ended);
    expect(first.said()).toContain("Stopped.");
    expect(postgresOf(dataDir), "no database is left running").toBeUndefined();
  });

  test("starts again with the same people, sooner", { timeout: 2 * START_TIMEOUT_MS }, async () => {
    const again = start(["demo"], { DATA_DIR: copyOfFinished(), PORT: String(await freePort()) });
    const ms = await again.until(/Ready/, START_TIMEOUT_MS);
    console.log(`measured: later start until ready ${Math.round(ms)} ms`);
    expect(again.said()).not.toContain("Making");
    again.press("SIGINT");
    expect(await again.ended).toBe(0);
  });

  test("starts again after kill -9 of everything", { timeout: 2 * START_TIMEOUT_MS }, async () => {
    const dataDir = copyOfFinished();
    const killed = start(["demo"], { DATA_DIR: dataDir, PORT: String(await freePort()) });
    await killed.until(/Ready/, START_TIMEOUT_MS);
    const database = postgresOf(dataDir);
    killed.press("SIGKILL");
    if (database !== undefined) process.kill(database, "SIGKILL");
    await killed.ended;
    const again = start(["demo"], { DATA_DIR: dataDir, PORT: String(await freePort()) });
    await again.until(/Ready/, START_TIMEOUT_MS);
    again.press("SIGINT");
    expect(await again.ended).toBe(0);
  });
});

describe("a start that cannot work says what to do", () => {
  test("a port that is taken, and a folder that is in use", { timeout: 2 * START_TIMEOUT_MS }, async () => {
    const port = await freePort();
    const dataDir = copyOfFinished();
    const running = start(["demo"], { DATA_DIR: dataDir, PORT: String(port) });
    await running.until(/Ready/, START_TIMEOUT_MS);
    expect(await refusal(["demo"], { DATA_DIR: copyOfFinished(), PORT: String(port) })).toContain(
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    );
    expect(await refusal(["demo"], { DATA_DIR: dataDir })).toMatch(
      /is already in use by process \d+\. Stop that Leeward first, or set DATA_DIR to another folder\./,
    );
    expect((await fetch(`http://127.0.0.1:${port}/`)).status, "the running one goes on").toBe(200);
  });

  test("a damaged data folder", async () => {
    const dataDir = copyOfFinished();
    rmSync(join(dataDir, "postgres", "cluster", "global", "pg_control"));
    const said = await refusal(["demo"], { DATA_DIR: dataDir });
    expect(said).toMatch(
      /The database in \S+ is damaged: .+ Restore this folder from a backup; if there is nothing/,
    );
  });

  test("a database of a newer PostgreSQL", async () => {
    const dataDir = copyOfFinished();
    writeFileSync(join(dataDir, "postgres", "cluster", "PG_VERSION"), "19\n");
    expect(await refusal(["demo"], { DATA_DIR: dataDir })).toContain(
      "was made by PostgreSQL 19; this Leeward brings 18. Start the newer Leeward that made it",
    );
  });

  test("a database that a newer Leeward migrated", async () => {
    const dataDir = copyOfFinished();
    const server = await startPostgres({ dataDir: join(dataDir, "postgres"), log: () => {} });
    const client = new Client({ connectionString: server.connectionString("leeward") });
    await client.connect();
    await client.query(
      "insert into installation.migration (name, sha256) values ('29991231T0000-later', '')",
    );
    await client.end();
    await server.stop();
    expect(await refusal(["demo"], { DATA_DIR: dataDir })).toContain(
      "The database was migrated by a newer Leeward (it knows “29991231T0000-later”). Install that version",
    );
  });

  test("the demonstration where others could reach it, and its database in earnest", async () => {
    const open = { DATA_DIR: copyOfFinished(), HOST: "0.0.0.0", LEEWARD_ORIGIN: "https://desk.example.org" };
    expect(await refusal(["demo"], open)).toContain(
      "The demonstration has known passwords, so it listens on this machine only. HOST is 0.0.0.0",
    );
    expect(await refusal(["serve"], { DATA_DIR: open.DATA_DIR })).toContain(
      "This database is marked as a demonstration: its people are invented and its passwords are known.",
    );
  });

  test("settings that mean nothing", async () => {
    expect(await refusal(["demo"], { DATA_DIR: finished, PORT: "eighty" })).toContain("PORT is “eighty”");
    expect(await refusal(["demo"], { DATA_DIR: finished, DATABASE_URL: "localhost" })).toContain(
      "DATABASE_URL does not start with postgresql://",
    );
    const file = join(home, "a-file");
    writeFileSync(file, "");
    expect(await refusal(["demo"], { DATA_DIR: join(file, "data") })).toMatch(
      /cannot be a folder, because a file stands in its way/,
    );
  });

  test("working days of one place for a jurisdiction of another, before anything is made", {
    timeout: START_TIMEOUT_MS,
  }, async () => {
    const DATABASE_URL = `postgresql://leeward@127.0.0.1:${await freePort()}/leeward`;
    const begin = { DATA_DIR: join(home, "of-two-places"), DATABASE_URL, LEEWARD_JURISDICTION: "gb-eaw" };
    const [served, worked, unknown] = await Promise.all([
      refusal(["serve"], { ...begin, LEEWARD_REGION: "IT" }),
      refusal(["work"], { ...begin, LEEWARD_REGION: "GB-SCT" }),
      refusal(["serve"], { ...begin, LEEWARD_JURISDICTION: "atlantis" }),
    ]);
    const sentence = (region: string) =>
      `LEEWARD_JURISDICTION is “gb-eaw”, whose working days are those of GB-ENG, and LEEWARD_REGION is “${region}”. Leave LEEWARD_REGION out`;
    expect(served).toContain(sentence("IT"));
    expect(worked).toContain(sentence("GB-SCT"));
    expect(unknown).toMatch(/LEEWARD_JURISDICTION is “atlantis”\. .*coe/);
    expect(existsSync(begin.DATA_DIR), "no secret was made").toBe(false);
    // Said twice and alike is no contradiction, and a baseline may be told its place: these get as far as the database.
    const [alike, baseline] = await Promise.all([
      refusal(["serve"], { ...begin, LEEWARD_REGION: "GB-ENG" }),
      refusal(["serve"], { ...begin, LEEWARD_JURISDICTION: "coe", LEEWARD_REGION: "IT" }),
    ]);
    for (const said of [alike, baseline]) {
      expect(said).toMatch(/DATABASE_URL.*does not answer/);
      expect(said).not.toContain("LEEWARD_REGION");
    }
  });

  test("a PostgreSQL of one's own that is not there", async () => {
    const nowhere = `postgresql://leeward@127.0.0.1:${await freePort()}/leeward`;
    expect(await refusal(["demo"], { DATA_DIR: join(home, "nowhere"), DATABASE_URL: nowhere })).toMatch(
      /DATABASE_URL.*does not answer/,
    );
  });

  test("a full disk", { timeout: START_TIMEOUT_MS }, async ({ skip }) => {
    skip(!isRoot, "needs root, to mount a small disk");
    const disk = join(home, "small-disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m,mode=755", "tmpfs", disk]);
    try {
      const sentence = /The disk that holds \S+ is full\. Free at least 200 MB there, or set DATA_DIR/;
      expect(await refusal(["demo"], { DATA_DIR: join(disk, "data") })).toMatch(sentence);
      writeFileSync(join(disk, "fill"), Buffer.alloc(15 * 1024 * 1024));
      fillToTheLastByte(join(disk, "rest"));
      expect(await refusal(["demo"], { DATA_DIR: join(disk, "data-2") })).toMatch(sentence);
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});

function fillToTheLastByte(file: string): void {
  try {
    for (;;) writeFileSync(file, Buffer.alloc(4096), { flag: "a" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
