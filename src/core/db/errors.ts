export type DatabaseErrorCode =
  | "too-new"
  | "not-migrated"
  | "changed-migration"
  | "failed-migration"
  | "roles-of-another"
  | "unreachable"
  | "wrong-kind";

/** What can be wrong with the database as a whole; the message says what to do. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly code: DatabaseErrorCode;
  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
