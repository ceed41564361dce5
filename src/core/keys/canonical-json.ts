import { type Bytes, CryptoError, utf8 } from "./bytes.ts";

/** What can be signed as JSON: no fractions, no undefined, no text that UTF-8 cannot carry. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/** A type that holds nothing else: an interface has no index signature, and is not a `CanonicalValue` by itself. */
type Canonical<T> = T extends CanonicalValue
  ? T
  : T extends (...args: never) => unknown
    ? never
    : T extends object
      ? { readonly [Key in keyof T]: Canonical<T[Key]> }
      : never;

/**
 * The one way to write a value as JSON (RFC 8785): no spaces, keys in order of their UTF-16 code units. Numbers
 * are limited to whole ones that every language reads alike, from -(2^53-1) to 2^53-1.
 *
 * @throws CryptoError `bad-value` on anything else, so that nothing is signed that reads differently elsewhere
 */
export function canonicalJson<T>(value: T & Canonical<T>): string {
  return write(value as CanonicalValue);
}

function write(value: CanonicalValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (!value.isWellFormed())
      throw new CryptoError("bad-value", "A text to sign holds half of a character.");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new CryptoError("bad-value", "A number to sign must be a whole one.");
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value !== "object") throw new CryptoError("bad-value", `JSON cannot say a ${typeof value}.`);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${write(key)}:${write(value[key] as CanonicalValue)}`).join(",")}}`;
}

/** {@link canonicalJson} in UTF-8. */
export function canonicalBytes(value: CanonicalValue): Bytes {
  return utf8(write(value));
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
