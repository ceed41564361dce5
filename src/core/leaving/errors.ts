import { ProblemError, type ProblemKind } from "../http/index.ts";

const KINDS = {
  "hand-over-role": {
    status: 403,
    sentence:
      "A case is handed over, and taken over, by intake workers, caseworkers and child protection officers. Ask one of them.",
  },
  "hand-over-recipient": {
    status: 409,
    sentence:
      "This agency cannot hold a case: it has left or is suspended, is not one that protects people, or must pass on to immigration enforcement. Choose another.",
  },
  "hand-over-not-shared": {
    status: 409,
    sentence:
      "The next holder must be able to read a part of the case already. Ask the person, and share with that agency first what it shall hold.",
  },
  "hand-over-no-order": {
    status: 409,
    sentence:
      "No live legal order opens this case to that agency. Say that the person agreed, if they did; or record the order first.",
  },
  "hand-over-waits": {
    status: 409,
    sentence: "This case is offered already. Take that offer back before you make another.",
  },
  "hand-over-over": {
    status: 409,
    sentence: "This was answered or taken back meanwhile. Nothing was changed. Load the page again.",
  },
} as const satisfies Record<string, ProblemKind>;

export type LeavingErrorCode = keyof typeof KINDS;

/** What can go wrong when a case goes to another holder. */
export class LeavingError extends ProblemError<LeavingErrorCode> {
  override readonly name = "LeavingError";
  constructor(code: LeavingErrorCode) {
    super(code, KINDS[code]);
  }
}
