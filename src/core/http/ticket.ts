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

/** Uses it up; not `ok` where it was used before. */
export function spending(text: string, expiresAt: Date): RawBuilder<{ ok: boolean }> {
  const hash = createHash("sha256").update(text).digest();
  return sql<{ ok: boolean }>`/* kept as spend */ select http.spend(${hash}, ${expiresAt}) as ok`;
}

/** The same in the transaction of what it is used for; false where it was used before. */
export async function spendTicket(tx: Transaction, text: string, expiresAt: Date): Promise<boolean> {
  const { rows } = await spending(text, expiresAt).execute(tx);
  return rows[0]?.ok === true;
}

function sign(key: Uint8Array, { purpose, binding }: Ticket, body: Uint8Array): Buffer {
  return createHmac("sha256", key)
    .update(JSON.stringify(["leeward ticket v1", purpose, binding]))
    .update(body)
    .digest();
}
