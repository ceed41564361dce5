import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import { LedgerError } from "../errors.ts";
import type { VerifyEd25519 } from "../notes/note.ts";

/**
 * SHA-256 by node:crypto. Taken as text and copied: as a Buffer each digest is a piece of memory outside JavaScript's heap,
 * which is slower and, after a million of them, leaves gaps that the process keeps.
 */
export function sha256(data: Uint8Array): Uint8Array {
  const text = hash("sha256", data, "binary");
  const digest = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) digest[index] = text.charCodeAt(index);
  return digest;
}

/** Ed25519 by node:crypto; a key or signature of a wrong length is simply not right. */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verify(null, message, key, signature);
};

/** What signs checkpoints: a key in this process, or one that another process or device keeps. */
export type Signer = {
  /** 32 bytes (RFC 8032) */
  readonly publicKey: Uint8Array;
  /** The Ed25519 signature, 64 bytes. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
};

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * A signer from an Ed25519 seed.
 *
 * @param seed 32 bytes from a secure source; whoever has it can sign for the log
 * @throws LedgerError `key-malformed`
 */
export function createSigner(seed: Uint8Array): Signer {
  if (seed.length !== KEY_BYTES) {
    throw new LedgerError(
      "key-malformed",
      `An Ed25519 seed has ${KEY_BYTES} bytes; this one has ${seed.length}.`,
    );
  }
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: "der",
    type: "pkcs8",
  });
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  if (x === undefined) throw new Error("an Ed25519 key without x");
  return {
    publicKey: new Uint8Array(Buffer.from(x, "base64url")),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
