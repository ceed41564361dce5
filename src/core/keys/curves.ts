import { type Bytes, CryptoError, concat, equalBytes, exactly } from "./bytes.ts";

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

const keyBytes = 32;
const signatureBytes = 64;
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
  return (await worksHere(webCryptoCurves)) ? webCryptoCurves : await loadNobleCurves();
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

/** Curves in plain JavaScript (@noble/curves, audited); about 10 kB compressed, so it is fetched on demand. */
export async function loadNobleCurves(): Promise<Curves> {
  const { ed25519, x25519 } = await import("@noble/curves/ed25519.js");
  return {
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
}

function refuseZero(secret: Bytes): Bytes {
  if (equalBytes(secret, new Uint8Array(keyBytes))) throw lowOrder(undefined);
  return secret;
}

function lowOrder(cause: unknown): CryptoError {
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
