import { reportRetention, runRetention } from "../core/retention/index.ts";
import { reachDatabase } from "../main.ts";
import { type Command, JSON_OPTION, printLine } from "./command.ts";
import { setting } from "./running.ts";

/** Deletes what is past its time now, as the hourly job does. */
export const retentionRun: Command = {
  name: "retention run",
  summary: "Deletes what is past its time now, as the hourly job does, and says how much of what.",
  options: { "dry-run": { type: "boolean", help: "only say how much" }, ...JSON_OPTION },
  examples: ["leeward retention run --dry-run", "leeward retention run"],
  run: async (io, values) => {
    const isDryRun = values["dry-run"] === true;
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const gone = isDryRun
        ? (await reportRetention(database.ownerUrl)).flatMap(({ name, pastItsTime }) =>
            pastItsTime === null ? [] : [{ schedule: name, deleted: pastItsTime }],
          )
        : await runRetention(database.ownerUrl);
      if (values.json) printLine(io.out, JSON.stringify({ dryRun: isDryRun, schedules: gone }));
      else {
        for (const { schedule, deleted } of gone) {
          printLine(io.out, `${schedule}: ${deleted} ${isDryRun ? "would go" : "went"}`);
        }
      }
      return 0;
    } finally {
      await database.stop();
    }
  },
};
