import { concatBytes, fromBase64, toBase64, toUtf8 } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import type { Sha256 } from "../tree/hash.ts";

/** Signature type byte of a plain Ed25519 note signature (c2sp.org/signed-note). */
export const ED25519 = 1;
/** Signature type byte of a timestamped Ed25519 cosignature (c2sp.org/tlog-cosignature). */
export const COSIGNATURE = 4;

/** A public key that may sign notes: its name, its short number, what kind of signature it makes. */
export type VerifierKey = {
  readonly name: string;
  /** 32 bits; an identifier, not a fingerprint */
  readonly id: number;
  readonly kind: typeof ED25519 | typeof COSIGNATURE;
  /** 32 bytes (RFC 8032) */
  readonly publicKey: Uint8Array;
};

const PUBLIC_KEY_BYTES = 32;

/** Whether a text can name a key: not empty, no kind of space, no plus sign, no control character. */
export function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}\p{Cc}+]/u.test(name) && name.isWellFormed();
}

/**
 * A verifier key from its parts; its number follows from them.
 *
 * @throws LedgerError `key-malformed`
 */
export function createVerifierKey(
  sha256: Sha256,
  name: string,
  publicKey: Uint8Array,
  kind: VerifierKey["kind"] = ED25519,
): VerifierKey {
  if (!isKeyName(name)) refuse("its name is empty or has a space or a plus sign");
  if (publicKey.length !== PUBLIC_KEY_BYTES) refuse(`its public key has ${publicKey.length} bytes, not 32`);
  const hash = sha256(concatBytes(toUtf8(`${name}\n`), Uint8Array.of(kind), publicKey));
  const id = new DataView(hash.buffer, hash.byteOffset).getUint32(0);
  return { name, id, kind, publicKey };
}

/** A verifier key as one line: name, number in hexadecimal and key in base64, joined by plus signs. */
export function formatVerifierKey(key: VerifierKey): string {
  const encoded = toBase64(concatBytes(Uint8Array.of(key.kind), key.publicKey));
  return `${key.name}+${key.id.toString(16).padStart(8, "0")}+${encoded}`;
}

/**
 * Parses a verifier key line strictly; knows Ed25519 (type 1) and its cosignatures (type 4).
 *
 * @throws LedgerError `key-malformed`
 */
export function parseVerifierKey(sha256: Sha256, line: string): VerifierKey {
  const [, name, hex, encoded] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/su.exec(line) ?? [];
  if (name === undefined || hex === undefined || encoded === undefined) {
    return refuse("it is not a name, eight hexadecimal digits and base64, joined by plus signs");
  }
  const bytes = fromBase64(encoded);
  if (bytes === null) return refuse("its last part is not proper base64");
  const kind = bytes[0];
  if (kind !== ED25519 && kind !== COSIGNATURE)
    return refuse(`its type ${kind} is not 1 (Ed25519) or 4 (cosignature)`);
  const key = createVerifierKey(sha256, name, bytes.slice(1), kind);
  if (key.id !== Number.parseInt(hex, 16))
    refuse("its number does not follow from its name and key; was it mistyped?");
  return key;
}

function refuse(reason: string): never {
  throw new LedgerError("key-malformed", `This is not a verifier key: ${reason}.`);
}
