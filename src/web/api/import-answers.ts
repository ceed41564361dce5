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
}
