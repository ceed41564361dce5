/**
 * What a part of the house says about its tables. Everything that is not named here goes into the main file, row by
 * row and column by column.
 */
export interface BackupRules {
  /** Tables that no backup holds: sessions, keys of the moment. Whoever was signed in signs in again. */
  readonly never?: readonly string[];
  /**
   * Tables that stand in the wraps file alone, whole. At a restore their rows come from the newest one, so that a row
   * that was deleted since the main file stays deleted.
   */
  readonly apart?: readonly ApartTable[];
  /** Rows that may end or go while the rest of the table stays: the wraps file says which are left, and how they stand. */
  readonly current?: readonly CurrentTable[];
  /** Columns of which the main file holds nothing, with the statements that write and read them (the ledger's salts). */
  readonly split?: readonly SplitTable[];
  /** Statements, as the owner, after all rows are in their places: what two moments do not agree on is mended here. */
  readonly mend?: readonly string[];
}

/** A row counts only where the value in its column stands in another table's. */
export interface DependsOn {
  readonly column: string;
  readonly on: readonly [table: string, column: string];
}

export interface ApartTable {
  readonly table: string;
  readonly dependsOn?: readonly DependsOn[];
  /** The same row may stand in the main file too: the newer one counts. By these columns. */
  readonly replaces?: readonly string[];
}

export interface CurrentTable {
  readonly table: string;
  readonly key: readonly string[];
  /** What the newest wraps file says of a row counts: when it ended, who holds it. */
  readonly columns: readonly string[];
  readonly dependsOn?: readonly DependsOn[];
  /** Columns of which what stands nowhere counts as nothing, while the rest of the row counts. */
  readonly orNull?: readonly DependsOn[];
  /** Rows that the newest wraps file no longer names were deleted since, and are deleted again. */
  readonly deletesMissing: boolean;
}

export interface SplitTable {
  readonly table: string;
  /** Left out of the main file. */
  readonly columns: readonly string[];
  /** What the wraps file holds of each row. */
  readonly select: string;
  /** The columns of `select`, with their types. */
  readonly staging: string;
  /** From `main_rows` (the main file's columns) and `apart_rows` (those of `staging`) into the table. */
  readonly bringBack: string;
}

/** The rules of all parts as one. */
export function joinRules(parts: readonly BackupRules[]): Required<BackupRules> {
  return {
    never: parts.flatMap((part) => part.never ?? []),
    apart: parts.flatMap((part) => part.apart ?? []),
    current: parts.flatMap((part) => part.current ?? []),
    split: parts.flatMap((part) => part.split ?? []),
    mend: parts.flatMap((part) => part.mend ?? []),
  };
}
