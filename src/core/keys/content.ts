import { type Bytes, CryptoError, concat, exactly, type Random } from "./bytes.ts";

/**
 * A document under a data key: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce.
 *
 *     1 byte version (1) || 12 bytes nonce || ciphertext || 16 bytes tag
 *
 * The version byte is authenticated with the additional data, so that a later format cannot be passed off as this
 * one. A random nonce bounds one key to 2^32 documents (SP 800-38D, 8.3); a data key here serves one section's
 * versions or one letter.
 */

export const contentOverheadBytes = 1 + 12 + 16;

const version = 1;
const keyBytes = 32;
const nonceBytes = 12;

/** @throws CryptoError `bad-length` unless the key has 32 bytes */
export async function encryptContent(
  key: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
  random: Random,
): Promise<Bytes> {
  const nonce = exactly(random(nonceBytes), nonceBytes, "The nonce");
  const header = Uint8Array.of(version);
  const additionalData = concat(header, aad);
  const aes = await importKey(key, "encrypt");
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData },
    aes,
    new Uint8Array(plaintext),
  );
  return concat(header, nonce, new Uint8Array(sealed));
}

/** @throws CryptoError `unknown-version`; `cannot-open` when the key, the additional data or a single bit differs */
export async function decryptContent(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Promise<Bytes> {
  if (sealed.length < contentOverheadBytes) {
    throw new CryptoError("bad-length", `Encrypted content has at least ${contentOverheadBytes} bytes.`);
  }
  if (sealed[0] !== version) {
    throw new CryptoError(
      "unknown-version",
      `Content of version ${sealed[0]} cannot be read here; update first.`,
    );
  }
  const iv = new Uint8Array(sealed.subarray(1, 1 + nonceBytes));
  const additionalData = concat(sealed.subarray(0, 1), aad);
  const aes = await importKey(key, "decrypt");
  try {
    const ciphertext = new Uint8Array(sealed.subarray(1 + nonceBytes));
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, aes, ciphertext),
    );
  } catch (cause) {
    throw new CryptoError(
      "cannot-open",
      "The content is under another key or from another place, or was changed.",
      {
        cause,
      },
    );
  }
}

async function importKey(key: Uint8Array, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return await crypto.subtle.importKey("raw", exactly(key, keyBytes, "A data key"), "AES-GCM", false, [use]);
}
