import { join } from "node:path";
import { Client } from "pg";
import { BACKUP_RULES } from "../backup-rules.ts";
import { appendErasures, listErasuresAsOwner } from "../core/access/erasures.ts";
import {
  BackupError,
  type BackupKind,
  listBackups,
  nameOf,
  readRecipients,
  withSnapshot,
  writeSealed,
} from "../core/backup/index.ts";
import { reachDatabase, VERSION } from "../main.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";

interface Made {
  readonly file: string;
  readonly kind: BackupKind;
  readonly at: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Makes a backup of a running house, sealed to a key that is elsewhere. */
export const backup: Command = {
  name: "backup",
  summary: "Makes an encrypted backup while the house runs: a main file, and the wraps apart.",
  options: {
    to: { type: "string", help: "the folder for the files; BACKUP_DIR unless given" },
    recipient: { type: "string", help: "the public file of `backup keygen`; BACKUP_RECIPIENT unless given" },
    "wraps-only": { type: "boolean", help: "the wraps file alone: small, for every hour" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward backup --to /mnt/backups --recipient /etc/leeward/backup.pub",
    "leeward backup --to /mnt/backups --recipient /etc/leeward/backup.pub --wraps-only",
  ],
  run: async (io, values) => {
    const to = values.to ?? io.env.BACKUP_DIR;
    const recipient = values.recipient ?? io.env.BACKUP_RECIPIENT;
    if (typeof to !== "string" || typeof recipient !== "string") {
      throw new UsageError("Give --to with a folder and --recipient with the file of the public key.");
    }
    const recipients = await readRecipients(recipient);
    const existing = new Set((await listBackups(to)).map(({ name }) => name));
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const kinds: BackupKind[] = values["wraps-only"] ? ["wraps"] : ["main", "wraps"];
      const made = await withSnapshot(database.ownerUrl, VERSION, BACKUP_RULES, async (dump) => {
        const files: Made[] = [];
        for (const kind of kinds) {
          const { header, content } = dump(kind, (part) => {
            // Someone who waits sees each part; a journal is told of the files.
            if ("isTTY" in io.err && io.err.isTTY) printLine(io.err, `${kind}: ${part}`);
          });
          const name = nameOf(kind, new Date(header.at));
          if (existing.has(name)) {
            throw new BackupError("file-exists", `${name} is there already. Begin again.`);
          }
          const file = join(to, name);
          const counted = withProgress(content, (bytes) =>
            printLine(io.err, `${kind}: ${(bytes / 1e6).toFixed(0)} MB read`),
          );
          files.push({
            file,
            kind,
            at: header.at,
            ...(await writeSealed(file, recipients, counted, io.signal)),
          });
        }
        return files;
      });
      await note(database.ownerUrl, made);
      await appendErasures(join(to, "erasures.jsonl"), await listErasuresAsOwner(database.ownerUrl));
      if (values.json) printLine(io.out, JSON.stringify({ files: made }));
      else {
        for (const { file, bytes, sha256 } of made) printLine(io.out, `${file}  ${bytes} bytes  ${sha256}`);
        printLine(
          io.err,
          "secrets.json, server-identity.json and agency-keys.json are not in it: keep a copy of each elsewhere, apart from these files.",
        );
      }
      return 0;
    } finally {
      await database.stop();
    }
  },
};

const PROGRESS_BYTES = 64 * 1024 * 1024;

async function* withProgress(
  content: AsyncIterable<Uint8Array>,
  tell: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content) {
    const before = Math.floor(bytes / PROGRESS_BYTES);
    bytes += chunk.length;
    if (Math.floor(bytes / PROGRESS_BYTES) > before) tell(bytes);
    yield chunk;
  }
}

/** In the database, for `leeward doctor`; and in the ledger. */
async function note(ownerUrl: string, made: readonly Made[]): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const { file, kind, at, bytes, sha256 } of made) {
      await client.query(
        `with kept as (
           insert into installation.backup (name, kind, at, bytes, sha256) values ($1, $2, $3, $4, $5) returning *
         ) select ledger.record('backup.made', jsonb_build_object('kind', kind, 'sha256', sha256), null, null) from kept`,
        [file.split("/").at(-1), kind, at, bytes, sha256],
      );
    }
  } finally {
    await client.end();
  }
}
