/** Mulberry32: the same drawn pairs on every machine. */
function chooser(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
}

/** What so many drawn pairs of different names reach, from the highest down; equal on either side is no different name. */
export function drawnScores(
  names: readonly { readonly one: string; readonly other: string }[],
  score: (i: number, j: number) => number,
  { count, seed }: { count: number; seed: number },
): Float64Array {
  const choose = chooser(seed);
  const scores = new Float64Array(count);
  for (let drawn = 0; drawn < count; ) {
    const [i, j] = [choose(names.length), choose(names.length)];
    if (names[i]?.one === names[j]?.one || names[i]?.other === names[j]?.other) continue;
    scores[drawn++] = score(i, j);
  }
  return scores.sort().reverse();
}

/** What one in a thousand of them reaches. */
export const FALSE_POSITIVE_RATE = 0.001;
export const limitAmong = (scores: Float64Array): number =>
  scores[Math.floor(scores.length * FALSE_POSITIVE_RATE)] ?? 0;
