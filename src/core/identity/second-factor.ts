import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { generateSecret, generateURI, verifySync } from "otplib";
import type { Random } from "../keys/index.ts";

const PERIOD_SECONDS = 30;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface NewSecondFactor {
  /** base32, to type into an authenticator. */
  readonly secret: string;
  /** For the picture that an authenticator scans. */
  readonly uri: string;
}

export function makeSecondFactor(email: string): NewSecondFactor {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: "Leeward", label: email, secret }) };
}

/**
 * The time step of a right code (RFC 6238), or null. One step early or late is taken, since phones' clocks differ;
 * a step that was taken before is not.
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: PERIOD_SECONDS,
    ...(lastStep > 0 ? { afterTimeStep: lastStep } : {}),
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/** Seals a second factor's secret under the server's own key, with the member as additional data. */
export function sealSecondFactor(secret: string, memberId: string, key: Uint8Array, random: Random): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(memberId));
  return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the row was moved or changed, or the server's key is another one */
export function openSecondFactor(sealed: Uint8Array, memberId: string, key: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES)).setAAD(
    Buffer.from(memberId),
  );
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const inner = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES);
  return Buffer.concat([decipher.update(inner), decipher.final()]).toString("utf8");
}

const RECOVERY_COUNT = 8;

/** Eight codes of 50 bits, each good once, written as `xxxxx-xxxxx`. */
export function makeRecoveryCodes(random: Random): string[] {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 letters without l, o, 0, 1
  return Array.from({ length: RECOVERY_COUNT }, () => {
    const letters = Array.from(random(10), (byte) => alphabet[byte & 31]).join("");
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

export const hashRecoveryCode = (memberId: string, code: string): Buffer =>
  createHash("sha256")
    .update(`${memberId}\n${code.trim().toLowerCase().replaceAll(" ", "")}`)
    .digest();
