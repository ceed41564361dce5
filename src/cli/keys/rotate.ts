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
    const version =
      typeof agency === "string"
        ? await rotateInFile(io, agency, values.demonstration === true)
        : await rotateKeys(holderFolder(io, operands), io.env.LEEWARD_TOKEN_PIN, new Date());
    printLine(
      io.out,
      values.json
        ? JSON.stringify({ version })
        : `Version ${version} is made. The server's worker takes it up within the minute; \`leeward keys status\` shows how far it is. Copy the keys to their safe place now.`,
    );
    return 0;
  },
};

/** The key is on disk before its public half counts: a crash between the two leaves a key too many. */
function rotateInFile(
  io: Parameters<Command["run"]>[0],
  named: string,
  demonstration: boolean,
): Promise<number> {
  return asOwner(io, demonstration, async (owner, ground) => {
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
    const key = await makeSealKeys((n) => new Uint8Array(randomBytes(n)));
    await ground.keys.add([{ agencyId: id, version, privateKey: key.privateKey }]);
    const published = await owner.query<{ published: boolean }>(
      "select keys.publish_key($1, $2, $3, null, null) as published",
      [id, version, Buffer.from(key.publicKey)],
    );
    if (!published.rows[0]?.published)
      throw new HolderFolderError(
        "Another command gave this agency a key meanwhile; see `leeward keys status`.",
      );
    return version;
  });
}
