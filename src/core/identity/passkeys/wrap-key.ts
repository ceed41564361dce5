import { type Bytes, CryptoError, concat, utf8 } from "../../keys/bytes.ts";
import { deriveKey, hash } from "../../keys/derive.ts";

/**
 * What an authenticator is asked to compute over (the PRF extension; WebAuthn Level 3, 10.1.4). It is the same for all:
 * each passkey answers with another value, and a sign-in must ask before it knows whose passkey will answer.
 */
export const PASSKEY_PRF_INPUT: Bytes = hash(utf8("leeward passkey prf input v1"));

/**
 * The key that wraps a member's private keys for one passkey. Its source never leaves the browser.
 *
 * @param prf what the authenticator answered: 32 bytes
 * @throws CryptoError `bad-value` for any other length
 */
export function wrapKeyOfPasskey(prf: Uint8Array): Bytes {
  if (prf.length !== 32) throw new CryptoError("bad-value", "An authenticator's PRF answers with 32 bytes.");
  return deriveKey(concat(prf), "leeward passkey wrapping key v1");
}
