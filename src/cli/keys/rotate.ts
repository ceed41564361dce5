import { randomBytes } from "node:crypto";
import { findAgency } from "../../core/keys/holder/enrol.ts";
import { HolderFolderError, rotateKeys } from "../../core/keys/holder/folder.ts";
import { makeSealKeys } from "../../core/keys/seal.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";
import { asOwner, DEMONSTRATION_OPTION } from "./owner.ts";

/** A new key while everything goes on; what is locked under the old one moves by itself. */
export const keysRotate: Command = {
  name: "keys rotate",
  summary: "Gives an agency a new key; what is locked under the old one moves to it meanwhile.",
  operands: "[DIR]",
  options: {
    agency: { type: "string", help: "on the server, for an agency without a key holder: its name or number" },
    ...DEMONSTRATION_OPTION,
    ...JSON_OPTION,
  },
  examples: ["leeward keys rotate /var/lib/leeward-keys", 'leeward keys rotate --agency "Harbour House"'],
  run: async (io, values, operands) => {
    const { agency } = values;
    if ((typeof agency === "string") === operands.length > 0) {
      throw new UsageError(
        "Give DIR where the agency's key holder is; or --agency on the server, for an agency without one.",
      );
    }
    const { version, wasMadeBefore } =
      typeof agency === "string"
        ? await rotateInFile(io, agency, values.demonstration === true)
        : {
            version: await rotateKeys(holderFolder(io, operands), io.env.LEEWARD_TOKEN_PIN, new Date()),
            wasMadeBefore: false,
          };
    const made = wasMadeBefore
      ? `Version ${version} was in the key file already, and the database did not know it (an older copy, or a command that was stopped): it counts now. If it may have been seen by others, rotate once more.`
      : `Version ${version} is made.`;
    printLine(
      io.out,
      values.json
        ? JSON.stringify({ version, wasMadeBefore })
        : `${made} The server's worker takes it up within the minute; \`leeward keys status\` shows how far it is. Copy the keys to their safe place now.`,
    );
    return 0;
  },
};

const LOCK = 7_356_023_031; // any number that no one else takes

/**
 * The key is on disk before its public half counts. A crash between the two, or a database of before that came back,
 * leaves a key too many: that one is taken, since something may be locked under it in a copy that is not here.
 */
function rotateInFile(
  io: Parameters<Command["run"]>[0],
  named: string,
  demonstration: boolean,
): Promise<{ version: number; wasMadeBefore: boolean }> {
  return asOwner(io, demonstration, async (owner, ground) => {
    await owner.query("select pg_advisory_lock($1)", [LOCK]); // two at once would read the same file and number
    const { id, name } = await findAgency(owner, named);
    const { rows } = await owner.query<{ next: number; holder: boolean }>(
      `select coalesce(max(version), 0) + 1 as next, exists (select from keys.holder where agency_id = $1) as holder
       from keys.agency_key where agency_id = $1`,
      [id],
    );
    if (rows[0]?.holder) {
      throw new HolderFolderError(
        `${name} runs its own key holder: the new key is made there, with \`leeward keys rotate DIR\`.`,
      );
    }
    const version = rows[0]?.next ?? 1;
    const wasMadeBefore = await ground.keys.has(id, version);
    if (!wasMadeBefore) {
      const { privateKey } = await makeSealKeys((n) => new Uint8Array(randomBytes(n)));
      await ground.keys.add([{ agencyId: id, version, privateKey }]);
    }
    const publicKey = await ground.keys.publicKey(id, version);
    const published = await owner.query<{ published: boolean }>(
      "select keys.publish_key($1, $2, $3, null, null) as published",
      [id, version, Buffer.from(publicKey)],
    );
    if (!published.rows[0]?.published)
      throw new HolderFolderError(
        "Another command gave this agency a key meanwhile; see `leeward keys status`.",
      );
    return { version, wasMadeBefore };
  });
}
