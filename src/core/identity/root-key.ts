import { type Bytes, fromBase64Url, type Random, toBase64Url, utf8 } from "../keys/bytes.ts";
import { canonicalBytes } from "../keys/canonical-json.ts";
import { type SigningKeys, signingKeysOf } from "../keys/derive.ts";
import { open, seal } from "../keys/seal.ts";

/**
 * An agency's root key signs the list of those who can read its letters. It is made in a supervisor's browser; its
 * private half is kept sealed to each supervisor's own reading key, so that the server never has it.
 */

/** The private half, sealed once for each supervisor: base64url by member. */
export type SealedRootKey = Readonly<Record<string, string>>;

export const makeRootKey = (random: Random): Promise<SigningKeys> => signingKeysOf(random(32));

const place = (agencyId: string, memberId: string) => ({
  info: utf8("leeward/root-key/v1"),
  aad: canonicalBytes({ agencyId, memberId }),
});

export async function sealRootKey(
  privateKey: Uint8Array,
  agencyId: string,
  supervisors: readonly { readonly memberId: string; readonly readingKey: Uint8Array }[],
  random: Random,
): Promise<SealedRootKey> {
  const entries = await Promise.all(
    supervisors.map(async ({ memberId, readingKey }) => [
      memberId,
      toBase64Url(await seal(readingKey, privateKey, place(agencyId, memberId), random)),
    ]),
  );
  return Object.fromEntries(entries);
}

/**
 * @returns the private half, 32 bytes; null when it was never sealed to this member
 * @throws CryptoError `cannot-open` when it was changed
 */
export async function openRootKey(
  sealed: SealedRootKey,
  agencyId: string,
  member: { readonly memberId: string; readonly readingPrivateKey: Uint8Array },
): Promise<Bytes | null> {
  const own = Object.hasOwn(sealed, member.memberId) ? sealed[member.memberId] : undefined;
  if (own === undefined) return null;
  return open(member.readingPrivateKey, fromBase64Url(own), place(agencyId, member.memberId));
}
