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
  "release-over": {
    status: 409,
    sentence: "This release is published or withdrawn already. Look at the list again.",
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
  constructor(code: StatisticsErrorCode, options?: ErrorOptions) {
    super(code, KINDS[code], {}, options);
  }
}
