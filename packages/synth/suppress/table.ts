/** A table of counts with totals: cells by number, and which are sums of which. */
export type TableWithTotals = {
  values: readonly number[];
  /** `total` is the sum of `parts`; every relation that a reader knows. */
  equations: ReadonlyArray<{ total: number; parts: readonly number[] }>;
};

/** A table of rows by columns with a total for each and one for all; the totals come last in each direction. */
export function crossTable(counts: ReadonlyArray<readonly number[]>): TableWithTotals {
  const rows = counts.length;
  const columns = counts[0]?.length ?? 0;
  const width = columns + 1;
  const values: number[] = [];
  for (const row of counts)
    values.push(
      ...row,
      row.reduce((sum, value) => sum + value, 0),
    );
  for (let column = 0; column <= columns; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * width + column] ?? 0;
    values.push(sum);
  }
  const equations = [];
  for (let row = 0; row <= rows; row++) {
    equations.push({
      total: row * width + columns,
      parts: Array.from({ length: columns }, (_, k) => row * width + k),
    });
  }
  for (let column = 0; column <= columns; column++) {
    equations.push({
      total: rows * width + column,
      parts: Array.from({ length: rows }, (_, k) => k * width + column),
    });
  }
  return { values, equations };
}

/** What disclosure control of this kind cannot do, to be printed with every table it made. */
export const suppressionLimits = [
  "It protects only within this table: other tables about the same people, published anywhere, can undo it.",
  "It stands against someone who knows the numbers and totals that are published, not how the hidden ones were chosen.",
  "Someone who knows some of the people counted can subtract them.",
  "Cells at or above the threshold are published exactly; so are zeros.",
  "There is no measure of what is given away over several releases, as there is with differential privacy.",
] as const;
