import { type Bytes, CryptoError, equalBytes } from "./bytes.ts";

/**
 * X25519 (RFC 7748) and Ed25519 (RFC 8032) over raw 32-byte keys, by WebCrypto where it has them and by
 * @noble/curves where it has not (Chromium before 137, for one). Both give the same bytes; tests hold them equal.
 */
export interface Curves {
  readonly by: "webcrypto" | "noble";
  /** The public key of an X25519 private key. */
  readingPublicKey(privateKey: Uint8Array): Promise<Bytes>;
  /** The X25519 shared secret. @throws CryptoError `low-order-key` when the other side forces an all-zero secret */
  agree(privateKey: Uint8Array, publicKey: Uint8Array): Promise<Bytes>;
  /** The public key of an Ed25519 private key (its 32-byte seed). */
  signingPublicKey(privateKey: Uint8Array): Promise<Bytes>;
  /** A 64-byte Ed25519 signature. */
  sign(privateKey: Uint8Array, message: Uint8Array): Promise<Bytes>;
  /** Whether the signature is good; false, never an error, for a wrong one of any shape. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

export const keyBytes = 32;
export const signatureBytes = 64;
export function refuseZero(secret: Bytes): Bytes {
  if (equalBytes(secret, new Uint8Array(keyBytes))) throw lowOrder(undefined);
  return secret;
}

export function lowOrder(cause: unknown): CryptoError {
  return new CryptoError(
    "low-order-key",
    "A reading key gives the same secret to everyone; ask for another key.",
    {
      cause,
    },
  );
}

/**
 * Ed25519 public keys of small order, with the sign bit cleared: y = 0, 1, the two of order 8, p-1, and the
 * non-canonical p and p+1 (a test derives them from the curve). Under such a key one signature can fit many messages.
 */
const smallOrderKeys = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/** Whether 32 bytes can serve as an Ed25519 public key: not one of small order. */
export function isSafeSigningKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== keyBytes) return false;
  const cleared = new Uint8Array(publicKey);
  cleared[keyBytes - 1] = (cleared[keyBytes - 1] as number) & 0x7f;
  const hex = Array.from(cleared, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return !smallOrderKeys.includes(hex);
}
