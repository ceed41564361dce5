import { type Bytes, CryptoError, fromBase64Url } from "../../core/keys/bytes.ts";
import { contentOverheadBytes } from "../../core/keys/content.ts";
import { sealOverheadBytes } from "../../core/keys/seal.ts";
import { bucketBytes } from "./padding.ts";
import { idShape, recipientsMax } from "./recipients.ts";

/** What the server stores of a letter, and all that it learns. */
export interface StoredLetter {
  readonly version: 1;
  /** Its place in the mailbox: 1, 2, 3 ... */
  readonly order: number;
  /** Whole hours since 1970-01-01T00:00Z; never finer. */
  readonly hour: number;
  readonly senderKind: "person" | "member";
  /** Null when the person wrote. */
  readonly senderMemberId: string | null;
  readonly recipientsVersion: number;
  /** base64url; its length is one of eight. */
  readonly ciphertext: string;
  readonly seals: readonly Seal[];
}

export interface Seal {
  /** A member's id, or "mailbox" for the person's own copy. */
  readonly to: string;
  /** base64url of 80 bytes. */
  readonly sealed: string;
}

/** The name of the person's own copy among the seals; no member may be called so. */
export const ownCopy = "mailbox";

const sealBytes = 32 + sealOverheadBytes;
/** The commitment to the key, then the encrypted content. */
const ciphertextBytes = bucketBytes.map((size) => 32 + contentOverheadBytes + size);

/**
 * The letter in what a server or a browser sent, or why it is none. The server calls this too: it knows the shape
 * of what it stores and nothing else.
 */
export function asLetter(value: unknown): StoredLetter | "malformed" | "unknown-version" {
  if (typeof value !== "object" || value === null) return "malformed";
  const letter = value as { readonly [field in keyof StoredLetter]?: unknown };
  if (letter.version !== 1) return typeof letter.version === "number" ? "unknown-version" : "malformed";
  const { order, hour, senderKind, senderMemberId, recipientsVersion, ciphertext, seals } = letter;
  if (Object.keys(letter).length !== 8 || !isWhole(order, 1) || !isWhole(hour, 0)) return "malformed";
  if (!isWhole(recipientsVersion, 1)) return "malformed";
  if (senderKind !== "person" && senderKind !== "member") return "malformed";
  const isNamed = typeof senderMemberId === "string" && idShape.test(senderMemberId);
  if (senderKind === "person" ? senderMemberId !== null : !isNamed) return "malformed";
  if (typeof ciphertext !== "string" || !ciphertextBytes.includes(decoded(ciphertext)?.length ?? 0)) {
    return "malformed";
  }
  if (
    !Array.isArray(seals) ||
    seals.length > recipientsMax + 1 ||
    !seals.every(isSeal) ||
    new Set(seals.map(({ to }) => to)).size < seals.length
  ) {
    return "malformed";
  }
  return {
    version: 1,
    order,
    hour,
    senderKind,
    senderMemberId: typeof senderMemberId === "string" ? senderMemberId : null,
    recipientsVersion,
    ciphertext,
    seals,
  };
}

function isSeal(value: unknown): value is Seal {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 2) return false;
  const { to, sealed } = value as { to?: unknown; sealed?: unknown };
  return (
    typeof to === "string" &&
    idShape.test(to) &&
    typeof sealed === "string" &&
    decoded(sealed)?.length === sealBytes
  );
}

function isWhole(value: unknown, min: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min;
}

function decoded(text: string): Bytes | undefined {
  try {
    return fromBase64Url(text);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
