import type { Microdata } from "../tables.ts";

export type Reconstruction = {
  /** Of the true rows that are alone with their values, how many stand in the release too. */
  uniqueRowsFound: number;
  uniqueRows: number;
  /** The same for rows drawn from the population that were not in the data: what chance alone finds. */
  uniqueRowsFoundByChance: number;
  uniqueRowsByChance: number;
};

function keysOf(data: Microdata): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < data.rows; row++) {
    const key = data.codes.subarray(row * data.width, (row + 1) * data.width).join(",");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Looks for people who can be rebuilt: rows of the data that nobody shares, found among the synthetic rows, beside the
 * same for `control` rows that were never in. Only the excess over chance would be a leak; being near a real row is not
 * one, and being far is no proof of safety.
 */
export function reconstruct(data: Microdata, control: Microdata, synthetic: Microdata): Reconstruction {
  const made = keysOf(synthetic);
  const real = keysOf(data);
  const held = keysOf(control);
  const alone = (keys: Map<string, number>, other: Map<string, number>) =>
    [...keys].filter(([key, count]) => count === 1 && !other.has(key)).map(([key]) => key);
  const inData = alone(real, held);
  const inControl = alone(held, real);
  return {
    uniqueRowsFound: inData.filter((key) => made.has(key)).length,
    uniqueRows: inData.length,
    uniqueRowsFoundByChance: inControl.filter((key) => made.has(key)).length,
    uniqueRowsByChance: inControl.length,
  };
}
