import type { Encoded } from "../encode.ts";
import { SynthError } from "../errors.ts";
import { openOutput } from "../output.ts";
import { type RandomSource, shuffleFrom } from "../random.ts";
import { countTable, type Microdata, sizesOf } from "../tables.ts";
import { csvCell, microdataCsv } from "../write-csv.ts";
import { cellKey, cellKeyLimits, perturb } from "./cell-key.ts";
import { kAnonymousLimits, synthesiseKAnonymous } from "./k-anonymous.ts";
import { roundingLimits, roundRandomly } from "./round.ts";
import { type SuppressionRule, suppress } from "./suppress.ts";
import { crossTable, suppressionLimits, type TableWithTotals } from "./table.ts";

/** One way of disclosure control. `keys` holds a secret whole number below 2^32 for each row (see `recordKeys`). */
export type TableMethod =
  | ({ name: "suppress" } & SuppressionRule)
  | { name: "round"; base: number; random: RandomSource }
  | { name: "cell-key"; most: number; variance: number; keys: Uint32Array };

/** What was done to a table or to rows, and what that does not protect against; written as `card.json`. */
export type OfficeCard = {
  method: string;
  settings: Record<string, number>;
  rows: number;
  notProtected: readonly string[];
};

const notPrivate = "This is not differential privacy: nothing bounds what can be learned about one person.";

/** A total is written as this. */
const all = "(all)";

function tableOf(encoded: Encoded, shape: readonly number[]): TableWithTotals {
  const counts = [...countTable(encoded.data, shape)];
  const [, width] = sizesOf(encoded.data, shape);
  if (width !== undefined) {
    return crossTable(
      Array.from({ length: counts.length / width }, (_, row) => counts.slice(row * width, (row + 1) * width)),
    );
  }
  const sum = counts.reduce((total, count) => total + count, 0);
  return {
    values: [...counts, sum],
    equations: [{ total: counts.length, parts: counts.map((_, part) => part) }],
  };
}

/** Labels of each value of the table, in the order of its values; totals last in each direction. */
function labelsOf(encoded: Encoded, shape: readonly number[]): string[][] {
  const lists = shape.map((column) => [...(encoded.domain.columns[column]?.labels ?? []), all]);
  const [first = [], second] = lists;
  return second ? first.flatMap((a) => second.map((b) => [a, b])) : first.map((a) => [a]);
}

/** The sum of the keys of each cell's rows, totals too. */
function keysOf(data: Microdata, shape: readonly number[], keys: Uint32Array): number[] {
  const sizes = sizesOf(data, shape).map((size) => size + 1);
  const sums = new Array<number>(sizes.reduce((product, size) => product * size, 1)).fill(0);
  for (let row = 0; row < data.rows; row++) {
    const [a = 0, b] = shape.map((column) => data.codes[row * data.width + column] ?? 0);
    const [lastA = 0, width] = [(sizes[0] ?? 1) - 1, sizes[1]];
    const cells =
      width === undefined || b === undefined
        ? [a, lastA]
        : [a * width + b, a * width + width - 1, lastA * width + b, lastA * width + width - 1];
    for (const cell of cells) sums[cell] = cellKey([sums[cell] ?? 0, keys[row] ?? 0]);
  }
  return sums;
}

async function protect(
  encoded: Encoded,
  shape: readonly number[],
  method: TableMethod,
): Promise<{ cells: string[]; limits: readonly string[]; settings: Record<string, number> }> {
  const table = tableOf(encoded, shape);
  if (method.name === "suppress") {
    const { threshold, interval } = method;
    const { suppressed } = await suppress(table, { threshold, interval });
    const cells = table.values.map((value, cell) => (suppressed.has(cell) ? "" : `${value}`));
    return { cells, limits: suppressionLimits, settings: { threshold, interval } };
  }
  if (method.name === "round") {
    const cells = roundRandomly(table.values, method.base, method.random).map(String);
    return { cells, limits: roundingLimits, settings: { base: method.base } };
  }
  const { most, variance, keys } = method;
  if (keys.length !== encoded.data.rows) {
    throw new SynthError(
      "keys-do-not-fit",
      `There are ${keys.length} record keys and ${encoded.data.rows} rows: keys belong to one table, in its order.`,
    );
  }
  const sums = keysOf(encoded.data, shape, keys);
  const cells = table.values.map((value, cell) => `${perturb(value, sums[cell] ?? 0, most, variance)}`);
  return { cells, limits: cellKeyLimits, settings: { most, variance } };
}

async function writeFolder(
  out: string,
  files: Record<string, Iterable<string>>,
  card: OfficeCard,
  signal?: AbortSignal,
): Promise<OfficeCard> {
  const folder = await openOutput(out, signal);
  try {
    for (const [name, parts] of Object.entries(files)) await folder.write(name, parts);
    await folder.write("card.json", [`${JSON.stringify(card, null, 2)}\n`]);
    await folder.write("limits.txt", [
      `What ${card.method} does not protect against:\n`,
      ...card.notProtected.map((limit) => `- ${limit}\n`),
    ]);
    await folder.commit();
    return card;
  } catch (cause) {
    await folder.discard();
    throw cause;
  }
}

/**
 * Writes one table of one or two columns with its totals, protected as an office's law asks: `table.csv` (a hidden
 * cell is empty), `card.json`, and `limits.txt`, which must go wherever the table goes.
 *
 * @throws SynthError `table-columns`, `suppression-impossible`, `keys-do-not-fit`, `output-exists`, `output-failed`
 */
export async function writeProtectedTable(
  encoded: Encoded,
  options: { columns: readonly string[]; method: TableMethod; out: string },
): Promise<OfficeCard> {
  const { columns, method, out } = options;
  const shape = columns.map((name) => encoded.domain.columns.findIndex((column) => column.name === name));
  if (shape.length < 1 || shape.length > 2 || shape.includes(-1) || new Set(shape).size !== shape.length) {
    const known = encoded.domain.columns.map(({ name }) => name).join(", ");
    throw new SynthError("table-columns", `Name one or two different columns of: ${known}.`);
  }
  const { cells, limits, settings } = await protect(encoded, shape, method);
  const labels = labelsOf(encoded, shape);
  const lines = [
    `${[...columns, "count"].map(csvCell).join(",")}\n`,
    ...cells.map((cell, k) => `${[...(labels[k] ?? []).map(csvCell), cell].join(",")}\n`),
  ];
  const notProtected = [...limits, notPrivate];
  return writeFolder(
    out,
    { "table.csv": lines },
    { method: method.name, settings, rows: cells.length, notProtected },
  );
}

/**
 * Writes rows in which every combination of up to `length` values is shared by `k` true rows or more:
 * `microdata.csv`, `card.json`, `limits.txt`.
 *
 * @throws SynthError `k-out-of-range`, `stopped`, `output-exists`, `output-failed`
 */
export async function writeKAnonymous(
  encoded: Encoded,
  options: {
    k: number;
    length: 1 | 2 | 3;
    random: RandomSource;
    out: string;
    signal?: AbortSignal | undefined;
    onRows?: (rows: number) => void;
  },
): Promise<OfficeCard> {
  const { k, length, random, out, ...going } = options;
  if (!Number.isInteger(k) || k < 2)
    throw new SynthError("k-out-of-range", `k is ${k}; it must be a whole number from 2. 10 is usual.`);
  const shuffle = shuffleFrom(random);
  const microdata = await synthesiseKAnonymous(encoded.data, { k, length, shuffle, ...going });
  const card = {
    method: "k-anonymous",
    settings: { k, length },
    rows: microdata.rows,
    notProtected: [...kAnonymousLimits, notPrivate],
  };
  return writeFolder(out, { "microdata.csv": microdataCsv(encoded.domain, microdata) }, card, going.signal);
}
