import { seedOfRun } from "../access/proving/ground.ts";
import { openProvingGround, protocolMutants } from "./proving.ts";

const WORLDS = 10_000;
const WORLDS_IN_ONE_DATABASE = 2_000;
const WORLDS_FOR_A_MUTANT = 300;

export const proof = {
  name: "agreements",
  bar: `in ${WORLDS} worlds every transfer that an agreement covers passes and every other does not, through the database and as the twin says; the enforced rows are the object; no mutant survives`,
  run: async (log: (line: string) => void) => {
    const seed = seedOfRun();
    log(`seed ${seed} (LEEWARD_SEED=${seed} repeats this run)`);
    const sum = { passed: 0, wronglyPassed: 0, slips: 0 };
    const byWrong: Record<string, number> = {};
    for (let from = 0; from < WORLDS; from += WORLDS_IN_ONE_DATABASE) {
      const ground = await openProvingGround(seed);
      try {
        const ran = await ground.run(from, WORLDS_IN_ONE_DATABASE);
        for (const slip of ran.slips.slice(0, 3)) log(`slip: ${JSON.stringify(slip)}`);
        sum.passed += ran.passed;
        sum.wronglyPassed += ran.wronglyPassed;
        sum.slips += ran.slips.length;
        for (const [wrong, times] of Object.entries(ran.byWrong))
          byWrong[wrong] = (byWrong[wrong] ?? 0) + times;
        log(`${from + WORLDS_IN_ONE_DATABASE} worlds, ${sum.slips} slips`);
      } finally {
        await ground.close();
      }
    }
    const mutants = protocolMutants();
    const survivors: string[] = [];
    const ground = await openProvingGround(seed);
    try {
      for (const { name, sql } of mutants) {
        const isKilled = await ground.notices(sql, WORLDS_FOR_A_MUTANT);
        log(`${isKilled ? "killed  " : "SURVIVED"} ${name}`);
        if (!isKilled) survivors.push(name);
      }
    } finally {
      await ground.close();
    }
    const [rarestWrong, times] = Object.entries(byWrong).sort(([, one], [, other]) => one - other)[0] ?? [
      "none",
      0,
    ];
    return {
      passed: sum.passed === WORLDS && sum.wronglyPassed === 0 && sum.slips === 0 && survivors.length === 0,
      figures: {
        seed,
        worlds: WORLDS,
        passed: sum.passed,
        wronglyPassed: sum.wronglyPassed,
        differences: sum.slips,
        rarestWrong,
        drawnLeast: times,
        mutants: mutants.length,
        survivors: survivors.join("; ") || "none",
      },
    };
  },
};
