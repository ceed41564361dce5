import { concatBytes, equalBytes, toUtf8 } from "./bytes.ts";
import { LedgerError } from "./errors.ts";
import type { Sha256 } from "./tree/hash.ts";

const SALT_BYTES = 32;
const BLOCK_BYTES = 64;
const DOMAIN = toUtf8("leeward-ledger/commitment/v1\0");

/**
 * A commitment of 32 bytes to `canonicalBytes`, which it hides for as long as `salt` is secret and fixes for ever:
 * HMAC-SHA-256 with the salt as key over `leeward-ledger/commitment/v1`, a zero byte, then the bytes.
 *
 * HMAC and not a plain hash of salt and bytes, because a plain hash lets a stranger lengthen what was committed to.
 * Without the salt, what was committed to cannot be guessed and tried; so destroying the salt is an erasure.
 *
 * @param salt 32 bytes from a secure source, a new one for each commitment
 * @param canonicalBytes one agreed spelling of the content; any length
 * @throws LedgerError `salt-length`
 */
export function commit(sha256: Sha256, salt: Uint8Array, canonicalBytes: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) {
    throw new LedgerError("salt-length", `A salt has ${SALT_BYTES} bytes; this one has ${salt.length}.`);
  }
  const inner = new Uint8Array(BLOCK_BYTES).fill(0x36);
  const outer = new Uint8Array(BLOCK_BYTES).fill(0x5c);
  for (const [index, byte] of salt.entries()) {
    inner[index] = 0x36 ^ byte;
    outer[index] = 0x5c ^ byte;
  }
  return sha256(concatBytes(outer, sha256(concatBytes(inner, DOMAIN, canonicalBytes))));
}

/**
 * Whether `commitment` was made from exactly this salt and these bytes.
 *
 * @throws LedgerError `salt-length`
 */
export function isCommitmentTo(
  sha256: Sha256,
  commitment: Uint8Array,
  salt: Uint8Array,
  canonicalBytes: Uint8Array,
): boolean {
  return equalBytes(commitment, commit(sha256, salt, canonicalBytes));
}
