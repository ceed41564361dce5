import type { Instant, Pause } from "@leeward/clocks";
import type { JourneyState } from "../model/journey.ts";
import type { RecordCode } from "./records.ts";
import type { Actor } from "./steps.ts";

/** `in-doubt` and `not-asked` are a child's until an age is established. */
export type Age = "adult" | "child" | "in-doubt" | "not-asked";

/** A clock that someone waits for. */
export interface RunningClock {
  readonly code: string;
  readonly startedAt: Instant;
  readonly pauses: readonly Pause[];
  readonly extensions: readonly number[];
}

/** Where someone is on their way, and what the next steps depend on. Folded from the steps that were recorded. */
export interface Journey {
  readonly state: JourneyState;
  /** While away: where one was, and comes back to. */
  readonly cameFrom: JourneyState | null;
  /** The person's own, ISO 639; null while nobody knows it. */
  readonly language: string | null;
  readonly age: Age;
  /** Someone says that it is another: it stands in their identity, and counts whatever was recorded. */
  readonly ageDisputed: boolean;
  readonly urgent: boolean;
  /** One without a conflict of interest. */
  readonly hasGuardian: boolean;
  /** A lawyer, or whom the person named. */
  readonly hasRepresentative: boolean;
  readonly evidence: "none" | "asked" | "answered";
  readonly evidenceAskedAt: Instant | null;
  /** Which evidence is missing stands in their status. */
  readonly evidenceWritten: boolean;
  /** The language of the reasons that stand there; null where there are none. */
  readonly reasonsWrittenIn: string | null;
  /** In which the reasons of the last negative, or of one that waits, are written; null where there was none. */
  readonly reasonsIn: string | null;
  /** The member who proposed a negative that waits for another's answer. */
  readonly proposedBy: string | null;
  /** A negative stands, so it can be reconsidered. */
  readonly negative: boolean;
  /** What the person was made to do, and whether someone looked that they are not punished for it. */
  readonly madeToDo: "none" | "open" | "reviewed";
  readonly withdrewThemself: boolean;
  /** The last recovery ran its whole time, or the person ended it. */
  readonly recovered: boolean;
  readonly clocks: readonly RunningClock[];
}

/** Whoever is not known to be an adult, or of whom it is disputed, is a child. */
export const isChild = ({ age, ageDisputed }: Pick<Journey, "age" | "ageDisputed">): boolean =>
  ageDisputed || age !== "adult";

/** A wish to take a step. */
export interface Act {
  readonly step: string;
  readonly at: Instant;
  readonly by: { readonly memberId: string; readonly role: Actor; readonly isTrained: boolean };
  readonly recorded: readonly RecordCode[];
  /** In which reasons are written, or which the person says that they read; null where it is neither. */
  readonly language: string | null;
}
