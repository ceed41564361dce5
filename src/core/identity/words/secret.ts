import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, CryptoError, exactly, framed, type Random } from "../../keys/bytes.ts";

/**
 * The secret behind a person's words: 76 random bits, in ten bytes whose first four bits are zero.
 * Eight words of 2,048 hold 88 bits: these 76 and a check of 12.
 */
export type Secret = Bytes;

export const secretBits = 76;
const secretBytes = 10;

export function newSecret(random: Random): Secret {
  const secret = exactly(random(secretBytes), secretBytes, "The randomness for a secret");
  secret[0] = (secret[0] as number) & 0x0f;
  return secret;
}

/** @throws CryptoError `bad-length`, `bad-value` when the bytes are no secret */
export function ensureValidSecret(secret: Uint8Array): Secret {
  const own = exactly(secret, secretBytes, "A secret");
  if ((own[0] as number) > 0x0f) throw new CryptoError("bad-value", "A secret has 76 bits; these are 80.");
  return own;
}

/** The secret as a whole number from 0 to 2^76-1. */
export function secretToNumber(secret: Uint8Array): bigint {
  return ensureValidSecret(secret).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** The secret of a number, or undefined when the number is too large to be one. */
export function numberToSecret(number: bigint): Secret | undefined {
  if (number < 0n || number >> BigInt(secretBits) !== 0n) return undefined;
  const secret = new Uint8Array(secretBytes);
  for (let i = secretBytes - 1, rest = number; i >= 0; i--, rest >>= 8n) secret[i] = Number(rest & 0xffn);
  return secret;
}

/** Twelve bits that are wrong for all but one in 4,096 mistaken secrets. */
export function wordsCheck(secret: Uint8Array): bigint {
  const digest = sha256(framed("leeward words check v1", ensureValidSecret(secret)));
  return (BigInt(digest[0] as number) << 4n) | BigInt((digest[1] as number) >> 4);
}
