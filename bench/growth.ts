import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Client } from "pg";
import { timesOf } from "./load/acts.ts";
import { loadOfMachine } from "./load/machine.ts";
import { type Served, serve } from "./load/serve.ts";
import { CASES_EACH, keepState, OPENED, ownerOf, type SignedIn, signIn } from "./load/state.ts";

/**
 * What one case costs as a State grows from 10,000 cases to 1,000,000: a section read, a section saved, a case opened,
 * by one member at a time; with the row security and the indexes of the product. All sizes stand side by side, each
 * with its own `leeward serve`, and are asked in turn, so that what else the machine does falls on all alike.
 *
 * `npm run bench -- growth --keep FOLDER [--times 400] [--sizes 10000,100000,1000000] [--touched 40]`; three sections a case, so that a million fit. The folders
 * below it are filled at the first run (twenty minutes, 16 GB) and used again later.
 */
const { values } = parseArgs({
  options: {
    keep: { type: "string" },
    times: { type: "string", default: "400" },
    sizes: { type: "string", default: "10000,100000,1000000" },
    touched: { type: "string", default: String(CASES_EACH) },
  },
});
if (!values.keep) throw new Error("Say where the States are kept: --keep FOLDER");
const BAR = 1.5;
const PARTS = ["contact", "identity", "needs-and-risk"] as const;
const sizesAsked = values.sizes.split(",").map(Number);
const times = Number(values.times);
/** Of how many cases of their own each member takes one at each turn: more than can be warm, where they are many. */
const touched = Number(values.touched);
const say = (line: string) => process.stderr.write(`${line}\n`);

interface Asked {
  readonly cases: number;
  readonly served: Served;
  readonly owner: Client;
  readonly members: readonly SignedIn[];
  readonly took: { readonly read: number[]; readonly save: number[]; readonly open: number[] };
}

const folderOf = (cases: number) => join(values.keep ?? "", `growth-${cases}`);
for (const cases of sizesAsked) await keepState(folderOf(cases), { cases, sections: 3, touched }, say);
const loadBefore = loadOfMachine();
const asked: Asked[] = [];
try {
  for (const cases of sizesAsked) {
    const kept = await keepState(folderOf(cases), { cases, sections: 3, touched }, say);
    const served = await serve(folderOf(cases), false, say);
    const { owner } = await ownerOf(folderOf(cases));
    const members = await signIn(owner, kept.members.slice(0, 20));
    asked.push({ cases, served, owner, members, took: { read: [], save: [], open: [] } });
  }
  for (let nth = -50; nth < times; nth++) for (const one of asked) await askOnce(one, nth);
  const sizes = await Promise.all(asked.map(tell));
  const [smallest] = sizes;
  const ratioOf = (act: "read" | "save" | "open") =>
    Number((Math.max(...sizes.map((size) => size[act].p50Ms)) / (smallest?.[act].p50Ms ?? 1)).toFixed(2));
  const ratios = { read: ratioOf("read"), save: ratioOf("save"), open: ratioOf("open") };
  const result = {
    sizes,
    ratios,
    bar: BAR,
    times,
    machine: { loadBefore, loadAfter: loadOfMachine() },
    passed: Object.values(ratios).every((ratio) => ratio <= BAR),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  for (const { owner, served } of asked) {
    await owner.end();
    await served.stop();
  }
}

/** One section read, one case opened, one section saved on what was read; those before the first are not counted. */
async function askOnce({ served, members, took }: Asked, nth: number): Promise<void> {
  const member = members[Math.abs(nth) % members.length];
  const caseId = member?.cases[Math.floor(Math.random() * member.cases.length)];
  const part = PARTS[Math.abs(nth) % PARTS.length];
  if (!member || !caseId || !part) throw new Error("a member who signs in has cases");
  const origin = `http://127.0.0.1:${served.port}`;
  const section = `${origin}/api/cases/${caseId}/sections/${part}`;
  const headers = { cookie: `leeward_session=${member.cookie}`, "leeward-purpose": "support", origin };
  const timed = async (into: number[], url: string, init: RequestInit = {}) => {
    const started = performance.now();
    const answer = await fetch(url, { ...init, headers: { ...headers, ...init.headers } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${url} was answered with ${answer.status}: ${text}`);
    if (nth >= 0) into.push(performance.now() - started);
    return JSON.parse(text);
  };
  const { version } = await timed(took.read, section);
  await timed(took.open, `${origin}/api/cases/${caseId}`);
  await timed(took.save, section, {
    method: "PUT",
    headers: { "content-type": "application/json", "if-match": `"v${version}"` },
    body: JSON.stringify({ document: OPENED[part] }),
  });
}

async function tell({ cases, owner, members, took }: Asked) {
  const { rows } = await owner.query(
    `select pg_database_size(current_database()) as bytes, (select reltuples::bigint from pg_class
       where oid = 'care.section'::regclass) as sections`,
  );
  const size = {
    ...{ cases, sections: Number(rows[0].sections), bytes: Number(rows[0].bytes) },
    casesTouched: members.reduce((sum, { cases: own }) => sum + own.length, 0),
    ...{ read: timesOf(took.read), save: timesOf(took.save), open: timesOf(took.open) },
  };
  say(`${cases} cases: read ${size.read.p50Ms} ms, save ${size.save.p50Ms} ms, open ${size.open.p50Ms} ms`);
  return size;
}
