/** What can go wrong in this package; the list is closed, so a caller can answer every one of them. */
export type ClockErrorCode =
  | "calendar-ends-before-limit"
  | "calendar-malformed"
  | "escalation-malformed"
  | "extension-out-of-range"
  | "instant-out-of-range"
  | "length-out-of-range"
  | "pause-malformed"
  | "region-unknown"
  | "zone-unknown";

/** The one error of this package: a code from a closed list and a sentence that says what to change. */
export class ClockError extends Error {
  override readonly name = "ClockError";
  readonly code: ClockErrorCode;

  constructor(code: ClockErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
