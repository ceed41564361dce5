import { readRules, writeRules } from "../../core/keys/holder/folder.ts";
import { type Command, JSON_OPTION, printLine } from "../command.ts";
import { holderFolder } from "./folder.ts";

/** Shut at once, without anyone's leave. */
export const keysClose: Command = {
  name: "keys close",
  summary: "Closes a key holder: from now on it opens nothing.",
  operands: "DIR",
  options: { ...JSON_OPTION },
  examples: ["leeward keys close /var/lib/leeward-keys"],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    await writeRules(folder, { ...(await readRules(folder)), closed: true });
    printLine(
      io.out,
      values.json ? JSON.stringify({ closed: true }) : "Closed. `leeward keys open` opens it.",
    );
    return 0;
  },
};
