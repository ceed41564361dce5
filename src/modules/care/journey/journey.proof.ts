import { alarmsUntil } from "./clocks.ts";
import { needsOf, obstaclesOf } from "./guards.ts";
import { ageDispute, beginJourney, takeStep } from "./journey.ts";
import { allRules, seedOf } from "./testing/jurisdictions.ts";
import { walk } from "./testing/walk.ts";

const STEPS = 100_000;
const ROUNDS_MAX = 5;
const ENGINE = { ageDispute, beginJourney, takeStep, needsOf, obstaclesOf, alarmsUntil };

/** Random steps over every pack, each judged from outside. */
export const proof = {
  name: "journey",
  bar: "100,000 random steps over every pack: no forbidden state, no lost clock, no timer that closes or denies",
  run: async (log: (line: string) => void) => {
    const seed = seedOf("random steps along journeys");
    let [packs, steps, taken, refused, alarms, faults, never] = [0, 0, 0, 0, 0, 0, 0];
    for (const [code, rules] of allRules()) {
      // Italy's way back from a no is met once or twice in so many steps: on until each step was taken, or five times as far.
      const untaken = new Set(rules.steps.keys());
      for (let round = 0; round === 0 || (untaken.size > 0 && round < ROUNDS_MAX); round++) {
        const walked = walk(ENGINE, rules, seed + packs + 1000 * round, STEPS);
        steps += walked.steps;
        taken += walked.taken;
        refused += walked.refused;
        alarms += walked.alarms;
        faults += walked.faults.length;
        for (const step of walked.takenOf.keys()) untaken.delete(step);
        log(`${code}: ${walked.taken} taken, ${walked.refused} refused, ${walked.alarms} alarms`);
        log(
          `${code}: never taken ${[...untaken].join(" ") || "none"}; ${walked.faults.join("; ") || "no fault"}`,
        );
      }
      packs++;
      never += untaken.size;
    }
    return {
      passed: faults === 0 && never === 0 && taken > steps / 5 && refused > steps / 5,
      figures: { seed, packs, steps, taken, refused, alarms, faults, stepsNeverTaken: never },
    };
  },
};
