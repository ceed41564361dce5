import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { exactly } from "./bytes.ts";
import {
  type Curves,
  isSafeSigningKey,
  keyBytes,
  lowOrder,
  refuseZero,
  signatureBytes,
} from "./curve-keys.ts";

/**
 * Curves in plain JavaScript (@noble/curves, audited). A file of its own, imported by name: a page loads it only where
 * WebCrypto lacks the curves, and the bundler leaves out what noble has besides these two.
 */
export const nobleCurves: Curves = {
  by: "noble",
  async readingPublicKey(privateKey) {
    return new Uint8Array(x25519.getPublicKey(exactly(privateKey, keyBytes, "A private reading key")));
  },
  async agree(privateKey, publicKey) {
    const own = exactly(privateKey, keyBytes, "A private reading key");
    const other = exactly(publicKey, keyBytes, "A public reading key");
    try {
      return refuseZero(new Uint8Array(x25519.getSharedSecret(own, other)));
    } catch (cause) {
      throw lowOrder(cause);
    }
  },
  async signingPublicKey(privateKey) {
    return new Uint8Array(ed25519.getPublicKey(exactly(privateKey, keyBytes, "A private signing key")));
  },
  async sign(privateKey, message) {
    return new Uint8Array(ed25519.sign(message, exactly(privateKey, keyBytes, "A private signing key")));
  },
  async verify(publicKey, message, signature) {
    if (!isSafeSigningKey(publicKey) || signature.length !== signatureBytes) return false;
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      // noble throws on bytes that are no point or no scalar: to the caller, a signature that is not good.
      return false;
    }
  },
};
