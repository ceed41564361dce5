import { type RandomSource, uniformBelow } from "../random.ts";
import { bernoulliExp } from "./bernoulli.ts";

/**
 * An integer with probability proportional to exp(-|y|/scale), exactly.
 *
 * @param scale whole number, at least 1
 * Canonne, Kamath, Steinke 2020, algorithm 2.
 */
export function discreteLaplace(random: RandomSource, scale: bigint): bigint {
  for (;;) {
    const within = uniformBelow(random, scale);
    if (!bernoulliExp(random, within, scale)) continue;
    let jumps = 0n;
    while (bernoulliExp(random, 1n, 1n)) jumps += 1n;
    const size = within + scale * jumps;
    const isNegative = (random.next64() & 1n) === 1n;
    // Zero would otherwise come up twice, once with each sign.
    if (isNegative && size === 0n) continue;
    return isNegative ? -size : size;
  }
}
