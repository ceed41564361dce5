import { findAgency } from "../../core/keys/holder/enrol.ts";
import { destroyKey, HolderFolderError } from "../../core/keys/holder/folder.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** Backups of wraps are kept for this long: until then an old one may still need the key. */
const BACKUPS_DAYS = 35;

/** The end of a replaced key. */
export const keysRetire: Command = {
  name: "keys retire",
  summary: "Destroys a replaced private key that neither a wrap nor a backup needs any more.",
  operands: "[DIR]",
  options: {
    version: { type: "string", help: "which one" },
    agency: { type: "string", help: "on the server, for a key in the key file: its agency" },
    now: { type: "boolean", help: `although backups of the last ${BACKUPS_DAYS} days may need it` },
    ...DEMONSTRATION_OPTION,
    ...JSON_OPTION,
  },
  examples: [
    "leeward keys retire DIR --version 2",
    'leeward keys retire --agency "Harbour House" --version 1',
  ],
  run: async (io, values, operands) => {
    const { agency } = values;
    const version = Number(values.version);
    if (!Number.isInteger(version) || version < 1) throw new UsageError("Give --version, a whole number.");
    if ((typeof agency === "string") === operands.length > 0)
      throw new UsageError("Give DIR, or --agency on the server.");
    const before = new Date(Date.now() - (values.now ? 0 : BACKUPS_DAYS * 86_400_000));
    if (typeof agency === "string") {
      await asOwner(io, values.demonstration === true, async (owner, ground) => {
        const { id } = await findAgency(owner, agency);
        const { rows } = await owner.query<{ retired_at: Date | null }>(
          // An agency that has left has no newer key, so that none of its keys is ever retired by the worker.
          `select coalesce(k.retired_at, case when not exists (select from keys.wrap w where w.agency_id = k.agency_id
             and w.agency_key_version = k.version) then a.left_at end) as retired_at
           from keys.agency_key k join identity.agency a on a.id = k.agency_id where k.agency_id = $1 and k.version = $2`,
          [id, version],
        );
        ensureOver(rows[0]?.retired_at ?? null, before, version);
        await ground.keys.remove(id, version);
      });
    } else {
      const pin = io.env.LEEWARD_TOKEN_PIN;
      await destroyKey(holderFolder(io, operands), version, pin, new Date(), (unusedSince) =>
        ensureOver(unusedSince, before, version),
      );
    }
    printLine(
      io.out,
      values.json ? JSON.stringify({ version, destroyed: true }) : `Version ${version} is destroyed.`,
    );
    return 0;
  },
};

function ensureOver(since: Date | null, before: Date, version: number): void {
  if (since === null) {
    throw new HolderFolderError(
      `Version ${version} is in use, or there is no such key: \`leeward keys status\` shows it.`,
    );
  }
  if (since > before) {
    throw new HolderFolderError(
      `Nothing needs version ${version} since ${since.toISOString()}, but backups are kept for ${BACKUPS_DAYS} days. Wait, or say --now.`,
    );
  }
}
