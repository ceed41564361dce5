import type { Shuffle } from "../random.ts";
import { pause } from "../stop.ts";
import { countTable, type Microdata, shapesOf, sizesOf } from "../tables.ts";

/** What k-anonymous synthesis cannot do. */
export const kAnonymousLimits = [
  "It bounds no one's influence: whoever knows all other people in a group of k can see whether the last one is there.",
  "Everyone in a group may share a value, which is then known of each.",
  "Releases made of the same people at two times can be compared.",
  "Groups of more columns than the declared number may be smaller than k.",
] as const;

const rowsAStep = 1000;

/** Which combinations of up to `length` columns at least `k` true rows share. */
async function commonCombinations(
  data: Microdata,
  length: 1 | 2 | 3,
  k: number,
  signal: AbortSignal | undefined,
): Promise<Map<string, Uint8Array>> {
  const common = new Map<string, Uint8Array>();
  for (let order = 1; order <= length; order++) {
    for (const shape of shapesOf(data.width, order)) {
      await pause(signal);
      common.set(
        shape.join(","),
        Uint8Array.from(countTable(data, shape), (count) => (count >= k ? 1 : 0)),
      );
    }
  }
  return common;
}

/**
 * Rows in which every combination of up to `length` values is shared by at least `k` rows of the data: each starts from
 * a real row, takes its columns in random order, and where a value would make a rare combination takes another row's
 * or, failing that, code 0. Rows that even so break the rule are left out.
 *
 * Not differentially private; see `kAnonymousLimits`. Cost grows with rows x columns^length.
 *
 * @throws SynthError `stopped`
 */
export async function synthesiseKAnonymous(
  data: Microdata,
  options: {
    k: number;
    length: 1 | 2 | 3;
    shuffle: Shuffle;
    signal?: AbortSignal | undefined;
    onRows?: (rows: number) => void;
  },
): Promise<Microdata> {
  const { k, length, shuffle, signal } = options;
  if (!Number.isInteger(k) || k < 2) throw new RangeError(`k must be a whole number from 2, and is ${k}`);
  const common = await commonCombinations(data, length, k, signal);
  const { width, sizes, codes } = data;
  const isCommon = (row: Uint16Array, columns: readonly number[]): boolean => {
    const shape = [...columns].sort((a, b) => a - b);
    const shapeSizes = sizesOf(data, shape);
    const cell = shape.reduce(
      (place, column, axis) => place * (shapeSizes[axis] ?? 1) + (row[column] ?? 0),
      0,
    );
    return common.get(shape.join(","))?.[cell] === 1;
  };
  const fits = (row: Uint16Array, chosen: readonly number[], column: number): boolean => {
    for (let order = 0; order < length; order++) {
      for (const part of shapesOf(chosen.length, order)) {
        if (!isCommon(row, [...part.map((place) => chosen[place] ?? 0), column])) return false;
      }
    }
    return true;
  };
  const made: number[] = [];
  const row = new Uint16Array(width);
  for (let start = 0; start < data.rows; start++) {
    if (start % rowsAStep === 0) {
      await pause(signal);
      options.onRows?.(start);
    }
    const order = Array.from({ length: width }, (_, column) => column);
    for (let j = width - 1; j > 0; j--) {
      const other = Math.floor(shuffle() * (j + 1));
      [order[j], order[other]] = [order[other] ?? 0, order[j] ?? 0];
    }
    const chosen: number[] = [];
    for (const column of order) {
      const donors = [start, ...Array.from({ length: 6 }, () => Math.floor(shuffle() * data.rows))];
      const codesToTry = [...donors.map((donor) => codes[donor * width + column] ?? 0), 0];
      const found = codesToTry.find((code) => {
        row[column] = code;
        return fits(row, chosen, column);
      });
      if (found === undefined) break;
      chosen.push(column);
    }
    if (chosen.length === width) made.push(...row);
  }
  return { rows: made.length / width, width, sizes, codes: Uint16Array.from(made) };
}
