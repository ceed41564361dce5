import { residualShare } from "./contrasts.ts";

/** One table that could be measured: what it would mend if it were, and how many cells its noise would fall on. */
export type Candidate = {
  readonly sizes: readonly number[];
  /** Rows estimated to sit in the wrong cell of this table today (a noisy score; Infinity: measure in any case). */
  readonly misfit: number;
  /** Cells large enough for noise to matter; at least 1. */
  readonly liveCells: number;
};

/** Expected absolute size of Gaussian noise over its standard deviation. */
const meanAbsolute = Math.sqrt(2 / Math.PI);

/**
 * Splits `rho` over the tables that gain from it: the error of a measured table is its noise, of an unmeasured one its
 * misfit. Minimising the sum of live cells x noise under sum of share / (2 sigma^2) = rho gives
 * sigma proportional to (sqrt(share) / cells)^(1/3); tables whose noise would exceed their misfit are dropped in turn.
 *
 * @returns rho for each candidate, 0 where it is left unmeasured; sums to `rho` or, when nothing gains, to 0
 */
export function allocate(candidates: readonly Candidate[], rho: number, rowsPerPerson: number): number[] {
  const shape = candidates.map(({ sizes, liveCells }) => {
    const share = residualShare(sizes);
    return {
      share,
      noise: liveCells * Math.sqrt(share),
      base: share === 0 ? 0 : (Math.sqrt(share) / liveCells) ** (1 / 3),
    };
  });
  let chosen = candidates.map((_, k) => k).filter((k) => (shape[k]?.share ?? 0) > 0);
  for (;;) {
    // sigma_k = scale * base_k, with the scale that spends exactly rho.
    const cost = chosen.reduce((sum, k) => sum + shape[k]!.share / (2 * shape[k]!.base ** 2), 0);
    const scale = rowsPerPerson * Math.sqrt(cost / rho);
    const gain = (k: number) =>
      candidates[k]!.misfit - meanAbsolute * shape[k]!.noise * scale * shape[k]!.base;
    const losing = chosen.filter((k) => gain(k) <= 0).sort((a, b) => gain(a) - gain(b));
    if (losing.length === 0 || chosen.length === 0) {
      const result = candidates.map(() => 0);
      for (const k of chosen) result[k] = (shape[k]!.share / (2 * shape[k]!.base ** 2) / cost) * rho;
      return result;
    }
    // A few at a time: each dropped table leaves more for the others, which may then gain after all.
    const dropped = new Set(losing.slice(0, Math.max(1, Math.ceil(losing.length / 4))));
    chosen = chosen.filter((k) => !dropped.has(k));
  }
}

/** Raises shares of a budget to their least, in place and in sum unchanged: the others give in proportion to theirs. */
export function raiseTo(allowed: number[], least: readonly number[]): void {
  const raised = new Set(least.flatMap((rho, k) => (rho > (allowed[k] ?? 0) ? [k] : [])));
  const sum = allowed.reduce((a, b) => a + b, 0);
  let missing = 0;
  let rest = 0;
  for (const [k, rho] of allowed.entries()) {
    if (raised.has(k)) missing += least[k]! - rho;
    else rest += rho;
  }
  for (const [k, rho] of allowed.entries()) {
    if (raised.has(k)) allowed[k] = least[k]!;
    else if (sum > 0) allowed[k] = rho * Math.max(0, 1 - missing / rest);
  }
}
