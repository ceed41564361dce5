import type { Frame } from "./frames.ts";

/** How far a synthetic frame is from the true one, over all tables of one size (1, 2 or 3 columns). */
export type Closeness = {
  /** Mean over tables of the total-variation distance between shares: 0 the same, 1 disjoint. */
  error: number;
  /** Of the synthetic cells above zero, the share that no true row is in. */
  invented: number;
  /** The same among synthetic cells of 10 or more. */
  inventedFrom10: number;
  /** Of the true cells of 20 or more, the share that no synthetic row is in. */
  lostFrom20: number;
  trueFrom20: number;
};

function subsets(columns: number, size: number): number[][] {
  if (size === 0) return [[]];
  return subsets(columns, size - 1).flatMap((head) =>
    Array.from({ length: columns - ((head.at(-1) ?? -1) + 1) }, (_, k) => [
      ...head,
      (head.at(-1) ?? -1) + 1 + k,
    ]),
  );
}

function countInto(counts: Int32Array, frame: Frame, columns: readonly Uint16Array[], table: number[]): void {
  const [a, b, c] = table;
  const first = columns[a ?? 0];
  const second = b === undefined ? undefined : columns[b];
  const third = c === undefined ? undefined : columns[c];
  const rows = first?.length ?? 0;
  const secondSize = b === undefined ? 1 : (frame.sizes[b] ?? 1);
  const thirdSize = c === undefined ? 1 : (frame.sizes[c] ?? 1);
  for (let i = 0; i < rows; i++) {
    const cell = ((first?.[i] ?? 0) * secondSize + (second?.[i] ?? 0)) * thirdSize + (third?.[i] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}

/** Compares every table of `size` columns; the synthetic frame may have another number of rows. */
export function closeness(truth: Frame, synthetic: readonly Uint16Array[], size: 1 | 2 | 3): Closeness {
  const syntheticRows = Math.max(1, synthetic[0]?.length ?? 0);
  let error = 0;
  let positive = 0;
  let invented = 0;
  let large = 0;
  let inventedLarge = 0;
  let frequent = 0;
  let lost = 0;
  const tables = subsets(truth.names.length, size);
  for (const table of tables) {
    const cells = table.reduce((product, j) => product * (truth.sizes[j] ?? 1), 1);
    const real = new Int32Array(cells);
    const made = new Int32Array(cells);
    countInto(real, truth, truth.columns, table);
    countInto(made, truth, synthetic, table);
    let distance = 0;
    for (let k = 0; k < cells; k++) {
      const r = real[k] ?? 0;
      const m = made[k] ?? 0;
      if (r === 0 && m === 0) continue;
      distance += Math.abs(r / truth.rows - m / syntheticRows);
      if (m > 0) positive++;
      if (m > 0 && r === 0) invented++;
      if (m >= 10) large++;
      if (m >= 10 && r === 0) inventedLarge++;
      if (r >= 20) frequent++;
      if (r >= 20 && m === 0) lost++;
    }
    error += distance / 2;
  }
  return {
    error: error / tables.length,
    invented: invented / Math.max(1, positive),
    inventedFrom10: inventedLarge / Math.max(1, large),
    lostFrom20: lost / Math.max(1, frequent),
    trueFrom20: frequent,
  };
}
