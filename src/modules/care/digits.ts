import type { Random } from "../../core/keys/bytes.ts";

/** Digits that nobody guesses, without bias: bytes from 250 on are drawn again. */
export function drawDigits(random: Random, length: number): string {
  let digits = "";
  while (digits.length < length) {
    for (const byte of random(length)) if (byte < 250 && digits.length < length) digits += byte % 10;
  }
  return digits;
}
