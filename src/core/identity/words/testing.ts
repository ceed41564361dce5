/** Pairs of folded words that one letter tells apart (added, left out, changed) or one swap of neighbours. */
export function pairsOneSlipApart(words: readonly string[]): [string, string][] {
  const known = new Map(words.map((word, i) => [word, i]));
  const letters = [...new Set(words.join(""))];
  const pairs: [string, string][] = [];
  for (const [word, i] of known) {
    const slips = new Set<string>();
    for (let at = 0; at <= word.length; at++) {
      const [before, after] = [word.slice(0, at), word.slice(at)];
      slips.add(before + after.slice(1));
      slips.add(before + after.slice(0, 2).split("").reverse().join("") + after.slice(2));
      for (const letter of letters) slips.add(before + letter + after).add(before + letter + after.slice(1));
    }
    for (const slip of slips) {
      const other = known.get(slip);
      if (other !== undefined && other > i) pairs.push([word, slip]);
    }
  }
  return pairs;
}
