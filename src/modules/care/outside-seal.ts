import { Encrypter } from "age-encryption";
import type { Random } from "../../core/keys/bytes.ts";
import { drawDigits } from "./digits.ts";

/**
 * What the member's browser does before a file goes to an agency outside: the file, its passphrase and the secret of the link are made
 * there, and this server sees neither. Whoever gets the file opens it with `age` alone.
 */

/** 80 bits in digits, which are read over the telephone in any language; age stretches them by scrypt. */
const PASSPHRASE_DIGITS = 24;

/** In groups of four. */
export const passphraseOf = (random: Random): string =>
  drawDigits(random, PASSPHRASE_DIGITS).replace(/(\d{4})(?=\d)/g, "$1 ");

export const makeLink = (random: Random): Uint8Array => random(32);

/** What the server keeps of a link: `hashOfLink` of its secret. */
export async function hashOfLink(secret: Uint8Array): Promise<Uint8Array> {
  const label = new TextEncoder().encode("leeward outside link v1\n");
  const whole = new Uint8Array(label.length + secret.length);
  whole.set(label);
  whole.set(secret, label.length);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

/** To the agency's own age recipient, or to a passphrase. */
export async function sealOutside(
  text: string,
  to: { readonly recipient: string } | { readonly passphrase: string },
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  if ("recipient" in to) encrypter.addRecipient(to.recipient);
  else encrypter.setPassphrase(to.passphrase);
  return encrypter.encrypt(text);
}
