import type { Category } from "../../../core/access/context.ts";
import type { RefusedRow, RowCase } from "./read-row.ts";
import type { RawRow } from "./rows.ts";

/** What a row turned out to be. */
export type RowRead = { readonly found: RowCase } | { readonly refused: readonly RefusedRow[] };

/** A column of the file that goes to a field of a section. */
export interface FileColumn {
  readonly name: string;
  readonly category: Category;
}

/** A column that has no home here, and how many rows have something in it. */
export interface LeftOut {
  readonly column: string;
  readonly rows: number;
}

/** Reads the rows of one file; made from its heading. */
export interface RowReader {
  readonly columns: readonly FileColumn[];
  /** Nothing for a row that is none: of labels, or empty but for its number. */
  read(raw: RawRow): RowRead | null;
  /** What was left out so far. */
  leftOut(): readonly LeftOut[];
}
