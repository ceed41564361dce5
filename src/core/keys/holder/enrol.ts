import type { Client } from "pg";
import { fromBase64Url } from "../bytes.ts";
import { canonicalJson } from "../canonical-json.ts";
import { type HolderCard, HolderFolderError, type ServerCard } from "./folder.ts";
import { type Identity, pinOf } from "./identity.ts";
import { isSignedBy } from "./statement.ts";

/** What the owner of the database does around key holders, from the command line. */

/** Finds an agency by its number or its exact name. @throws HolderFolderError */
export async function findAgency(owner: Client, named: string): Promise<{ id: string; name: string }> {
  const { rows } = await owner.query<{ id: string; name: string }>(
    "select id, name from identity.agency where id::text = $1 or name = $1",
    [named],
  );
  const [found, another] = rows;
  if (!found)
    throw new HolderFolderError(`There is no agency “${named}”. Give its name as it is written at the desk.`);
  if (another)
    throw new HolderFolderError(
      `There are several agencies “${named}”. Give the number: ${rows.map(({ id }) => id).join(" or ")}.`,
    );
  return found;
}

/** The card that an agency needs to set up its key holder. */
export async function makeServerCard(owner: Client, own: Identity, named: string): Promise<ServerCard> {
  const { id, name } = await findAgency(owner, named);
  const { rows } = await owner.query<{ next: number }>(
    "select coalesce(max(version), 0) + 1 as next from keys.agency_key where agency_id = $1",
    [id],
  );
  return {
    leeward: "server card",
    agencyId: id,
    agencyName: name,
    nextVersion: rows[0]?.next ?? 1,
    certificate: own.certificate,
  };
}

/**
 * Writes down where an agency's key holder is, and publishes its first key: what is wrapped for the agency from now on
 * opens there alone, and what was wrapped before moves there. Enrolling again changes the address.
 *
 * @throws HolderFolderError
 */
export async function enrolHolder(owner: Client, card: HolderCard): Promise<{ published: boolean }> {
  const { agencyId, key } = card;
  const signingKey = fromBase64Url(card.signingKey, 32);
  pinOf(card.certificate); // throws when it is no certificate
  if (!(await isSignedBy(key, agencyId, signingKey))) {
    throw new HolderFolderError(
      "The card's key is not signed by the card's holder: the file was changed. Ask the agency for it again.",
    );
  }
  await owner.query("begin");
  try {
    const { rows } = await owner.query<{ signing_key: Buffer }>(
      "select signing_key from keys.holder where agency_id = $1 for update",
      [agencyId],
    );
    if (rows[0] && !rows[0].signing_key.equals(signingKey)) {
      throw new HolderFolderError(
        "Another key holder of this agency is enrolled, with other keys. To go on with this one, the agency brings back its folder from its copy and enrols from there: what is wrapped for the first opens with no other.",
      );
    }
    await owner.query(
      `insert into keys.holder (agency_id, address, certificate, signing_key) values ($1, $2, $3, $4)
       on conflict (agency_id) do update set address = excluded.address, certificate = excluded.certificate,
         enrolled_at = now()`,
      [agencyId, card.address, card.certificate, Buffer.from(signingKey)],
    );
    await owner.query("select ledger.record('holder.enrolled', $1, null, $2)", [
      JSON.stringify({ agencyId, certificate: pinOf(card.certificate), signingKey: card.signingKey }),
      agencyId,
    ]);
    const { version, publicKey } = key.statement;
    const published = await owner.query<{ published: boolean }>(
      "select keys.publish_key($1, $2, $3, $4, $5) as published",
      [
        agencyId,
        version,
        Buffer.from(fromBase64Url(publicKey)),
        canonicalJson(key.statement),
        Buffer.from(fromBase64Url(key.signature)),
      ],
    );
    if (!published.rows[0]?.published) await ensureKnown(owner, agencyId, version, fromBase64Url(publicKey));
    await owner.query("commit");
    return { published: published.rows[0]?.published === true };
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** A card whose key is not the next one is right only when that very key was published before. */
async function ensureKnown(
  owner: Client,
  agencyId: string,
  version: number,
  publicKey: Uint8Array,
): Promise<void> {
  const { rows } = await owner.query<{ public_key: Buffer }>(
    "select public_key from keys.agency_key where agency_id = $1 and version = $2",
    [agencyId, version],
  );
  if (!rows[0]?.public_key.equals(publicKey)) {
    throw new HolderFolderError(
      `The card's key has version ${version}, which is not the next one of this agency. Make a new server card, and begin the holder with it.`,
    );
  }
}
