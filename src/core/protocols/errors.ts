import { ProblemError, type ProblemKind } from "../http/index.ts";

const KINDS = {
  "party-supervisors-only": {
    status: 403,
    sentence: "Only a supervisor of an agency that is party to the agreement can do this.",
  },
  "draft-not-whole": {
    status: 422,
    sentence: "The draft cannot be proposed yet. The answer names each part and what it lacks.",
  },
  "draft-changed": {
    status: 412,
    sentence:
      "Someone else wrote in this draft meanwhile. Read it again; what you typed is still on your page.",
  },
  "not-open-to-change": {
    status: 409,
    sentence:
      "This agreement cannot be changed now: it has ended, or another version waits for signatures. Decide on that one first.",
  },
  "immigration-party": {
    status: 409,
    sentence:
      "An agency that enforces immigration law, or must pass on to one that does, cannot be party where an agreement covers identity, contact or status. Take out the agency, or these kinds of data.",
  },
  "agencies-changed": {
    status: 409,
    sentence:
      "An agency changed its name or kind while this was proposed. Look at the draft and propose it again.",
  },
  "change-keeps-the-start": {
    status: 422,
    sentence:
      "A change holds from the last signature on, so it keeps the day from which the agreement is in force.",
  },
  "bad-signature": {
    status: 422,
    sentence:
      "The signature is not right for this text and this key. Nothing was signed; open the page again.",
  },
  "not-waiting": {
    status: 409,
    sentence:
      "This version waits for no signature of your agency: it was signed, refused or replaced already, or its time is over.",
  },
  "not-over": {
    status: 409,
    sentence: "This version is not over. Only one that ran out or was refused can be proposed again.",
  },
  "signer-unknown": {
    status: 409,
    sentence: "The key is not the one that the house knows of you or your agency. Sign in again, then sign.",
  },
  "two-signers": {
    status: 409,
    sentence:
      "Two supervisors of your agency sign before its root key does. Let a second one read the text and sign.",
  },
  "effects-changed": {
    status: 409,
    sentence:
      "What the change would do to shares is no longer what you were shown, so nothing was done. Look at it again, then confirm.",
  },
  "party-suspended": {
    status: 409,
    sentence:
      "An agency that is party to this is suspended or has left, so it cannot come into force. Nothing was signed.",
  },
  "not-in-force": { status: 409, sentence: "The agreement is not in force now, so it cannot be suspended." },
  "not-suspended": { status: 409, sentence: "The agreement is not suspended." },
  "nothing-to-end": { status: 409, sentence: "The agreement is neither in force nor suspended." },
  "nothing-proposed": { status: 409, sentence: "No version of this agreement waits for signatures." },
} as const satisfies Record<string, ProblemKind>;

export type ProtocolErrorCode = keyof typeof KINDS;

/** What can go wrong with agreements. */
export class ProtocolError extends ProblemError<ProtocolErrorCode> {
  override readonly name = "ProtocolError";
  constructor(code: ProtocolErrorCode, extra?: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    super(code, KINDS[code], extra, options);
  }
}
