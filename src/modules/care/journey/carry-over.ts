import { ageOfBand } from "../model/age.ts";
import type { JourneyState } from "../model/journey.ts";
import { startEndAndPause } from "./clocks.ts";
import { ageDispute } from "./journey.ts";
import type { Rules } from "./rules.ts";
import type { Journey } from "./shape.ts";
import { AWAY, OPENING, OVER } from "./steps.ts";

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
    readonly ageDisputed: boolean;
    readonly evidenceWritten: boolean;
    readonly reasonsWrittenIn: string | null;
    readonly language: string | null;
  },
): Journey {
  const { state, stateSince, ageBand, ageDisputed, evidenceWritten, reasonsWrittenIn, language } = file;
  const at = stateSince.getTime();
  const blank: Journey = {
    state,
    cameFrom: isAway(state) ? "reopened" : null,
    language,
    age: ageOfBand(ageBand),
    ...{ ageDisputed, evidenceWritten, reasonsWrittenIn },
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
  // Opened here, from wherever they come: a child has the clock for a guardian. A case that is over is not opened.
  return startEndAndPause(rules, null, blank, OVER.some((over) => over === state) ? "" : OPENING, at);
}

/**
 * The journey as it stands where something of it was written down without a step: a person who leaves altogether, by a wish that was
 * carried out, withdraws; a guardian whose naming ended is none, and another is looked for; and of whom it was written that their age is
 * disputed, or no longer, it is so from now on.
 */
export function caughtUp(
  rules: Rules,
  standing: Journey,
  file: Pick<Journey, "state" | "ageDisputed" | "evidenceWritten" | "reasonsWrittenIn"> & {
    readonly stateSince: Date;
    readonly guardianStands: boolean;
  },
  at: number,
): Journey {
  const { evidenceWritten, reasonsWrittenIn } = file;
  const stands = placed(rules, guarded(rules, standing, file, at), file);
  return ageDispute(rules, { ...stands, evidenceWritten, reasonsWrittenIn }, file.ageDisputed, at);
}

const guarded = (
  rules: Rules,
  standing: Journey,
  { guardianStands }: { readonly guardianStands: boolean },
  at: number,
): Journey =>
  standing.hasGuardian && !guardianStands
    ? startEndAndPause(rules, standing, { ...standing, hasGuardian: false }, "find-guardian-conflict", at)
    : standing;

function placed(
  rules: Rules,
  standing: Journey,
  file: { readonly state: JourneyState; readonly stateSince: Date },
): Journey {
  if (standing.state === file.state) return standing;
  const moved: Journey = {
    ...standing,
    state: file.state,
    cameFrom: isAway(file.state) ? (standing.cameFrom ?? standing.state) : null,
    withdrewThemself: file.state === "withdrawn",
  };
  return startEndAndPause(rules, standing, moved, "", file.stateSince.getTime());
}
