import { ProblemError, type ProblemKind } from "../http/index.ts";

const KINDS = {
  "wrong-sign-in": {
    status: 401,
    sentence:
      "The e-mail address or the password is not right. Check both; after ten tries in an hour you must wait.",
  },
  "wrong-code": {
    status: 401,
    sentence: "The code is not right, or was used already. Wait for the next one and type that.",
  },
  "wrong-words": {
    status: 401,
    sentence: "No conversation opens with these words. Check their order, and each letter.",
  },
  "wrong-password": { status: 403, sentence: "Your present password is not right. Nothing was changed." },
  "no-invitation": {
    status: 404,
    sentence: "This invitation was used, has ended, or is not whole. Ask your supervisor for a new one.",
  },
  "root-key-set": {
    status: 409,
    sentence:
      "Your agency has another root key already. It cannot be replaced here; only its copies for supervisors can.",
  },
  "address-taken": { status: 409, sentence: "Someone with this e-mail address is a member already." },
  "second-factor-needed": {
    status: 401,
    sentence: "Type the code from your second device to finish signing in.",
  },
} as const satisfies Record<string, ProblemKind>;

export type IdentityErrorCode = keyof typeof KINDS;

/** What can go wrong in proving who one is. */
export class IdentityError extends ProblemError<IdentityErrorCode> {
  override readonly name = "IdentityError";
  constructor(code: IdentityErrorCode, extra?: Readonly<Record<string, unknown>>) {
    super(code, KINDS[code], extra);
  }
}
