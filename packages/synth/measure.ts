import { forEachResidual, fromContrasts, residualShare, toContrasts } from "./contrasts.ts";
import type { RandomSource } from "./random.ts";
import { discreteGaussianNumber, type Variance } from "./sampler/discrete-gaussian.ts";
import { cellsOf, countTable, type Microdata, sizesOf, type TableShape, totalOf } from "./tables.ts";

/** Variances are whole sixteenths: fine enough to lose under 1% of a budget, and exact. */
const grain = 16n;

/** The part of a table that tables of fewer columns cannot say, with noise; safe to use in any way from here on. */
export type Measurement = {
  readonly shape: TableShape;
  readonly sizes: readonly number[];
  /** The noisy residual spread over the cells; sums to zero along every axis (except for the total). */
  readonly residual: Float32Array;
  /** Variance of the noise in each cell of `residual`. */
  readonly cellVariance: number;
};

/**
 * The zCDP that measuring one table's residual costs when each unit contrast gets noise of `variance`.
 *
 * A person's `rowsPerPerson` rows may all fall in one cell, so the squared distance grows with its square.
 */
export function rhoOfMeasurement(
  sizes: readonly number[],
  variance: Variance,
  rowsPerPerson: number,
): number {
  const sigma2 = Number(variance.numerator) / Number(variance.denominator);
  return (rowsPerPerson ** 2 * residualShare(sizes)) / (2 * sigma2);
}

/** The variance, rounded up to a whole sixteenth, with which a table costs at most `rho`. */
export function varianceForRho(sizes: readonly number[], rho: number, rowsPerPerson: number): Variance {
  const sigma2 = (rowsPerPerson ** 2 * residualShare(sizes)) / (2 * rho);
  return { numerator: BigInt(Math.ceil(sigma2 * Number(grain))) || 1n, denominator: grain };
}

/** Largest count times largest contrast entry must stay exact. */
function ensureExact(rows: number, sizes: readonly number[]): void {
  const bound = sizes.reduce((product, d) => product * d, rows);
  if (bound >= 2 ** 53)
    throw new RangeError(`a table of ${sizes.join(" x ")} over ${rows} rows is beyond 2^53`);
}

/**
 * Measures one table: draws all its noise first, then counts, then adds. How long sampling takes depends on what is
 * drawn, so that drawing count by count would let a clock near the machine read noise off (Jin et al. 2022).
 */
export function measureTable(
  data: Microdata,
  shape: TableShape,
  variance: Variance,
  random: RandomSource,
): Measurement {
  const sizes = sizesOf(data, shape);
  ensureExact(totalOf(data), sizes);
  const noisy = new Float64Array(cellsOf(sizes));
  const { numerator, denominator } = variance;
  forEachResidual(sizes, (cell, norm) => {
    noisy[cell] = discreteGaussianNumber(random, { numerator: numerator * norm, denominator });
  });
  const counts = countTable(data, shape);
  toContrasts(counts, sizes);
  forEachResidual(sizes, (cell) => {
    noisy[cell]! += counts[cell]!;
    if (!Number.isSafeInteger(noisy[cell])) throw new RangeError("a count with its noise is beyond 2^53");
  });
  fromContrasts(noisy, sizes);
  const sigma2 = Number(variance.numerator) / Number(variance.denominator);
  return { shape, sizes, residual: Float32Array.from(noisy), cellVariance: sigma2 * residualShare(sizes) };
}

/** The same residual of a table that is already safe to look at: no noise. */
export function residualOf(counts: Float64Array, sizes: readonly number[]): Float64Array {
  const contrasts = counts.slice();
  toContrasts(contrasts, sizes);
  const kept = new Float64Array(contrasts.length);
  forEachResidual(sizes, (cell) => {
    kept[cell] = contrasts[cell] ?? 0;
  });
  fromContrasts(kept, sizes);
  return kept;
}

/** What a table's own measurement, on top of the rows' smaller tables, says of each cell. */
export function estimatesOf({ residual, sizes }: Measurement, made: Float64Array): Float64Array {
  const current = residualOf(made, sizes);
  return made.map((count, cell) => count + residual[cell]! - current[cell]!);
}
