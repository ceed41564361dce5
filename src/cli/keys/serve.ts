import { readSettings } from "../../core/keys/holder/folder.ts";
import { serveKeys } from "../../core/keys/holder/serve.ts";
import { type Command, printLine } from "../command.ts";
import { LINES_OPTION, runUntilEnd } from "../running.ts";
import { holderFolder } from "./folder.ts";

/** An agency's key holder, run by the agency under an account of its own. */
export const keysServe: Command = {
  name: "keys serve",
  summary: "Runs an agency's key holder: opens one wrap for each request, and writes each down.",
  operands: "DIR",
  options: { ...LINES_OPTION },
  examples: ["leeward keys serve /var/lib/leeward-keys"],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    const log = (line: string) => printLine(io.err, line);
    const { agencyName, listen } = await readSettings(folder);
    const holder = await serveKeys(folder, { now: () => new Date(), log, pin: io.env.LEEWARD_TOKEN_PIN });
    log(`Holding the keys of ${agencyName} on ${listen.host}:${holder.port}.`);
    const ready = values.json ? { agencyName, listens: { host: listen.host, port: holder.port } } : undefined;
    return runUntilEnd(io, { parts: [holder], ready });
  },
};
