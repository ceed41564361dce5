import { createCipheriv, createDecipheriv } from "node:crypto";

/**
 * What of a section is counted: codes of closed lists, never words. They lie in the database as ciphertext, since they
 * come out of sections that do. Whoever writes a section seals them; what is counted is opened in `modules/statistics`.
 *
 * It stands in core because care may reach nothing that asks the gate (docs/gate.md), and statistics does.
 */

/** Variables of the codebook with what was answered: `{ acts: ["recruited"], sector: ["construction"] }`. */
export type Codes = Readonly<Record<string, readonly string[]>>;

const NONCE_BYTES = 12;
/** So that the length does not say how much was answered. */
const PADDED_TO = 256;
const TAG_BYTES = 16;

/**
 * Seals codes: 12 bytes nonce, ciphertext, 16 bytes tag (AES-256-GCM).
 *
 * @param secret `House.secrets.codes`, 32 bytes
 * @param id of the row that holds them; they open in no other
 * @param random of the operating system
 */
export function sealCodes(
  secret: Uint8Array,
  id: string,
  codes: Codes,
  random: (n: number) => Uint8Array,
): Buffer {
  const text = JSON.stringify(codes);
  const padded = text.padEnd(Math.ceil(text.length / PADDED_TO) * PADDED_TO);
  return sealBytes(secret, `codes ${id}`, Buffer.from(padded), random);
}

/** @throws where they are of another row, under another secret, or were changed */
export const openCodes = (secret: Uint8Array, id: string, sealed: Uint8Array): Codes =>
  JSON.parse(openBytes(secret, `codes ${id}`, sealed).toString());

/** The same for anything; `place` says where it stands, and it opens nowhere else. */
export function sealBytes(
  secret: Uint8Array,
  place: string,
  bytes: Uint8Array,
  random: (n: number) => Uint8Array,
): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

export function openBytes(secret: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)),
    decipher.final(),
  ]);
}
