import type { Calendar, Escalation, Limit } from "@leeward/clocks";
import type { JourneyState } from "../model/journey.ts";
import type { StepRule } from "./steps.ts";

/** For whom a clock runs. `known-child`: someone said so, or doubts it; `child` holds until an age is established. */
export const CLOCK_CONDITIONS = [
  "everyone",
  "adult",
  "child",
  "known-child",
  "urgent",
  "not-urgent",
] as const;
export type ClockCondition = (typeof CLOCK_CONDITIONS)[number];

/** A clock of a jurisdiction: what begins it, how long it is, whom it tells, what ends it. */
export interface TimeRule {
  readonly code: string;
  readonly runsFor: ClockCondition;
  readonly starts: {
    readonly steps?: readonly string[] | undefined;
    /** When the journey comes into a state. */
    readonly entering?: readonly JourneyState[] | undefined;
    /** When another clock is ended. */
    readonly afterClock?: string | undefined;
  };
  readonly limit: Limit;
  /** The steps that end it. Nothing else does: not time, and not a state that is left. */
  readonly ends: readonly string[];
  /** It stands still while the person is there. */
  readonly pausesIn: readonly JourneyState[];
  readonly alarms: readonly Escalation[];
}

/** Clocks that begin and end by what happens to consents, by no step of the journey. */
export const CONSENT_CLOCKS = ["consent-review", "consent-new-purpose"] as const;
export type ConsentClock = (typeof CONSENT_CLOCKS)[number];

/** The steps and clocks of one jurisdiction, ready to be walked. */
export interface Rules {
  readonly steps: ReadonlyMap<string, StepRule>;
  readonly clocks: readonly TimeRule[];
  readonly calendar: Calendar;
}
