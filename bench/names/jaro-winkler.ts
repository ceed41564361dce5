/** Jaro's similarity of two strings with Winkler's for a common beginning (1990), 0 to 1: the usual way to compare names. */
export function jaroWinkler(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const mine: string[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = 1;
      mine.push(a[i] ?? "");
      break;
    }
  }
  const common = mine.length;
  if (common === 0) return 0;
  const theirs = [...b].filter((_, j) => taken[j]);
  const moved = mine.filter((letter, k) => letter !== theirs[k]).length / 2;
  const jaro = (common / a.length + common / b.length + (common - moved) / common) / 3;
  let same = 0;
  while (same < 4 && same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
  return jaro + same * 0.1 * (1 - jaro);
}
