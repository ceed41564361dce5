import { epsilonOfGaussian, normalQuantile } from "./normal.ts";

/** Probability that a Binomial(n, p) is at least k, exactly summed in logarithms. */
export function binomialAtLeast(n: number, p: number, k: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  let logTerm = logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
  let sum = 0;
  for (let j = k; j <= n; j++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((n - j) / (j + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let j = 1; j <= k; j++) sum += Math.log((n - k + j) / j);
  return sum;
}

/** Clopper-Pearson: the least success rate that `k` of `n` successes do not refute at `risk`. */
export function rateAtLeast(k: number, n: number, risk: number): number {
  if (k === 0) return 0;
  let low = 0;
  let high = k / n;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (binomialAtLeast(n, middle, k) < risk) low = middle;
    else high = middle;
  }
  return low;
}

/** Clopper-Pearson: the most. */
export function rateAtMost(k: number, n: number, risk: number): number {
  return 1 - rateAtLeast(n - k, n, risk);
}

export type LowerBound = {
  /** Proved with no assumption about the mechanism. Few trials cannot prove much at a small delta. */
  epsilon: number;
  /** Proved for a mechanism whose noise is Gaussian, as ours claims to be: far sharper, and what catches a broken build. */
  epsilonIfGaussian: number;
  /** The separation that the second bound rests on; the claim is at most the root of 2 rho. */
  mu: number;
  confidence: number;
};

/**
 * The largest epsilon that an attack on two worlds proves, with confidence 1 - `risk`: scores with the canary in and
 * without it, split; the first quarter picks a threshold, the rest is tested at that one threshold only.
 */
export function epsilonFromTwoWorlds(
  within: readonly number[],
  without: readonly number[],
  delta: number,
  risk: number,
): LowerBound {
  const first = Math.floor(Math.min(within.length, without.length) / 4);
  const rates = (ins: readonly number[], outs: readonly number[], threshold: number) => ({
    truePositive: rateAtLeast(ins.filter((score) => score > threshold).length, ins.length, risk / 2),
    falsePositive: rateAtMost(outs.filter((score) => score > threshold).length, outs.length, risk / 2),
  });
  const muOf = ({ truePositive, falsePositive }: { truePositive: number; falsePositive: number }) =>
    Math.max(0, normalQuantile(truePositive) - normalQuantile(falsePositive));
  const candidates = [...within.slice(0, first), ...without.slice(0, first)].sort((a, b) => a - b);
  const step = Math.max(1, Math.floor(candidates.length / 100));
  let threshold = 0;
  let best = -1;
  // Not the ends: rates near 0 and 1 prove little from few trials.
  for (let k = Math.floor(candidates.length / 8); k < (candidates.length * 7) / 8; k += step) {
    const tried = muOf(rates(within.slice(0, first), without.slice(0, first), candidates[k] ?? 0));
    if (tried > best) {
      best = tried;
      threshold = candidates[k] ?? 0;
    }
  }
  const found = rates(within.slice(first), without.slice(first), threshold);
  const { truePositive, falsePositive } = found;
  const mu = muOf(found);
  const epsilon = Math.max(
    0,
    truePositive > delta ? Math.log((truePositive - delta) / falsePositive) : 0,
    1 - falsePositive > delta ? Math.log((1 - falsePositive - delta) / (1 - truePositive)) : 0,
  );
  return { epsilon, epsilonIfGaussian: epsilonOfGaussian(mu, delta), mu, confidence: 1 - risk };
}
