import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, CryptoError, exactly, utf8 } from "./bytes.ts";
import { chooseCurves } from "./curves.ts";

/** An Ed25519 key pair, 32 raw bytes each; the private key is the seed of RFC 8032. */
export interface SigningKeys {
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
}

/**
 * HKDF-SHA256 (RFC 5869): extract with `salt`, expand with `info`.
 *
 * @param lengthBytes 1 to 8,160
 * @throws CryptoError `bad-length`
 */
export function hkdfSha256(
  material: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  lengthBytes: number,
): Bytes {
  if (!Number.isInteger(lengthBytes) || lengthBytes < 1 || lengthBytes > 255 * 32) {
    throw new CryptoError("bad-length", `HKDF gives 1 to 8160 bytes, not ${lengthBytes}.`);
  }
  return new Uint8Array(hkdf(sha256, material, salt, info, lengthBytes));
}

/**
 * Thirty-two bytes for one use, from 32 bytes of key material that is already strong (RFC 5869, section 3.1: no
 * salt is needed then). Different labels give independent keys.
 */
export function deriveKey(material: Uint8Array, label: string): Bytes {
  return hkdfSha256(exactly(material, 32, "Key material"), new Uint8Array(), utf8(label), 32);
}

/** SHA-256 (FIPS 180-4). */
export function hash(bytes: Uint8Array): Bytes {
  return new Uint8Array(sha256(bytes));
}

/** The pair that belongs to a private signing key of 32 bytes. */
export async function signingKeysOf(privateKey: Uint8Array): Promise<SigningKeys> {
  const own = exactly(privateKey, 32, "A private signing key");
  return { privateKey: own, publicKey: await (await chooseCurves()).signingPublicKey(own) };
}
