import type { Proof } from "../proof/contract.ts";
import { fuzzHttp } from "./http.ts";
import { FUZZ_SECONDS } from "./proof.ts";

const SLOWEST_MS_MAX = 10_000;
const MEMORY_MB_MAX = 1_024;

export const proof: Proof = {
  name: "fuzz http",
  bar: `requests made from our own OpenAPI document and spoilt, for ten minutes, as twenty-five actors: no 5xx but a 503 page to a form sent without scripts, every refusal a problem+json, no answer over ${SLOWEST_MS_MAX / 1000} s, memory under ${MEMORY_MB_MAX} MB; most operations succeed at least once`,
  run: async (log) => {
    const seed = Date.now() % 2 ** 31;
    log(`seed ${seed}, ${FUZZ_SECONDS} s`);
    const { faults, answers, never, ...counts } = await fuzzHttp(FUZZ_SECONDS, seed);
    for (const fault of faults) log(fault);
    log(`never answered with success: ${never.join(", ")}`);
    const memoryMbMost = Math.round(process.resourceUsage().maxRSS / 1024);
    return {
      passed:
        faults.length === 0 &&
        counts.slowestMs < SLOWEST_MS_MAX &&
        memoryMbMost < MEMORY_MB_MAX &&
        counts.succeeded > counts.operations / 2,
      figures: { seed, seconds: FUZZ_SECONDS, ...counts, ...answers, faults: faults.length, memoryMbMost },
    };
  },
};
