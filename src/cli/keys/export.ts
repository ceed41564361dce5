import { findAgency } from "../../core/keys/holder/enrol.ts";
import { listPlatformEntries } from "../../core/keys/holder/states.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** The platform's side of what an agency's key holder was asked. */
export const keysExport: Command = {
  name: "keys export",
  summary: "Writes out what the ledger says of an agency's keys, for the agency to compare with its own log.",
  options: {
    agency: { type: "string", help: "its name or number" },
    since: { type: "string", help: "from this day on, such as 2026-11-25" },
    ...DEMONSTRATION_OPTION,
    ...JSON_OPTION,
  },
  examples: ['leeward keys export --agency "Harbour House" --since 2026-11-01 > ledger-entries.jsonl'],
  run: async (io, values) => {
    const { agency, since } = values;
    if (typeof agency !== "string" || typeof since !== "string" || !/^\d{4}-\d\d-\d\d$/.test(since)) {
      throw new UsageError("Give --agency, and --since with a day.");
    }
    const count = await asOwner(io, values.demonstration === true, async (owner) => {
      const { id } = await findAgency(owner, agency);
      let written = 0;
      for await (const entry of listPlatformEntries(owner, id, since)) {
        printLine(io.out, JSON.stringify(entry));
        written++;
      }
      return written;
    });
    printLine(io.err, `${count} entries.`);
    return 0;
  },
};
