import type { RandomSource } from "../random.ts";
import { bernoulliExp } from "./bernoulli.ts";
import { discreteLaplace } from "./discrete-laplace.ts";

/** A variance as an exact fraction; both parts at least 1. */
export type Variance = { numerator: bigint; denominator: bigint };

/** The largest whole number whose square is at most `value`. */
export function floorSqrt(value: bigint): bigint {
  if (value < 2n) return value;
  let root = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (root * root > value) root -= 1n;
  while ((root + 1n) * (root + 1n) <= value) root += 1n;
  return root;
}

/**
 * An integer with probability proportional to exp(-y^2 / (2 variance)), exactly: no floating-point number is used.
 *
 * Canonne, Kamath, Steinke 2020, algorithm 3.
 */
export function discreteGaussian(random: RandomSource, variance: Variance): bigint {
  const { numerator, denominator } = variance;
  const scale = floorSqrt(numerator / denominator) + 1n;
  const below = 2n * numerator * denominator * scale * scale;
  for (;;) {
    const candidate = discreteLaplace(random, scale);
    const size = candidate < 0n ? -candidate : candidate;
    const distance = size * denominator * scale - numerator;
    if (bernoulliExp(random, distance * distance, below)) return candidate;
  }
}

/**
 * The same as a number below 2^53 in size.
 *
 * @throws RangeError when a draw cannot be held exactly
 */
export function discreteGaussianNumber(random: RandomSource, variance: Variance): number {
  const drawn = Number(discreteGaussian(random, variance));
  if (!Number.isSafeInteger(drawn)) throw new RangeError("noise beyond 2^53: the variance is too large");
  return drawn;
}
