/**
 * Pearson's statistic of counts against exact chances, and the chance of one as large (Wilson and Hilferty 1931: close
 * enough to tell 0.01 from a millionth). Cells expected below 5 are pooled.
 */
export function chiSquareOf(
  counts: readonly number[],
  chances: readonly number[],
): { statistic: number; pValue: number } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  let pooledCount = 0;
  let pooledExpected = 0;
  for (const [k, count] of counts.entries()) {
    const expected = (chances[k] ?? 0) * total;
    if (expected < 5) {
      pooledCount += count;
      pooledExpected += expected;
      continue;
    }
    statistic += (count - expected) ** 2 / expected;
    cells++;
  }
  if (pooledExpected >= 1) {
    statistic += (pooledCount - pooledExpected) ** 2 / pooledExpected;
    cells++;
  }
  const freedom = Math.max(1, cells - 1);
  const z = ((statistic / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
  return { statistic, pValue: upperTail(z) };
}

/** The chance that a standard normal is above `z` (continued fraction in the tail). */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  if (z > 3) {
    let fraction = z;
    for (let k = 60; k >= 1; k--) fraction = z + k / fraction;
    return Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * fraction);
  }
  let sum = z;
  let term = z;
  for (let k = 3; sum !== sum + term; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 - (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}
