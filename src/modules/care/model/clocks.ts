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
