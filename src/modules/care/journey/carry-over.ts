import type { JourneyState } from "../model/journey.ts";
import { startEndAndPause } from "./clocks.ts";
import type { Rules } from "./rules.ts";
import type { Journey } from "./shape.ts";
import { AWAY, OPENING } from "./steps.ts";

const CHILD_BANDS: ReadonlySet<string> = new Set(["0-8", "9-17"]);

const isAway = (state: JourneyState): boolean => AWAY.some((away) => away === state);

/**
 * The journey of a case whose steps nobody wrote down: opened this moment, imported, or led before it had a jurisdiction. What
 * is not known is taken in the person's favour: an unknown age is a child's, nobody has decided against
 * them, and a recovery lies behind only whom nobody could have brought there without one.
 */
export function carryOver(
  rules: Rules,
  file: {
    readonly state: JourneyState;
    readonly stateSince: Date;
    readonly ageBand: string;
    readonly language: string | null;
  },
): Journey {
  const { state, stateSince, ageBand, language } = file;
  const at = stateSince.getTime();
  const blank: Journey = {
    state,
    cameFrom: isAway(state) ? "reopened" : null,
    language,
    age: ageBand === "unknown" ? "not-asked" : CHILD_BANDS.has(ageBand) ? "child" : "adult",
    ...{ urgent: false, hasGuardian: false, hasRepresentative: false },
    ...{
      evidence: "none",
      evidenceAskedAt: null,
      reasonsIn: null,
      proposedBy: null,
      negative: state === "reconsideration",
    },
    ...{ madeToDo: "none", withdrewThemself: false, recovered: state === "conclusive-grounds", clocks: [] },
  };
  return startEndAndPause(rules, null, blank, state === "contact" ? OPENING : "", at);
}

/**
 * The journey as it stands where the case was moved without a step: a person who leaves altogether, by a wish that was carried
 * out, withdraws; a guardian whose naming ended is none, and another is looked for.
 */
export function caughtUp(
  rules: Rules,
  standing: Journey,
  file: { readonly state: JourneyState; readonly stateSince: Date; readonly guardianStands: boolean },
  at: number,
): Journey {
  const guarded =
    standing.hasGuardian && !file.guardianStands
      ? startEndAndPause(rules, standing, { ...standing, hasGuardian: false }, "find-guardian-conflict", at)
      : standing;
  if (standing.state === file.state) return guarded;
  const moved: Journey = {
    ...guarded,
    state: file.state,
    cameFrom: isAway(file.state) ? (standing.cameFrom ?? standing.state) : null,
    withdrewThemself: file.state === "withdrawn",
  };
  return startEndAndPause(rules, guarded, moved, "", file.stateSince.getTime());
}
