import { reportRetention } from "../core/retention/index.ts";
import { reachDatabase } from "../main.ts";
import { type Command, JSON_OPTION, printLine } from "./command.ts";
import { setting } from "./running.ts";

/** How long what is kept, what went, and what would go now. */
export const retentionReport: Command = {
  name: "retention report",
  summary: "Shows how long what is kept and why, what went in 30 days, and what is past its time now.",
  options: { ...JSON_OPTION },
  examples: ["leeward retention report", "leeward retention report --json"],
  run: async (io, values) => {
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const schedules = await reportRetention(database.ownerUrl);
      if (values.json) {
        printLine(io.out, JSON.stringify({ schedules, confirmedByCounsel: false }));
        return 0;
      }
      for (const one of schedules) {
        const time = one.keptDays === 0 ? "until" : `${one.keptDays} days from`;
        printLine(io.out, `${one.name}: ${one.what}`);
        printLine(io.out, `  kept ${time} ${one.since}: ${one.reason} (${one.source})`);
        printLine(
          io.out,
          one.elsewhere
            ? `  ${one.elsewhere}`
            : `  ${one.deletedIn30Days} went in 30 days; ${one.pastItsTime} are past their time; last run ${one.lastRunAt ?? "never"}`,
        );
      }
      printLine(io.err, "Each time and its reason is to be confirmed by counsel.");
      return 0;
    } finally {
      await database.stop();
    }
  },
};
