/** The list of who reads here did not pass the check: nothing may be sealed to anyone. */
export class ReadersNotRightError extends Error {
  override readonly name = "ReadersNotRightError";
}
