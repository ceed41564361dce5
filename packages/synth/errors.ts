/** Everything that can go wrong with a table, a description or a budget; closed, so that callers can switch on it. */
export type SynthErrorCode =
  | "description-invalid"
  | "domains-not-public"
  | "epsilon-out-of-range"
  | "delta-out-of-range"
  | "budget-exhausted"
  | "source-unreadable"
  | "source-empty"
  | "source-ragged"
  | "source-encoding"
  | "source-columns"
  | "value-outside-domain"
  | "column-identifies"
  | "column-not-described"
  | "domain-too-wide"
  | "rows-too-various"
  | "output-exists"
  | "output-failed"
  | "stopped"
  | "table-columns"
  | "keys-do-not-fit"
  | "k-out-of-range"
  | "suppression-impossible"
  | "programme-unsolved";

/** Says what to change; the message never holds a value of the sensitive table. */
export class SynthError extends Error {
  readonly code: SynthErrorCode;

  constructor(code: SynthErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "SynthError";
    this.code = code;
  }
}
