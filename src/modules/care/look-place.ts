import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { HttpProblem } from "../../core/http/index.ts";

const PLACE_BYTES = 16;
const NUMBER_AT = 8;

/**
 * Where a list of looks goes on, for whoever read its beginning: the number of a look, sealed. Looks are numbered across
 * the whole house. A bare number would tell a person how many there were between two looks of their own, also of those
 * that a court keeps from them.
 *
 * @param secret `House.secrets.tickets`
 * @param id a positive number of at most 63 bits, in decimals
 * @returns 32 hexadecimal digits
 */
export function sealPlace(secret: Uint8Array, id: string): string {
  const place = Buffer.alloc(PLACE_BYTES);
  place.writeBigInt64BE(BigInt(id), NUMBER_AT);
  // One block, so this is the cipher's permutation itself: nothing to chain, and the same look has the same place.
  const cipher = createCipheriv("aes-256-ecb", keyOf(secret), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(place), cipher.final()]).toString("hex");
}

/** The number again. @throws HttpProblem `bad-body` for a place that was not given out here */
export function openPlace(secret: Uint8Array, sealed: string): string {
  const decipher = createDecipheriv("aes-256-ecb", keyOf(secret), null).setAutoPadding(false);
  const place = Buffer.concat([decipher.update(Buffer.from(sealed, "hex")), decipher.final()]);
  if (place.readBigInt64BE(0) !== 0n) throw new HttpProblem("bad-body");
  return String(place.readBigInt64BE(NUMBER_AT));
}

const keyOf = (secret: Uint8Array): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", "leeward place of a look v1", 32));
