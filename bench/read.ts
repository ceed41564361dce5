import { Client } from "pg";
import { stopTestServer } from "../src/core/db/testing.ts";
import { CONTACT, testCare } from "../src/modules/care/testing.ts";

/**
 * One section read through session, row security, access entry and decryption, beside the same row and one committed
 * insert by bare SQL through the same driver, taken in turn. `npm run bench -- read [READS]`
 */
const reads = Number(process.argv[2] ?? 300);
const ROUNDS = 5;
const say = (line: string) => process.stderr.write(`${line}\n`);

const care = await testCare();
const bare = new Client({ connectionString: care.house.connectionString });
await bare.connect();
await bare.query(
  "create table public.bench (id bigint generated always as identity primary key, at timestamptz not null, what text)",
);
const { id } = await care.openCase(await care.addPerson(), { sections: { contact: CONTACT } });
await care.house.owner.query("analyze");

async function throughTheHouse(as: typeof care.shelter): Promise<void> {
  const answer = await care.request("GET", `/api/cases/${id}/sections/contact`, { as, purpose: "support" });
  if (answer.status !== 200) throw new Error(`the read was answered with ${answer.status}`);
}

async function byBareSql(): Promise<void> {
  await bare.query("begin");
  await bare.query("select * from care.section where case_id = $1 and category = $2 and version = 1", [
    id,
    "contact",
  ]);
  await bare.query("insert into public.bench (at, what) values (now(), $1)", ["section.read"]);
  await bare.query("commit");
}

const p50 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[times.length >> 1] as number;
async function time(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

interface Round {
  readonly holderMs: number;
  readonly shareMs: number;
  readonly bareMs: number;
}

async function round(count: number): Promise<Round> {
  const times = { holder: [] as number[], share: [] as number[], bare: [] as number[] };
  for (let i = 0; i < count; i++) {
    times.bare.push(await time(byBareSql));
    times.holder.push(await time(() => throughTheHouse(care.caseworker)));
    times.share.push(await time(() => throughTheHouse(care.shelter)));
  }
  return { holderMs: p50(times.holder), shareMs: p50(times.share), bareMs: p50(times.bare) };
}

await round(50); // plans, caches and compiled code
const rounds: Round[] = [];
for (let nth = 1; nth <= ROUNDS; nth++) {
  const one = await round(reads);
  rounds.push(one);
  say(
    `round ${nth}: bare ${one.bareMs.toFixed(2)} ms, as holder ${one.holderMs.toFixed(2)} ms, by a share ${one.shareMs.toFixed(2)} ms`,
  );
}
const medianOf = (of: (one: Round) => number): number => Number(p50(rounds.map(of)).toFixed(3));
const result = {
  reads: reads * ROUNDS,
  bareP50Ms: medianOf((one) => one.bareMs),
  holderP50Ms: medianOf((one) => one.holderMs),
  shareP50Ms: medianOf((one) => one.shareMs),
  addedP50Ms: medianOf((one) => Math.max(one.holderMs, one.shareMs) - one.bareMs),
  ratio: medianOf((one) => Math.max(one.holderMs, one.shareMs) / one.bareMs),
  barMs: 5,
};
await bare.end();
await care.stop();
await stopTestServer();
process.stdout.write(`${JSON.stringify(result)}\n`);
