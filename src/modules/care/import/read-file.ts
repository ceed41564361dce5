import type { Readable } from "node:stream";
import { CareError } from "../errors.ts";
import { htcdsReader } from "./htcds.ts";
import { primeroReader } from "./primero.ts";
import type { FileColumn, LeftOut, RowRead } from "./row-reader.ts";
import { readRows } from "./rows.ts";

const ROWS_MAX = 200_000;

/** Whose columns a file has: IOM's HTCDS 2.0, or an export of cases from Primero. */
export const IMPORT_FORMS = ["htcds", "primero"] as const;
export type ImportForm = (typeof IMPORT_FORMS)[number];

export type ReadRow = { readonly row: number } & RowRead;

export interface FileRead {
  readonly sha256: Buffer;
  readonly columns: readonly FileColumn[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The rows of a caseload, one at a time, and what there is to say of the file when it was read whole.
 *
 * @param rowsMax data rows that one import takes
 * @throws CareError `import-columns`, `import-not-csv`, `import-unreadable`, `import-too-large`, `import-no-rows`,
 *   `import-primero-sheet`
 */
export async function* readCaseload(
  open: () => Readable,
  form: ImportForm,
  today: string,
  rowsMax = ROWS_MAX,
): AsyncGenerator<ReadRow, FileRead> {
  const { rows, ...kind } = await readRows(open);
  const heading = await rows.next();
  if (heading.done) throw new CareError("import-no-rows");
  const readerOf = form === "htcds" ? htcdsReader : primeroReader;
  const reader = readerOf(heading.value.cells, kind, today);
  let count = 0;
  for (;;) {
    const step = await rows.next();
    if (step.done) return { sha256: step.value, columns: reader.columns, leftOut: reader.leftOut() };
    const read = reader.read(step.value);
    if (!read) continue;
    if (++count > rowsMax) throw new CareError("import-too-large", { rowsMax });
    yield { row: step.value.row, ...read };
  }
}
