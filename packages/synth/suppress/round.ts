import { type RandomSource, uniformBelow } from "../random.ts";

/** What rounding cannot do. */
export const roundingLimits = [
  "Each count is rounded alone, so totals do not add up, and several tables with the same cell narrow it down.",
  "A count is known to within the base less one, whoever it is about.",
] as const;

/** Unbiased random rounding: each whole count to one of its two nearest multiples of `base`, zero to zero. */
export function roundRandomly(counts: readonly number[], base: number, random: RandomSource): number[] {
  if (!Number.isInteger(base) || base < 2)
    throw new RangeError(`the base must be a whole number from 2, and is ${base}`);
  return counts.map((count) => {
    const rest = count % base;
    if (rest === 0) return count;
    return uniformBelow(random, BigInt(base)) < BigInt(rest) ? count - rest + base : count - rest;
  });
}
