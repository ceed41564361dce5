import { randomUUID } from "node:crypto";
import { cpus } from "node:os";
import { stopTestServer } from "../src/core/db/testing.ts";
import { testHouse } from "../src/core/testing.ts";
import { registerStatisticsPages } from "../src/modules/statistics/index.ts";
import type { Assets } from "../src/web/index.ts";
import { loadOfMachine } from "./load/machine.ts";

/**
 * Questions of three columns to six of the largest releases that are kept (400,000 cells each) in turn, as whole pages over HTTP
 * without a network. The first question to each reads its tables from the database, and is told by itself. A page reads released tables alone, so how many records were coded changes nothing; a million stand in the
 * total. `npm run bench -- explorer [QUESTIONS]`
 */
const QUESTIONS = Number(process.argv[2] ?? 300);
const BAR_MS = 200;
const RECORDS = 1_000_000;
const CELLS_MAX = 400_000;
const COLUMNS = 12;
const RELEASES = 6;

/** As many values a column as fit. */
function tablesOf(values: number) {
  const columns = Array.from({ length: COLUMNS }, (_, c) => ({
    name: `column${c}`,
    values: Array.from({ length: values }, (_, v) => `v${v}`),
  }));
  const shapes: number[][] = [[]];
  for (let a = 0; a < COLUMNS; a++) {
    shapes.push([a]);
    for (let b = a + 1; b < COLUMNS; b++) {
      shapes.push([a, b]);
      for (let c = b + 1; c < COLUMNS; c++) shapes.push([a, b, c]);
    }
  }
  const tables = shapes.map((shape) => {
    const cells = values ** shape.length;
    const counts = Array.from({ length: cells }, (_, n) =>
      Math.round((RECORDS / cells) * (0.5 + ((n * 7) % 11) / 11)),
    );
    return { shape, counts, low: counts.map((n) => Math.max(0, n - 30)), high: counts.map((n) => n + 30) };
  });
  return { columns, tables, cells: tables.reduce((sum, { counts }) => sum + counts.length, 0) };
}

const say = (line: string) => process.stderr.write(`${line}\n`);
let values = 2;
while (tablesOf(values + 1).cells <= CELLS_MAX) values++;
const { columns, tables, cells } = tablesOf(values);
say(`${COLUMNS} columns of ${values} values, ${cells} cells`);
const house = await testHouse();
registerStatisticsPages(house.app, house.house, {
  url: (name: string) => `/${name}`,
} as Partial<Assets> as Assets);
try {
  const agencyId = await house.addAgency({ name: "Office", kind: "ngo" });
  const { id: memberId } = await house.addMember({ agencyId, name: "Counter", roles: ["statistician"] });
  const ids = Array.from({ length: RELEASES }, () => randomUUID());
  const card = {
    release: "bench",
    rows: RECORDS,
    privacy: { epsilon: 1, delta: 1e-6, rho: 0.02435597 },
    quality: {},
  };
  for (const id of ids)
    await house.owner.query(
      `insert into statistics.release (id, run_id, agency_id, made_by, card, tables, title, question, published_at)
     values ($1, $2, $3, $4, $5, $6, 'Bench', 'How fast?', now())`,
      [id, randomUUID(), agencyId, memberId, JSON.stringify(card), JSON.stringify({ columns, tables })],
    );
  const ask = async (question: number): Promise<number> => {
    const by = [0, 1, 2]
      .map((n) => `by=column${(question * 5 + n * (1 + (question % 3))) % COLUMNS}`)
      .join("&");
    const startedAt = performance.now();
    const answer = await house.app.inject({
      url: `/statistics/${ids[question % RELEASES]}?lang=en&${by}`,
      headers: { host: "leeward.test" },
    });
    const ms = performance.now() - startedAt;
    if (answer.statusCode !== 200 || !answer.body.includes('id="ask"'))
      throw new Error(`${by}: ${answer.statusCode}`);
    return ms;
  };
  const first: number[] = [];
  for (let question = 0; question < RELEASES; question++) first.push(await ask(question));
  const took: number[] = [];
  for (let question = RELEASES; question < RELEASES + QUESTIONS; question++) took.push(await ask(question));
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(took[Math.floor(share * (took.length - 1))] ?? 0);
  const result = {
    ...{ releases: RELEASES, cells, records: RECORDS, questions: QUESTIONS },
    firstMs: Math.round(Math.max(...first)),
    ...{ p50: at(0.5), p95: at(0.95), max: at(1), barMs: BAR_MS, passed: at(0.95) < BAR_MS },
    machine: { cores: cpus().length, model: cpus()[0]?.model, load: loadOfMachine() },
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  await house.stop();
  await stopTestServer();
}
