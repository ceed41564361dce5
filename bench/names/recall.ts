import { drawnScores, FALSE_POSITIVE_RATE } from "../../packages/names/learning/negatives.ts";

export interface Side {
  readonly one: string;
  readonly other: string;
}

export interface Recall {
  readonly pairs: number;
  readonly recall: number;
  /** 95 in 100, for the pairs that were drawn and for the limit that the negatives gave, both against us. */
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}

/** Share of true pairs above what one in a thousand of `negatives` random other pairs reaches. */
export function recallOf(
  sides: readonly Side[],
  score: (one: string, other: string) => number,
  { negatives, seed }: { negatives: number; seed: number },
): Recall {
  const positives = sides.map(({ one, other }) => score(one, other));
  const others = drawnScores(sides, (i, j) => score(sides[i]?.one ?? "", sides[j]?.other ?? ""), {
    count: negatives,
    seed,
  });
  const place = negatives * FALSE_POSITIVE_RATE;
  const spread = 1.96 * Math.sqrt(place);
  const above = (at: number): number => {
    const limit = others[Math.min(negatives - 1, Math.max(0, Math.floor(at)))] ?? 0;
    return positives.filter((one) => one > limit).length;
  };
  const count = positives.length;
  return {
    pairs: count,
    recall: round(above(place) / count),
    low: round(wilson(above(place - spread), count, -1)),
    high: round(wilson(above(place + spread), count, 1)),
    limit: round(others[Math.floor(place)] ?? 0),
  };
}

/** An end of Wilson's interval for a share. */
function wilson(hits: number, count: number, end: 1 | -1): number {
  const z = 1.96;
  const share = hits / count;
  const middle = share + (z * z) / (2 * count);
  const half = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return (middle + end * half) / (1 + (z * z) / count);
}

export const round = (number: number): number => Math.round(number * 1000) / 1000;
