import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../db/index.ts";

/**
 * A word that the server gives out signed and takes back once: the challenge of a passkey, a piece of work. Nothing is
 * kept until it comes back, so whoever asks for many fills no table.
 */
export interface Ticket {
  /** What it is good for, and for whom or what: another purpose or binding does not take it. */
  readonly purpose: string;
  readonly binding: string;
}

const NONCE_BYTES = 16;
const TIME_BYTES = 8;
const MAC_BYTES = 32;

/**
 * @param key 32 bytes that are in no database
 * @param random 16 bytes or more
 * @param expiresAt at most three hours ahead, or it cannot be spent
 * @returns 75 characters of base64url
 */
export function makeTicket(key: Uint8Array, ticket: Ticket, random: Uint8Array, expiresAt: Date): string {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(expiresAt.getTime()));
  const body = Buffer.concat([random.subarray(0, NONCE_BYTES), time]);
  return Buffer.concat([body, sign(key, ticket, body)]).toString("base64url");
}

/** When it ends; null where it is not ours, is for something else, or is over. */
export function readTicket(key: Uint8Array, ticket: Ticket, text: string, now: Date): Date | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== NONCE_BYTES + TIME_BYTES + MAC_BYTES || bytes.toString("base64url") !== text)
    return null;
  const body = bytes.subarray(0, NONCE_BYTES + TIME_BYTES);
  if (!timingSafeEqual(bytes.subarray(body.length), sign(key, ticket, body))) return null;
  const expiresAt = new Date(Number(body.readBigUInt64BE(NONCE_BYTES)));
  return expiresAt > now ? expiresAt : null;
}

/** Uses it up, in the transaction of what it is used for; false where it was used before. */
export async function spendTicket(tx: Transaction, text: string, expiresAt: Date): Promise<boolean> {
  const { rows } = await sql<{
    ok: boolean;
  }>`/* kept as spend */ select http.spend(${hashOf(text)}, ${expiresAt}) as ok`.execute(tx);
  return rows[0]?.ok === true;
}

export interface Spent {
  readonly text: string;
  readonly expiresAt: Date;
}

/** Uses up many, each by itself; in the order of their hashes, so that no two rounds wait for each other crosswise. */
export function spending(tickets: readonly Spent[]): RawBuilder<{ place: number; ok: boolean }> {
  return sql<{ place: number; ok: boolean }>`/* kept as spend-many */
    select t.place::int, http.spend(t.hash, t.expires_at) as ok
    from (select * from unnest(${tickets.map(({ text }) => hashOf(text))}::bytea[], ${tickets.map(({ expiresAt }) => expiresAt)}::timestamptz[])
      with ordinality as t (hash, expires_at, place) order by hash, place offset 0) t`;
}

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

function sign(key: Uint8Array, { purpose, binding }: Ticket, body: Uint8Array): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify(["leeward ticket v1", purpose, binding]))
    .update(body)
    .digest();
}
