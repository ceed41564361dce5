import type { SectionDocument } from "./field.ts";

/** What a no rests on, as far as it stands in someone's status. */
export interface WrittenForDecision {
  readonly evidenceWritten: boolean;
  /** Null where there are none, or nobody says in which language they are. */
  readonly reasonsWrittenIn: string | null;
}

const isSaid = (answer: unknown): boolean => typeof answer === "string" && answer.trim() !== "";

/** Codes alone: the words stay locked. */
export const writtenForDecision = ({
  evidenceAsked,
  reasons,
  reasonsIn,
}: SectionDocument): WrittenForDecision => ({
  evidenceWritten: isSaid(evidenceAsked),
  reasonsWrittenIn: isSaid(reasons) && typeof reasonsIn === "string" ? reasonsIn : null,
});
