import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../src/cli/leeward.ts";
import { type Demonstration, filledFolder, startDemonstration } from "./support/demonstration.ts";
import { leakSearch, type Place } from "./support/leak-search.ts";
import { type Member, signInMember } from "./support/member.ts";
import { heapSnapshot, memoryOf } from "./support/memory.ts";
import { freePort } from "./support/start.ts";
import { databaseFiles, dumpTables, filesUnder } from "./support/traces.ts";

// An agency's keys move to a key holder under an account of its own, by the very commands that people type. Then it
// closes the holder, and someone takes the server: its files, its database, its memory, and what it can ask.

const ROOT = join(import.meta.dirname, "..");
const AGENCY = "Harbour House";
const MEMBER = "ines@harbour.example";
const STREET = "Quillfeather Wharf 7731, behind the blue pump";
const CODE_WORD = "marshwiggle lantern";
const STORY_MS = 240_000;
/** Another account than the server's, where this test may choose: as root it is "nobody", and the server is root. */
const isRoot = process.getuid?.() === 0;
const HOLDER = isRoot ? { uid: 65534, gid: 65534 } : {};
/** A third account, for someone who got into another part of the machine. */
const STRANGER = { uid: 65533, gid: 65533 };

let dataDir: string;
let place: string;
let folder: string;
let holder: ChildProcess | undefined;
let state: Demonstration | undefined;
let member: Member;
let caseId: string;

/** A command of the house in this process. @returns what it wrote to stdout; throws what it said when it failed */
async function run(...words: string[]): Promise<string> {
  const said = { out: "", err: "" };
  const into = (stream: "out" | "err") =>
    new Writable({
      write: (part, _encoding, done) => {
        said[stream] += part;
        done();
      },
    });
  const code = await runCommandLine(words, {
    out: into("out"),
    err: into("err"),
    stdin: process.stdin,
    env: { ...process.env, DATA_DIR: dataDir },
    cwd: ROOT,
    signal: new AbortController().signal,
  });
  if (code !== 0) throw new Error(`${words.join(" ")}: ${said.err}${said.out}`);
  return said.out;
}

/** A command of the house in a process under the holder's account: what it writes belongs to that account. */
const runAsHolder = (...words: string[]): string =>
  execFileSync(process.execPath, ["src/cli/leeward.ts", ...words], {
    cwd: ROOT,
    encoding: "utf8",
    ...HOLDER,
  });

async function startHolder(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["src/cli/leeward.ts", "keys", "serve", folder], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
    ...HOLDER,
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (part: Buffer) => {
      said += part;
      if (said.includes("Holding the keys")) resolve();
    });
    child.on("exit", () => reject(new Error(`The key holder did not start: ${said}`)));
  });
  return child;
}

async function startServer(diagnostics?: string): Promise<Demonstration> {
  const options = diagnostics && `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${diagnostics}`;
  return startDemonstration({ dataDir, env: options ? { NODE_OPTIONS: options } : {} });
}
const contact = () => `/api/cases/${caseId}/sections/contact`;

beforeAll(async () => {
  if (!isRoot) console.info("Not root: the key holder runs under the same account as the server here.");
  dataDir = await filledFolder();
  place = mkdtempSync(join(tmpdir(), "leeward-keys-"));
  if (isRoot) chownSync(place, 65534, 65534);
  folder = join(place, "holder");
}, STORY_MS);
afterAll(async () => {
  holder?.kill("SIGKILL");
  await state?.stop();
  for (const path of [place, dataDir]) if (path) rmSync(path, { recursive: true, force: true });
}, 240_000);

test(
  "an agency takes its keys into its own hands with a few commands, and works on",
  async () => {
    const cards = { server: join(place, "server-card.json"), holder: join(place, "holder-card.json") };
    writeFileSync(cards.server, await run("keys", "card", "--agency", AGENCY, "--demonstration"), {
      mode: 0o644,
    });
    const address = `https://127.0.0.1:${await freePort()}`;
    writeFileSync(
      cards.holder,
      runAsHolder("keys", "init", folder, "--card", cards.server, "--address", address),
    );
    holder = await startHolder();
    await run("keys", "enrol", cards.holder, "--demonstration");

    state = await startServer();
    const owner = await state.owner();
    const old =
      "select count(*)::int as n from keys.wrap w join identity.agency a on a.id = w.agency_id where a.name = $1 and w.agency_key_version = 1";
    await expect.poll(async () => (await owner.query(old, [AGENCY])).rows[0].n, { timeout: 60_000 }).toBe(0);
    // A part that no agency reads but this one.
    const { rows } = await owner.query(
      `select d.case_id from keys.data_key d join keys.wrap w on w.data_key_id = d.id join care.section s on s.data_key_id = d.id
       where d.category = 'contact' and d.closed_at is null group by d.id, d.case_id
       having count(distinct w.agency_id) = 1 and bool_and(w.agency_id = (select id from identity.agency where name = $1))
       order by d.case_id limit 1`,
      [AGENCY],
    );
    await owner.end();
    caseId = rows[0].case_id;
    member = await signInMember(state, MEMBER);
    const before = await member.ask("GET", contact(), { purpose: "support" });
    const document = { ...before.document, street: STREET, codeWord: CODE_WORD };
    await member.ask("PUT", contact(), {
      purpose: "support",
      match: `"v${before.version}"`,
      body: { document },
    });
    const read = await member.ask("GET", contact(), { purpose: "support" });
    expect(read.document.street).toBe(STREET);
    const log = (await run("keys", "log", folder, "--kind", "opened", "--json")).trim().split("\n");
    expect(JSON.parse(log.at(-1) ?? "")).toMatchObject({ caseId, category: "contact", act: "read" });
    await state.stop();
    state = undefined;

    const status = JSON.parse(await run("keys", "status", "--demonstration", "--json"));
    const own = status.agencies.find(({ agencyName }: { agencyName: string }) => agencyName === AGENCY);
    expect(own.keys).toMatchObject([
      { version: 1, state: "retired", wraps: 0 },
      { version: 2, state: "live" },
    ]);
    expect(own.keys[1].wraps).toBeGreaterThan(10);
    // The server's copy of the old key goes; without --now only after the days for which backups are kept.
    const retire = ["keys", "retire", "--agency", AGENCY, "--version", "1", "--demonstration"];
    await expect(run(...retire)).rejects.toThrow(/backups are kept for 35 days/);
    await run(...retire, "--now");
    // Both sides' books agree, each exported entry is what the files of the ledger committed to.
    const exported = join(place, "ledger-entries.jsonl");
    const today = new Date().toISOString().slice(0, 10);
    writeFileSync(
      exported,
      await run("keys", "export", "--agency", AGENCY, "--since", today, "--demonstration"),
    );
    const files = join(dataDir, "ledger");
    const compared = await run(
      "keys",
      "compare",
      folder,
      "--export",
      exported,
      "--since",
      today,
      "--ledger",
      files,
      "--json",
    );
    expect(JSON.parse(compared)).toEqual({ same: 3, differences: [], untrue: [] });
  },
  STORY_MS,
);

test(
  "whoever takes the server finds nothing of an agency whose holder is closed, in files, database or memory",
  async () => {
    runAsHolder("keys", "close", folder);
    const diagnostics = mkdtempSync(join(tmpdir(), "leeward-heap-"));
    try {
      state = await startServer(diagnostics);
      const taken = state;
      member = await signInMember(taken, MEMBER);
      await expect(member.ask("GET", contact(), { purpose: "support" })).rejects.toThrow(
        /503 .*"keys-closed"/,
      );
      // Another agency works on.
      const grace = await signInMember(taken, "grace@line.example");
      const { cases } = await grace.ask("GET", "/api/cases", { purpose: "support" });
      const opened = await Promise.allSettled(
        cases
          .filter(({ holder: of }: { holder: { name: string } }) => of.name === "Open Line")
          .slice(0, 3)
          .map(({ id }: { id: string }) =>
            grace.ask("GET", `/api/cases/${id}/sections/identity`, { purpose: "support" }),
          ),
      );
      expect(opened.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);

      const places: Place[] = [
        await heapSnapshot(taken.process.pid ?? 0, diagnostics, () => fetch(`${taken.origin}/`)),
        ...(await dumpTables(taken)),
        ...filesUnder(dataDir, "data").filter(({ name }) => !name.startsWith("data/postgres/")),
        { name: "stdout and stderr", bytes: Buffer.from(taken.output()) },
      ];
      expect(places.some(({ name }) => name === "data/agency-keys.json")).toBe(true);
      const texts = { street: STREET, "code word": CODE_WORD };
      const search = leakSearch(texts);
      expect(search(places)).toEqual([]);
      expect(search(await databaseFiles(taken))).toEqual([]);
      const planted = { name: "planted", bytes: Buffer.from(`x${STREET}x`, "utf16le") };
      expect(search([planted]).length, "what is there is found").toBeGreaterThan(0);
      if (process.platform === "linux") {
        let bytes = 0;
        for (const part of memoryOf(taken.process.pid ?? 0)) {
          bytes += part.bytes.length;
          expect(search([part])).toEqual([]);
        }
        expect(bytes).toBeGreaterThan(50_000_000);
      }
      // The keys themselves are not there either.
      const owner = await taken.owner();
      const { rows } = await owner.query("select id from identity.agency where name = $1", [AGENCY]);
      await owner.end();
      const keyFile = readFileSync(join(dataDir, "agency-keys.json"), "utf8");
      expect(Object.keys(JSON.parse(keyFile)).some((name) => name.startsWith(rows[0].id))).toBe(false);
    } finally {
      rmSync(diagnostics, { recursive: true, force: true });
    }
  },
  STORY_MS,
);

test("another account of the same machine reads neither the holder's folder nor its memory", async ({
  skip,
}) => {
  skip(!isRoot, "needs to be root, to become other accounts");
  const tryIt = `
    const fs = require("node:fs");
    for (const path of ${JSON.stringify([join(folder, "keys.json"), join(folder, "log.jsonl"), `/proc/${holder?.pid}/mem`])}) {
      try { const file = fs.openSync(path, "r"); fs.readSync(file, Buffer.alloc(1), 0, 1, 0); console.log("read " + path); }
      catch (error) { console.log(error.code); }
    }`;
  const said = execFileSync(process.execPath, ["-e", tryIt], { encoding: "utf8", ...STRANGER });
  expect(said.trim().split("\n")).toEqual(["EACCES", "EACCES", "EACCES"]);
});

test("the holder opens again, and what was closed is there", async () => {
  runAsHolder("keys", "open", folder);
  const read = await member.ask("GET", contact(), { purpose: "support" });
  expect([read.document.street, read.document.codeWord]).toEqual([STREET, CODE_WORD]);
  const ended = once(holder as ChildProcess, "exit");
  holder?.kill("SIGTERM");
  expect((await ended)[0]).toBe(0);
  await expect(member.ask("GET", contact(), { purpose: "support" })).rejects.toThrow(/503 .*"keys-away"/);
}, 240_000);
