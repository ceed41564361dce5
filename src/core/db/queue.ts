import { fileURLToPath } from "node:url";

/**
 * The queue's library. As it is imported it looks for a configuration in the current folder and runs it: whoever could
 * write where an operator types `leeward` would run what they like with the house's secrets, and where that folder
 * cannot be read nothing would start. So it is told meanwhile that the current folder is Leeward's own.
 */
const ownFolder = fileURLToPath(new URL("../../../", import.meta.url));
const { cwd } = process;
process.cwd = () => ownFolder;
const library = await import("graphile-worker").finally(() => {
  process.cwd = cwd;
});

export const { Logger, parseCronItems, run, runMigrations } = library;
