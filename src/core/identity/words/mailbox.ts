import { type Bytes, CryptoError, equalBytes, framed, toBase32 } from "../../keys/bytes.ts";
import { deriveKey, hash, type SigningKeys, signingKeysOf } from "../../keys/derive.ts";
import { type SealKeys, sealKeysOf } from "../../keys/seal.ts";
import type { Argon2id } from "./argon2id.ts";
import { ensureValidSecret } from "./secret.ts";

/** What a person's secret opens at one door. */
export interface MailboxKeys {
  /** 26 characters of base32: where the mailbox is. Anyone may know it; it opens nothing. */
  readonly address: string;
  /** X25519: reads letters. */
  readonly reading: SealKeys;
  /** Ed25519: signs letters, challenges and statements. */
  readonly signing: SigningKeys;
}

export interface MailboxPublicKeys {
  readonly readingKey: Uint8Array;
  readonly signingKey: Uint8Array;
}

const addressBytes = 16;
const doorSaltBytesMin = 16;

/**
 * Keys and address from a secret. Takes as long as one Argon2id: about half a second on a laptop.
 *
 * @param options.doorSalt the door's published salt, 16 bytes or more: words for one door say nothing at another, and
 *   no table of guesses serves two
 */
export async function deriveMailboxKeys(
  secret: Uint8Array,
  options: { readonly doorSalt: Uint8Array; readonly argon2id: Argon2id },
): Promise<MailboxKeys> {
  if (options.doorSalt.length < doorSaltBytesMin) {
    throw new CryptoError(
      "bad-length",
      `A door's salt has ${options.doorSalt.length} bytes; it must have 16 or more.`,
    );
  }
  const material = await options.argon2id(ensureValidSecret(secret), options.doorSalt);
  const reading = await sealKeysOf(deriveKey(material, "leeward mailbox reading key v1"));
  const signing = await signingKeysOf(deriveKey(material, "leeward mailbox signing key v1"));
  return {
    address: mailboxAddress({ readingKey: reading.publicKey, signingKey: signing.publicKey }),
    reading,
    signing,
  };
}

/**
 * The address that belongs to a mailbox's public keys: 16 bytes of their hash, in base32. Being a hash, it lets
 * a member's browser check that the keys which the server names are the mailbox's, before an answer is sealed to them.
 */
export function mailboxAddress(keys: MailboxPublicKeys): string {
  const digest: Bytes = hash(framed("leeward mailbox address v1", keys.readingKey, keys.signingKey));
  return toBase32(digest.subarray(0, addressBytes));
}

/** Whether these public keys are the ones of this address. */
export function ownsAddress(address: string, keys: MailboxPublicKeys): boolean {
  const encoder = new TextEncoder();
  return equalBytes(encoder.encode(mailboxAddress(keys)), encoder.encode(address));
}
