import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { stopTestServer } from "../src/core/db/testing.ts";
import { enrolHolder, makeServerCard } from "../src/core/keys/holder/enrol.ts";
import { beginFolder, readRules, rotateKeys, writeRules } from "../src/core/keys/holder/folder.ts";
import { freeLocalPort, testRounds } from "../src/core/keys/holder/testing.ts";
import { importCaseload } from "../src/modules/care/index.ts";
import { CONTACT, type TestCare, testCare } from "../src/modules/care/testing.ts";

/**
 * What a key holder in a process of its own adds: the same reads, saves and imports in a house whose key file opens, and
 * in one whose agency runs a holder, taken in turn; and how fast wraps move to a new key. `npm run bench -- keys [READS]`
 */
const reads = Number(process.argv[2] ?? 200);
const ROUNDS = 5;
const ROWS = 2000;
const say = (line: string) => process.stderr.write(`${line}\n`);
const p50 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[times.length >> 1] as number;

interface Side {
  readonly care: TestCare;
  readonly caseId: string;
  version: number;
}

async function openSide(care: TestCare): Promise<Side> {
  const { id } = await care.openCase(await care.addPerson(), { sections: { contact: CONTACT } });
  await care.house.owner.query("analyze");
  return { care, caseId: id, version: 1 };
}

async function startHolder(care: TestCare): Promise<{ child: ChildProcess; folder: string }> {
  const folder = join(await mkdtemp(join(tmpdir(), "leeward-bench-")), "holder");
  const port = await freeLocalPort();
  const card = await beginFolder(
    folder,
    {
      card: await makeServerCard(care.house.owner, care.house.identity(), care.ngoId),
      address: `https://127.0.0.1:${port}`,
      listen: { host: "127.0.0.1", port },
      token: null,
      pin: undefined,
    },
    new Date(),
  );
  await writeRules(folder, {
    ...(await readRules(folder)),
    perMemberPerMinute: 100_000,
    inAllPerMinute: 1_000_000,
  });
  const child = spawn(process.execPath, ["src/cli/leeward.ts", "keys", "serve", folder], {
    cwd: join(import.meta.dirname, ".."),
    stdio: ["ignore", "ignore", "pipe"],
  });
  await once(child.stderr, "data");
  child.stderr.resume();
  await enrolHolder(care.house.owner, card);
  return { child, folder };
}

const url = ({ caseId }: Side): string => `/api/cases/${caseId}/sections/contact`;
async function time(work: () => Promise<{ status: number; text: string }>): Promise<number> {
  const started = performance.now();
  const answer = await work();
  if (answer.status !== 200) throw new Error(`answered with ${answer.status}: ${answer.text}`);
  return performance.now() - started;
}
const read = (side: Side) =>
  time(() => side.care.request("GET", url(side), { as: side.care.caseworker, purpose: "support" }));
const save = (side: Side) =>
  time(() =>
    side.care.request("PUT", url(side), {
      as: side.care.caseworker,
      purpose: "support",
      match: `"v${side.version++}"`,
      body: { document: { ...CONTACT, codeWord: `marigold ${side.version}` } },
    }),
  );
async function importRows(care: TestCare): Promise<number> {
  const rows = Array.from({ length: ROWS }, (_, i) => `Ana${i},Feminine,TRUE`);
  const started = performance.now();
  await importCaseload(care.house.house, care.caseworker.secret, {
    open: () => Readable.from([Buffer.from(`prs_FirstName,prs_Gender,con_Consent\n${rows.join("\n")}\n`)]),
    purpose: "support",
  });
  return performance.now() - started;
}

const [fileCare, holderCare] = [await testCare(), await testCare()];
const holder = await startHolder(holderCare);
const [file, held] = [await openSide(fileCare), await openSide(holderCare)];
try {
  const rounds: { fileRead: number; heldRead: number; fileSave: number; heldSave: number }[] = [];
  for (let nth = 0; nth <= ROUNDS; nth++) {
    const times = {
      fileRead: [] as number[],
      heldRead: [] as number[],
      fileSave: [] as number[],
      heldSave: [] as number[],
    };
    for (let i = 0; i < reads; i++) {
      times.fileRead.push(await read(file));
      times.heldRead.push(await read(held));
      if (i % 4 > 0) continue;
      times.fileSave.push(await save(file));
      times.heldSave.push(await save(held));
    }
    const one = {
      fileRead: p50(times.fileRead),
      heldRead: p50(times.heldRead),
      fileSave: p50(times.fileSave),
      heldSave: p50(times.heldSave),
    };
    if (nth > 0) rounds.push(one); // the first is for plans, caches and compiled code
    say(
      `round ${nth}: read ${one.fileRead.toFixed(2)} ms by file, ${one.heldRead.toFixed(2)} ms by holder; save ${one.fileSave.toFixed(2)} and ${one.heldSave.toFixed(2)} ms`,
    );
  }
  const imports = { fileMs: await importRows(fileCare), holderMs: await importRows(holderCare) };
  // The agency makes a new key at its holder; what is locked under the old one moves there.
  const { rounds: going, stop } = testRounds(holderCare.house);
  await going.once();
  await rotateKeys(holder.folder, undefined, new Date());
  const started = performance.now();
  const moved = await going.once();
  const perSecond = moved / ((performance.now() - started) / 1000);
  await stop();
  const medianOf = (of: (one: (typeof rounds)[number]) => number): number =>
    Number(p50(rounds.map(of)).toFixed(3));
  process.stdout.write(
    `${JSON.stringify({
      reads: reads * ROUNDS,
      readByFileP50Ms: medianOf((one) => one.fileRead),
      readByHolderP50Ms: medianOf((one) => one.heldRead),
      addedByHolderP50Ms: medianOf((one) => one.heldRead - one.fileRead),
      saveByFileP50Ms: medianOf((one) => one.fileSave),
      saveByHolderP50Ms: medianOf((one) => one.heldSave),
      importRows: ROWS,
      importByFileMs: Math.round(imports.fileMs),
      importByHolderMs: Math.round(imports.holderMs),
      wrapsMoved: moved,
      wrapsMovedPerSecond: Math.round(perSecond),
    })}\n`,
  );
} finally {
  holder.child.kill("SIGTERM");
  await rm(join(holder.folder, ".."), { recursive: true, force: true });
  await fileCare.stop();
  await holderCare.stop();
  await stopTestServer();
}
