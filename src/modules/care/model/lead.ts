/** What is done with a case that a colleague is asked to lead. */
export const LEAD_ACTS = ["accept", "decline", "take-back", "undo"] as const;
export type LeadAct = (typeof LEAD_ACTS)[number];

export type LeadOutcome = "accepted" | "declined" | "taken-back" | "overtaken";

export const LEAD_NOTE_MAX = 2_000;
/** So many cases at once: what one member leads, and a whole list of the page. */
export const LEAD_CASES_MAX = 100;
