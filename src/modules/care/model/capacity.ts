/**
 * Is there room, asked before anyone is named. Everything is a code or a count: there is no field that could carry a name, a place or
 * a case (`docs/care.md`). The database holds the same lists.
 */

export const CAPACITY_FOR = ["woman", "man", "person", "girl", "boy", "child"] as const;
export const CAPACITY_NEEDS = ["step-free", "own-room", "cot", "medicine", "interpreter"] as const;
export const CAPACITY_FROM = ["now", "tonight", "tomorrow", "this-week"] as const;
export const CAPACITY_ANSWERS = ["yes", "no", "later"] as const;
export type CapacityAnswer = (typeof CAPACITY_ANSWERS)[number];

export const CHILDREN_MAX = 9;
/** Agencies that are asked at once. */
export const ASKED_MAX = 12;
