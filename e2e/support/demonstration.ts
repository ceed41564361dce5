import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { killTree } from "./kill-tree.ts";
import { freePort } from "./start.ts";

/** A demonstration State in processes of its own: the very command that `npm start` runs. */
export interface Demonstration {
  readonly origin: string;
  readonly dataDir: string;
  readonly password: string;
  readonly signIns: readonly { email: string; name: string; agency: string; roles: string[] }[];
  /** What the process wrote to stdout and stderr so far. */
  readonly output: () => string;
  readonly process: ChildProcess;
  /** As the owner of the database: for raw rows. */
  owner(): Promise<Client>;
  /** Ctrl-C, and wait. */
  stop(): Promise<number | null>;
  /** kill -9 of the server and the whole database tree. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
const READY_MS = 120_000;

/** A folder under the system's temporary one that PostgreSQL's own account can reach. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "leeward-demo-"));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * The data folder of a demonstration that has not been started yet, as `leeward demo --fill-only` leaves it: filled
 * once in a test run, and copied for each story.
 */
export async function filledFolder(): Promise<string> {
  const finished = await finishedFolder();
  const copy = await temporaryFolder();
  execFileSync("cp", ["-a", `${finished}/.`, copy]); // keeps owner and mode, which PostgreSQL insists on
  return copy;
}

/** Whichever worker of the run comes first fills it; the others wait for that one. */
async function finishedFolder(): Promise<string> {
  const run = process.env.LEEWARD_TEST_SERVER;
  if (!run) throw new Error("Stories run within `npm test` or `npm run proof`.");
  const finished = join(run, "demonstration");
  const failure = join(run, "demonstration.failure");
  const making = join(run, "demonstration.making");
  if (!existsSync(finished)) {
    try {
      mkdirSync(making);
    } catch {
      return untilFinished(finished, failure);
    }
    try {
      fillFolder(making);
      chmodSync(making, 0o755);
      renameSync(making, finished);
    } catch (error) {
      writeFileSync(failure, String(error));
      throw error;
    }
  }
  return finished;
}

/** Makes a demonstration's data and pages in a folder, however long that takes on a machine that much else wants. */
export function fillFolder(folder: string): void {
  execFileSync(process.execPath, ["src/cli/leeward.ts", "demo", "--fill-only"], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: folder, PORT: "1" },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
}

async function untilFinished(finished: string, failure: string): Promise<string> {
  while (!existsSync(finished)) {
    if (existsSync(failure)) throw new Error(readFileSync(failure, "utf8"));
    await sleep(50);
  }
  return finished;
}

export async function startDemonstration(
  options: { dataDir?: string; env?: Record<string, string> } = {},
): Promise<Demonstration> {
  const dataDir = options.dataDir ?? (await filledFolder());
  const port = await freePort();
  const child = spawn(process.execPath, ["src/cli/leeward.ts", "demo", "--json"], {
    cwd: ROOT,
    // A story cannot wait an hour until the ledger grows.
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      LEEWARD_LEDGER_PERIOD: "1",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let answer = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
    answer += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    output += part;
  });
  await untilReady(child, () => output).catch(async (error: unknown) => {
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    throw error;
  });
  const told = JSON.parse(answer.trim().split("\n").at(-1) ?? "{}");
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    password: told.password,
    signIns: told.signIns,
    output: () => output,
    process: child,
    owner: async () => {
      const client = new Client({
        host: join(dataDir, "postgres"),
        port: 5432,
        user: "postgres",
        database: "leeward",
      });
      await client.connect();
      return client;
    },
    stop: async () => {
      child.kill("SIGINT");
      const patience = setTimeout(() => child.kill("SIGKILL"), 20_000); // its database stops by itself then
      const code = await exited;
      clearTimeout(patience);
      return code;
    },
    kill: async () => {
      const postmaster = postmasterOf(dataDir); // the server may take the file along
      child.kill("SIGKILL");
      killTree(postmaster);
      await exited;
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!output().includes("Ready after")) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The demonstration ended before it was ready:\n${output()}`);
    }
    if (Date.now() > deadline) throw new Error(`The demonstration was not ready in time:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);
