/** What the routes of an import answer. */

export type ImportForm = "htcds" | "primero";

export interface RefusedRow {
  readonly row: number;
  readonly column: string | null;
  /** Why: one of `REFUSALS`. */
  readonly code: string;
}

export interface ImportReport {
  readonly rows: number;
  readonly imported: number;
  readonly refusedRows: number;
  readonly refused: readonly RefusedRow[];
  readonly leftOut: readonly { readonly column: string; readonly rows: number }[];
  /** Cases that were brought in, and those that may be of the same person; null where that was not asked. */
  readonly known: readonly KnownRow[] | null;
}

export interface KnownRow {
  readonly row: number;
  readonly id: string;
  readonly alias: string;
  readonly cases: readonly { readonly id: string; readonly alias: string }[];
}
