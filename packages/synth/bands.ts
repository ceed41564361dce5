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

/** Where the true counts of a table lie with 95% confidence in each cell, beside the published counts. */
export type Band = { counts: Float64Array; low: Float32Array; high: Float32Array; halfWidth: number };

/** What is known of tables: measurements with their exact noise, and noisy misfits of those left unmeasured. */
export type Evidence = {
  measurements: ReadonlyMap<string, Measurement>;
  /** Rows in the wrong cell, roughly, of a table scored but not measured. */
  misfits: ReadonlyMap<string, number>;
};

const standardDeviations95 = 1.959964;

/**
 * What was measured says of each cell of a table, and with which variance: the sum of the residuals of the table and of
 * all tables over fewer of its columns. A part that was not measured is taken from the synthetic rows.
 */
export function estimateOf(
  data: Microdata,
  shape: TableShape,
  evidence: Evidence,
): { estimate: Float64Array; variance: number } {
  const sizes = sizesOf(data, shape);
  const cells = cellsOf(sizes);
  const estimate = new Float64Array(cells);
  let variance = 0;
  for (const part of subsetsOf(shape)) {
    const partSizes = sizesOf(data, part);
    if (partSizes.some((size) => size === 1)) continue;
    const partCells = cellsOf(partSizes);
    const ratio = cells / partCells;
    const key = part.join(",");
    const measured = evidence.measurements.get(key);
    const residual: ArrayLike<number> = measured?.residual ?? residualOf(countTable(data, part), partSizes);
    const places = projection(sizes, shape, part);
    for (let cell = 0; cell < cells; cell++) estimate[cell]! += (residual[places[cell]!] ?? 0) / ratio;
    const misfit = Math.max(0, evidence.misfits.get(key) ?? totalOf(data) / 20);
    const spread = measured ? measured.cellVariance : ((1.25 * misfit) / partCells) ** 2;
    variance += spread / ratio ** 2;
  }
  return { estimate, variance };
}

/**
 * The published counts of a table with the interval in which each true count lies, 95 times in 100.
 *
 * Made only of what was measured with noise of known size, so it spends nothing. Where a table was not measured, its
 * noisy misfit widens the interval (a rough measure, said so in the card). The published count is always inside.
 */
export function bandOf(data: Microdata, shape: TableShape, evidence: Evidence): Band {
  const counts = countTable(data, shape);
  const cells = counts.length;
  const { estimate, variance } = estimateOf(data, shape, evidence);
  const halfWidth = standardDeviations95 * Math.sqrt(variance) + 0.5;
  const low = new Float32Array(cells);
  const high = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const count = counts[cell] ?? 0;
    low[cell] = Math.min(count, Math.max(0, Math.floor((estimate[cell] ?? 0) - halfWidth)));
    high[cell] = Math.max(count, Math.ceil((estimate[cell] ?? 0) + halfWidth), 0);
  }
  return { counts, low, high, halfWidth };
}
