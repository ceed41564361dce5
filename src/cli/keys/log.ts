import { paths } from "../../core/keys/holder/folder.ts";
import { type LoggedEntry, readLog } from "../../core/keys/holder/log.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";

/** What the server asked for, in the agency's own book. */
export const keysLog: Command = {
  name: "keys log",
  summary: "Checks a key holder's log and shows it: who opened what, why, and what was refused.",
  operands: "DIR",
  options: {
    kind: { type: "string", help: "only opened, refused, alarm, rewrapped, rules, key or started" },
    since: { type: "string", help: "only from this day on, such as 2026-11-25" },
    ...JSON_OPTION,
  },
  examples: ["leeward keys log DIR", "leeward keys log DIR --kind alarm --json"],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    const { kind, since } = values;
    if (typeof since === "string" && !/^\d{4}-\d\d-\d\d$/.test(since)) {
      throw new UsageError("--since takes a day, such as 2026-11-25.");
    }
    let count = 0;
    for await (const { entry, line } of readLog(paths(folder).log)) {
      count++;
      if (typeof kind === "string" && entry.kind !== kind) continue;
      if (typeof since === "string" && entry.at < since) continue;
      printLine(io.out, values.json ? line : describe(entry));
    }
    printLine(
      io.err,
      `${count} entries, each with the hash of the one before: none was changed or taken out.`,
    );
    return 0;
  },
};

function describe({ n, at, kind, previous: _previous, ...what }: LoggedEntry): string {
  const said = Object.entries(what)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name} ${String(value)}`);
  return `${n}  ${at}  ${kind}  ${said.join("  ")}`;
}
