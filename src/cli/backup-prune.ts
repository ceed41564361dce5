import { BACKUP_DAYS, pruneBackups } from "../core/backup/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Deletes backups that are past their time: what was erased must not live on in them. */
export const backupPrune: Command = {
  name: "backup prune",
  summary: `Deletes backups older than ${BACKUP_DAYS} days, but never the newest of a kind; says which.`,
  options: {
    in: { type: "string", help: "the folder of the backups; BACKUP_DIR unless given" },
    "dry-run": { type: "boolean", help: "only say which" },
    ...JSON_OPTION,
  },
  examples: ["leeward backup prune --in /mnt/backups", "leeward backup prune --in /mnt/backups --dry-run"],
  run: async (io, values) => {
    const folder = values.in ?? io.env.BACKUP_DIR;
    if (typeof folder !== "string") throw new UsageError("Give --in with the folder of the backups.");
    const isDryRun = values["dry-run"] === true;
    const gone = await pruneBackups(folder, new Date(), isDryRun);
    if (values.json) printLine(io.out, JSON.stringify({ deleted: gone, dryRun: isDryRun }));
    else {
      for (const name of gone) printLine(io.out, `${isDryRun ? "would delete" : "deleted"} ${name}`);
      if (gone.length === 0) printLine(io.out, "Nothing is past its time.");
    }
    return 0;
  },
};
