import { type Bytes, CryptoError, concat, equalBytes, exactly } from "./bytes.ts";
import {
  type Curves,
  isSafeSigningKey,
  keyBytes,
  lowOrder,
  refuseZero,
  signatureBytes,
} from "./curve-keys.ts";

/** Beside {@link isSafeReadingKey}: the two checks that a key must pass before anything is sealed to it or believed. */
export { isSafeSigningKey };

/** The u coordinate 9, whose multiple by a private key is the public key (RFC 7748, section 6.1). */
const basePoint = Uint8Array.from({ length: keyBytes }, (_, i) => (i === 0 ? 9 : 0));
/** What stands before a raw private key in PKCS #8 (RFC 8410, section 7); the last byte of the OID differs. */
const pkcs8X25519 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);
const pkcs8Ed25519 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** A second private key for the trial below; it protects nothing. */
const trialKey = new Uint8Array(keyBytes).fill(5);

let chosen: Promise<Curves> | undefined;

/**
 * The curves to use here, chosen once: WebCrypto if it passes a short trial, otherwise noble (loaded only then).
 * Pages call this early, so that the code is there before someone has finished writing.
 *
 * @throws CryptoError `no-webcrypto` where a page is not served over HTTPS, an onion address or loopback
 */
export function chooseCurves(): Promise<Curves> {
  chosen ??= choose();
  // A failed download of the fallback must not be remembered as the answer.
  chosen.catch(() => {
    chosen = undefined;
  });
  return chosen;
}

async function choose(): Promise<Curves> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new CryptoError(
      "no-webcrypto",
      "This page cannot encrypt: open it over HTTPS or its onion address.",
    );
  }
  return (await worksHere(webCryptoCurves))
    ? webCryptoCurves
    : (await import("./noble-curves.ts")).nobleCurves;
}

/** Public keys, a shared secret, a signature made and checked: an engine that lacks any of them answers no. */
async function worksHere(curves: Curves): Promise<boolean> {
  try {
    const message = Uint8Array.of(1);
    const signature = await curves.sign(basePoint, message);
    const own = await curves.signingPublicKey(basePoint);
    const other = await curves.readingPublicKey(trialKey);
    const mine = await curves.agree(basePoint, other);
    const theirs = await curves.agree(trialKey, await curves.readingPublicKey(basePoint));
    return equalBytes(mine, theirs) && (await curves.verify(own, message, signature));
  } catch {
    // Whatever an engine throws for an algorithm that it lacks (their names differ), noble takes over.
    return false;
  }
}

/** Curves by the engine's own WebCrypto. */
export const webCryptoCurves: Curves = {
  by: "webcrypto",
  async readingPublicKey(privateKey) {
    return await agreeByWebCrypto(privateKey, basePoint);
  },
  async agree(privateKey, publicKey) {
    return await agreeByWebCrypto(privateKey, publicKey);
  },
  async signingPublicKey(privateKey) {
    const key = await importEd25519(privateKey, true);
    const { x } = await crypto.subtle.exportKey("jwk", key);
    if (x === undefined)
      throw new CryptoError("bad-value", "The engine gives no public key for a signing key.");
    const binary = atob(x.replaceAll("-", "+").replaceAll("_", "/"));
    return exactly(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
      keyBytes,
      "The public key",
    );
  },
  async sign(privateKey, message) {
    const key = await importEd25519(privateKey, false);
    return new Uint8Array(await crypto.subtle.sign("Ed25519", key, new Uint8Array(message)));
  },
  async verify(publicKey, message, signature) {
    if (!isSafeSigningKey(publicKey) || signature.length !== signatureBytes) return false;
    let key: CryptoKey;
    try {
      key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
    } catch (cause) {
      // Bytes that are no point of the curve: nobody can have signed with them.
      if (cause instanceof DOMException && cause.name === "DataError") return false;
      throw cause;
    }
    return await crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), new Uint8Array(message));
  },
};

async function agreeByWebCrypto(privateKey: Uint8Array, publicKey: Uint8Array): Promise<Bytes> {
  const algorithm = { name: "X25519" };
  const [own, other] = await Promise.all([
    crypto.subtle.importKey(
      "pkcs8",
      concat(pkcs8X25519, exactly(privateKey, keyBytes, "A private reading key")),
      algorithm,
      false,
      ["deriveBits"],
    ),
    crypto.subtle.importKey(
      "raw",
      exactly(publicKey, keyBytes, "A public reading key"),
      algorithm,
      false,
      [],
    ),
  ]);
  let secret: Bytes;
  try {
    secret = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, own, 256));
  } catch (cause) {
    // The engine's own refusal of the all-zero secret (W3C Web Cryptography, X25519, derive bits).
    if (cause instanceof DOMException && cause.name === "OperationError") throw lowOrder(cause);
    throw cause;
  }
  return refuseZero(secret);
}

async function importEd25519(privateKey: Uint8Array, extractable: boolean): Promise<CryptoKey> {
  const wrapped = concat(pkcs8Ed25519, exactly(privateKey, keyBytes, "A private signing key"));
  return await crypto.subtle.importKey("pkcs8", wrapped, "Ed25519", extractable, ["sign"]);
}

/** Whether 32 bytes can serve as an X25519 public key: not one that forces the all-zero secret. */
export async function isSafeReadingKey(publicKey: Uint8Array): Promise<boolean> {
  if (publicKey.length !== keyBytes) return false;
  try {
    await (await chooseCurves()).agree(basePoint, publicKey);
    return true;
  } catch (error) {
    if (error instanceof CryptoError && error.code === "low-order-key") return false;
    throw error;
  }
}
