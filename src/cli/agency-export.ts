import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { BackupError, hashOf, readRecipients, writeSealed } from "../core/backup/index.ts";
import { findAgency } from "../core/keys/holder/enrol.ts";
import { takeAlong } from "../core/leaving/index.ts";
import { LEAVING_RULES } from "../leaving-rules.ts";
import { reachDatabase, VERSION } from "../main.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { withOwner } from "./owner-client.ts";
import { setting } from "./running.ts";

/** What an agency takes along, in one file that it alone opens. */
export const agencyExport: Command = {
  name: "agency export",
  summary: "Writes what an agency takes along when it leaves, sealed to a key of its own.",
  options: {
    agency: { type: "string", help: "its name or number" },
    to: { type: "string", help: "the folder for the file" },
    recipient: {
      type: "string",
      help: "the agency's public file, which `backup keygen` made on its machine",
    },
    ...JSON_OPTION,
  },
  examples: ['leeward agency export --agency "Harbour House" --to /mnt/leaving --recipient harbour.pub'],
  run: async (io, values) => {
    const { agency: wanted, to, recipient } = values;
    if (typeof wanted !== "string" || typeof to !== "string" || typeof recipient !== "string") {
      throw new UsageError(
        "Give --agency, --to with a folder, and --recipient with the agency's public file.",
      );
    }
    const recipients = await readRecipients(recipient);
    const { config, log } = setting(io);
    const database = await reachDatabase(config, log);
    try {
      const agency = await withOwner(database.ownerUrl, (owner) => findAgency(owner, wanted));
      const at = new Date();
      const file = join(to, `leeward-agency-${at.toISOString().replaceAll(/[-:.]/g, "")}.age`);
      if (await hashOf(file).catch(() => null)) {
        throw new BackupError("file-exists", `${basename(file)} is there already. Begin again.`);
      }
      const content = takeAlong({
        ...{ connectionString: database.ownerUrl, dataDir: config.dataDir, version: VERSION, agency },
        rules: LEAVING_RULES,
        keys: await ownKeys(join(config.dataDir, "agency-keys.json"), agency.id),
        signal: io.signal,
        onTable: (table) => printLine(io.err, table),
      });
      const made = await writeSealed(file, recipients, content, io.signal);
      await withOwner(database.ownerUrl, (owner) =>
        owner.query(
          "select ledger.record('agency.exported', jsonb_build_object('agencyId', $1::uuid, 'sha256', $2::text), null, $1::uuid)",
          [agency.id, made.sha256],
        ),
      );
      if (values.json) printLine(io.out, JSON.stringify({ file, ...made, agencyId: agency.id }));
      else printLine(io.out, `${file}  ${made.bytes} bytes  ${made.sha256}`);
      return 0;
    } finally {
      await database.stop();
    }
  },
};

/** Of an agency without a key holder: its private keys go with it, since no one else could open what it takes. */
async function ownKeys(file: string, agencyId: string): Promise<Record<string, string>> {
  const text = await readFile(file, "utf8").catch(() => "{}"); // there is none where every agency has a holder
  const all: Record<string, string> = JSON.parse(text);
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(`${agencyId}/`)));
}
