import { DEMO_PASSWORD, fillDemonstration, fillServices, listSignIns, startWitness } from "../demo/index.ts";
import {
  ensurePortFree,
  metricsOfProcess,
  prepareGround,
  preparePages,
  startMetrics,
  startServer,
  startWorker,
} from "../main.ts";
import { type Command, type CommandIo, JSON_OPTION, printLine } from "./command.ts";
import { runUntilEnd, setting } from "./running.ts";

/** Starts a demonstration State: invented agencies, members and people, on this machine only. */
export const demo: Command = {
  name: "demo",
  summary: "Starts the demonstration: an invented State, on this machine only.",
  options: {
    "fill-only": { type: "boolean", help: "make the demonstration's data and pages, then stop" },
    ...JSON_OPTION,
  },
  examples: ["leeward demo", "PORT=9000 leeward demo"],
  run: async (io, values) => {
    const startedAt = Date.now();
    const { config, log } = setting(io);
    log("Leeward: starting the demonstration.");
    if (!values["fill-only"]) await ensurePortFree(config);
    const ground = await prepareGround(config, "demonstration", log);
    const parts: { stop(): Promise<void> }[] = [ground];
    try {
      await fillDemonstration(ground, log);
      await fillServices(ground, log);
      if (values["fill-only"]) {
        await preparePages(config, log);
        await ground.stop();
        return 0;
      }
      const metrics = metricsOfProcess();
      const witness = await startWitness(ground, log);
      parts.push(witness, await startMetrics(config, metrics), await startServer(ground, log, metrics));
      const ledger = { ...config.ledger, witnesses: [witness], quorum: 1 };
      parts.push(await startWorker({ ...ground, config: { ...config, ledger } }, log, metrics));
    } catch (error) {
      for (const part of parts.reverse()) await part.stop();
      throw error;
    }
    const origin = config.origins[0] ?? "";
    const signIns = listSignIns();
    if (values.json) {
      printLine(
        io.out,
        JSON.stringify({ door: `${origin}/`, desk: `${origin}/desk`, password: DEMO_PASSWORD, signIns }),
      );
    } else printWelcome(io, origin, signIns);
    printLine(io.err, `Ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops it.`);
    return runUntilEnd(io, { database: ground.postgres?.ended, parts });
  },
};

function printWelcome(io: CommandIo, origin: string, signIns: ReturnType<typeof listSignIns>): void {
  const width = (pick: (entry: (typeof signIns)[number]) => string) =>
    Math.max(...signIns.map((entry) => pick(entry).length));
  const email = width((entry) => entry.email);
  const name = width((entry) => entry.name);
  const agency = width((entry) => entry.agency);
  const lines = signIns.map(
    (entry) =>
      `  ${entry.email.padEnd(email)}  ${entry.name.padEnd(name)}  ${entry.agency.padEnd(agency)}  ${entry.roles.join(", ")}`,
  );
  printLine(
    io.out,
    [
      "",
      `  Door   ${origin}/`,
      `  Desk   ${origin}/desk`,
      "",
      "  Everyone here is invented. Sign in at the desk as any of these, all with the password",
      `  ${DEMO_PASSWORD}`,
      "",
      ...lines,
      "",
    ].join("\n"),
  );
}
