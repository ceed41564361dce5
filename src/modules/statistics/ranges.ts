import type { Cell } from "./tables.ts";

/**
 * What ranges carry. Each cell of a release has a range in which its true count lies 95 times in 100. Whoever says
 * something of several cells at once, or picks the most striking of many, needs wider ones: they are widened by
 * Bonferroni's inequality, so that all that is said together is right 95 times in 100. The noise is normal or close to it.
 */
export type Range = Pick<Cell, "count" | "low" | "high">;

/** Beyond which a standard normal lies with this chance on one side; by halving, to 1e-9. */
function normalTail(chance: number): number {
  let [low, high] = [0, 40];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (tailOf(middle) > chance) low = middle;
    else high = middle;
  }
  return high;
}

/** 1 - Phi(z) for z >= 0 by its continued fraction or series; better than 1e-10 (Abramowitz and Stegun 26.2.11, 26.2.14). */
function tailOf(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let term = z;
    let sum = z;
    for (let k = 1; k < 200; k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 60; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}

const ONE = normalTail(0.025);

/** How much wider ranges must be so that `together` of them hold at once, 95 times in 100; 1 for one. */
export const wideningOf = (together: number): number => normalTail(0.025 / Math.max(1, together)) / ONE;

/**
 * The cells of one table with ranges that hold for `together` statements at once. All cells of a table carry noise of
 * one size, so the widest range of the table says it, also for those that are cut off at nobody.
 */
export function widen(cells: readonly Range[], together: number): Range[] {
  const widths = (some: readonly Range[]) => some.map(({ low, high }) => high - low);
  const whole = widths(cells.filter(({ low }) => low > 0));
  // Where every range is cut off at 0 no width is known: the highest end stands for half of one.
  const half = whole.length > 0 ? Math.max(...whole) / 2 : Math.max(0, ...widths(cells));
  const more = (wideningOf(together) - 1) * half;
  return cells.map(({ count, low, high }) => ({
    count,
    low: Math.max(0, Math.floor(low - more)),
    high: Math.ceil(high + more),
  }));
}

/** Several cells as one: its range holds whatever noise they share. */
export const sumOf = (cells: readonly Range[]): Range =>
  cells.reduce<Range>(
    (sum, { count, low, high }) => ({
      count: sum.count + count,
      low: sum.low + low,
      high: sum.high + high,
    }),
    { count: 0, low: 0, high: 0 },
  );

/** Of 100 of a whole, how many are in a part of it, and between what; null where the whole may be nobody. */
export function shareOf(part: Range, whole: Range): Range | null {
  if (whole.low <= 0 || whole.count <= 0) return null;
  const of = (some: number, all: number) => Math.min(100, (100 * some) / all);
  return {
    count: of(part.count, whole.count),
    low: of(part.low, whole.high),
    high: of(part.high, whole.low),
  };
}

export interface Difference {
  /** Later less earlier. */
  readonly by: number;
  readonly low: number;
  readonly high: number;
  /** What the ranges carry: more, fewer, or neither. */
  readonly verdict: "more" | "fewer" | "open";
}

/**
 * The difference of two counts whose noise is independent, from their ranges alone: the method of variance estimates
 * recovery (Zou and Donner, Statistics in Medicine 27, 2008), which keeps ranges that are not symmetrical.
 */
export function differenceOf(later: Range, earlier: Range): Difference {
  const by = later.count - earlier.count;
  const low = Math.floor(by - Math.hypot(later.count - later.low, earlier.high - earlier.count));
  const high = Math.ceil(by + Math.hypot(later.high - later.count, earlier.count - earlier.low));
  return { by, low, high, verdict: low > 0 ? "more" : high < 0 ? "fewer" : "open" };
}

/** Whether everyone else's range ends below where this one's begins. */
export const isAbove = (one: Range, others: readonly Range[]): boolean =>
  others.every(({ high }) => one.low > high);
