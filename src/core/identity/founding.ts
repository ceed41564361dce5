import { createHash, randomBytes } from "node:crypto";
import { Client } from "pg";
import type { AgencyKind } from "../access/coverage.ts";
import { type Bytes, type KeyFile, toBase64Url } from "../keys/index.ts";
import { makeSealKeys } from "../keys/seal.ts";
import { foldEmail } from "./email.ts";

export interface NewAgency {
  readonly name: string;
  readonly kind: AgencyKind;
  readonly supervisorEmail: string;
  readonly enforcesImmigrationLaw: boolean;
}

const INVITATION_MS = 7 * 24 * 3_600_000;
const random = (n: number): Bytes => new Uint8Array(randomBytes(n));

/** Adds an agency as the owner of the database, with its key in the key file, and invites its first supervisor. */
export async function addAgency(
  ground: { readonly ownerUrl: string; readonly keys: KeyFile },
  agency: NewAgency,
  now: Date,
): Promise<{ agencyId: string; token: string }> {
  const client = new Client({ connectionString: ground.ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query(
      "insert into identity.agency (name, kind, enforces_immigration_law) values ($1, $2, $3) returning id",
      [agency.name, agency.kind, agency.enforcesImmigrationLaw],
    );
    const agencyId: string = rows[0].id;
    const key = await makeSealKeys(random);
    await client.query("insert into keys.agency_key (agency_id, version, public_key) values ($1, 1, $2)", [
      agencyId,
      Buffer.from(key.publicKey),
    ]);
    const token = random(32);
    await client.query(
      "insert into identity.invitation (agency_id, email, roles, token_hash, expires_at) values ($1, $2, $3, $4, $5)",
      [
        agencyId,
        foldEmail(agency.supervisorEmail),
        ["supervisor"],
        createHash("sha256").update(token).digest(),
        new Date(now.getTime() + INVITATION_MS),
      ],
    );
    await client.query("select ledger.record('agency.added', $1, null, $2)", [
      JSON.stringify({
        agencyId,
        agencyKind: agency.kind,
        enforcesImmigrationLaw: agency.enforcesImmigrationLaw,
      }),
      agencyId,
    ]);
    // The private key is on disk before its public half counts: a crash between the two leaves a key too many.
    await ground.keys.add([{ agencyId, version: 1, privateKey: key.privateKey }]);
    await client.query("commit");
    return { agencyId, token: toBase64Url(token) };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

/** Why nobody was invited; the message says what to change. */
class InvitationError extends Error {
  override readonly name = "InvitationError";
}

/**
 * Invites a supervisor to an agency, as the owner of the database: where its last one is gone.
 *
 * @returns the invitation's token
 * @throws InvitationError where there is no such active agency, or the address is a member's already
 */
export async function inviteSupervisor(
  ownerUrl: string,
  agencyName: string,
  typedEmail: string,
  now: Date,
): Promise<string> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const email = foldEmail(typedEmail);
  try {
    const known = await client.query("select from identity.member where email = $1::citext", [email]);
    if (known.rowCount !== 0) {
      throw new InvitationError(`${email} is a member already: a supervisor has an address of their own.`);
    }
    const token = random(32);
    const { rowCount } = await client.query(
      `with invited as (
         insert into identity.invitation (agency_id, email, roles, token_hash, expires_at)
         select a.id, $2, '{supervisor}', $3, $4 from identity.agency a where a.name = $1 and a.status = 'active'
         returning id, agency_id
       ) select ledger.record('member.invited-by-operator',
           jsonb_build_object('agencyId', agency_id, 'invitationId', id), null, agency_id) from invited`,
      [
        agencyName,
        email,
        createHash("sha256").update(token).digest(),
        new Date(now.getTime() + INVITATION_MS),
      ],
    );
    if (rowCount === 0) throw new InvitationError(`There is no active agency called “${agencyName}”.`);
    return toBase64Url(token);
  } finally {
    await client.end();
  }
}

/** Where the secret is lost that they are sealed under: nobody can show a code, and each member enrols a new one. */
export async function forgetSecondFactors(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      "update identity.member set second_factor_sealed = null, second_factor_last_step = 0 where second_factor_sealed is not null",
    );
  } finally {
    await client.end();
  }
}
