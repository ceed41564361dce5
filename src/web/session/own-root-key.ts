import { openRootKey, type SealedRootKey } from "../../core/identity/root-key.ts";
import { type Bytes, CryptoError } from "../../core/keys/bytes.ts";
import type { OwnKeys } from "./key-ring.ts";

/**
 * The agency's root key, by whichever of my keys it was sealed to.
 *
 * @returns the private half; null where none of them opens a copy of mine
 */
export async function openOwnRootKey(
  sealed: SealedRootKey,
  agencyId: string,
  memberId: string,
  keys: OwnKeys,
): Promise<Bytes | null> {
  for (const { reading } of [keys, ...keys.former]) {
    try {
      return await openRootKey(sealed, agencyId, { memberId, readingPrivateKey: reading.privateKey });
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error; // sealed to another pair of mine, or to one that is lost
    }
  }
  return null;
}
