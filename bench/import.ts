import { Readable } from "node:stream";
import { stopTestServer } from "../src/core/db/testing.ts";
import { buildCaseload, hasStats, STATS_FOLDER } from "../src/modules/care/import/build-caseload.ts";
import { importCaseload } from "../src/modules/care/index.ts";
import { testCare } from "../src/modules/care/testing.ts";

/**
 * A caseload in HTCDS columns, imported as a member, beside the same number of rows copied by bare SQL in one
 * statement. `npm run bench -- import [ROWS] [RUNS]`
 */
const rows = Number(process.argv[2] ?? 10_000);
const runs = Number(process.argv[3] ?? 5);
const say = (line: string) => process.stderr.write(`${line}\n`);

if (!hasStats()) {
  say(`Skipped: the open tables are not at ${STATS_FOLDER}.`);
  process.stdout.write(`${JSON.stringify({ skipped: "no open tables" })}\n`);
  process.exit(0);
}

const care = await testCare();
await care.house.owner.query("create table public.bench (row_number int, cells text)");
const found: { seconds: number; bareSeconds: number; imported: number; refused: number }[] = [];
for (let run = 1; run <= runs; run++) {
  const { csv } = buildCaseload(rows, run);
  const lines = csv.trimEnd().split("\r\n").slice(1);
  const bareAt = performance.now();
  await care.house.owner.query(
    "insert into public.bench select ordinality, line from unnest($1::text[]) with ordinality line",
    [lines],
  );
  const bareSeconds = (performance.now() - bareAt) / 1000;
  const startedAt = performance.now();
  const report = await importCaseload(care.house.house, care.caseworker.secret, {
    open: () => Readable.from([Buffer.from(csv)]),
    purpose: "support",
  });
  const seconds = (performance.now() - startedAt) / 1000;
  found.push({ seconds, bareSeconds, imported: report.imported, refused: report.refusedRows });
  say(
    `run ${run}: ${report.imported} of ${rows} rows in ${seconds.toFixed(1)} s; bare ${bareSeconds.toFixed(2)} s`,
  );
}
const median = (of: (one: (typeof found)[number]) => number): number =>
  found.map(of).sort((a, b) => a - b)[found.length >> 1] as number;
const { rows: sections } = await care.house.owner.query("select count(*)::int as n from care.section");
const result = {
  rows,
  runs,
  seconds: Number(median((one) => one.seconds).toFixed(2)),
  rowsPerSecond: Math.round(rows / median((one) => one.seconds)),
  ratioToBareInsert: Math.round(median((one) => one.seconds / one.bareSeconds)),
  importedEachRun: median((one) => one.imported),
  refusedEachRun: median((one) => one.refused),
  sectionsInAll: sections[0].n,
  barSeconds: 60,
};
await care.stop();
await stopTestServer();
process.stdout.write(`${JSON.stringify(result)}\n`);
