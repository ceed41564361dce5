import type { Spending } from "./accounting.ts";
import { type Measurement, residualOf } from "./measure.ts";
import {
  cellsOf,
  countTable,
  type Microdata,
  projection,
  sizesOf,
  subsetsOf,
  type TableShape,
  totalOf,
} from "./tables.ts";

/** Where the true counts of a table lie in each cell, beside the published counts. */
export type Band = {
  counts: Float64Array;
  low: Float32Array;
  high: Float32Array;
  /** Half the width of a cell's range, on average over the cells, in rows, and at most. */
  halfWidth: number;
  halfWidthMax: number;
  /** Whether the table and all tables of fewer of its columns were measured: then the noise in it is known exactly. */
  measured: boolean;
};

/** What is known of tables: measurements with their exact noise, and noisy misfits of those left unmeasured. */
export type Evidence = {
  measurements: ReadonlyMap<string, Measurement>;
  /** Rows in the wrong cell, roughly, of a table scored but not measured. */
  misfits: ReadonlyMap<string, number>;
  /** How far noise moves a misfit of a table of so many columns (one standard deviation); taken as none where absent. */
  misfitNoise?: ReadonlyMap<number, number>;
};

const standardDeviations95 = 1.959964;

/** A deviation over the mean distance of a normal law. */
const deviationOfMean = Math.sqrt(Math.PI / 2);

/** How far noise moves a misfit, from what was spent on all of one number of columns (see `scoreTables`). */
export function misfitNoiseOf(
  spent: readonly Spending[],
  tables: ReadonlyMap<number, number>,
  rowsPerPerson: number,
): ReadonlyMap<number, number> {
  return new Map(
    [...tables].flatMap(([columns, compared]) => {
      const rho = spent.find(({ what }) => what === `choosing tables of ${columns} columns`)?.rho;
      return rho ? [[columns, rowsPerPerson * Math.sqrt(compared / (2 * rho))] as const] : [];
    }),
  );
}

/**
 * What was measured says of each cell of a table, and with which variance: the sum of the residuals of the table and of
 * all tables over fewer of its columns. A part that was not measured is taken from the synthetic rows.
 */
export function estimateOf(
  data: Microdata,
  shape: TableShape,
  evidence: Evidence,
): { estimate: Float64Array; variance: Float64Array; measured: boolean } {
  const sizes = sizesOf(data, shape);
  const cells = cellsOf(sizes);
  const estimate = new Float64Array(cells);
  const variance = new Float64Array(cells);
  let everywhere = 0;
  let isMeasured = true;
  for (const part of subsetsOf(shape)) {
    const partSizes = sizesOf(data, part);
    if (partSizes.some((size) => size === 1)) continue;
    const ratio = cells / cellsOf(partSizes);
    const measured = evidence.measurements.get(part.join(","));
    const places = projection(sizes, shape, part);
    if (measured) {
      everywhere += measured.cellVariance / ratio ** 2;
      for (let cell = 0; cell < cells; cell++) estimate[cell]! += measured.residual[places[cell]!]! / ratio;
      continue;
    }
    isMeasured = false;
    const counts = countTable(data, part);
    const residual = residualOf(counts, partSizes);
    const spread = spreadOf(data, part, counts, evidence);
    for (let cell = 0; cell < cells; cell++) {
      const place = places[cell]!;
      estimate[cell]! += residual[place]! / ratio;
      variance[cell]! += (spread[place]! / ratio) ** 2;
    }
  }
  for (let cell = 0; cell < cells; cell++) variance[cell]! += everywhere;
  return { estimate, variance, measured: isMeasured };
}

/**
 * How far each cell of a table that was not measured may be off, as a deviation: its noisy misfit, no smaller than the
 * noise in it, shared out in proportion to the root of the count, as chance would; and no less than chance itself, for
 * nothing held these cells nearer to the truth than one draw of people is to another.
 */
function spreadOf(
  data: Microdata,
  shape: TableShape,
  counts: Float64Array,
  { misfits, misfitNoise }: Evidence,
): Float64Array {
  const misfit = Math.max(
    misfitNoise?.get(shape.length) ?? 0,
    misfits.get(shape.join(",")) ?? totalOf(data) / 20,
  );
  const roots = counts.map((count) => Math.sqrt(count + 1));
  const share = (deviationOfMean * misfit) / roots.reduce((total, root) => total + root, 0);
  return roots.map((root) => Math.max(1, share) * root);
}

/**
 * The published counts of a table with the interval in which each true count lies.
 *
 * Made only of what was measured with noise of known size, so it spends nothing. Where the table and its parts were
 * measured, the true count is inside 95 times in 100 at least, over many releases: all ranges of one share the noise of the
 * total. Where not, a noisy misfit takes the place of the noise, and the range is an estimate (docs/synth.md has how often
 * it was right). The published count is always inside.
 */
export function bandOf(data: Microdata, shape: TableShape, evidence: Evidence): Band {
  const counts = countTable(data, shape);
  const cells = counts.length;
  const { estimate, variance, measured } = estimateOf(data, shape, evidence);
  const low = new Float32Array(cells);
  const high = new Float32Array(cells);
  let sum = 0;
  let halfWidthMax = 0;
  for (let cell = 0; cell < cells; cell++) {
    const count = counts[cell] ?? 0;
    const halfWidth = standardDeviations95 * Math.sqrt(variance[cell]!) + 0.5;
    sum += halfWidth;
    halfWidthMax = Math.max(halfWidthMax, halfWidth);
    low[cell] = Math.min(count, Math.max(0, Math.floor((estimate[cell] ?? 0) - halfWidth)));
    high[cell] = Math.max(count, Math.ceil((estimate[cell] ?? 0) + halfWidth), 0);
  }
  return { counts, low, high, halfWidth: sum / cells, halfWidthMax, measured };
}
