import { allLaws } from "./testing/laws/all-laws.ts";
import { ledger } from "./testing/ledger-under-test.ts";

const TIMES = 30;

/** The laws of the test run, each with many more random cases. */
export const proof = {
  name: "ledger laws",
  bar: `every law holds in ${TIMES} times as many random cases as a test run tries`,
  run: async (log: (line: string) => void) => {
    const seed = Date.now() % 2 ** 31;
    log(`seed ${seed}`);
    let cases = 0;
    let broken = 0;
    for (const { name, law, runs } of allLaws) {
      try {
        await law(ledger, { seed, runs: runs * TIMES });
      } catch (error) {
        broken++;
        log(`BROKEN: ${name}: ${error}`);
      }
      cases += runs * TIMES;
    }
    return { passed: broken === 0, figures: { laws: allLaws.length, cases, broken, seed } };
  },
};
