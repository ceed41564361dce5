import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, exactly, utf8 } from "./bytes.ts";
import { chooseCurves } from "./curves.ts";

/** An Ed25519 key pair, 32 raw bytes each; the private key is the seed of RFC 8032. */
export interface SigningKeys {
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
}

/**
 * Thirty-two bytes for one use, from key material that is already strong (HKDF-SHA256, RFC 5869, no salt: section
 * 3.1 allows it for uniform input). Different labels give independent keys.
 */
export function deriveKey(material: Uint8Array, label: string): Bytes {
  return new Uint8Array(hkdf(sha256, exactly(material, 32, "Key material"), undefined, utf8(label), 32));
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
