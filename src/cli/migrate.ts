import { newestMigration } from "../core/db/index.ts";
import { prepareGround } from "../main.ts";
import { type Command, JSON_OPTION, printLine } from "./command.ts";
import { setting } from "./running.ts";

export const migrateCommand: Command = {
  name: "migrate",
  summary: "Brings the database to this version, and does nothing else.",
  options: { ...JSON_OPTION },
  examples: ["leeward migrate", "leeward migrate --json", "DATABASE_URL=postgresql://… leeward migrate"],
  run: async (io, values) => {
    const { config, log } = setting(io);
    const ground = await prepareGround(config, "production", log);
    await ground.stop();
    printLine(io.err, "The database is at this version.");
    if (values.json) {
      printLine(io.out, JSON.stringify({ applied: ground.migrated, newest: newestMigration() }));
    }
    return 0;
  },
};
