import { epsilonOf, rhoOf } from "./accounting.ts";
import { type Band, bandOf, misfitNoiseOf } from "./bands.ts";
import { type Card, cardOf, type QualityOfOrder } from "./card.ts";
import { type Description, ensurePublicDomains } from "./description.ts";
import type { Encoded } from "./encode.ts";
import { impossibleRules, withoutImpossible } from "./impossible.ts";
import { openOutput } from "./output.ts";
import type { RandomSource } from "./random.ts";
import { reportHtml } from "./report/report.ts";
import { synthesise } from "./synthesise.ts";
import { cellsOf, type Microdata, shapesOf, sizesOf, type TableShape, totalOf } from "./tables.ts";
import { microdataCsv, qualityCsv, qualityOf, type TableQuality, tablesCsv } from "./write-csv.ts";

export type ReleaseOptions = {
  description: Description;
  epsilon: number;
  delta: number;
  /** A folder that does not exist yet. */
  out: string;
  /** Names the release in its card; says nothing about the data. */
  release: string;
  random: RandomSource;
  /** Tables of up to this many columns are written; 3 unless told. */
  order?: 1 | 2 | 3;
  signal?: AbortSignal | undefined;
  onProgress?: (step: string) => void;
};

export type Release = {
  card: Card;
  microdata: Microdata;
  /** The counts of any table of at most three columns with their ranges, as they stand in the folder; `[]` is the total. */
  bandOf: (shape: TableShape) => Band;
};

/** Progress is told once in so many tables. */
const tablesAStep = 500;

/** Most cells of a table that is written out or measured. */
const cellsMax = 1_000_000;

/**
 * Turns encoded rows into a folder of synthetic rows, tables counted from them, a card and a report.
 *
 * @throws SynthError `domains-not-public`, `epsilon-out-of-range`, `delta-out-of-range`, `output-exists`, `output-failed`, `stopped`
 */
export async function writeRelease(encoded: Encoded, options: ReleaseOptions): Promise<Release> {
  const { description, epsilon, delta, random, signal } = options;
  ensurePublicDomains(description);
  const rho = rhoOf(epsilon, delta);
  const folder = await openOutput(options.out, signal);
  try {
    const say = options.onProgress ?? (() => {});
    const rules = impossibleRules(description, encoded.domain);
    const made = await synthesise(encoded.data, {
      rho,
      rowsPerPerson: encoded.rowsPerPerson,
      random,
      signal,
      cellsMax,
      impossible: rules,
      onProgress: say,
    });
    const microdata = withoutImpossible(made.microdata, rules);
    const isSmall = (shape: TableShape) => cellsOf(sizesOf(microdata, shape)) <= cellsMax;
    const shapesOfOrder = (order: number) => shapesOf(microdata.width, order).filter(isSmall);
    const compared = new Map([2, 3].map((order) => [order, shapesOfOrder(order).length]));
    const misfitNoise = misfitNoiseOf(made.budget.spent, compared, encoded.rowsPerPerson);
    const evidence = { ...made.evidence, misfitNoise };
    say("writing rows");
    const files = [await folder.write("microdata.csv", microdataCsv(encoded.domain, microdata))];
    const quality: Record<string, QualityOfOrder> = {};
    const tablesLeftOut: string[][] = [];
    const tables: TableQuality[] = [];
    const names = ["one-way", "two-way", "three-way"];
    for (let order = 1; order <= Math.min(options.order ?? 3, microdata.width); order++) {
      const shapes = shapesOfOrder(order);
      tablesLeftOut.push(
        ...shapesOf(microdata.width, order)
          .filter((shape) => !isSmall(shape))
          .map((shape) => shape.map((column) => encoded.domain.columns[column]?.name ?? "")),
      );
      say(`writing ${shapes.length} tables of ${order}`);
      const before = tables.length;
      const name = `tables/${names[order - 1]}.csv`;
      const lines = tablesCsv(encoded.domain, microdata, shapes, evidence, {
        signal,
        onTable: (shape, band) => {
          const written = tables.push(qualityOf(encoded.domain, shape, band)) - before;
          if (written % tablesAStep === 0) say(`${written} of ${shapes.length} tables written`);
        },
      });
      files.push(await folder.write(name, lines));
      quality[`${order}`] = qualityOfOrder(tables.slice(before));
    }
    files.push(await folder.write("tables/quality.csv", qualityCsv(tables)));
    const spentRho = made.budget.rho - made.budget.left();
    const card = cardOf({
      release: options.release,
      description,
      domain: encoded.domain,
      isPrivate: random.isPrivate,
      epsilon,
      delta,
      epsilonReached: epsilonOf(spentRho, delta),
      budget: made.budget,
      rowsPerPerson: encoded.rowsPerPerson,
      rows: totalOf(microdata),
      each: microdata.each ?? 1,
      quality,
      tablesLeftOut,
      files,
    });
    await folder.write("card.json", [`${JSON.stringify(card, null, 2)}\n`]);
    await folder.write("report.html", [reportHtml(card, encoded.domain, microdata, evidence)]);
    await folder.commit();
    return { card, microdata, bandOf: (shape) => bandOf(microdata, shape, evidence) };
  } catch (cause) {
    await folder.discard();
    throw cause;
  }
}

function qualityOfOrder(tables: readonly TableQuality[]): QualityOfOrder {
  return {
    tables: tables.length,
    measured: tables.filter(({ measured }) => measured).length,
    halfWidthMean: tables.reduce((sum, { halfWidth }) => sum + halfWidth, 0) / Math.max(1, tables.length),
    halfWidthMax: tables.reduce((most, { halfWidthMax }) => Math.max(most, halfWidthMax), 0),
  };
}
