import { readRules, writeRules } from "../../core/keys/holder/folder.ts";
import { type Command, JSON_OPTION, printLine } from "../command.ts";
import { holderFolder } from "./folder.ts";

/** Opens again what `keys close` closed. */
export const keysOpen: Command = {
  name: "keys open",
  summary: "Opens a key holder again.",
  operands: "DIR",
  options: { ...JSON_OPTION },
  examples: ["leeward keys open /var/lib/leeward-keys"],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    await writeRules(folder, { ...(await readRules(folder)), closed: false });
    printLine(io.out, values.json ? JSON.stringify({ closed: false }) : "Open.");
    return 0;
  },
};
