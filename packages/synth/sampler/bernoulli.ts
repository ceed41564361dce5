import { type RandomSource, uniformBelow } from "../random.ts";

/** True with probability exactly `numerator`/`denominator`, 0 <= numerator <= denominator. */
function bernoulli(random: RandomSource, numerator: bigint, denominator: bigint): boolean {
  return uniformBelow(random, denominator) < numerator;
}

/**
 * True with probability exactly exp(-numerator/denominator), for any fraction at or above zero.
 *
 * Canonne, Kamath, Steinke 2020, "The discrete Gaussian for differential privacy", algorithm 1: integers only.
 */
export function bernoulliExp(random: RandomSource, numerator: bigint, denominator: bigint): boolean {
  let left = numerator;
  while (left > denominator) {
    if (!bernoulliExpBelowOne(random, 1n, 1n)) return false;
    left -= denominator;
  }
  return bernoulliExpBelowOne(random, left, denominator);
}

function bernoulliExpBelowOne(random: RandomSource, numerator: bigint, denominator: bigint): boolean {
  let k = 1n;
  while (bernoulli(random, numerator, denominator * k)) k += 1n;
  return (k & 1n) === 1n;
}
