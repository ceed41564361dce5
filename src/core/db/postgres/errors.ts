/** Why the embedded PostgreSQL did not start. The list is closed: `doctor` and the tests walk through it. */
export type PostgresErrorCode =
  | "unsupported-platform"
  | "binaries-missing"
  | "account-missing"
  | "not-reachable"
  | "not-writable"
  | "disk-full"
  | "damaged"
  | "made-by-newer"
  | "made-by-older"
  | "in-use"
  | "not-started";

/** The embedded PostgreSQL could not be used; the message is a sentence that says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
  readonly code: PostgresErrorCode;

  constructor(code: PostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** True for an error of the operating system with one of these codes (`ENOENT`, `EACCES`, ...). */
export const isSystemError = (error: unknown, ...codes: string[]): boolean =>
  codes.includes(systemCode(error) ?? "");

export const diskFull = (dataDir: string, cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    "disk-full",
    `The disk that holds ${dataDir} is full. Free at least 200 MB there, or set DATA_DIR to a folder on a larger disk, and start again. Nothing that was saved is lost.`,
    { cause },
  );

export const damaged = (dataDir: string, detail: string): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    "damaged",
    `The database in ${dataDir} is damaged: ${detail}. Restore this folder from a backup; if there is nothing in it to keep, move it aside and start again to make a new one. Leeward changed nothing in it.`,
  );

export const inUse = (dataDir: string, pid: number | undefined): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    "in-use",
    `The database in ${dataDir} is already in use${pid === undefined ? "" : ` by process ${pid}`}. Stop that Leeward first, or set DATA_DIR to another folder.`,
  );

/**
 * Turns what the file system says about the data folder into a sentence; anything else passes unchanged. A full disk
 * that the database met (SQLSTATE 53100, perhaps as the cause of another error) counts too.
 */
export function explainFileError(error: unknown, dataDir: string): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if ([error, cause].some((one) => isSystemError(one, "ENOSPC", "EDQUOT", "53100")))
    return diskFull(dataDir, error);
  if (isSystemError(error, "EACCES", "EPERM", "EROFS")) {
    return new EmbeddedPostgresError(
      "not-writable",
      `Leeward may not write to ${dataDir}. Give the account that runs Leeward this folder, or set DATA_DIR to a folder that it owns.`,
      { cause: error },
    );
  }
  if (isSystemError(error, "ENOTDIR", "EEXIST")) {
    return new EmbeddedPostgresError(
      "not-writable",
      `${dataDir} cannot be a folder, because a file stands in its way. Move that file, or set DATA_DIR to another place.`,
      { cause: error },
    );
  }
  return error;
}
