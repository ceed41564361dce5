import { BASE, type Outputs, outputText } from "../spelling.ts";

/**
 * How Latin letters stand for each other, through the sounds that both write: where ж is written zh, j and z, these
 * three are spellings of one sound. No list of Latin pairs is needed.
 */
const OTHER_LETTERS_SHARE = 0.25;
/** Strings of letters that are rarer than this are no spelling of their own. */
const COUNT_LEAST = 20;
const SHARE_LEAST = 0.01;

export function latinByLatin(
  outputs: ReadonlyMap<string, Outputs>,
  counts: ReadonlyMap<string, number>,
): Map<string, Outputs> {
  const joint = new Map<number, Map<number, number>>();
  for (const [key, outs] of outputs) {
    const count = counts.get(key) ?? 0;
    for (const [one, share] of outs) {
      if (one === 0 || one >= BASE * BASE) continue;
      const row = joint.get(one) ?? new Map<number, number>();
      joint.set(one, row);
      for (const [other, otherShare] of outs)
        row.set(other, (row.get(other) ?? 0) + count * share * otherShare);
    }
  }
  const latin = new Map<string, Outputs>();
  for (const [one, row] of joint) {
    const all = [...row.values()].reduce((sum, count) => sum + count, 0);
    if (one >= BASE && all < COUNT_LEAST) continue;
    const shares = [...row].map(([other, count]): [number, number] => {
      const share = (OTHER_LETTERS_SHARE * count) / all;
      return [other, other === one ? share + 1 - OTHER_LETTERS_SHARE : share];
    });
    latin.set(outputText(one), new Map(shares.filter(([, share]) => share >= SHARE_LEAST / 2)));
  }
  return latin;
}
