import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rotateKeys } from "../../core/keys/holder/folder.ts";
import { startTestHolder, type TestHolder } from "../../core/keys/holder/testing.ts";
import { importCaseload } from "./index.ts";
import { CONTACT, NEEDS, type TestCare, testCare } from "./testing.ts";

// An agency moves from the key file to a key holder of its own, and on to newer keys, while members read, write and
// share, and while the worker that moves its wraps is killed.

const ROWS = 60;
/** Members type, too: without a pause they would only take the worker's time. */
const PAUSE_MS = 10;

let care: TestCare;
let ngo: TestHolder;
let folder: string;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  care = await testCare();
  folder = await mkdtemp(join(tmpdir(), "leeward-rotation-"));
  await writeFile(join(folder, "identity.json"), JSON.stringify(care.house.identity()));
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await ngo?.remove();
  await care?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A worker in a process of its own that goes round the holders without a pause. */
async function startWorker(): Promise<ChildProcess> {
  const from = (path: string) => JSON.stringify(join(import.meta.dirname, "../../core", path));
  const script = join(folder, "worker.ts");
  await writeFile(
    script,
    `import { openDatabase } from ${from("db/index.ts")};
import { KeyFile, KeyHolders, KeyRounds, listHolders, readIdentity } from ${from("keys/index.ts")};
const [url, keyFile, identityFile] = process.argv.slice(2);
const db = openDatabase({ connectionString: url, sizeMax: 3, log: console.error });
const identity = await readIdentity(identityFile, "");
const list = () => db.transaction("leeward_clock_worker", listHolders);
const rounds = new KeyRounds({ db, keys: new KeyHolders(await KeyFile.open(keyFile), () => identity, list), log: console.error });
for (;;) await rounds.once();
`,
  );
  const url = care.house.connectionString.replace("user=postgres", "user=leeward_worker");
  const keyFile = join(care.house.house.config.dataDir, "agency-keys.json");
  const worker = spawn(process.execPath, [script, url, keyFile, join(folder, "identity.json")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  workers.push(worker);
  return worker;
}

const wrapsByVersion = async (): Promise<Record<number, number>> => {
  const { rows } = await care.house.owner.query<{ v: number; n: string }>(
    "select agency_key_version as v, count(*) as n from keys.wrap where agency_id = $1 group by 1",
    [care.ngoId],
  );
  return Object.fromEntries(rows.map(({ v, n }) => [v, Number(n)]));
};
/** Wraps that are and are not there, of those that should be: the holder's own for each data key. */
const missingWraps = async (): Promise<number> =>
  Number(
    (
      await care.house.owner.query(
        `select count(*) from keys.data_key d join access.case_record r on r.id = d.case_id
         where not exists (select from keys.wrap w where w.data_key_id = d.id and w.agency_id = r.holder_agency_id)`,
      )
    ).rows[0].count,
  );

/** Members at work until told to stop. @returns the answers that were not as they should be */
function work(cases: readonly string[], sharedCase: string, consentId: string) {
  const wrong: string[] = [];
  const done = { read: 0, written: 0, shared: 0 };
  let going = true;
  const ask = async (what: string, expected: number, asking: ReturnType<TestCare["request"]>) => {
    const answer = await asking;
    if (answer.status !== expected) wrong.push(`${what}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const pick = (nth: number): string => cases[(nth * 7919) % cases.length] ?? "";
  const reading = async () => {
    for (let nth = 0; going; nth++) {
      const url = `/api/cases/${pick(nth)}/sections/identity`;
      const { body } = await ask(
        "read",
        200,
        care.request("GET", url, { as: care.caseworker, purpose: "support" }),
      );
      if (!String(body?.document?.firstName).startsWith("Ana"))
        wrong.push(`read something else: ${body?.version}`);
      done.read++;
      await sleep(PAUSE_MS);
    }
  };
  const writing = async () => {
    for (let nth = 0; going; nth++) {
      const url = `/api/cases/${pick(nth)}/sections/needs-and-risk`;
      const as = { as: care.colleague, purpose: "support" } as const;
      const { body } = await ask("read before writing", 200, care.request("GET", url, as));
      const match = `"v${body.version}"`;
      await ask("write", 200, care.request("PUT", url, { ...as, match, body: { document: NEEDS } }));
      done.written++;
      await sleep(PAUSE_MS);
    }
  };
  const sharing = async () => {
    const body = {
      category: "contact",
      agencyId: care.shelterId,
      purpose: "support",
      consentId,
      protocolId: care.protocolId,
      until: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const as = { as: care.caseworker, purpose: "support" } as const;
    while (going) {
      const opened = await ask(
        "share",
        201,
        care.request("POST", `/api/cases/${sharedCase}/shares`, { ...as, body }),
      );
      const url = `/api/cases/${sharedCase}/sections/contact`;
      await ask("read by a share", 200, care.request("GET", url, { as: care.shelter, purpose: "support" }));
      await ask(
        "end a share",
        204,
        care.request("DELETE", `/api/cases/${sharedCase}/shares/${opened.body?.id}`, as),
      );
      done.shared++;
    }
  };
  const all = Promise.all([reading(), writing(), sharing()]);
  return {
    stop: async () => {
      going = false;
      await all;
      return { wrong, done };
    },
  };
}

it("changes an agency's keys while its members read, write and share, and loses nothing when the worker is killed", async () => {
  const csv = `prs_FirstName,con_Consent\n${Array.from({ length: ROWS }, (_, i) => `Ana${i},TRUE`).join("\n")}\n`;
  await importCaseload(care.house.house, care.caseworker.secret, {
    open: () => Readable.from([Buffer.from(csv)]),
    purpose: "support",
  });
  const { id: sharedCase } = await care.openCase(await care.addPerson(), { sections: { contact: CONTACT } });
  const owner = care.house.owner;
  const cases = (await owner.query("select id from care.case_file where import_id is not null")).rows.map(
    ({ id }) => id,
  );
  const consent = await owner.query("select id from access.consent where case_id = $1", [sharedCase]);
  // The share that came with the case is ended first, so that the loop below opens and ends its own.
  const shares = await owner.query(
    "select id from access.share where case_id = $1 and category = 'contact'",
    [sharedCase],
  );
  await care.request("DELETE", `/api/cases/${sharedCase}/shares/${shares.rows[0].id}`, {
    as: care.caseworker,
  });
  const before = await wrapsByVersion();
  expect(before[1]).toBeGreaterThan(2 * ROWS);

  ngo = await startTestHolder(care.house, care.ngoId); // version 2
  await ngo.rule({ perMemberPerMinute: 100_000, inAllPerMinute: 1_000_000 });
  const load = work(cases, sharedCase, consent.rows[0].id);

  // Killed in the middle of the move from the key file to the holder.
  const killed = await startWorker();
  await expect
    .poll(async () => (await wrapsByVersion())[2] ?? 0, { timeout: 60_000, interval: 5 })
    .toBeGreaterThan(40);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  const halfway = await wrapsByVersion();
  expect(halfway[1], "some are moved and some are not").toBeGreaterThan(0);
  expect(await missingWraps()).toBe(0);

  // Two workers go on, and the agency changes its key twice meanwhile.
  await Promise.all([startWorker(), startWorker()]);
  await rotateKeys(ngo.folder, undefined, new Date());
  await expect
    .poll(async () => (await wrapsByVersion())[3] ?? 0, { timeout: 60_000, interval: 5 })
    .toBeGreaterThan(0);
  await rotateKeys(ngo.folder, undefined, new Date());
  await expect.poll(async () => Object.keys(await wrapsByVersion()), { timeout: 60_000 }).toEqual(["4"]);
  const { wrong, done } = await load.stop();
  expect(wrong).toEqual([]);
  expect(Math.min(done.read, done.written, done.shared)).toBeGreaterThan(3);

  // Everything is under the newest key; the others are retired, in the ledger, and the holder was told.
  expect(await missingWraps()).toBe(0);
  const states = () =>
    owner.query(
      "select version, retired_at is not null as retired from keys.agency_key where agency_id = $1 order by 1",
      [care.ngoId],
    );
  await expect
    .poll(async () => (await states()).rows, { timeout: 60_000 })
    .toEqual([1, 2, 3, 4].map((version) => ({ version, retired: version < 4 })));
  await expect
    .poll(
      async () => (await ngo.log()).filter(({ kind }) => kind === "unused").map(({ version }) => version),
      {
        timeout: 60_000,
      },
    )
    .toEqual(expect.arrayContaining([2, 3]));
  const recorded = await owner.query(
    "select kind, count(*) as n from ledger.entry where agency_id = $1 and kind like 'key.%' group by 1 order by 1",
    [care.ngoId],
  );
  expect(recorded.rows).toMatchObject([
    { kind: "key.published", n: "3" },
    { kind: "key.retired", n: expect.any(String) },
    { kind: "key.rewrapped", n: expect.any(String) },
    { kind: "key.taken", n: expect.any(String) },
  ]);
  // Each case still opens, by the newest key.
  for (const [nth, id] of cases.entries()) {
    if (nth % 10 > 0) continue;
    const answer = await care.request("GET", `/api/cases/${id}/sections/identity`, {
      as: care.caseworker,
      purpose: "support",
    });
    expect([answer.status, answer.body.document.firstName]).toEqual([200, expect.stringMatching(/^Ana\d+$/)]);
  }
  const opened = (await ngo.log()).findLast(({ kind }) => kind === "opened");
  expect(opened?.agencyKeyVersion).toBe(4);
}, 120_000);
