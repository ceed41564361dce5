import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../db/index.ts";
import { toBase64Url } from "../keys/index.ts";

/** What sign-in needs to know of a member. */
export interface SignIn {
  readonly memberId: string;
  readonly agencyId: string;
  readonly passwordHash: string;
  readonly secondFactorSealed: Uint8Array | null;
  readonly secondFactorLastStep: number;
  readonly secondFactorRequired: boolean;
  readonly hasPasskey: boolean;
}

export interface SignInRow {
  member_id: string | null;
  agency_id: string;
  password_hash: string;
  second_factor_sealed: Buffer | null;
  second_factor_last_step: string;
  second_factor_required: boolean;
  has_passkey: boolean;
}

export const toSignIn = (row: SignInRow | undefined): SignIn | null =>
  row?.member_id
    ? {
        memberId: row.member_id,
        agencyId: row.agency_id,
        passwordHash: row.password_hash,
        secondFactorSealed: row.second_factor_sealed,
        secondFactorLastStep: Number(row.second_factor_last_step),
        secondFactorRequired: row.second_factor_required,
        hasPasskey: row.has_passkey,
      }
    : null;

export async function findSignIn(tx: Transaction, email: string, voucher: Buffer): Promise<SignIn | null> {
  const { rows } = await sql<SignInRow>`select * from identity.find_sign_in(${email}, ${voucher})`.execute(
    tx,
  );
  return toSignIn(rows[0]);
}

export async function findHalfSession(tx: Transaction, secret: Buffer): Promise<SignIn | null> {
  const { rows } = await sql<SignInRow>`select * from identity.find_half_session(${secret})`.execute(tx);
  return toSignIn(rows[0]);
}

export async function findFullSession(tx: Transaction, secret: Buffer): Promise<SignIn | null> {
  const { rows } = await sql<SignInRow>`select * from identity.find_full_session(${secret})`.execute(tx);
  return toSignIn(rows[0]);
}

/**
 * Whether the session proved within so many seconds who holds it; null where it opens nothing. By the database's clock,
 * which also wrote the proof down: one that lies as far ahead is none, since then that clock went back.
 */
export async function isFreshlyProved(
  tx: Transaction,
  secret: Buffer,
  seconds: number,
): Promise<boolean | null> {
  const { rows } = await sql<{ is_fresh: boolean | null }>`
    select abs(extract(epoch from now() - identity.last_proof(${secret}))) <= ${seconds} as is_fresh`.execute(
    tx,
  );
  return rows[0]?.is_fresh ?? null;
}

export async function proveAnew(
  tx: Transaction,
  secret: Buffer,
  step: number | null,
  voucher: Buffer,
): Promise<boolean> {
  return isTrue(sql<{ ok: boolean }>`select identity.prove_anew(${secret}, ${step}, ${voucher}) as ok`, tx);
}

/** What was right when it was looked at: the hash that the password was compared with, or the passkey that answered. */
export type Proved = { readonly password: string } | { readonly passkey: Buffer };

/**
 * It ends so many seconds from now by the database's clock, which alone says when it is over.
 *
 * @returns false where that is not how the member signs in any more, or they are suspended: nothing began
 */
export async function beginSession(
  tx: Transaction,
  session: {
    memberId: string;
    secretHash: Buffer;
    stage: "password" | "full";
    lifeS: number;
    by: Proved;
    voucher: Buffer;
  },
): Promise<boolean> {
  const { by } = session;
  return isTrue(
    sql<{
      ok: boolean;
    }>`select identity.begin_session(${session.memberId}, ${session.secretHash}, ${session.stage},
      now() + make_interval(secs => ${session.lifeS}), ${"password" in by ? by.password : null},
      ${"passkey" in by ? by.passkey : null}, ${session.voucher}) is not null as ok`,
    tx,
  );
}

/** A session at the State's identity provider, by which one of ours begins. */
export interface ProviderSession {
  readonly issuer: string;
  readonly subject: string;
  /** 32 bytes that recognise it. */
  readonly key: Buffer;
  /** By the provider's clock, in whole seconds. */
  readonly vouchedAt: Date;
}

export async function beginSessionByProvider(
  tx: Transaction,
  session: ProviderSession & {
    memberId: string;
    secretHash: Buffer;
    stage: "password" | "full";
    lifeS: number;
    voucher: Buffer;
  },
): Promise<boolean> {
  return isTrue(
    sql<{ ok: boolean }>`select identity.begin_session_by_provider(${session.memberId}, ${session.secretHash},
      ${session.stage}, now() + make_interval(secs => ${session.lifeS}), ${session.issuer}, ${session.subject},
      ${session.key}, ${session.vouchedAt}, ${session.voucher}) is not null as ok`,
    tx,
  );
}

export async function renewSession(
  tx: Transaction,
  old: Buffer,
  next: { secretHash: Buffer; lifeS: number; voucher: Buffer },
): Promise<boolean> {
  return isTrue(
    sql<{ ok: boolean }>`select identity.renew_session(${old}, ${next.secretHash},
      now() + make_interval(secs => ${next.lifeS}), ${next.voucher}) is not null as ok`,
    tx,
  );
}

const isTrue = async (
  query: { execute(tx: Transaction): Promise<{ rows: { ok: boolean }[] }> },
  tx: Transaction,
) => (await query.execute(tx)).rows[0]?.ok === true;

export async function takeSecondFactor(
  tx: Transaction,
  secret: Buffer,
  step: number,
  voucher: Buffer,
): Promise<boolean> {
  return isTrue(
    sql<{ ok: boolean }>`select identity.take_second_factor(${secret}, ${step}, ${voucher}) as ok`,
    tx,
  );
}

export async function takeRecoveryCode(
  tx: Transaction,
  secret: Buffer,
  hash: Buffer,
  voucher: Buffer,
): Promise<boolean> {
  return isTrue(
    sql<{ ok: boolean }>`select identity.take_recovery_code(${secret}, ${hash}, ${voucher}) as ok`,
    tx,
  );
}

export async function enrolSecondFactor(
  tx: Transaction,
  secret: Buffer,
  factor: { sealed: Buffer; step: number; recoveryHashes: Buffer[]; voucher: Buffer },
): Promise<boolean> {
  return isTrue(
    sql<{ ok: boolean }>`select identity.enrol_second_factor(${secret}, ${factor.sealed}, ${factor.step},
      ${factor.recoveryHashes}, ${factor.voucher}) as ok`,
    tx,
  );
}

export async function endSession(tx: Transaction, secret: Buffer): Promise<void> {
  await sql`select identity.end_session(${secret})`.execute(tx);
}

export async function endOtherSession(tx: Transaction, sessionId: string): Promise<boolean> {
  const ended = await tx
    .updateTable("identity.session")
    .set({ ended_at: sql<Date>`now()` })
    .where("id", "=", sessionId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

export async function listSessions(tx: Transaction) {
  return tx
    .selectFrom("identity.session")
    .select(["id", "device_name", "created_at", "expires_at"])
    .where("ended_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("created_at", "desc")
    .limit(100)
    .execute();
}

export async function findMe(tx: Transaction, memberId: string, sessionId: string) {
  return tx
    .selectFrom("identity.member as m")
    .innerJoin("identity.agency as a", "a.id", "m.agency_id")
    .leftJoin("identity.member_key as k", (join) =>
      join.onRef("k.member_id", "=", "m.id").on("k.retired_at", "is", null),
    )
    .select([
      "m.email",
      sql<string | null>`m.training_valid_until::text`.as("training_valid_until"),
      "a.id as agency_id",
      "a.name as agency_name",
      "a.kind as agency_kind",
      "k.reading_key",
      "k.signing_key",
      "k.wrapped",
      sql<string | null>`(select s.device_name from identity.session s where s.id = ${sessionId})`.as(
        "device_name",
      ),
    ])
    .where("m.id", "=", memberId)
    .executeTakeFirstOrThrow();
}

/** The purposes for which any of these roles covers anything, in the order of the list of purposes. */
export async function listPurposes(tx: Transaction, roles: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom("access.role_coverage")
    .select("purpose")
    .distinct()
    .where("role", "in", roles.length > 0 ? [...roles] : [""])
    .execute();
  return rows.map((row) => row.purpose);
}

export async function listColleagues(tx: Transaction, agencyId: string, withKeys: boolean) {
  return tx
    .selectFrom("identity.member as m")
    .select([
      "m.id",
      "m.display_name",
      "m.email",
      "m.status",
      sql<string | null>`m.training_valid_until::text`.as("training_valid_until"),
      sql<
        string[]
      >`array(select r.role from identity.member_role r where r.member_id = m.id order by r.role)`.as(
        "roles",
      ),
      (withKeys
        ? sql<Buffer | null>`(select k.reading_key from identity.member_key k where k.member_id = m.id and k.retired_at is null)`
        : sql<Buffer | null>`null::bytea`
      ).as("reading_key"),
      (withKeys
        ? sql<Buffer | null>`(select k.signing_key from identity.member_key k where k.member_id = m.id and k.retired_at is null)`
        : sql<Buffer | null>`null::bytea`
      ).as("signing_key"),
    ])
    .where("m.agency_id", "=", agencyId)
    .orderBy("m.display_name")
    .limit(1000)
    .execute();
}

export async function listInvitations(tx: Transaction) {
  return tx
    .selectFrom("identity.invitation")
    .select(["id", "email", "roles", "expires_at", "accepted_at"])
    .orderBy("created_at", "desc")
    .limit(200)
    .execute();
}

export interface OpenInvitation {
  /** The number that the member will have; their keys are wrapped for it. */
  readonly memberId: string;
  readonly agencyName: string;
  readonly email: string;
  readonly roles: string[];
}

export async function findInvitation(tx: Transaction, token: Buffer): Promise<OpenInvitation | null> {
  const { rows } = await sql<{ id: string | null; agency_name: string; email: string; roles: string[] }>`
    select id, agency_name, email, roles from identity.find_invitation(${token})`.execute(tx);
  const row = rows[0];
  return row?.id
    ? { memberId: row.id, agencyName: row.agency_name, email: row.email, roles: row.roles }
    : null;
}

export async function acceptInvitation(
  tx: Transaction,
  token: Buffer,
  member: {
    displayName: string;
    passwordHash: string;
    readingKey: Buffer;
    signingKey: Buffer;
    wrapped: Buffer;
  },
): Promise<string | null> {
  const { rows } = await sql<{
    id: string | null;
  }>`select identity.accept_invitation(${token}, ${member.displayName},
    ${member.passwordHash}, ${member.readingKey}, ${member.signingKey}, ${member.wrapped}) as id`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function changePassword(
  tx: Transaction,
  change: { memberId: string; passwordHash: string; wrapped: Buffer; voucher: Buffer; sessionId: string },
): Promise<void> {
  await sql`select identity.change_password(${change.memberId}, ${change.passwordHash}, ${change.wrapped},
    ${change.voucher})`.execute(tx);
}

export async function putRootKey(
  tx: Transaction,
  rootKey: Buffer,
  sealed: Readonly<Record<string, string>>,
): Promise<boolean> {
  return isTrue(
    sql<{ ok: boolean }>`select identity.put_root_key(${rootKey}, ${JSON.stringify(sealed)}) as ok`,
    tx,
  );
}

export async function putChallenge(
  tx: Transaction,
  address: Buffer,
  nonce: Buffer,
  lifeS: number,
): Promise<Date> {
  return untilOf(
    sql`select u.until, identity.put_challenge(${address}, ${nonce}, u.until)
      from (select now() + make_interval(secs => ${lifeS})) u (until)`,
    tx,
  );
}

/** When what was begun ends, by the database's clock. */
async function untilOf(query: RawBuilder<unknown>, tx: Transaction): Promise<Date> {
  const { rows } = await query.$castTo<{ until: Date }>().execute(tx);
  if (!rows[0]) throw new Error("a beginning answers when it ends");
  return rows[0].until;
}

export async function takeChallenge(
  tx: Transaction,
  nonce: Buffer,
): Promise<{ address: Buffer | null; signingKey: Buffer | null }> {
  const { rows } = await sql<{ address: Buffer | null; signing_key: Buffer | null }>`
    select * from identity.take_challenge(${nonce})`.execute(tx);
  return { address: rows[0]?.address ?? null, signingKey: rows[0]?.signing_key ?? null };
}

export async function beginWordsSession(
  tx: Transaction,
  session: { address: Buffer; secretHash: Buffer; lifeS: number; voucher: Buffer },
): Promise<Date> {
  return untilOf(
    sql`select u.until, identity.begin_words_session(${session.address}, ${session.secretHash}, u.until, ${session.voucher})
      from (select now() + make_interval(secs => ${session.lifeS})) u (until)`,
    tx,
  );
}

export async function endWordsSession(tx: Transaction, secret: Buffer): Promise<void> {
  await sql`select identity.end_words_session(${secret})`.execute(tx);
}

export async function listAgencies(tx: Transaction) {
  return tx
    .selectFrom("identity.agency")
    .select(["id", "name", "kind"])
    .where("status", "=", "active")
    .orderBy("name")
    .limit(1000)
    .execute();
}

/** The agency's root key in base64url, and what is sealed to each supervisor; null where none was made. */
export async function findRootKey(
  tx: Transaction,
  agencyId: string,
): Promise<{ rootKey: string | null; sealed: Record<string, string> | null }> {
  const row = await tx
    .selectFrom("identity.agency")
    .select(["root_key", "root_key_sealed"])
    .where("id", "=", agencyId)
    .executeTakeFirstOrThrow();
  return {
    rootKey: row.root_key && toBase64Url(row.root_key),
    sealed: row.root_key_sealed as Record<string, string> | null,
  };
}
