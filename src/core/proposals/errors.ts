import { ProblemError, type ProblemKind } from "../http/index.ts";

const KINDS = {
  "proposal-own": {
    status: 403,
    sentence:
      "Nobody is their own second. Ask a colleague to read this and confirm it; you can take it back.",
  },
  "proposal-over": {
    status: 409,
    sentence:
      "This was settled meanwhile, its time is over, or whoever proposed it is suspended or has not the role for it any more. Nothing was changed. If it is still needed, it has to be proposed again.",
  },
  "proposal-changed": {
    status: 409,
    sentence:
      "What waits here is not what your page showed. Nothing was changed. Load the page again and read it.",
  },
  "proposal-not-yet": {
    status: 409,
    sentence: "This cannot be confirmed yet: it has to stand for a while first. The page says until when.",
  },
  "proposal-how": {
    status: 422,
    sentence:
      "Say how you know that the person wishes this: you saw them, or reached them over the safe contact. Nothing was changed.",
  },
  "proposal-unsigned": {
    status: 422,
    sentence:
      "This is signed by both people with their own keys. Sign it in your browser, then confirm. Nothing was changed.",
  },
  "proposal-signature": {
    status: 422,
    sentence:
      "The signature is not right for this text and your key, or your keys have changed. Nothing was signed; open the page again.",
  },
  "proposal-impossible": {
    status: 409,
    sentence:
      "What was proposed cannot be done any more: something it rests on has changed. Nothing was changed. Decline it, and say why.",
  },
} as const satisfies Record<string, ProblemKind>;

export type ProposalErrorCode = keyof typeof KINDS;

/** What can go wrong when two people decide. */
export class ProposalError extends ProblemError<ProposalErrorCode> {
  override readonly name = "ProposalError";
  constructor(code: ProposalErrorCode) {
    super(code, KINDS[code]);
  }
}
