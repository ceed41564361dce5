/** What a person says about their own file: a question, that something in it is wrong, a complaint. */
export const ASK_KINDS = ["question", "correction", "complaint"] as const;
/** And how a referral was for them (`rating`), which is asked of each whose help has ended. */
export type AskKind = (typeof ASK_KINDS)[number] | "rating";

/** How it was, by the plainest of choices; each may be left out. */
export const RATED = ["yes", "partly", "no"] as const;
export interface Rating {
  readonly helped?: (typeof RATED)[number];
  readonly treatedWell?: (typeof RATED)[number];
}

/** What came of it. A correction is written in, or kept beside what stands there; it is never passed over. */
export const ASK_OUTCOMES = ["answered", "written-in", "kept-beside", "looked-into"] as const;
export type AskOutcome = (typeof ASK_OUTCOMES)[number];

/** Letters, in what is asked and in what is answered. */
export const ASK_LENGTH_MAX = 4_000;
