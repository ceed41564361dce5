import type { Seen } from "./draft.ts";

/** A value that is public is seen many times: fewer on average, and the texts are taken for names. */
const repeatsLeast = 5;
/** Many different texts are public only if each is seen often: people may have several rows each. */
const fewTexts = 30;
const repeatsOfMany = 30;
/** Ages and years of birth lie within so many of each other; whole numbers of people, seen a few times each, do not. */
const agesSpan = 120;
/** Answers that no one has to look up, in a table too short to see them often. */
const plainAnswer = /^(yes|no|true|false|unknown|not known)$/i;

export function isSeldomSeen(distinct: number, cells: number): boolean {
  return cells < distinct * repeatsLeast;
}

/** Whether texts are seen too seldom to be public: names are, also where each person has several rows. */
export function mayBeNames(values: ReadonlyMap<string, number>): boolean {
  if ([...values.keys()].every((value) => plainAnswer.test(value))) return false;
  const cells = [...values.values()].reduce((sum, times) => sum + times, 0);
  return cells < values.size * (values.size > fewTexts ? repeatsOfMany : repeatsLeast);
}

/** Whole numbers that are keys of people: nearly all different, or seen a few times each and far apart or equally often. */
export function mayBeKeys({ values, cells, low, high }: Seen): boolean {
  if (values.size < 2 || ![...values.keys()].every((value) => Number.isInteger(Number(value)))) return false;
  if (cells >= 20 && values.size > cells * 0.9) return true;
  if (!isSeldomSeen(values.size, cells)) return false;
  return high - low >= agesSpan || (cells >= 20 && new Set(values.values()).size === 1);
}
