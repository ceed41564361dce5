import type { Proof } from "../proof/contract.ts";
import { type FuzzTarget, fuzz } from "./fuzzer.ts";

/** `FUZZ_SECONDS=5 npm run proof -- fuzz` for a shorter look. */
export const FUZZ_SECONDS = Number(process.env.FUZZ_SECONDS ?? 600);
/** One input; what hangs for a minute ends the process (fuzzer.ts). */
const SLOWEST_CPU_MS_MAX = 5_000;
const MEMORY_MB_MAX = 768;

/** A proof that feeds these parsers one after the other, each for ten minutes, in a process of its own. */
export function fuzzProof(name: string, targets: readonly FuzzTarget[]): Proof {
  return {
    name,
    bar: `${targets.map((target) => target.name).join("; ")}: ten minutes each, no crash, no hang (no input over ${SLOWEST_CPU_MS_MAX / 1000} s of the processor), memory under ${MEMORY_MB_MAX} MB`,
    run: async (log) => {
      const seed = Date.now() % 2 ** 31;
      log(`seed ${seed}, ${FUZZ_SECONDS} s each`);
      const all = { inputs: 0, taken: 0, refused: 0, corpus: 0, blocks: 0, crashes: 0, slowestCpuMs: 0 };
      for (const target of targets) {
        const found = await fuzz(target, FUZZ_SECONDS, seed);
        for (const crash of found.crashes) log(`${target.name} crashed: ${crash}`);
        log(`${target.name}: ${JSON.stringify({ ...found, crashes: found.crashes.length })}`);
        for (const sum of ["inputs", "taken", "refused", "corpus", "blocks"] as const) all[sum] += found[sum];
        all.crashes += found.crashes.length;
        all.slowestCpuMs = Math.max(all.slowestCpuMs, found.slowestCpuMs);
      }
      const memoryMbMost = Math.round(process.resourceUsage().maxRSS / 1024);
      const passed =
        all.crashes === 0 &&
        all.slowestCpuMs < SLOWEST_CPU_MS_MAX &&
        memoryMbMost < MEMORY_MB_MAX &&
        all.inputs > 0;
      return { passed, figures: { seed, secondsEach: FUZZ_SECONDS, ...all, memoryMbMost } };
    },
  };
}
