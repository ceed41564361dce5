import { ConfigError } from "../core/config/index.ts";
import { metricsOfProcess, prepareGround, startMetrics, startWorker } from "../main.ts";
import { type Command, printLine } from "./command.ts";
import { LINES_OPTION, runUntilEnd, setting } from "./running.ts";

/** Runs jobs and sequencer in a process of their own. */
export const work: Command = {
  name: "work",
  summary: "Runs the jobs and the ledger's sequencer, beside `leeward serve --without-jobs`.",
  options: { ...LINES_OPTION },
  examples: ["DATABASE_URL=postgresql://… leeward work"],
  run: async (io, values) => {
    const { config, log } = setting(io);
    if (!config.databaseUrl) {
      throw new ConfigError(
        "A worker of its own needs a PostgreSQL of its own: set DATABASE_URL. With the embedded database, `leeward serve` runs the jobs too.",
      );
    }
    const ground = await prepareGround(config, "production", log);
    const metrics = metricsOfProcess();
    const measured = await startMetrics(config, metrics, { ofWorker: true });
    const worker = await startWorker(ground, log, metrics);
    printLine(io.err, "Working.");
    return runUntilEnd(io, { parts: [ground, measured, worker], ready: values.json ? {} : undefined });
  },
};
