import { createHash } from "node:crypto";
import type { Random } from "../../../core/keys/index.ts";
import { drawDigits } from "../digits.ts";

/** The code that a member hands over and that a browser turns into words. */

/** 66 bits: nobody who has a dump turns the hash back within the hour for which a code is good. */
const CODE_DIGITS = 20;

/** @returns twenty digits */
export const drawCode = (random: Random): string => drawDigits(random, CODE_DIGITS);

/** What is kept of a code. A guardian's is no other: what is typed on one page does not say whose it is. */
export const hashOfCode = (code: string): Uint8Array =>
  createHash("sha256").update(`leeward new words v1\n${code}`).digest();
