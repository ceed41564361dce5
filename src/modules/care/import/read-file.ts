import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline, Transform } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { CareError } from "../errors.ts";
import { type Column, columnNames, findColumn } from "./columns.ts";
import { type RefusedRow, type RowCase, readRow } from "./read-row.ts";

const FILE_BYTES_MAX = 256 * 1024 * 1024;
const ROWS_MAX = 200_000;
const RECORD_BYTES_MAX = 512 * 1024;

export type ReadRow = { readonly row: number } & (
  | { readonly found: RowCase }
  | { readonly refused: readonly RefusedRow[] }
);

/**
 * The rows of a caseload, one at a time, and the SHA-256 of the file when it was read whole.
 *
 * @throws CareError `import-columns`, `import-not-csv`, `import-too-large`
 */
export async function* readCaseload(
  file: Readable,
  today: string,
): AsyncGenerator<ReadRow, { sha256: Buffer; columns: readonly Column[] }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(
        bytes > FILE_BYTES_MAX ? new CareError("import-too-large", { bytesMax: FILE_BYTES_MAX }) : null,
        chunk,
      );
    },
  });
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES_MAX,
  });
  // An error of either stream comes out of the loop below, since the parser is destroyed with it.
  pipeline(file, counted, parser, () => undefined);
  let columns: readonly Column[] | undefined;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++;
      if (!columns) columns = readHeading(cells);
      else if (row === 2 && isLabelRow(columns, cells)) continue;
      else if (row > ROWS_MAX + 1) throw new CareError("import-too-large", { rowsMax: ROWS_MAX });
      else yield { row, ...readRow(columns, cells, row, today) };
    }
  } catch (cause) {
    if (cause instanceof CsvError) {
      throw new CareError("import-not-csv", { row: row + 1, reason: cause.code }, { cause });
    }
    throw cause;
  }
  if (!columns) throw new CareError("import-no-rows");
  return { sha256: hash.digest(), columns };
}

function readHeading(cells: readonly string[]): Column[] {
  const known = cells.map(findColumn);
  const unknown = cells.filter((_, at) => !known[at]).map((heading) => heading.slice(0, 60));
  const names = known.flatMap((column) => column?.name ?? []);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (unknown.length > 0 || twice.length > 0) {
    throw new CareError("import-columns", { unknown: unknown.slice(0, 20), twice, known: columnNames() });
  }
  return known.filter((column) => column !== undefined);
}

/** IOM's spreadsheet has the names in a hidden first row and their labels in the second. */
function isLabelRow(columns: readonly Column[], cells: readonly string[]): boolean {
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, "");
  const labels = new Set(columns.map(({ name }) => bare(name.slice(4))));
  const filled = cells.map(bare).filter((cell) => cell !== "");
  return filled.length > 1 && filled.filter((cell) => labels.has(cell)).length > filled.length / 2;
}
