/** What can go wrong in this package; the list is closed, so a caller can answer every one of them. */
export type LedgerErrorCode =
  | "another-writer"
  | "bundle-malformed"
  | "checkpoint-behind-tiles"
  | "checkpoint-malformed"
  | "checkpoint-missing"
  | "entry-too-long"
  | "fork"
  | "gap"
  | "index-out-of-range"
  | "key-malformed"
  | "locked"
  | "log-closed"
  | "log-damaged"
  | "log-failed"
  | "note-malformed"
  | "origin-mismatch"
  | "path-malformed"
  | "proof-invalid"
  | "receipt-malformed"
  | "request-malformed"
  | "salt-length"
  | "signature-invalid"
  | "signature-unknown"
  | "size-out-of-range"
  | "tile-malformed"
  | "tile-missing"
  | "witness-damaged"
  | "witness-exists";

/** Where in the bytes that were given a fault lies: from `offset`, `length` bytes. */
export type ByteRange = { readonly offset: number; readonly length: number };

/**
 * The one error of this package: a code from a closed list and a sentence that says what to change.
 *
 * Messages name indexes, sizes, paths and key names; never the bytes of an entry, a salt or a secret key.
 */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  /** where the fault lies in a note or checkpoint that could not be parsed; else null */
  readonly range: ByteRange | null;

  constructor(code: LedgerErrorCode, message: string, options?: { cause?: unknown; range?: ByteRange }) {
    super(message, options);
    this.name = "LedgerError";
    this.code = code;
    this.range = options?.range ?? null;
  }
}
