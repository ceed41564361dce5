import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseName } from "../core/backup/files.ts";
import { BackupError, hashOf, openBackup, readIdentities, readSealed } from "../core/backup/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Reads a backup whole, without bringing it back. */
export const backupVerify: Command = {
  name: "backup verify",
  summary: "Reads a backup to its end and says whether every byte of it is as it was written.",
  operands: "FILE",
  options: {
    identity: { type: "string", help: "the secret key: then the inside is read too, part by part" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward backup verify /mnt/backups/leeward-main-20261125T021500000Z.age",
    "leeward backup verify /mnt/backups/leeward-main-20261125T021500000Z.age --identity /media/usb/backup-key",
  ],
  run: async (io, values, [file, ...more]) => {
    if (!file || more.length > 0) throw new UsageError("Name one backup.");
    const kind = parseName(basename(file))?.kind;
    if (!kind) throw new UsageError(`${basename(file)} is not the name of a backup.`);
    if (typeof values.identity !== "string") {
      const said = await saidHash(file);
      const isSame = (await hashOf(file)) === said;
      if (!isSame) {
        throw new BackupError("file-damaged", `${file} is not as it was written. Take another copy of it.`);
      }
      if (values.json) printLine(io.out, JSON.stringify({ ok: true, opened: false }));
      else printLine(io.out, "As it was written. With --identity the inside is read too.");
      return 0;
    }
    const identities = await readIdentities(values.identity);
    const opened = await openBackup(readSealed(file, identities), kind);
    let bytes = 0;
    let parts = 0;
    for await (const { part, data } of opened.parts()) {
      io.signal.throwIfAborted();
      printLine(io.err, part.name);
      for await (const chunk of data) bytes += chunk.length;
      parts += 1;
    }
    const { at, version } = opened.header;
    if (values.json) printLine(io.out, JSON.stringify({ ok: true, opened: true, at, version, parts, bytes }));
    else printLine(io.out, `Whole: ${parts} parts, ${bytes} bytes, as of ${at}, by Leeward ${version}.`);
    return 0;
  },
};

async function saidHash(file: string): Promise<string> {
  const text = await readFile(`${file}.sha256`, "utf8").catch((cause: unknown) => {
    throw new BackupError(
      "wrong-file",
      `${file}.sha256 is missing. Bring it beside the backup, or give --identity to read the inside.`,
      { cause },
    );
  });
  return text.slice(0, 64);
}
