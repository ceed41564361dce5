import { createHmac, randomBytes } from "node:crypto";
import { alikeRows } from "./alike.ts";
import { type DescribedColumn, type Description, fileColumnsOf } from "./description.ts";
import { type Domain, domainOf, encoderOf, type OutsideTally } from "./domain.ts";
import { SynthError } from "./errors.ts";
import { personCounts } from "./person-counts.ts";
import { ensureGoing } from "./stop.ts";
import type { Microdata } from "./tables.ts";

/** A table from anywhere: its header, then rows of as many cells, as text; empty text is missing. */
export type Source = {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly string[])[]>;
};

export type Encoded = {
  domain: Domain;
  data: Microdata;
  rowsPerPerson: number;
  /** For the operator only: exact counts about the sensitive table must not be published. */
  seen: { rows: number; rowsBeyondBound: number; outside: OutsideTally };
};

/** @throws SynthError `source-columns`: a description could not say which of two it means. */
export function ensureDifferentNames(header: readonly string[]): void {
  if (new Set(header).size === header.length) return;
  throw new SynthError("source-columns", "Two columns of the table have the same name.");
}

/** Refuses a file with columns that nobody described: forgetting a name column must not publish it, nor lose it unseen. */
function placesOf(description: Description, header: readonly string[]): number[][] {
  const known = new Set([
    ...description.columns.flatMap(fileColumnsOf),
    ...(description.drop ?? []),
    ...(description.person ? [description.person.column] : []),
  ]);
  const stranger = header.find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw new SynthError(
      "column-not-described",
      `Column "${stranger}" is in the table but not in the description: describe it, or list it under "drop".`,
    );
  }
  return description.columns.map((column) =>
    fileColumnsOf(column).map((name) => {
      const place = header.indexOf(name);
      if (place < 0)
        throw new SynthError("column-not-described", `Column "${name}" is described but not in the table.`);
      return place;
    }),
  );
}

/** Answers the cell of one described column in a row; the cells of a set in several columns as if they were one. */
function cellReader(
  column: DescribedColumn,
  places: readonly number[],
): (cells: readonly string[]) => string {
  const [first = 0] = places;
  if (column.kind !== "set" || places.length === 1) return (cells) => cells[first] ?? "";
  return (cells) => places.map((place) => cells[place] ?? "").join(column.separator);
}

/** Counts rows of each person and says whether one more may be used; keys are hashed with a key of this run. */
function boundRows(
  description: Description,
  header: readonly string[],
): (cells: readonly string[]) => boolean {
  const { person } = description;
  if (!person) return () => true;
  const place = header.indexOf(person.column);
  if (place < 0)
    throw new SynthError(
      "column-not-described",
      `The person's column "${person.column}" is not in the table.`,
    );
  const key = randomBytes(32);
  const used = personCounts();
  return (cells) => {
    const name = cells[place] ?? "";
    if (name === "") {
      throw new SynthError("source-ragged", `A row has no value in the person's column "${person.column}".`);
    }
    const digest = createHmac("sha256", key).update(name).digest();
    return used.use(digest.readUInt32LE(0), digest.readUInt32LE(4), person.rowsPerPerson);
  };
}

/**
 * Reads a whole source into codes, keeping at most the declared number of rows of each person (their first ones).
 * Two bytes a cell stay in memory; the text does not. With `differentMax`, rows that read alike are kept once, with how
 * many they are: then memory grows with the different ones alone, however long the table is.
 *
 * @throws SynthError `rows-too-various` where there are more different rows than that
 */
export async function encodeSource(
  source: Source,
  description: Description,
  options: {
    signal?: AbortSignal | undefined;
    onRows?: (rows: number) => void;
    differentMax?: number;
  } = {},
): Promise<Encoded> {
  const domain = domainOf(description);
  const places = placesOf(description, source.header);
  const outside: OutsideTally = new Map();
  const encoders = description.columns.map((column, k) => ({
    cellOf: cellReader(column, places[k] ?? []),
    encode: encoderOf(column, outside),
  }));
  const mayUse = boundRows(description, source.header);
  const width = domain.columns.length;
  const alike = options.differentMax === undefined ? null : alikeRows(domain.sizes, options.differentMax);
  let codes = new Uint16Array(width * 4096);
  let rows = 0;
  let usedRows = 0;
  let seenRows = 0;
  for await (const batch of source.rows) {
    for (const cells of batch) {
      seenRows++;
      if (!mayUse(cells)) continue;
      if ((rows + 1) * width > codes.length) {
        const grown = new Uint16Array(Math.ceil(codes.length * 1.5) + width);
        grown.set(codes);
        codes = grown;
      }
      let at = rows * width;
      for (const { cellOf, encode } of encoders) at += encode(cellOf(cells), codes, at);
      usedRows++;
      if (alike === null || alike.isNew(codes, rows)) rows++;
    }
    options.onRows?.(seenRows);
    ensureGoing(options.signal);
  }
  if (rows === 0)
    throw new SynthError("source-empty", "The table has no rows, so there is nothing to protect.");
  return {
    domain,
    data: {
      ...{ rows, width, sizes: domain.sizes, codes: codes.subarray(0, rows * width) },
      ...(alike ? { times: alike.times() } : {}),
    },
    rowsPerPerson: description.person?.rowsPerPerson ?? 1,
    seen: { rows: seenRows, rowsBeyondBound: seenRows - usedRows, outside },
  };
}
