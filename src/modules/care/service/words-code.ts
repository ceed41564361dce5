import { createHash } from "node:crypto";
import type { Random } from "../../../core/keys/index.ts";

/** The code that a member hands over and that a browser turns into words. */

/** 66 bits: nobody who has a dump turns the hash back within the hour for which a code is good. */
const CODE_DIGITS = 20;

/** Without bias: bytes from 250 on are drawn again. @returns twenty digits */
export function drawCode(random: Random): string {
  let code = "";
  while (code.length < CODE_DIGITS) {
    for (const byte of random(CODE_DIGITS)) if (byte < 250 && code.length < CODE_DIGITS) code += byte % 10;
  }
  return code;
}

/** What is kept of a code. A guardian's is no other: what is typed on one page does not say whose it is. */
export const hashOfCode = (code: string): Uint8Array =>
  createHash("sha256").update(`leeward new words v1\n${code}`).digest();
