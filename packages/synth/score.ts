import type { RandomSource } from "./random.ts";
import { discreteGaussianNumber } from "./sampler/discrete-gaussian.ts";
import { countTable, type Microdata, type TableShape } from "./tables.ts";

/**
 * How far each table of the synthetic rows is from the data, with noise: the number of rows in excess or missing,
 * summed over cells. Adding one row moves each score by at most 1, so all of them by the root of their number.
 * Costs `rho` in all.
 */
export function scoreTables(
  data: Microdata,
  synthetic: Microdata,
  shapes: readonly TableShape[],
  rho: number,
  rowsPerPerson: number,
  random: RandomSource,
): number[] {
  const variance = {
    numerator: BigInt(Math.ceil((shapes.length * rowsPerPerson ** 2 * 16) / (2 * rho))),
    denominator: 16n,
  };
  // All of it before any count is looked at, as in `measureTable`.
  const noise = shapes.map(() => discreteGaussianNumber(random, variance));
  return shapes.map((shape, k) => {
    const real = countTable(data, shape);
    const made = countTable(synthetic, shape);
    // Both are whole numbers, so the distance is one too, exactly.
    let distance = 0;
    for (let cell = 0; cell < real.length; cell++) distance += Math.abs(real[cell]! - made[cell]!);
    return distance + noise[k]!;
  });
}

/**
 * What a table of synthetic rows says about measuring it: how many cells are large enough for noise to matter, and how
 * far the data would be from it in the other cells even if they followed the same law (mean deviation of a Poisson).
 */
export function liveCellsOf(
  synthetic: Microdata,
  shape: TableShape,
  small: number,
): { live: number; unavoidable: number } {
  let unavoidable = 0;
  let live = 0;
  for (const count of countTable(synthetic, shape)) {
    if (count >= small) live++;
    else if (count > 0) unavoidable += 0.8 * Math.sqrt(count);
  }
  return { live: Math.max(1, live), unavoidable };
}
