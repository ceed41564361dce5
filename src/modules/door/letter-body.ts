import { type Bytes, CryptoError, concat, fromUtf8, uint32 } from "../../core/keys/bytes.ts";
import { type CanonicalValue, canonicalBytes } from "../../core/keys/canonical-json.ts";
import { asOffer, type Offer } from "./offer.ts";

/** What a letter says. */
export interface LetterBody {
  /** 1 to 20,000 UTF-16 units, as a text field counts them. Direction marks are kept; who shows it isolates it. */
  readonly text: string;
  /** The language of the text, a BCP 47 tag such as "ar" or "pt-BR". */
  readonly language: string;
  readonly offer?: Offer;
}

export const textUnitsMax = 20_000;

const languageShape = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const kib = 1024;
/**
 * Sizes that a padded letter may have: all that its length gives away. The last holds 20,000 units of the widest kind
 * (a control character is six bytes of JSON).
 */
export const bucketBytes: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128].map((size) => size * kib);
const lengthBytes = 4;

export type BodyRefusal = "empty" | "too-long" | "not-text" | "bad-language" | "bad-offer" | "unknown-field";

/** The body in a value, or why it is none. */
export function asLetterBody(
  value: unknown,
): { readonly body: LetterBody } | { readonly reason: BodyRefusal } {
  if (typeof value !== "object" || value === null) return { reason: "not-text" };
  const { text, language, offer, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) return { reason: "unknown-field" };
  if (typeof text !== "string" || !text.isWellFormed() || text.includes("\u0000"))
    return { reason: "not-text" };
  if (text.length === 0) return { reason: "empty" };
  if (text.length > textUnitsMax) return { reason: "too-long" };
  if (typeof language !== "string" || !languageShape.test(language)) return { reason: "bad-language" };
  if (offer === undefined) return { body: { text, language } };
  const known = asOffer(offer);
  return known === undefined ? { reason: "bad-offer" } : { body: { text, language, offer: known } };
}

/** @throws CryptoError `bad-value`, with the reason and never with the text */
export function bodyBytes(body: LetterBody): Bytes {
  const checked = asLetterBody(body);
  if ("reason" in checked)
    throw new CryptoError("bad-value", `This letter cannot be sent: ${checked.reason}.`);
  const { text, language, offer } = checked.body;
  const value: CanonicalValue =
    offer === undefined ? { text, language } : { text, language, offer: { ...offer } };
  return canonicalBytes(value);
}

/** The body in decrypted bytes, or undefined when they hold no valid one. */
export function bodyOf(bytes: Uint8Array): LetterBody | undefined {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch {
    // Signed by a known sender and yet no JSON: a broken or hostile writer. The reader is told "bad body".
    return undefined;
  }
  const checked = asLetterBody(value);
  return "body" in checked ? checked.body : undefined;
}

/** `content` behind its length (4 bytes), then zeros up to the next of {@link bucketBytes}, less `besideBytes`. */
export function pad(content: Uint8Array, besideBytes: number): Bytes {
  const needed = besideBytes + lengthBytes + content.length;
  const bucket = bucketBytes.find((size) => size >= needed);
  if (bucket === undefined) throw new CryptoError("bad-value", "This letter cannot be sent: too-long.");
  return concat(uint32(content.length), content, new Uint8Array(bucket - needed));
}

/** What {@link pad} was given, or undefined when the length, a bucket or a zero is not as it writes them. */
export function unpad(padded: Uint8Array, besideBytes: number): Uint8Array | undefined {
  if (padded.length < lengthBytes || !bucketBytes.includes(padded.length + besideBytes)) return undefined;
  const length = new DataView(padded.buffer, padded.byteOffset, lengthBytes).getUint32(0);
  const end = lengthBytes + length;
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) return undefined;
  return padded.subarray(lengthBytes, end);
}
