import { open, rm } from "node:fs/promises";
import { BackupError, makeBackupKeys } from "../core/backup/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Makes the pair of keys for backups; the secret half leaves the machine. */
export const backupKeygen: Command = {
  name: "backup keygen",
  summary: "Makes the keys for backups: FILE opens them, FILE.pub seals them.",
  operands: "FILE",
  options: { ...JSON_OPTION },
  examples: ["leeward backup keygen /media/usb/backup-key"],
  run: async (io, values, [file, ...more]) => {
    if (!file || more.length > 0) throw new UsageError("Name one file for the secret key.");
    const { identity, recipient } = await makeBackupKeys();
    await writeNew(file, identity, 0o600);
    await writeNew(`${file}.pub`, recipient, 0o644).catch(async (error: unknown) => {
      await rm(file, { force: true });
      throw error;
    });
    if (values.json) printLine(io.out, JSON.stringify({ secret: file, public: `${file}.pub` }));
    else {
      printLine(
        io.out,
        `${file} opens backups. Keep it away from the machine that makes them, and a second copy in a safe.\n${file}.pub seals them. Put it where \`leeward backup\` reads it.`,
      );
    }
    return 0;
  },
};

async function writeNew(path: string, line: string, mode: number): Promise<void> {
  const handle = await open(path, "wx", mode).catch((cause: unknown) => {
    const isThere = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw isThere
      ? new BackupError(
          "file-exists",
          `${path} is there already: it is not written over. Choose another name.`,
        )
      : new BackupError("folder-missing", `${path} cannot be written. Choose a folder that is there.`, {
          cause,
        });
  });
  try {
    await handle.writeFile(`${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
