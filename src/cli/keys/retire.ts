import { findAgency } from "../../core/keys/holder/enrol.ts";
import { destroyKey, HolderFolderError } from "../../core/keys/holder/folder.ts";
import { type Command, type CommandIo, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** Backups of wraps are kept for this long: until then an old one may still need the key. */
const BACKUPS_DAYS = 35;
const DAY_MS = 86_400_000;

/** The end of a replaced key. */
export const keysRetire: Command = {
  name: "keys retire",
  summary: "Destroys an old private key, once nothing is locked under it and no backup needs it.",
  operands: "[DIR]",
  options: {
    version: { type: "string", help: "which one, as `leeward keys status` counts them" },
    agency: { type: "string", help: "on the server, for a key in agency-keys.json: its agency" },
    now: {
      type: "boolean",
      help: `without waiting: what backups of the last ${BACKUPS_DAYS} days lock under it opens never again`,
    },
    ...DEMONSTRATION_OPTION,
    ...JSON_OPTION,
  },
  examples: [
    "leeward keys retire /var/lib/leeward-keys --version 2",
    'leeward keys retire --agency "Harbour House" --version 1',
  ],
  run: async (io, values, operands) => {
    const { agency } = values;
    const version = Number(values.version);
    if (!Number.isInteger(version) || version < 1) throw new UsageError("Give --version, a whole number.");
    if ((typeof agency === "string") === operands.length > 0)
      throw new UsageError("Give DIR, or --agency on the server.");
    const notAfter = new Date(Date.now() - (values.now ? 0 : BACKUPS_DAYS * DAY_MS));
    const told =
      typeof agency === "string"
        ? await onServer(io, values.demonstration === true, { agency, version, notAfter })
        : await inFolder(io, operands, version, notAfter);
    printLine(
      io.out,
      values.json ? JSON.stringify({ version, destroyed: true, ...told }) : sayOf(version, told),
    );
    return 0;
  },
};

interface Destroyed {
  readonly where: string;
  /** When it was destroyed: before, or just now. */
  readonly destroyedAt: string;
  readonly already: boolean;
}

const sayOf = (version: number, { where, destroyedAt, already }: Destroyed): string =>
  already
    ? `The private key of version ${version} was not in ${where} any more. Nothing was changed.`
    : `The private key of version ${version} is destroyed in ${where} (${destroyedAt}). Copies of it elsewhere still open what was locked under it: destroy those too.`;

async function inFolder(
  io: CommandIo,
  operands: readonly string[],
  version: number,
  notAfter: Date,
): Promise<Destroyed> {
  const folder = holderFolder(io, operands);
  const now = new Date();
  const destroyedAt = await destroyKey(folder, version, io.env.LEEWARD_TOKEN_PIN, now, (unusedSince) =>
    ensureOver(unusedSince, notAfter, version),
  );
  return { where: folder, destroyedAt, already: destroyedAt !== now.toISOString() };
}

async function onServer(
  io: CommandIo,
  demonstration: boolean,
  wanted: { agency: string; version: number; notAfter: Date },
): Promise<Destroyed> {
  const { agency, version, notAfter } = wanted;
  return asOwner(io, demonstration, async (owner, ground) => {
    const { id, name } = await findAgency(owner, agency);
    const { rows } = await owner.query<{ over: Date | null }>(
      // An agency that has left has no newer key, so that none of its keys is ever let go by the worker.
      `select coalesce(k.retired_at, case when not exists (select from keys.wrap w where w.agency_id = k.agency_id
         and w.agency_key_version = k.version) then a.left_at end) as over
       from keys.agency_key k join identity.agency a on a.id = k.agency_id where k.agency_id = $1 and k.version = $2`,
      [id, version],
    );
    if (!rows[0]) throw new HolderFolderError(`${name} has no version ${version}: \`leeward keys status\`.`);
    ensureOver(rows[0].over, notAfter, version);
    const already = !(await ground.keys.has(id, version));
    if (!already) await ground.keys.remove(id, version);
    return { where: "agency-keys.json", destroyedAt: new Date().toISOString(), already };
  });
}

function ensureOver(since: Date | null, notAfter: Date, version: number): void {
  if (since === null) {
    throw new HolderFolderError(
      `Version ${version} still opens something, so it is kept: \`leeward keys status\` says what is locked under it. After \`leeward keys rotate\` that moves to the new key by itself.`,
    );
  }
  if (since > notAfter) {
    const day = new Date(since.getTime() + BACKUPS_DAYS * DAY_MS).toISOString();
    throw new HolderFolderError(
      `Nothing in the house needs version ${version} since ${since.toISOString()}, but a backup may: backups are kept for ${BACKUPS_DAYS} days. Come again after ${day}, or say --now if no older backup is to be brought back.`,
    );
  }
}
