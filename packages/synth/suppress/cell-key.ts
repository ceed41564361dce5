import { type RandomSource, uniformBelow } from "../random.ts";

/** What cell-key perturbation cannot do. */
export const cellKeyLimits = [
  "Totals do not add up: each cell is changed by its own amount.",
  "The largest change is public, so a count is known to within it.",
  "Tables that differ by one person can be subtracted; large families of tables average the noise away.",
  "There is no bound on what all tables together give away, as there is with differential privacy.",
] as const;

const keyRange = 2 ** 32;

/** A random key for every record; kept as secret as the records, and kept, so that the same cell always changes alike. */
export function recordKeys(rows: number, random: RandomSource): Uint32Array {
  return Uint32Array.from({ length: rows }, () => Number(uniformBelow(random, BigInt(keyRange))));
}

/** The key of a cell: the sum of its records' keys. The same people make the same key in every table. */
export function cellKey(keys: Iterable<number>): number {
  let sum = 0;
  for (const key of keys) sum = (sum + key) % keyRange;
  return sum;
}

/**
 * The chances of each change of a count: from -min(`count`, `most`) to `most`, mean zero, variance as near `variance`
 * as that allows, otherwise as even as can be (maximum entropy; Marley and Leaver 2011).
 */
export function changesOf(
  count: number,
  most: number,
  variance: number,
): Array<{ change: number; chance: number }> {
  if (count === 0) return [{ change: 0, chance: 1 }];
  const changes = Array.from(
    { length: Math.min(count, most) + most + 1 },
    (_, k) => k - Math.min(count, most),
  );
  const tilted = (curve: number): number[] => {
    let low = -20;
    let high = 20;
    let chances: number[] = [];
    for (let step = 0; step < 100; step++) {
      const tilt = (low + high) / 2;
      const logs = changes.map((j) => tilt * j - curve * j * j);
      const top = Math.max(...logs);
      const weights = logs.map((value) => Math.exp(value - top));
      const sum = weights.reduce((a, b) => a + b, 0);
      chances = weights.map((weight) => weight / sum);
      const mean = chances.reduce((total, chance, k) => total + chance * (changes[k] ?? 0), 0);
      if (mean < 0) low = tilt;
      else high = tilt;
    }
    return chances;
  };
  const varianceOf = (chances: number[]) =>
    chances.reduce((total, chance, k) => total + chance * (changes[k] ?? 0) ** 2, 0);
  let low = -2;
  let high = 20;
  for (let step = 0; step < 80; step++) {
    const curve = (low + high) / 2;
    if (varianceOf(tilted(curve)) > variance) low = curve;
    else high = curve;
  }
  return tilted(high).map((chance, k) => ({ change: changes[k] ?? 0, chance }));
}

/** The published count of a cell: the change that its key picks. The same cell gives the same answer, always. */
export function perturb(count: number, key: number, most: number, variance: number): number {
  let left = key / keyRange;
  for (const { change, chance } of changesOf(count, most, variance)) {
    left -= chance;
    if (left < 0) return count + change;
  }
  return count;
}
