import { ProblemError, type ProblemKind } from "../../core/http/index.ts";

const KINDS = {
  "statisticians-only": {
    status: 403,
    sentence: "Only a member with the role statistician releases a caseload.",
  },
  "caseload-budget": {
    status: 409,
    sentence:
      "The releases of the last 365 days have used what may be learned of one person (epsilon 4 in all). Release less, with a smaller --epsilon, or wait.",
  },
  "people-too-few": {
    status: 409,
    sentence:
      "Fewer than 20 people are in this frame, so nothing is made of them. That this was told has used up what was asked for; ask of more years or more agencies.",
  },
  "snapshot-gone": {
    status: 404,
    sentence:
      "There is no snapshot of such a release of your agency. Snapshots go after thirty days, and with a restore.",
  },
  "columns-unknown": {
    status: 422,
    sentence:
      "One to eight columns of the codebook can be asked for together. leeward codebook show lists them.",
  },
  "tables-too-large": {
    status: 422,
    sentence:
      "These columns have too many combinations of three to be kept and looked at by others before anyone sees them. Ask for fewer columns, or for such with fewer values. Nothing was spent.",
  },
  "source-columns": {
    status: 422,
    sentence:
      "The file has columns that this form does not know, or none of which anything is counted. Take them out, or say --leave-out: then they are counted as nothing.",
  },
  "source-few": {
    status: 409,
    sentence: "Fewer than 20 people are in this file, so it is not kept.",
  },
  "source-unknown": {
    status: 404,
    sentence:
      "There is no such source of your agency. leeward release sources lists them; they go thirty days after their import.",
  },
  "source-of-cases": {
    status: 409,
    sentence:
      "A dry run is made on data that are public or made up already, never on real cases. Import such a file, and ask the same of it.",
  },
  "quality-only": {
    status: 403,
    sentence:
      "Only a statistician, a supervisor or a data-protection officer looks at how good the numbers are.",
  },
  "population-unknown": {
    status: 404,
    sentence:
      "There is no such population of your office with an agency in it. The page Releases shows them, with their numbers.",
  },
  "population-in": { status: 409, sentence: "Your agency is in this population already." },
  "population-waits": {
    status: 409,
    sentence:
      "That your agency joins is proposed already and waits for a data-protection officer. Take that back first.",
  },
  "codebook-drops": {
    status: 409,
    sentence:
      "This version drops codes that records have. Keep them in it; a code that nobody should choose any more can stay.",
  },
  "codebook-follows": {
    status: 409,
    sentence:
      "A codebook has the number after the one in force. Look at it again with leeward codebook show.",
  },
  "release-over": {
    status: 409,
    sentence: "This release is published or withdrawn already. Look at the list again.",
  },
  "release-audit": {
    status: 409,
    sentence:
      "Attacks on it proved more than it claims, or it was never attacked. It is not published: have the server looked at, and make it anew.",
  },
  "release-waits": {
    status: 409,
    sentence: "Its publication is proposed already and waits for a second member. Take that back first.",
  },
} as const satisfies Record<string, ProblemKind>;
export type StatisticsErrorCode = keyof typeof KINDS;

/** What can go wrong when a caseload is counted. */
export class StatisticsError extends ProblemError<StatisticsErrorCode> {
  override readonly name = "StatisticsError";
  constructor(
    code: StatisticsErrorCode,
    extra: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(code, KINDS[code], extra, options);
  }
}
