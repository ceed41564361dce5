import type { Category } from "../../../core/access/context.ts";

/** What a clock waits for. A clock escalates; it never closes or denies anything. */
export const CLOCK_CODES = [
  "early-support",
  "consent-review",
  "referral-answer",
  "reasonable-grounds",
  "recovery-ends",
  "conclusive-grounds",
  "reconsideration",
  "follow-up",
  "consent-disputed",
  "wish-asked",
  "contact-change",
  "file-goes",
  "risk-review",
  "best-interests-review",
  "file-question",
  "file-correction",
  "file-complaint",
  "file-rating",
] as const;
export type ClockCode = (typeof CLOCK_CODES)[number];

/** Days that a member writes down, by which something is looked at again: each has a clock. */
export const REVIEW_DAYS = [
  { category: "needs-and-risk", field: "riskReview", what: "risk-review" },
  { category: "needs-and-risk", field: "bestInterestsReview", what: "best-interests-review" },
] as const satisfies readonly { category: Category; field: string; what: ClockCode }[];
