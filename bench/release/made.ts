import { randomBytes } from "node:crypto";
import { openDatabase } from "../../src/core/db/index.ts";
import { fromBase64Url } from "../../src/core/keys/index.ts";
import { releaseCaseload } from "../../src/modules/statistics/index.ts";
import { ownPeakMib } from "../load/machine.ts";

/** What a release took, in a process of its own as the command has one. */
export interface Made {
  readonly rows: number;
  readonly each: number;
  readonly audit: boolean;
  readonly columns: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMib: number;
}

const COLUMNS = ["gender", "ageBand", "adulthood", "act", "means", "purpose", "sector", "year"];
const of = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`Started by bench/release.ts alone: ${name} is not there.`);
  return value;
};

const db = openDatabase({ connectionString: of("DATABASE_URL"), sizeMax: 2, log: console.error });
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const startedAt = performance.now();
const secondsSince = () => Math.round((performance.now() - startedAt) / 1000);
const { card, audit } = await releaseCaseload(
  { db, random, secrets: { codes: fromBase64Url(of("CODES")) } } as Parameters<typeof releaseCaseload>[0],
  fromBase64Url(of("SESSION")),
  {
    ...{ question: "Who was helped?", epsilon: 1, delta: 1e-6, columns: COLUMNS, out: of("OUT") },
    signal: new AbortController().signal,
    onProgress: (step) =>
      process.stderr.write(
        `${secondsSince()} s, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB: ${step}\n`,
      ),
  },
);
await db.close();
const { user, system } = process.cpuUsage();
const made: Made = {
  ...{ rows: card.rows, each: card.each, audit: audit.passed, columns: COLUMNS.length },
  ...{ seconds: secondsSince(), processorSeconds: Math.round((user + system) / 1e6) },
  peakMib: ownPeakMib(),
};
process.send?.(made);
