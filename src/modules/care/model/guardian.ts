import type { SectionDocument } from "./field.ts";

/** How a guardian showed who they are. */
export const GUARDIAN_PROOFS = ["in-person", "order"] as const;
export type GuardianProof = (typeof GUARDIAN_PROOFS)[number];

/** How it was looked into whether a guardian is involved in what happened, or gains by it. */
export const CONFLICT_CHECKS = ["child-asked", "account-read", "authority-asked"] as const;
export type ConflictCheck = (typeof CONFLICT_CHECKS)[number];

/** Why a member ends what a guardian reads, at once: the first two are conflicts of interests. */
export const GUARDIAN_ENDS = ["involved", "interest", "words", "over"] as const;
export type GuardianEnd = (typeof GUARDIAN_ENDS)[number];

/** Whether a version of *Needs and risk* is the first to say that the guardian has a conflict of interest: whoever is named later is another. */
export const isConflictFound = (before: SectionDocument | null, now: SectionDocument): boolean =>
  now.guardianConflict === "found" && before?.guardianConflict !== "found";
