import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { formatVerifierKey, parseVerifierKey, type Submission, submitCheckpoint } from "@leeward/ledger";
import {
  createSigner,
  openLog,
  openWitness,
  serveWitness,
  sha256,
  verifyEd25519,
} from "@leeward/ledger/files";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../leeward.ts";
import { nowS } from "./serve.ts";

const ROOT = join(import.meta.dirname, "../../..");
const KILLS = 2;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-witness-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The real command, in a process of its own. */
function leeward(...words: string[]): ChildProcess & { said: () => string } {
  const child = spawn(process.execPath, ["src/cli/leeward.ts", ...words], {
    cwd: ROOT,
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
  return Object.assign(child, { said: () => said });
}

/** The same command line in this process; only what is killed needs one of its own. */
async function run(...words: string[]): Promise<{ code: number; said: string }> {
  let said = "";
  const stream = new Writable({
    write(part, _encoding, done) {
      said += part;
      done();
    },
  });
  const { signal } = new AbortController();
  const io = { out: stream, err: stream, stdin: process.stdin, env: {}, cwd: ROOT, signal };
  return { code: await runCommandLine(words, io), said };
}

async function serve(dir: string): Promise<{ url: string; child: ChildProcess }> {
  const child = leeward("witness", "serve", dir, "--listen", "127.0.0.1:0");
  for (;;) {
    const [, url] = /Ready: (\S+)/.exec(child.said()) ?? [];
    if (url) return { url, child };
    if (child.exitCode !== null) throw new Error(child.said());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("a witness process that is killed in the middle of answering never cosigns a smaller tree or another history", async () => {
  const dir = join(folder, "witness");
  const made = await run("witness", "init", dir, "--name", "witness.example/w", "--json");
  const key = parseVerifierKey(sha256, JSON.parse(made.said).key);
  expect((await run("witness", "init", dir, "--name", "witness.example/w")).code).toBe(1);
  // Two histories under one key: what a restored copy or a dishonest operator makes.
  const seed = randomBytes(32);
  const open = (name: string) =>
    openLog(join(folder, name), { origin: "log.example/a", signer: createSigner(seed) });
  const logs = await Promise.all([open("one"), open("two")]);
  expect((await run("witness", "follow", dir, formatVerifierKey(logs[0].verifierKey))).code).toBe(0);

  const cosigned: { log: number; size: number }[] = [];
  const outcomes = new Set<string>();
  for (let kill = 0; kill <= KILLS; kill++) {
    const { url, child } = await serve(dir);
    const exited = once(child, "exit");
    const asking = logs.map(async (log, which) => {
      for (let turn = 0; ; turn++) {
        await log.append([randomBytes(32)]);
        const ofSize = log.size;
        const given: Submission = await submitCheckpoint(
          { verifyEd25519, fetch: globalThis.fetch },
          { url, key },
          {
            size: ofSize,
            checkpoint: log.checkpoint,
            consistencyProof: (old) => log.consistencyProof(old, ofSize),
          },
          0,
        );
        outcomes.add(given.outcome);
        if (given.outcome === "cosigned") cosigned.push({ log: which, size: ofSize });
        else if (given.outcome === "failed") return;
        if (kill === KILLS && turn > 5) return;
      }
    });
    if (kill < KILLS) {
      await new Promise((resolve) => setTimeout(resolve, 60 + 50 * kill));
      child.kill("SIGKILL");
    }
    await Promise.all(asking);
    if (kill === KILLS) {
      const state = await (await fetch(url)).json();
      const sizes = cosigned.map(({ size }) => size);
      expect(state.logs[0].size).toBeGreaterThanOrEqual(Math.max(...sizes));
      expect(sizes, "each larger than the one before, or the same").toEqual(sizes.toSorted((a, b) => a - b));
      expect(new Set(cosigned.map(({ log }) => log)).size, "of one history").toBe(1);
      expect(outcomes).toContain("cosigned");
      expect(outcomes.has("forked") || outcomes.has("ahead"), "the other one was told").toBe(true);
      child.kill("SIGTERM");
    }
    await exited;
  }
  await Promise.all(logs.map((log) => log.close()));
}, 60_000);

test("the files that a witness cosigned verify under both keys, and fail where a witness is missing", async () => {
  const dir = join(folder, "witness-2");
  const key = JSON.parse(
    (await run("witness", "init", dir, "--name", "witness.example/2", "--json")).said,
  ).key;
  const log = await openLog(join(folder, "log-2"), {
    origin: "log.example/b",
    signer: createSigner(randomBytes(32)),
  });
  const logKey = formatVerifierKey(log.verifierKey);
  await run("witness", "follow", dir, logKey);
  const witness = await openWitness(dir, nowS);
  const server = await serveWitness(witness, { host: "127.0.0.1", port: 0, onFailure: () => {} });
  const url = `http://127.0.0.1:${server.port}`;
  await log.append([randomBytes(32)]);
  const verify = () => run("ledger", "verify", join(folder, "log-2"), "--key", logKey, "--witness", key);
  const before = await verify();
  expect([before.code, before.said]).toEqual([1, expect.stringContaining("Not witnessed by enough")]);
  const address = { url, key: parseVerifierKey(sha256, key) };
  const given = await submitCheckpoint({ verifyEd25519, fetch: globalThis.fetch }, address, log, 0);
  if (given.outcome !== "cosigned") throw new Error(JSON.stringify(given));
  await log.cosign([given.signature]);
  const after = await verify();
  expect([after.code, after.said]).toEqual([
    0,
    expect.stringMatching(/Witnessed by witness.example\/2 at 20/),
  ]);
  await server.close();
  await Promise.all([witness.close(), log.close()]);
}, 60_000);
