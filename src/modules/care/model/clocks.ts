import type { Limit } from "@leeward/clocks";

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
  "file-question",
  "file-correction",
  "file-complaint",
  "file-rating",
] as const;
export type ClockCode = (typeof CLOCK_CODES)[number];

/** A clock as a journey starts it: the limit, and the rule or agreement on which it rests. */
export interface ClockRule {
  readonly what: ClockCode;
  readonly limit: Limit;
  readonly basis: string;
}

/** Consents are looked at again after 30 days, or at a new purpose. */
export const CONSENT_REVIEW: ClockRule = {
  what: "consent-review",
  limit: { unit: "calendar-days", length: 30 },
  basis: "House rule: a consent is looked at again within 30 days",
};

export const CONSENT_REVIEW_AT_NEW_PURPOSE: ClockRule = {
  what: "consent-review",
  limit: { unit: "calendar-days", length: 3 },
  basis: "House rule: at a new purpose, what was allowed before is looked at again within 3 days",
};
