import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stopTestServer } from "../src/core/db/testing.ts";
import { testHouse } from "../src/core/testing.ts";
import { importSource } from "../src/modules/statistics/index.ts";
import { loadOfMachine, ownPeakMib } from "./load/machine.ts";

/**
 * A file of CTDC's columns as a source: how long it takes, and how much memory at each tenth of it. Flat memory is the
 * claim: what the last tenth needs is no more than a quarter above the second. `npm run bench -- source [GIGABYTES]`
 */
const GIGABYTES = Number(process.argv[2] ?? 1);
const CHUNK_ROWS = 20_000;
const say = (line: string) => process.stderr.write(`${line}\n`);
const HEADER =
  "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit";

/** The same rows for every run: a generator of 32 bits (xorshift, Marsaglia 2003). */
function* chunks(): Generator<string> {
  let state = 2026;
  const one = <T>(of: readonly T[]): T => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return of[(state >>> 0) % of.length] as T;
  };
  const genders = ["Woman", "Man", "Transgender/NonConforming", ""];
  const ages = ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+", ""];
  const places = ["PHL", "USA", "UKR", "MDA", "KHM", "IDN", "UGA", "BLR", "ROU", "NPL", "MMR", "BGD", ""];
  yield `${HEADER}\n`;
  for (let bytes = 0; bytes < GIGABYTES * 1e9; ) {
    let text = "";
    for (let row = 0; row < CHUNK_ROWS; row++) {
      const year = 2005 + one([0, 3, 7, 9, 12, 15, 18]);
      text += `${year},${one(genders)},${one(ages)},${one(places)},${one(places)},${one([0, 1])},${one([0, 1])}\n`;
    }
    bytes += text.length;
    yield text;
  }
}

const folder = await mkdtemp(join(tmpdir(), "leeward-bench-source-"));
const path = join(folder, "ctdc.csv");
const house = await testHouse();
try {
  await pipeline(Readable.from(chunks()), createWriteStream(path));
  let rowsInAll = 0;
  for (const chunk of chunks()) rowsInAll += chunk.length > HEADER.length + 1 ? CHUNK_ROWS : 0;
  say(`${rowsInAll} rows written`);
  const agencyId = await house.addAgency({ name: "Office", kind: "ngo" });
  const counter = await house.addMember({ agencyId, name: "Counter", roles: ["statistician"] });
  const tenths: number[] = [];
  const processorBefore = process.cpuUsage();
  const startedAt = performance.now();
  const { rows } = await importSource(house.house, counter.secret, {
    ...{ path, form: "ctdc", kind: "synthetic", title: "Bench", origin: "This bench", leavesOut: false },
    ...{ today: new Date().toISOString().slice(0, 10), signal: new AbortController().signal },
    onRows: (read) => {
      const tenth = Math.floor((10 * read) / (rowsInAll + 1));
      tenths[tenth] = Math.max(tenths[tenth] ?? 0, Math.round(process.memoryUsage.rss() / 2 ** 20));
    },
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { user, system } = process.cpuUsage(processorBefore);
  const result = {
    ...{ gigabytes: GIGABYTES, rows, seconds, processorSeconds: Math.round((user + system) / 1e6) },
    ...{ mebibytesByTenth: tenths, peakMib: ownPeakMib() },
    passed: rows === rowsInAll && (tenths[9] ?? Infinity) <= 1.25 * (tenths[1] ?? 0),
    machine: { cores: cpus().length, model: cpus()[0]?.model, load: loadOfMachine() },
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  await house.stop();
  await stopTestServer();
  await rm(folder, { recursive: true, force: true });
}
