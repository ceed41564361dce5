import { ProblemError, type ProblemKind } from "../../core/http/index.ts";

const KINDS = {
  "editors-only": {
    status: 403,
    sentence:
      "Only an intake worker, a caseworker or a supervisor keeps their agency's part of the directory.",
  },
  "not-found-here": { status: 404, sentence: "There is no such entry in the directory." },
  "service-changed": {
    status: 412,
    sentence: "Someone changed this service meanwhile. Look at it again, then make your change.",
  },
  "more-free-than-all": {
    status: 422,
    sentence: "There are more free places than places in all. Correct one of the two numbers.",
  },
  "page-too-far": {
    status: 400,
    sentence: "Ask for a page within the first 1,000,000 entries; narrow the search.",
  },
  "id-taken": {
    status: 409,
    sentence: "Another agency has published one of these ids already. Give your records ids of their own.",
  },
  "nothing-to-import": {
    status: 422,
    sentence:
      "There is no organisation, service or other record of HSDS in it. See docs/directory.md for what is read.",
  },
  "unreadable-file": {
    status: 422,
    sentence: "A file cannot be read as what its name says: JSON, CSV or ZIP, in UTF-8.",
  },
  "too-much": {
    status: 422,
    sentence:
      "It holds more than is taken at once: 512 MiB, 200 files, 2,000,000 records. Import it in parts.",
  },
} as const satisfies Record<string, ProblemKind>;
export type DirectoryErrorCode = keyof typeof KINDS;

/** What can go wrong in the directory. */
export class DirectoryError extends ProblemError<DirectoryErrorCode> {
  override readonly name = "DirectoryError";
  constructor(code: DirectoryErrorCode, extra?: Readonly<Record<string, unknown>>, options?: ErrorOptions) {
    super(code, KINDS[code], extra, options);
  }
}
