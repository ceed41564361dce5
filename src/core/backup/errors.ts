export type BackupErrorCode =
  | "recipient-malformed"
  | "identity-malformed"
  | "folder-missing"
  | "file-exists"
  | "wrong-key"
  | "file-damaged"
  | "wrong-file"
  | "wraps-missing"
  | "wraps-older"
  | "other-version"
  | "not-empty"
  | "stopped";

/** Why a backup was not made, not read or not brought back; the message says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  readonly code: BackupErrorCode;
  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
