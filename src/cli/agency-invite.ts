import { inviteSupervisor } from "../core/identity/founding.ts";
import { reachDatabase } from "../main.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

/** Invites a supervisor to an agency that has none left who could. */
export const agencyInvite: Command = {
  name: "agency invite",
  summary: "Invites a supervisor to an agency whose last one is gone; the ledger says so.",
  options: {
    agency: { type: "string", help: "the agency's name" },
    supervisor: { type: "string", help: "the new supervisor's e-mail address" },
    ...JSON_OPTION,
  },
  examples: ['leeward agency invite --agency "Harbour House" --supervisor marta@harbour.example'],
  run: async (io, values) => {
    const { agency, supervisor } = values;
    if (typeof agency !== "string" || typeof supervisor !== "string") {
      throw new UsageError("Give --agency with its name and --supervisor with an e-mail address.");
    }
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const token = await inviteSupervisor(database.ownerUrl, agency, supervisor, new Date());
      const link = `${config.origins[0]}/desk/join#${token}`;
      if (values.json) printLine(io.out, JSON.stringify({ link }));
      else
        printLine(
          io.out,
          `Give this link to ${supervisor}, by a safe way; it works once, for 7 days:\n${link}`,
        );
      return 0;
    } finally {
      await database.stop();
    }
  },
};
