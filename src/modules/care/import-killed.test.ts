import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toBase64Url } from "../../core/keys/index.ts";
import { type TestCare, testCare } from "./testing.ts";

let care: TestCare;
let folder: string;
beforeAll(async () => {
  care = await testCare();
  folder = await mkdtemp(join(tmpdir(), "leeward-import-"));
});
afterAll(async () => {
  await care.stop();
  await rm(folder, { recursive: true, force: true });
});

const count = async (table: string) =>
  Number((await care.house.owner.query(`select count(*) from ${table}`)).rows[0].count);
/** One after the other: the owner's connection takes one query at a time. */
async function countAll(): Promise<number[]> {
  const counts: number[] = [];
  for (const table of TABLES) counts.push(await count(table));
  return counts;
}
const TABLES = [
  "care.case_file",
  "care.section",
  "care.journey",
  "care.clock",
  "care.name_token",
  "keys.wrap",
  "care.import",
  "ledger.entry",
  "identity.person",
];

/** A process of its own that imports the file, says each batch on stdout, and waits for nothing. */
async function startImport(file: string) {
  const script = join(folder, "import.ts");
  const from = (path: string) => JSON.stringify(join(import.meta.dirname, path));
  await writeFile(
    script,
    `import { createReadStream } from "node:fs";
import { randomBytes } from "node:crypto";
import { openDatabase } from ${from("../../core/db/index.ts")};
import { plainCalendar } from ${from("../../../packages/clocks/index.ts")};
import { importCaseload } from ${from("./index.ts")};
const [url, secret, file] = process.argv.slice(2);
const db = openDatabase({ connectionString: url, sizeMax: 2, log: console.error });
const random = (n) => new Uint8Array(randomBytes(n));
const house = {
  db, now: () => new Date(), random, secrets: { names: random(32), codes: random(32) },
  config: { jurisdiction: "coe" }, calendar: plainCalendar("UTC"),
};
const report = await importCaseload(house, Buffer.from(secret, "base64url"), {
  open: () => createReadStream(file), purpose: "support", onProgress: (done) => console.log(done),
});
console.log("done", report.imported);
await db.close();
`,
  );
  const url = care.house.connectionString.replace("user=postgres", "user=leeward_server");
  return spawn(process.execPath, [script, url, toBase64Url(care.caseworker.secret), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

it("leaves nothing when the import is killed in the middle, and takes the same file afterwards", async () => {
  const rows = Array.from({ length: 1500 }, (_, i) => `Ana${i},Feminine,TRUE`);
  const file = join(folder, "caseload.csv");
  await writeFile(file, `prs_FirstName,prs_Gender,con_Consent\n${rows.join("\n")}\n`);
  const before = await countAll();
  const killed = await startImport(file);
  await once(killed.stdout, "data"); // the first batch is in the open transaction
  killed.kill("SIGKILL");
  const [code, signal] = await once(killed, "exit");
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  expect(await countAll()).toEqual(before);

  const whole = await startImport(file);
  const [ended] = await once(whole, "exit");
  expect(ended).toBe(0);
  expect(await count("care.case_file")).toBe((before[0] ?? 0) + 1500);
}, 60_000);
