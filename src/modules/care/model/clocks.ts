import type { Limit } from "@leeward/clocks";
import type { JourneyState } from "./journey.ts";

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

/**
 * The clocks that begin when a case comes into a state. A jurisdiction's own limits, in its working days and
 * holidays, replace these; each says on what it rests.
 */
export const CLOCKS_OF_STATE: Readonly<Partial<Record<JourneyState, readonly ClockRule[]>>> = {
  contact: [
    {
      what: "early-support",
      limit: { unit: "calendar-days", length: 3 },
      basis: "House rule: support begins within 3 days of the first contact",
    },
    CONSENT_REVIEW,
  ],
  referred: [
    {
      what: "referral-answer",
      limit: { unit: "hours", length: 72 },
      basis: "House rule: a referral is answered within 72 hours",
    },
  ],
  "reasonable-grounds": [
    {
      what: "reasonable-grounds",
      limit: { unit: "working-days", length: 5 },
      basis: "House rule: to be replaced by the time limit of the jurisdiction",
    },
  ],
  recovery: [
    {
      what: "recovery-ends",
      limit: { unit: "calendar-days", length: 30 },
      basis: "Council of Europe Convention CETS 197, Article 13: at least 30 days",
    },
  ],
  reconsideration: [
    {
      what: "reconsideration",
      limit: { unit: "calendar-days", length: 30 },
      basis: "House rule: a reconsideration is answered within 30 days",
    },
  ],
  closed: [
    {
      what: "follow-up",
      limit: { unit: "calendar-days", length: 90 },
      basis: "House rule: a talk 3 months after a case was closed",
    },
  ],
};
