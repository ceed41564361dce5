/** The states of a journey (DESIGN section 6). */
export const JOURNEY_STATES = [
  "contact",
  "screened",
  "early-support",
  "referred",
  "reasonable-grounds",
  "recovery",
  "conclusive-grounds",
  "inclusion",
  "closed",
  "follow-up",
  "missing",
  "withdrawn",
  "abroad",
  "reopened",
  "reconsideration",
] as const;

/** Where a person is on their way through protection. */
export type JourneyState = (typeof JOURNEY_STATES)[number];
