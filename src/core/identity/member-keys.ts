import {
  type Bytes,
  CryptoError,
  concat,
  equalBytes,
  exactly,
  framed,
  type Random,
  toBase64Url,
  utf8,
} from "../keys/bytes.ts";
import { decryptContent, encryptContent } from "../keys/content.ts";
import { deriveKey, hash, type SigningKeys, signingKeysOf } from "../keys/derive.ts";
import { makeSealKeys, open, type SealContext, type SealKeys, seal, sealKeysOf } from "../keys/seal.ts";
import { foldEmail } from "./email.ts";
import type { Argon2id } from "./words/argon2id.ts";

/**
 * A member's own keys, made and wrapped in their browser. The server keeps the wrapped form and never the password:
 * one slow derivation gives two secrets, one that is sent to sign in and one that stays and unwraps.
 */
export interface MemberKeys {
  /** X25519: opens letters. */
  readonly reading: SealKeys;
  /** Ed25519: signs letters. */
  readonly signing: SigningKeys;
}

export interface PasswordSecrets {
  /** Sent to the server as the password, 43 characters of base64url; the server hashes it again. */
  readonly authSecret: string;
  /** Thirty-two bytes that never leave the browser. */
  readonly wrapKey: Bytes;
}

const keyBytes = 32;

export async function makeMemberKeys(random: Random): Promise<MemberKeys> {
  const reading = await makeSealKeys(random);
  const signing = await signingKeysOf(exactly(random(keyBytes), keyBytes, "The randomness for a key"));
  return { reading, signing };
}

/**
 * What an e-mail address and a password give. Takes as long as one Argon2id. The same password written with
 * other code points (NFKC) and the same address in other case give the same secrets.
 *
 * @throws CryptoError `bad-value` when either is empty
 */
export async function derivePasswordSecrets(
  credentials: { readonly email: string; readonly password: string },
  argon2id: Argon2id,
): Promise<PasswordSecrets> {
  const email = foldEmail(credentials.email);
  const password = credentials.password.normalize("NFKC");
  if (email === "" || password === "") {
    throw new CryptoError("bad-value", "An e-mail address and a password are both needed.");
  }
  const salt = hash(framed("leeward member password salt v1", utf8(email)));
  const material = await argon2id(utf8(password), salt);
  return {
    authSecret: toBase64Url(deriveKey(material, "leeward member sign-in secret v1")),
    wrapKey: deriveKey(material, "leeward member wrapping key v1"),
  };
}

/**
 * The private keys under `wrapKey`, bound to the member.
 *
 * @param memberId whose keys they are: a server that hands one member another's wrapped keys is refused on unwrapping
 */
export async function wrapMemberKeys(
  keys: MemberKeys,
  wrapKey: Uint8Array,
  memberId: string,
  random: Random,
): Promise<Bytes> {
  const privateKeys = concat(
    exactly(keys.reading.privateKey, keyBytes, "A private reading key"),
    exactly(keys.signing.privateKey, keyBytes, "A private signing key"),
  );
  return await encryptContent(wrapKey, privateKeys, wrapPlace(memberId), random);
}

/** @throws CryptoError `cannot-open` on another password, another member's keys, or a changed bit */
export async function unwrapMemberKeys(
  wrapped: Uint8Array,
  wrapKey: Uint8Array,
  memberId: string,
): Promise<MemberKeys> {
  const privateKeys = await decryptContent(wrapKey, wrapped, wrapPlace(memberId));
  exactly(privateKeys, 2 * keyBytes, "The unwrapped keys");
  return {
    reading: await sealKeysOf(privateKeys.subarray(0, keyBytes)),
    signing: await signingKeysOf(privateKeys.subarray(keyBytes)),
  };
}

/**
 * The same keys under the wrapping key of a new password (or address). Send the new `authSecret` and this in one
 * request: a server that took only one of the two would lock the member out of their keys.
 */
export async function rewrapMemberKeys(
  wrapped: Uint8Array,
  memberId: string,
  keys: { readonly from: Uint8Array; readonly to: Uint8Array },
  random: Random,
): Promise<Bytes> {
  return await wrapMemberKeys(
    await unwrapMemberKeys(wrapped, keys.from, memberId),
    keys.to,
    memberId,
    random,
  );
}

/**
 * Former keys, sealed to the reading key that came after them: whoever has the newest pair opens each one before.
 *
 * @returns 112 bytes
 */
export async function sealFormerKeys(
  former: MemberKeys,
  toReadingKey: Uint8Array,
  memberId: string,
  random: Random,
): Promise<Bytes> {
  const privateKeys = concat(former.reading.privateKey, former.signing.privateKey);
  return await seal(toReadingKey, privateKeys, formerContext(memberId, former.reading.publicKey), random);
}

/** @throws CryptoError `cannot-open` where it was sealed to another key, or holds other keys than these public ones */
export async function openFormerKeys(
  former: { readonly sealed: Uint8Array; readonly readingKey: Uint8Array; readonly signingKey: Uint8Array },
  readingPrivateKey: Uint8Array,
  memberId: string,
): Promise<MemberKeys> {
  const context = formerContext(memberId, former.readingKey);
  const privateKeys = await open(readingPrivateKey, former.sealed, context);
  exactly(privateKeys, 2 * keyBytes, "The former keys");
  const keys = {
    reading: await sealKeysOf(privateKeys.subarray(0, keyBytes)),
    signing: await signingKeysOf(privateKeys.subarray(keyBytes)),
  };
  const areTheirs =
    equalBytes(keys.reading.publicKey, former.readingKey) &&
    equalBytes(keys.signing.publicKey, former.signingKey);
  if (!areTheirs) throw new CryptoError("cannot-open", "The former keys are others than the public ones.");
  return keys;
}

function formerContext(memberId: string, readingKey: Uint8Array): SealContext {
  return {
    info: utf8("leeward/former-keys/v1"),
    aad: framed("leeward former keys v1", utf8(memberId), readingKey),
  };
}

function wrapPlace(memberId: string): Bytes {
  return framed("leeward member keys v1", utf8(memberId));
}
