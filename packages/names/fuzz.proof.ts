import fc from "fast-check";
import * as names from "./index.ts";
import { anyName, laws } from "./testing/laws.ts";

/** `FUZZ_SECONDS=5 npm run proof -- "names fuzz"` for a shorter look. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 600);
const INPUT_CPU_MS_MAX = 1000;
const MEMORY_BYTES_MAX = 1024 * 1024 * 1024;
const CASES_A_ROUND = 500;

/** Names of every script, spoilt: nothing throws, nothing is slow, and every law holds. */
export const proof = {
  name: "names fuzz",
  bar: "names of 13 scripts, spoilt, cut and joined, ten minutes: every law holds, no throw, no input over 1 s of the processor, memory under 1 GB",
  run: async (log: (line: string) => void) => {
    const first = Date.now() % 2 ** 31;
    log(`seed ${first}, ${SECONDS} s`);
    const end = performance.now() + SECONDS * 1000;
    let [cases, broken, slowestCpuMs] = [0, 0, 0];
    for (let seed = first; performance.now() < end; seed++) {
      for (const [name, law] of Object.entries(laws)) {
        cases += CASES_A_ROUND;
        try {
          law(names, { seed, runs: CASES_A_ROUND });
        } catch (error) {
          broken++;
          log(`BROKEN with seed ${seed}: ${name}: ${error}`);
        }
      }
      const drawn = fc.sample(anyName, { seed, numRuns: 100 });
      for (const [i, name] of drawn.entries()) {
        const began = process.cpuUsage(); // other work on the machine is no slowness of ours
        names.compare(name, drawn[(i + 1) % drawn.length] ?? "");
        names.tokens(name);
        const { user, system } = process.cpuUsage(began);
        slowestCpuMs = Math.max(slowestCpuMs, Math.round((user + system) / 1000));
      }
    }
    const memoryBytes = process.memoryUsage().rss;
    return {
      passed: broken === 0 && slowestCpuMs < INPUT_CPU_MS_MAX && memoryBytes < MEMORY_BYTES_MAX,
      figures: {
        seed: first,
        seconds: SECONDS,
        cases,
        broken,
        slowestCpuMs,
        memoryMb: Math.round(memoryBytes / 1e6),
      },
    };
  },
};
