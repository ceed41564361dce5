/**
 * Bytes and how they are written down. Everything in the cryptography of the door passes through here, so
 * that a format is decided once: base64url and base32 are strict (one text for one value), and whatever is
 * signed, hashed or authenticated is framed, so that two different lists of parts never become equal bytes.
 */

/** Bytes in memory of their own: what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** `n` unpredictable bytes, each time anew: `crypto.getRandomValues` in a browser, `randomBytes` in Node. */
export type Random = (n: number) => Uint8Array;

export type CryptoErrorCode =
  | "bad-encoding"
  | "bad-length"
  | "bad-value"
  | "cannot-open"
  | "unknown-version"
  | "low-order-key"
  | "no-webcrypto";

/**
 * What went wrong with keys or sealed bytes. The sentence names the thing and its length, never its content.
 */
export class CryptoError extends Error {
  readonly code: CryptoErrorCode;

  constructor(code: CryptoErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "CryptoError";
    this.code = code;
  }
}

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @returns the UTF-8 bytes of `text`. @throws CryptoError `bad-value` on an unpaired surrogate, which UTF-8 cannot say */
export function utf8(text: string): Bytes {
  if (!text.isWellFormed()) {
    throw new CryptoError(
      "bad-value",
      "The text holds half of a character (an unpaired surrogate); remove it.",
    );
  }
  return encoder.encode(text);
}

/** @throws CryptoError `bad-encoding` when the bytes are not UTF-8 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch (cause) {
    throw new CryptoError("bad-encoding", "The bytes are not UTF-8 text.", { cause });
  }
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @returns `bytes` unchanged in memory of its own. @throws CryptoError `bad-length` unless it has `lengthBytes` */
export function exactly(bytes: Uint8Array, lengthBytes: number, what: string): Bytes {
  if (!(bytes instanceof Uint8Array) || bytes.length !== lengthBytes) {
    const seen = bytes instanceof Uint8Array ? `${bytes.length} bytes` : "no bytes";
    throw new CryptoError("bad-length", `${what} has ${seen}; it must have ${lengthBytes}.`);
  }
  return new Uint8Array(bytes);
}

/** Equal content; the time it takes depends on the lengths alone. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= (left[i] as number) ^ (right[i] as number);
  return difference === 0;
}

/**
 * One byte string for a purpose and its parts: the label, a zero byte, then each part behind its length
 * (4 bytes, big-endian). Without the lengths, ("ab", "c") and ("a", "bc") would be signed alike.
 */
export function framed(label: string, ...parts: readonly Uint8Array[]): Bytes {
  const pieces: Uint8Array[] = [utf8(label), new Uint8Array(1)];
  for (const part of parts) pieces.push(uint32(part.length), part);
  return concat(...pieces);
}

/** `value` in 4 bytes, big-endian; whole numbers from 0 to 2^32-1. */
export function uint32(value: number): Bytes {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new CryptoError("bad-value", `${value} is no whole number from 0 to 4294967295.`);
  }
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** base64url without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  // In pieces: a call takes a bounded number of arguments.
  for (let at = 0; at < bytes.length; at += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Bytes of unpadded base64url; only the one text that {@link toBase64Url} writes is taken, or one signed value
 * could be sent around in many spellings.
 *
 * @throws CryptoError `bad-encoding`; `bad-length` when `lengthBytes` is given and differs
 */
export function fromBase64Url(text: string, lengthBytes?: number): Bytes {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    throw new CryptoError("bad-encoding", "The value is not base64url without padding.");
  }
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  if (toBase64Url(bytes) !== text) {
    throw new CryptoError(
      "bad-encoding",
      "The base64url value ends in bits that say nothing; write it again.",
    );
  }
  return lengthBytes === undefined ? bytes : exactly(bytes, lengthBytes, "The base64url value");
}

const base32Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** base32 in lower case without padding (RFC 4648, section 6): what people may have to read aloud. */
export function toBase32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= 5) {
      heldBits -= 5;
      text += base32Alphabet[(held >> heldBits) & 31];
    }
    held &= (1 << heldBits) - 1;
  }
  return heldBits === 0 ? text : text + base32Alphabet[(held << (5 - heldBits)) & 31];
}

/**
 * Bytes of what {@link toBase32} wrote; only that one spelling is taken.
 *
 * @throws CryptoError `bad-encoding`; `bad-length` when `lengthBytes` is given and differs
 */
export function fromBase32(text: string, lengthBytes?: number): Bytes {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (const letter of text) {
    held = (held << 5) | base32Alphabet.indexOf(letter);
    if (held < 0) break; // no letter of the alphabet: the comparison below refuses it
    heldBits += 5;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes[at++] = held >> heldBits;
      held &= (1 << heldBits) - 1;
    }
  }
  if (toBase32(bytes) !== text)
    throw new CryptoError("bad-encoding", "The value is not base32 as it is written here.");
  return lengthBytes === undefined ? bytes : exactly(bytes, lengthBytes, "The base32 value");
}
