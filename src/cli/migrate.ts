import { prepareGround } from "../main.ts";
import { type Command, printLine } from "./command.ts";
import { setting } from "./running.ts";

export const migrateCommand: Command = {
  name: "migrate",
  summary: "Brings the database to this version, and does nothing else.",
  options: {},
  examples: ["leeward migrate", "DATABASE_URL=postgresql://… leeward migrate"],
  run: async (io) => {
    const { config, log } = setting(io);
    const ground = await prepareGround(config, "production", log);
    await ground.stop();
    printLine(io.err, "The database is at this version.");
    return 0;
  },
};
