import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { createVerifierKey, formatVerifierKey } from "@leeward/ledger";
import { createSigner, sha256 } from "@leeward/ledger/files";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newestMigration } from "../core/db/index.ts";
import { emptyDatabase, type TestDatabase } from "../core/db/testing.ts";
import { makeIdentity } from "../core/keys/holder/identity.ts";
import { runCommandLine } from "./leeward.ts";
import { runLeeward } from "./testing.ts";

let folder: string;
let database: TestDatabase;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-lines-"));
  database = await emptyDatabase();
  env = { DATABASE_URL: database.connectionString, DATA_DIR: join(folder, "data"), HOST: "127.0.0.1" };
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return String(port);
}

/** Runs a command that serves until it says that it is ready, does `meanwhile`, ends it: each line as it was said. */
async function lines(
  words: string[],
  more: Record<string, string> = {},
  meanwhile: (ready: Record<string, unknown>) => Promise<void> = async () => undefined,
) {
  const ending = new AbortController();
  const said: Record<string, unknown>[] = [];
  const failures: unknown[] = [];
  let talk = "";
  const out = new Writable({
    write: (part, _encoding, done) => {
      for (const line of String(part).split("\n").filter(Boolean)) said.push(JSON.parse(line));
      const ready = said[0]?.event === "ready" && said.length === 1 ? said[0] : undefined;
      if (ready) {
        void meanwhile(ready)
          .catch((error: unknown) => failures.push(error))
          .finally(() => ending.abort());
      }
      done();
    },
  });
  const err = new Writable({
    write: (part, _encoding, done) => {
      talk += part;
      done();
    },
  });
  const io = { out, err, stdin: process.stdin, env: { ...env, ...more }, cwd: folder, signal: ending.signal };
  const code = await runCommandLine([...words, "--json"], io);
  expect(failures, talk).toEqual([]);
  expect(code, talk).toBe(0);
  return said;
}

describe("with --json", () => {
  it("migrate says what it applied, and then nothing more", async () => {
    const first = JSON.parse((await runLeeward(["migrate", "--json"], env)).out);
    expect(first.newest).toBe(newestMigration());
    expect(first.applied).toContain(newestMigration());
    expect(first.applied[0]).toBe("20261123T1200-roles");
    const again = JSON.parse((await runLeeward(["migrate", "--json"], env)).out);
    expect(again).toEqual({ applied: [], newest: newestMigration() });
  }, 60_000);

  it("work says when it is ready and when it has stopped", async () => {
    expect(await lines(["work"])).toEqual([{ event: "ready" }, { event: "stopped" }]);
  }, 60_000);

  it("serve says at which addresses it is ready: there, and not before, somebody answers", async () => {
    const port = await freePort();
    const more = { PORT: port, LEEWARD_ORIGIN: "https://desk.example.org" };
    const said = await lines(["serve", "--without-jobs"], more, async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
      expect(answer.status).toBe(200);
    });
    expect(said).toEqual([
      {
        event: "ready",
        addresses: [{ door: "https://desk.example.org/", desk: "https://desk.example.org/desk" }],
        listens: { host: "127.0.0.1", port: Number(port) },
        jobs: false,
      },
      { event: "stopped" },
    ]);
  }, 90_000);

  it("witness serve and witness follow say whom they follow", async () => {
    const dir = join(folder, "witness");
    const made = await runLeeward(["witness", "init", dir, "--name", "w.example/w", "--json"], env);
    const key = JSON.parse(made.out).key;
    const log = formatVerifierKey(
      createVerifierKey(sha256, "log.example/a", createSigner(Buffer.alloc(32, 1)).publicKey),
    );
    const follow = await runLeeward(["witness", "follow", dir, log, "--json"], env);
    expect(JSON.parse(follow.out)).toEqual({ follows: "log.example/a" });
    const said = await lines(["witness", "serve", dir, "--listen", "127.0.0.1:0"], {}, async ({ url }) => {
      expect((await fetch(String(url))).status).toBe(200);
    });
    expect(said).toEqual([
      {
        event: "ready",
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
        key,
        logs: [{ origin: "log.example/a", size: 0 }],
      },
      { event: "stopped" },
    ]);
  }, 60_000);

  it("keys serve says whose keys it holds, and where", async () => {
    const dir = join(folder, "holder");
    const card = join(folder, "card.json");
    const { certificate } = makeIdentity("Leeward server of a test");
    const said = {
      leeward: "server card",
      agencyId: randomUUID(),
      agencyName: "Harbour",
      nextVersion: 1,
      certificate,
    };
    await writeFile(card, JSON.stringify(said));
    const made = await runLeeward(
      ["keys", "init", dir, "--card", card, "--address", "https://127.0.0.1:8443", "--listen", "127.0.0.1:0"],
      env,
    );
    expect(made.code, made.err).toBe(0);
    expect(await lines(["keys", "serve", dir])).toEqual([
      { event: "ready", agencyName: "Harbour", listens: { host: "127.0.0.1", port: expect.any(Number) } },
      { event: "stopped" },
    ]);

    // On the same folder, since making one takes a while: the end of an old key, as a stranger meets it.
    const file = join(dir, "keys.json");
    const retire = async (version: number, ...more: string[]) => {
      const ran = await runLeeward(["keys", "retire", dir, "--version", String(version), ...more], env);
      return ran.code === 0 ? ran.out.trim() : ran.err.trim();
    };
    const unusedFor = async (days: number) => {
      const held = JSON.parse(await readFile(file, "utf8"));
      held.keys[0].unusedSince = new Date(Date.now() - days * 86_400_000).toISOString();
      await writeFile(file, JSON.stringify(held));
    };
    expect(await retire(9)).toBe("There is no version 9 here: this folder has 1.");
    expect(await retire(1, "--now"), "whatever is said").toContain("still opens something, so it is kept");
    await unusedFor(34);
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(await retire(1)).toContain(`Come again after ${soon}`);
    await unusedFor(36);
    expect(await retire(1)).toMatch(/^The private key of version 1 is destroyed in .*Copies of it elsewhere/);
    const { destroyedAt, privateKey } = JSON.parse(await readFile(file, "utf8")).keys[0];
    expect(privateKey).toBeNull();
    expect(await retire(1)).toContain("was not in");
    expect(JSON.parse(await readFile(file, "utf8")).keys[0].destroyedAt, "once").toBe(destroyedAt);
  }, 60_000);
});
