import type { Proof } from "../../../tools/proof/contract.ts";
import { stopTestServer } from "../../core/db/testing.ts";
import { countedTogether, raceForTheLast } from "./testing.ts";

const ROUNDS = 1_000;

/** Releases of one agency's cases, of another's file and of all cases together want the last of one year's budget at the same moment. */
export const proof: Proof = {
  name: "race for the last of a budget",
  bar: `${ROUNDS} times three releases ask at once for more than is left for two: one is let through, and never more is spent than a year has`,
  run: async () => {
    const together = await countedTogether();
    try {
      const { unfair, spentMost } = await raceForTheLast(together, ROUNDS);
      return { passed: unfair === 0 && spentMost <= 4, figures: { rounds: ROUNDS, unfair, spentMost } };
    } finally {
      await together.house.stop();
      await stopTestServer();
    }
  },
};
