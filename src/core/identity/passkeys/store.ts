import { sql } from "kysely";
import type { Transaction } from "../../db/index.ts";

/** What checking a signature needs to know of a passkey. */
export interface FoundPasskey {
  readonly passkeyId: string;
  readonly memberId: string;
  /** COSE. */
  readonly publicKey: Buffer;
  readonly rpId: string;
  readonly transports: readonly string[];
}

export async function findPasskey(
  tx: Transaction,
  credentialId: Buffer,
  voucher: Buffer,
): Promise<FoundPasskey | null> {
  const { rows } = await sql<{
    passkey_id: string | null;
    member_id: string;
    public_key: Buffer;
    rp_id: string;
    transports: string[];
  }>`select * from identity.find_passkey(${credentialId}, ${voucher})`.execute(tx);
  const row = rows[0];
  return row?.passkey_id
    ? {
        passkeyId: row.passkey_id,
        memberId: row.member_id,
        publicKey: row.public_key,
        rpId: row.rp_id,
        transports: row.transports,
      }
    : null;
}

/** Those that the member behind a session, half or full, may answer with, on this site. */
export async function listAnswering(
  tx: Transaction,
  secret: Buffer,
  rpId: string,
): Promise<{ id: string; transports: string[] }[]> {
  const { rows } = await sql<{ credential_id: Buffer; transports: string[] }>`
    select credential_id, transports from identity.passkeys_of_session(${secret}) where rp_id = ${rpId}`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.credential_id.toString("base64url"),
    transports: row.transports,
  }));
}

export async function countUse(
  tx: Transaction,
  passkeyId: string,
  newCount: number,
  voucher: Buffer,
): Promise<"used" | "gone" | "cloned"> {
  const { rows } = await sql<{ outcome: "used" | "gone" | "cloned" }>`
    select identity.use_passkey(${passkeyId}, ${newCount}, ${voucher}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "gone";
}

export async function enrolPasskey(
  tx: Transaction,
  secret: Buffer,
  passkey: {
    credentialId: Buffer;
    publicKey: Buffer;
    signCount: number;
    name: string;
    rpId: string;
    transports: string[];
    backedUp: boolean;
    recoveryHashes: Buffer[];
    voucher: Buffer;
  },
): Promise<{ passkeyId: string; codesKept: boolean } | null> {
  const { rows } = await sql<{ passkey_id: string | null; codes_kept: boolean }>`
    select * from identity.enrol_passkey(${secret}, ${passkey.credentialId}, ${passkey.publicKey},
      ${passkey.signCount}, ${passkey.name}, ${passkey.rpId}, ${passkey.transports}, ${passkey.backedUp},
      ${passkey.recoveryHashes}, ${passkey.voucher})`.execute(tx);
  const row = rows[0];
  return row?.passkey_id ? { passkeyId: row.passkey_id, codesKept: row.codes_kept } : null;
}

/** One's own. `wrapped` is there where the passkey opens the keys that are in use now. */
export async function listOwn(tx: Transaction) {
  return tx
    .selectFrom("identity.passkey as p")
    .leftJoin("identity.member_key as k", (join) =>
      join.onRef("k.id", "=", "p.member_key_id").on("k.retired_at", "is", null),
    )
    .select([
      "p.id",
      "p.credential_id",
      "p.name",
      "p.rp_id",
      "p.transports",
      "p.backed_up",
      "p.created_at",
      "p.last_used_at",
      "p.suspended_at",
      sql<Buffer | null>`case when k.id is not null then p.wrapped end`.as("wrapped"),
    ])
    .orderBy("p.created_at")
    .execute();
}

export async function renameOwn(tx: Transaction, passkeyId: string, name: string): Promise<boolean> {
  const renamed = await tx
    .updateTable("identity.passkey")
    .set({ name })
    .where("id", "=", passkeyId)
    .executeTakeFirst();
  return renamed.numUpdatedRows === 1n;
}

export async function removeOwn(
  tx: Transaction,
  passkeyId: string,
  voucher: Buffer,
): Promise<"removed" | "gone" | "last"> {
  const { rows } = await sql<{ outcome: "removed" | "gone" | "last" }>`
    select identity.remove_passkey(${passkeyId}, ${voucher}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? "gone";
}

export async function wrapForOwn(
  tx: Transaction,
  passkeyId: string,
  wrapped: Buffer,
  voucher: Buffer,
): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    select identity.wrap_for_passkey(${passkeyId}, ${wrapped}, ${voucher}) as ok`.execute(tx);
  return rows[0]?.ok === true;
}
