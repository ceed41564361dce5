import { runCrashRounds } from "./testing/crash-rounds.ts";
import { inTemporaryFolder } from "./testing/temporary-folder.ts";

const ROUNDS = 20;

/** A writing process killed again and again. */
export const proof = {
  name: "ledger crash",
  bar: `${ROUNDS} times kill -9 at a random moment: nothing acknowledged lost, the log opens and verifies each time`,
  run: async (log: (line: string) => void) => {
    const seed = Date.now() % 2 ** 31;
    log(`seed ${seed}`);
    const figures = await inTemporaryFolder((folder) => runCrashRounds(folder, ROUNDS, seed));
    return { passed: figures.lost === 0 && figures.acknowledged > 0, figures: { ...figures, seed } };
  },
};
