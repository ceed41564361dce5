import { ownPeakMib } from "../load/machine.ts";

/** Loaded before a command: its process ends with a line of what it took, as the operating system counts it. */
process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const took = { peakMib: ownPeakMib(), processorSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  process.stderr.write(`\n${JSON.stringify({ took })}\n`);
});
