/** One entry of a module's closed list of what can go wrong. */
export interface ProblemKind {
  /** The HTTP status, 400 to 503. */
  readonly status: number;
  /** A sentence that says what is wrong and what to change; never personal data. */
  readonly sentence: string;
}

/**
 * What the world does wrong. Each module has a class of its own with a closed list of codes; one place turns them
 * into `application/problem+json`, exit codes and pages.
 */
export class ProblemError<Code extends string = string> extends Error {
  override readonly name: string = "ProblemError";
  readonly code: Code;
  readonly status: number;
  /** Further members of the answer: identifiers, codes, numbers. */
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(
    code: Code,
    kind: ProblemKind,
    extra: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(kind.sentence, options);
    this.code = code;
    this.status = kind.status;
    this.extra = extra;
  }
}

const KINDS = {
  "not-found": { status: 404, sentence: "There is nothing here, or it is not open to you." },
  "not-signed-in": { status: 401, sentence: "Sign in to go on." },
  "visit-ended": { status: 401, sentence: "This visit has ended. Come back with your words." },
  "auditors-only": { status: 403, sentence: "Only an auditor can do this." },
  "supervisors-only": { status: 403, sentence: "Only a supervisor of your agency can do this." },
  "training-ended": {
    status: 403,
    sentence:
      "Your training has lapsed, or none is recorded, so you cannot decide this. Ask your supervisor. Reading and care go on.",
  },
  "bad-purpose": {
    status: 400,
    sentence:
      "Say why you are looking: the Leeward-Purpose header takes one of the purposes listed in the description.",
  },
  "bad-body": { status: 400, sentence: "The request does not have the expected form." },
  "bad-text": {
    status: 400,
    sentence:
      "The text holds a character that cannot be kept: a NUL or half of a surrogate pair. Remove it and send again.",
  },
  "too-large": { status: 413, sentence: "This is larger than can be taken here. Send less at once." },
  "wrong-type": { status: 415, sentence: "Send JSON, with the content type application/json." },
  "wrong-host": {
    status: 421,
    sentence: "This address is not one of ours. Use the address that your operator gave you.",
  },
  "cross-site": { status: 403, sentence: "This request came from another site and was not carried out." },
  "too-many": { status: 429, sentence: "Too many tries. Wait a while, then try again." },
  "work-needed": {
    status: 428,
    sentence:
      "Many come at once, or over Tor: first do the work that the answer holds, then send the same again with its solution in a Leeward-Work header (docs/threat-model.md).",
  },
  "key-needed": {
    status: 400,
    sentence:
      "Send an Idempotency-Key header of 8 to 100 letters, digits or dashes, new for each thing you make.",
  },
  "key-reused": {
    status: 422,
    sentence: "This Idempotency-Key was used for another request. Make a new key for a new request.",
  },
  "match-needed": {
    status: 428,
    sentence: "Send the version that your change is based on in an If-Match header.",
  },
  "database-away": {
    status: 503,
    sentence: "The database does not answer at the moment. Nothing was kept; try again shortly.",
  },
  busy: {
    status: 503,
    sentence: "Very many people look at public pages just now. Nothing is lost; try again in a moment.",
  },
  failed: {
    status: 500,
    sentence:
      "Something failed on our side. Nothing was kept; try again, and tell your operator if it stays.",
  },
} as const satisfies Record<string, ProblemKind>;

export type HttpProblemCode = keyof typeof KINDS;

/** What can go wrong with any request. */
export class HttpProblem extends ProblemError<HttpProblemCode> {
  override readonly name = "HttpProblem";
  constructor(code: HttpProblemCode, extra?: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    super(code, KINDS[code], extra, options);
  }
}
