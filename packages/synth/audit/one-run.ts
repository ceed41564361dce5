import type { RandomSource } from "../random.ts";
import { uniformBelow } from "../random.ts";
import type { SynthesisOptions } from "../synthesise.ts";
import { synthesise } from "../synthesise.ts";
import type { Microdata } from "../tables.ts";
import { canaryScore, joined, type Mechanism } from "./canaries.ts";
import { binomialAtLeast } from "./threshold.ts";

export type OneRunAudit = {
  /** Proved lower bound of epsilon. */
  epsilon: number;
  confidence: number;
  canaries: number;
  guesses: number;
  correct: number;
};

/**
 * Audits with a single run (Steinke, Nasr, Jagielski 2023): each of many canaries is in or out by a fair coin; the
 * attacker guesses the surest ones. Under (epsilon, delta) the number of right guesses is at most Binomial(guesses,
 * e^epsilon / (1 + e^epsilon)) up to delta, which the bound below subtracts as 2 x canaries x delta.
 */
export async function auditInOneRun(input: {
  mechanism?: Mechanism;
  others: Microdata;
  canaries: readonly Microdata[];
  options: SynthesisOptions;
  delta: number;
  guesses: number;
  risk: number;
  coins: RandomSource;
}): Promise<OneRunAudit> {
  const isIn = input.canaries.map(() => uniformBelow(input.coins, 2n) === 1n);
  let data = input.others;
  for (const [k, canary] of input.canaries.entries()) if (isIn[k]) data = joined(data, canary);
  const made = await (input.mechanism ?? synthesise)(data, input.options);
  // The attacker knows everyone else but not the other canaries: half of each is the best guess, which only adds noise.
  const scored = input.canaries.map((canary, k) => ({ k, score: canaryScore(made, input.others, canary) }));
  scored.sort((a, b) => b.score - a.score);
  const each = Math.floor(input.guesses / 2);
  const top = scored.slice(0, each).filter(({ k }) => isIn[k]).length;
  const bottom = scored.slice(scored.length - each).filter(({ k }) => !isIn[k]).length;
  const guesses = 2 * each;
  const correct = top + bottom;
  const allowed = input.risk - 2 * input.canaries.length * input.delta;
  let low = 0;
  let high = 30;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const rate = Math.exp(middle) / (1 + Math.exp(middle));
    if (binomialAtLeast(guesses, rate, correct) < allowed) low = middle;
    else high = middle;
  }
  return { epsilon: low, confidence: 1 - input.risk, canaries: input.canaries.length, guesses, correct };
}
