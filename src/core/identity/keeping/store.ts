import { sql } from "kysely";
import type { Transaction } from "../../db/index.ts";
import { toBase64Url } from "../../keys/index.ts";
import type { Keeping } from "./keeping.ts";

/** The statements on a member's keys; what may be done is decided by functions of the database. */

type Answer<T> = { execute(tx: Transaction): Promise<{ rows: { said: T }[] }> };
const saidBy = async <T>(query: Answer<T>, tx: Transaction): Promise<T | undefined> =>
  (await query.execute(tx)).rows[0]?.said;
const isTrue = async (query: Answer<boolean>, tx: Transaction): Promise<boolean> =>
  (await saidBy(query, tx)) === true;

export interface NewKeys {
  readonly readingKey: Buffer;
  readonly signingKey: Buffer;
  /** Under the password. */
  readonly wrapped: Buffer;
}

/** @returns false where a key stands here already */
export const rotateKeys = (
  tx: Transaction,
  keys: NewKeys & {
    readonly id: string;
    readonly former: Buffer;
    readonly rootKey: string | null;
    readonly voucher: Buffer;
  },
): Promise<boolean> =>
  isTrue(
    sql<{ said: boolean }>`select identity.rotate_keys(${keys.id}, ${keys.readingKey}, ${keys.signingKey},
      ${keys.wrapped}, ${keys.former}, ${keys.rootKey}, ${keys.voucher}) as said`,
    tx,
  );

export interface FormerKeysRow {
  readonly readingKey: Buffer;
  readonly signingKey: Buffer;
  /** To the pair that came after; null where nobody could open them for that yet. */
  readonly sealed: Buffer | null;
}

/** The member's own former keys, the newest first. */
export async function listFormerKeys(tx: Transaction, memberId: string): Promise<FormerKeysRow[]> {
  return tx
    .selectFrom("identity.member_key")
    .select(["reading_key as readingKey", "signing_key as signingKey", "sealed"])
    .where("member_id", "=", memberId)
    .where("retired_at", "is not", null)
    .orderBy("created_at", "desc")
    .execute();
}

/** @returns `done`, `own` or `unknown` */
export async function beginRenewal(
  tx: Transaction,
  renewal: { readonly id: string; readonly memberId: string; readonly tokenHash: Buffer },
): Promise<string> {
  const query = sql<{ said: string }>`
    select identity.begin_renewal(${renewal.id}, ${renewal.memberId}, ${renewal.tokenHash}) as said`;
  return (await saidBy(query, tx)) ?? "unknown";
}

export interface OpenRenewal {
  readonly memberId: string;
  readonly email: string;
  readonly displayName: string;
  readonly agencyName: string;
}

export async function findRenewal(tx: Transaction, token: Buffer): Promise<OpenRenewal | null> {
  const { rows } = await sql<{ [field in keyof OpenRenewal]: string | null }>`
    select member_id as "memberId", email, display_name as "displayName", agency_name as "agencyName"
    from identity.find_renewal(${token})`.execute(tx);
  return rows[0]?.memberId ? (rows[0] as OpenRenewal) : null;
}

export const handInRenewal = (
  tx: Transaction,
  token: Buffer,
  keys: NewKeys & { readonly passwordHash: string },
): Promise<boolean> =>
  isTrue(
    sql<{ said: boolean }>`select identity.hand_in_renewal(${token}, ${keys.passwordHash}, ${keys.readingKey},
      ${keys.signingKey}, ${keys.wrapped}) as said`,
    tx,
  );

export interface RenewalRow {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly expiresAt: Date;
  /** Null before the member has handed them in. */
  readonly readingKey: Buffer | null;
  readonly signingKey: Buffer | null;
  /** Whether it waits for a second member. */
  readonly proposed: boolean;
}

export async function listRenewals(tx: Transaction): Promise<RenewalRow[]> {
  const { rows } = await sql<RenewalRow>`
    select id, member_id as "memberId", name, expires_at as "expiresAt", reading_key as "readingKey",
      signing_key as "signingKey", proposed from identity.list_renewals()`.execute(tx);
  return rows;
}

/** @returns `waits`, `own` or `unknown` */
export async function proposeRenewal(
  tx: Transaction,
  proposed: { readonly id: string; readonly renewalId: string; readonly secondAgencyId: string | null },
): Promise<string> {
  const query = sql<{ said: string }>`
    select identity.propose_renewal(${proposed.id}, ${proposed.renewalId}, ${proposed.secondAgencyId}) as said`;
  return (await saidBy(query, tx)) ?? "unknown";
}

export async function offerToKeep(tx: Transaction, willing: boolean): Promise<void> {
  await sql`select identity.offer_to_keep(${willing})`.execute(tx);
}

export interface KeeperRow {
  readonly memberId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly readingKey: Buffer;
  readonly signingKey: Buffer;
}

export async function listKeepers(tx: Transaction): Promise<KeeperRow[]> {
  const { rows } = await sql<KeeperRow>`
    select member_id as "memberId", name, agency_id as "agencyId", agency_name as "agencyName",
      reading_key as "readingKey", signing_key as "signingKey" from identity.list_keepers()`.execute(tx);
  return rows;
}

/** @returns false where the keepers are not three willing members of three agencies with these keys */
export const putKeeping = (
  tx: Transaction,
  keeping: {
    readonly id: string;
    readonly statement: string;
    readonly hash: string;
    readonly signature: Buffer;
    readonly wrapped: Buffer;
    readonly keepers: readonly string[];
    readonly keeperKeys: readonly Buffer[];
    readonly parts: readonly Buffer[];
    readonly ownReadingKey: Buffer;
    readonly voucher: Buffer;
  },
): Promise<boolean> =>
  isTrue(
    sql<{ said: boolean }>`select identity.put_keeping(${keeping.id}, ${keeping.statement}, ${keeping.hash},
      ${keeping.signature}, ${keeping.wrapped}, ${keeping.keepers}::uuid[], ${keeping.keeperKeys}::bytea[],
      ${keeping.parts}::bytea[], ${keeping.ownReadingKey}, ${keeping.voucher}) as said`,
    tx,
  );

/** One keeper of mine. */
export interface OwnKeeper {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  /** False for who is suspended, or whose agency is. */
  readonly active: boolean;
  /** Their present one: another than the statement names means that they may not be able to open their part. */
  readonly readingKey: string;
  /** What they gave to my present keys. */
  readonly given: string | null;
}

export interface OwnKeepingRow {
  readonly id: string;
  readonly statement: Keeping;
  readonly signature: string;
  readonly wrapped: string;
  readonly madeAt: Date;
  readonly askedUntil: Date | null;
  readonly keepers: readonly OwnKeeper[];
}

export async function findOwnKeeping(tx: Transaction): Promise<OwnKeepingRow | null> {
  const { rows } = await sql<{
    id: string;
    statement: string;
    signature: Buffer;
    wrapped: Buffer;
    madeAt: Date;
    askedUntil: Date | null;
    keepers: OwnKeeper[];
  }>`select id, statement, signature, wrapped, made_at as "madeAt", asked_until as "askedUntil", keepers
    from identity.own_keeping()`.execute(tx);
  const row = rows[0];
  return row
    ? {
        ...row,
        statement: JSON.parse(row.statement),
        signature: toBase64Url(row.signature),
        wrapped: toBase64Url(row.wrapped),
      }
    : null;
}

/** What I keep for someone. */
export interface KeptRow {
  readonly id: string;
  readonly statement: Keeping;
  readonly signature: string;
  readonly madeAt: Date;
  readonly givenAt: Date | null;
  /** While I am asked: my part, and the keys that it may be given to. */
  readonly asked: {
    readonly until: Date;
    readonly part: string;
    readonly keyId: string;
    readonly readingKey: string;
    readonly signingKey: string;
  } | null;
}

export async function listKept(tx: Transaction): Promise<KeptRow[]> {
  const { rows } = await sql<{
    id: string;
    statement: string;
    signature: Buffer;
    made_at: Date;
    asked_until: Date;
    part: Buffer;
    to_key: string | null;
    to_reading_key: Buffer;
    to_signing_key: Buffer;
    given_at: Date | null;
  }>`select * from identity.list_kept()`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    statement: JSON.parse(row.statement),
    signature: toBase64Url(row.signature),
    madeAt: row.made_at,
    givenAt: row.given_at,
    asked:
      row.to_key === null
        ? null
        : {
            until: row.asked_until,
            part: toBase64Url(row.part),
            keyId: row.to_key,
            readingKey: toBase64Url(row.to_reading_key),
            signingKey: toBase64Url(row.to_signing_key),
          },
  }));
}

/** The caller's own key for signatures. */
export async function findSigningKey(tx: Transaction, memberId: string): Promise<Buffer | null> {
  const row = await tx
    .selectFrom("identity.member_key")
    .select("signing_key")
    .where("member_id", "=", memberId)
    .where("retired_at", "is", null)
    .executeTakeFirst();
  return row?.signing_key ?? null;
}

/** @returns `given`, `unknown` or `over` */
export async function givePart(
  tx: Transaction,
  given: {
    readonly keepingId: string;
    readonly keyId: string;
    readonly sealed: Buffer;
    readonly signature: Buffer;
    readonly voucher: Buffer;
  },
): Promise<string> {
  const query = sql<{ said: string }>`select identity.give_part(${given.keepingId}, ${given.keyId},
    ${given.sealed}, ${given.signature}, ${given.voucher}) as said`;
  return (await saidBy(query, tx)) ?? "unknown";
}

export const askKeepers = (tx: Transaction): Promise<boolean> =>
  isTrue(sql<{ said: boolean }>`select identity.ask_keepers() as said`, tx);

export const keepRegained = (
  tx: Transaction,
  regained: { readonly keepingId: string; readonly former: Buffer; readonly voucher: Buffer },
): Promise<boolean> =>
  isTrue(
    sql<{ said: boolean }>`select identity.keep_regained(${regained.keepingId}, ${regained.former},
      ${regained.voucher}) as said`,
    tx,
  );
