import { plainDigits } from "./fold.ts";
import { numberToSecret, type Secret, secretToNumber } from "./secret.ts";

/**
 * The secret as 26 decimal digits, for who would rather keep a number: the secret as a number (23 digits), then
 * three check digits that make the whole a multiple of 997.
 *
 * 997 is prime and 10 has order 166 modulo 997, so every single wrong digit and every two digits swapped (next to
 * each other or not) break the multiple. What breaks it also nearly tells where: few single slips fit.
 */

export const digitCount = 26;
/** How the digits are written and read aloud. */
export const digitGroups: readonly number[] = [4, 4, 4, 4, 4, 3, 3];

const groupEnds = digitGroups.map((_, i) =>
  digitGroups.slice(0, i + 1).reduce((sum, length) => sum + length),
);
const modulus = 997n;
const checkFactor = 1000n;

export type DigitsSlip =
  | { readonly slip: "too-few-digits" | "too-many-digits"; readonly seen: number; readonly wanted: number }
  | { readonly slip: "not-digits" }
  /** The groups (1 to 7) in which one digit, or two that stand side by side, may be wrong; empty when more is. */
  | { readonly slip: "digits-check-failed"; readonly groups: readonly number[] };

/** Seven groups of digits; joined they are the 26. */
export function secretToDigits(secret: Uint8Array): string[] {
  const shifted = secretToNumber(secret) * checkFactor;
  const whole = shifted + ((modulus - (shifted % modulus)) % modulus);
  return inGroups(whole.toString().padStart(digitCount, "0"));
}

/** Reads 26 digits of any script with any spaces, dots, dashes or line ends between them. */
export function readDigits(text: string): { readonly secret: Secret } | DigitsSlip {
  const digits = plainDigits(text).replace(/[\s\p{P}\p{Z}\p{Cc}]+/gu, "");
  if (!/^[0-9]*$/.test(digits)) return { slip: "not-digits" };
  if (digits.length !== digitCount) {
    const slip = digits.length < digitCount ? "too-few-digits" : "too-many-digits";
    return { slip, seen: digits.length, wanted: digitCount };
  }
  const secret = secretOf(digits);
  return secret === undefined ? { slip: "digits-check-failed", groups: groupsToLookAt(digits) } : { secret };
}

function secretOf(digits: string): Secret | undefined {
  const whole = BigInt(digits);
  return whole % modulus === 0n ? numberToSecret(whole / checkFactor) : undefined;
}

/** The groups where one changed digit or one swap of neighbours would make the check right. */
function groupsToLookAt(digits: string): number[] {
  const found = new Set<number>();
  for (let at = 0; at < digitCount; at++) {
    for (let digit = 0; digit <= 9; digit++) {
      if (secretOf(digits.slice(0, at) + digit + digits.slice(at + 1)) !== undefined) found.add(groupOf(at));
    }
    const swapped =
      digits.slice(0, at) +
      digits
        .slice(at, at + 2)
        .split("")
        .reverse()
        .join("") +
      digits.slice(at + 2);
    if (at + 1 < digitCount && secretOf(swapped) !== undefined) found.add(groupOf(at)).add(groupOf(at + 1));
  }
  return [...found].sort((a, b) => a - b);
}

function groupOf(at: number): number {
  return groupEnds.findIndex((end) => at < end) + 1;
}

function inGroups(digits: string): string[] {
  return groupEnds.map((end, i) => digits.slice(end - (digitGroups[i] as number), end));
}
