import type { RandomSource } from "../random.ts";
import { pause } from "../stop.ts";
import { type Synthesis, type SynthesisOptions, synthesise } from "../synthesise.ts";
import { countTable, type Microdata, sizesOf } from "../tables.ts";
import { epsilonFromTwoWorlds, type LowerBound } from "./threshold.ts";

/** The mechanism under audit: the true one, or one broken on purpose. */
export type Mechanism = (data: Microdata, options: SynthesisOptions) => Promise<Synthesis>;

/**
 * How much a release looks like one with the canary in: white-box, with every noisy measurement at hand.
 *
 * The attacker knows all other people's rows, so can subtract them; what is left of each residual is noise, plus the
 * canary's own shape if it is in. The likelihood ratio sums (left x shape) / variance over all tables.
 */
export function canaryScore(synthesis: Synthesis, others: Microdata, canary: Microdata): number {
  // A domain that follows the data gives the canary's rare value away without any counting.
  const isOfDomain = canary.codes.every(
    (code, k) => code < (synthesis.microdata.sizes[k % canary.width] ?? 0),
  );
  if (!isOfDomain) return -1e9;
  let score = 0;
  for (const { shape, residual, sizes, cellVariance } of synthesis.evidence.measurements.values()) {
    const share = sizes.reduce((product, size) => product * ((size - 1) / size), 1);
    const variance = cellVariance / share;
    const publicSizes = sizesOf(others, shape);
    if (publicSizes.some((size, axis) => size !== sizes[axis])) return 1e9;
    const known = residualPart(countTable(others, shape), sizes);
    const wanted = residualPart(countTable(canary, shape), sizes);
    for (let cell = 0; cell < wanted.length; cell++) {
      score +=
        (((residual[cell] ?? 0) - (known[cell] ?? 0) - (wanted[cell] ?? 0) / 2) * (wanted[cell] ?? 0)) /
        variance;
    }
  }
  return score;
}

/** Centres a table along every axis: what remains is what only this table says. */
function residualPart(cells: Float64Array, sizes: readonly number[]): Float64Array {
  const part = cells.slice();
  let stride = 1;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const size = sizes[axis] ?? 1;
    for (let start = 0; start < part.length; start++) {
      if (Math.floor(start / stride) % size !== 0) continue;
      let mean = 0;
      for (let k = 0; k < size; k++) mean += (part[start + k * stride] ?? 0) / size;
      for (let k = 0; k < size; k++) part[start + k * stride]! -= mean;
    }
    stride *= size;
  }
  return part;
}

export function joined(a: Microdata, b: Microdata): Microdata {
  const codes = new Uint16Array(a.codes.length + b.codes.length);
  codes.set(a.codes);
  codes.set(b.codes, a.codes.length);
  return { ...a, rows: a.rows + b.rows, codes };
}

export type CanaryAudit = LowerBound & { trials: number; chanceOfFalseAlarm: number };

/**
 * Runs the mechanism many times with and without one worst-case person and proves a lower bound of epsilon.
 *
 * @param canary all rows of that person: as many as a person may have, and one more shows a bound that is not enforced
 * @throws SynthError `stopped`
 */
export async function auditWithCanary(input: {
  mechanism?: Mechanism;
  others: Microdata;
  canary: Microdata;
  options: Omit<SynthesisOptions, "random">;
  delta: number;
  trials: number;
  risk: number;
  randomFor: (trial: number, isIn: boolean) => RandomSource;
  signal?: AbortSignal | undefined;
  onTrial?: (trial: number) => void;
}): Promise<CanaryAudit> {
  const mechanism = input.mechanism ?? synthesise;
  const within: number[] = [];
  const without: number[] = [];
  const everyone = joined(input.others, input.canary);
  for (let trial = 0; trial < input.trials; trial++) {
    await pause(input.signal);
    input.onTrial?.(trial);
    for (const isIn of [true, false]) {
      const random = input.randomFor(trial, isIn);
      const made = await mechanism(isIn ? everyone : input.others, { ...input.options, random });
      (isIn ? within : without).push(canaryScore(made, input.others, input.canary));
    }
  }
  const bound = epsilonFromTwoWorlds(within, without, input.delta, input.risk);
  return { ...bound, trials: input.trials, chanceOfFalseAlarm: input.risk };
}
