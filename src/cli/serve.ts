import {
  ensurePortFree,
  metricsOfProcess,
  prepareGround,
  startMetrics,
  startServer,
  startWorker,
} from "../main.ts";
import { type Command, printLine } from "./command.ts";
import { LINES_OPTION, runUntilEnd, setting } from "./running.ts";

/** Serves an installation: door, desk and API; with the jobs, unless those run elsewhere. */
export const serve: Command = {
  name: "serve",
  summary: "Serves door, desk and API; refuses a demonstration's database.",
  options: {
    "without-jobs": { type: "boolean", help: "leave jobs and sequencer to `leeward work`" },
    ...LINES_OPTION,
  },
  examples: [
    "leeward serve",
    "LEEWARD_ORIGIN=https://desk.example.org DATABASE_URL=postgresql://… leeward serve",
  ],
  run: async (io, values) => {
    const { config, log } = setting(io);
    await ensurePortFree(config);
    const ground = await prepareGround(config, "production", log);
    const parts: { stop(): Promise<void> }[] = [ground];
    try {
      const metrics = metricsOfProcess();
      parts.push(await startMetrics(config, metrics), await startServer(ground, log, metrics));
      if (!values["without-jobs"]) parts.push(await startWorker(ground, log, metrics));
    } catch (error) {
      for (const part of parts.reverse()) await part.stop();
      throw error;
    }
    printLine(io.err, `Ready: door ${config.origins[0]}/ · desk ${config.origins[0]}/desk`);
    const addresses = config.origins.map((origin) => ({ door: `${origin}/`, desk: `${origin}/desk` }));
    const listens = { host: config.host, port: config.port };
    const ready = values.json ? { addresses, listens, jobs: !values["without-jobs"] } : undefined;
    return runUntilEnd(io, { database: ground.postgres?.ended, parts, ready });
  },
};
