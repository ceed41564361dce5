import { framed, utf8 } from "../keys/bytes.ts";
import { hash } from "../keys/derive.ts";

/**
 * What two people read to each other to see that they mean the same public keys of a member: 24 digits in six groups.
 * Nearly eighty bits, so that whoever runs the server cannot try keys until one has the same code.
 */
export function keyCodeOf(
  memberId: string,
  keys: { readonly readingKey: Uint8Array; readonly signingKey: Uint8Array },
): string {
  const digest = hash(framed("leeward member key code v1", utf8(memberId), keys.readingKey, keys.signingKey));
  const number = digest.subarray(0, 12).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const digits = (number % 10n ** 24n).toString().padStart(24, "0");
  return digits.replaceAll(/\d{4}(?=\d)/g, "$& ");
}
