import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import {
  AEAD_AES_256_GCM,
  CipherSuite,
  type KDF,
  type KEM,
  type Key,
  LabeledExpand,
  LabeledExtract,
} from "hpke";
import { type Bytes, CryptoError, concat, exactly, type Random, utf8 } from "./bytes.ts";
import type { Curves } from "./curve-keys.ts";
import { chooseCurves } from "./curves.ts";

/**
 * HPKE (RFC 9180), base mode, one message per encapsulation: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. A sealed value is the 32-byte encapsulated key followed by the ciphertext with its 16-byte tag.
 *
 * The key schedule and the framing are the `hpke` library's. The KEM below uses its documented interface, for two
 * reasons: the ephemeral key comes from randomness that is passed in, and HKDF runs without a trip to the
 * engine's thread pool for each HMAC, which halves the time of opening.
 */

/** An X25519 key pair, 32 raw bytes each. */
export interface SealKeys {
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
}

/** What a sealed value is for (`info`) and where it belongs (`aad`); both must be the same again on opening. */
export interface SealContext {
  readonly info: Uint8Array;
  readonly aad: Uint8Array;
}

export const sealOverheadBytes = 32 + 16;

const keyBytes = 32;
const kemId = 0x0020;
const kemName = "DHKEM(X25519, HKDF-SHA256)";
const kemSuite = concat(utf8("KEM"), Uint8Array.of(0, kemId));
const nothing = new Uint8Array();

export async function makeSealKeys(random: Random): Promise<SealKeys> {
  const privateKey = exactly(random(keyBytes), keyBytes, "The randomness for a key");
  return await sealKeysOf(privateKey);
}

/** The pair that belongs to a private key of 32 bytes. */
export async function sealKeysOf(privateKey: Uint8Array): Promise<SealKeys> {
  const own = exactly(privateKey, keyBytes, "A private reading key");
  return { privateKey: own, publicKey: await (await chooseCurves()).readingPublicKey(own) };
}

/**
 * Encrypts `plaintext` so that only the holder of `publicKey`'s other half reads it.
 *
 * @returns encapsulated key (32 bytes) then ciphertext: {@link sealOverheadBytes} more than the plaintext
 * @throws CryptoError `bad-length`, `low-order-key`
 */
export async function seal(
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  context: SealContext,
  random: Random,
): Promise<Bytes> {
  return await sealWith(await chooseCurves(), publicKey, plaintext, context, random);
}

/**
 * Reads what {@link seal} wrote.
 *
 * @throws CryptoError `cannot-open` when the key, the context or a single bit differs; `bad-length`
 */
export async function open(privateKey: Uint8Array, sealed: Uint8Array, context: SealContext): Promise<Bytes> {
  return await openWith(await chooseCurves(), privateKey, sealed, context);
}

/** {@link seal} by given curves, so that tests can hold both kinds to the same result. */
export async function sealWith(
  curves: Curves,
  publicKey: Uint8Array,
  plaintext: Uint8Array,
  context: SealContext,
  random: Random,
): Promise<Bytes> {
  const recipient = new RawKey("public", exactly(publicKey, keyBytes, "A public reading key"));
  const { encapsulatedSecret, ciphertext } = await suiteOf(curves, random)
    .Seal(recipient, plaintext, context)
    .catch((error: unknown) => {
      throw ownCause(error) ?? error;
    });
  return concat(encapsulatedSecret, ciphertext);
}

/** {@link open} by given curves. */
export async function openWith(
  curves: Curves,
  privateKey: Uint8Array,
  sealed: Uint8Array,
  context: SealContext,
): Promise<Bytes> {
  const own = new RawKey("private", exactly(privateKey, keyBytes, "A private reading key"));
  if (sealed.length < sealOverheadBytes) {
    throw new CryptoError(
      "bad-length",
      `A sealed value has at least ${sealOverheadBytes} bytes, not ${sealed.length}.`,
    );
  }
  try {
    const suite = suiteOf(curves, refuseRandomness);
    return new Uint8Array(
      await suite.Open(own, sealed.subarray(0, keyBytes), sealed.subarray(keyBytes), context),
    );
  } catch (cause) {
    throw new CryptoError("cannot-open", "The sealed value is for another key or place, or was changed.", {
      cause,
    });
  }
}

function refuseRandomness(): never {
  throw new Error("opening draws no randomness");
}

/** A low-order recipient key is the caller's to know about; the library wraps it as a failed encapsulation. */
function ownCause(error: unknown): CryptoError | undefined {
  return error instanceof Error && error.cause instanceof CryptoError ? error.cause : undefined;
}

function suiteOf(curves: Curves, random: Random): CipherSuite<RawKey> {
  return new CipherSuite<RawKey>(
    () => kemOf(curves, random),
    () => hkdfSha256,
    AEAD_AES_256_GCM,
  );
}

/** A key as the library's interface wants it, around raw bytes. */
class RawKey implements Key {
  readonly algorithm = { name: "X25519" };
  readonly extractable = true;
  readonly type: "public" | "private";
  readonly bytes: Bytes;

  constructor(type: "public" | "private", bytes: Bytes) {
    this.type = type;
    this.bytes = bytes;
  }
}

const hkdfSha256: KDF = {
  id: 0x0001,
  type: "KDF",
  name: "HKDF-SHA256",
  Nh: 32,
  stages: 2,
  Extract: async (salt, ikm) => extract(sha256, ikm, salt),
  Expand: async (prk, info, lengthBytes) => expand(sha256, prk, info, lengthBytes),
  Derive: async () => {
    throw new Error("HKDF has two stages");
  },
};

/** DHKEM(X25519, HKDF-SHA256), RFC 9180 sections 4.1 and 7.1. */
function kemOf(curves: Curves, random: Random): KEM<RawKey> {
  const kem: KEM<RawKey> = {
    id: kemId,
    type: "KEM",
    name: kemName,
    Nsecret: 32,
    Nenc: keyBytes,
    Npk: keyBytes,
    Nsk: keyBytes,
    async DeriveKeyPair(ikm) {
      const prk = await LabeledExtract(hkdfSha256, kemSuite, nothing, utf8("dkp_prk"), ikm);
      const bytes = exactly(
        await LabeledExpand(hkdfSha256, kemSuite, prk, utf8("sk"), nothing, keyBytes),
        keyBytes,
        "A private reading key",
      );
      return {
        privateKey: new RawKey("private", bytes),
        publicKey: new RawKey("public", await curves.readingPublicKey(bytes)),
      };
    },
    async GenerateKeyPair(extractable) {
      return await kem.DeriveKeyPair(
        exactly(random(keyBytes), keyBytes, "The randomness for a key"),
        extractable,
      );
    },
    async SerializePublicKey(key) {
      return key.bytes;
    },
    async SerializePrivateKey(key) {
      return key.bytes;
    },
    async DeserializePublicKey(bytes) {
      return new RawKey("public", exactly(bytes, keyBytes, "A public reading key"));
    },
    async DeserializePrivateKey(bytes) {
      return new RawKey("private", exactly(bytes, keyBytes, "A private reading key"));
    },
    async Encap(recipient) {
      const ephemeral = await kem.GenerateKeyPair(false);
      const enc = ephemeral.publicKey.bytes;
      const secret = await curves.agree(ephemeral.privateKey.bytes, recipient.bytes);
      return { shared_secret: await sharedSecret(secret, enc, recipient.bytes), enc };
    },
    async Decap(enc, own, ownPublic) {
      const [secret, publicKey] = await Promise.all([
        curves.agree(own.bytes, enc),
        ownPublic?.bytes ?? curves.readingPublicKey(own.bytes),
      ]);
      return await sharedSecret(secret, enc, publicKey);
    },
  };
  return kem;
}

async function sharedSecret(agreed: Uint8Array, enc: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array> {
  const prk = await LabeledExtract(hkdfSha256, kemSuite, nothing, utf8("eae_prk"), agreed);
  return await LabeledExpand(hkdfSha256, kemSuite, prk, utf8("shared_secret"), concat(enc, publicKey), 32);
}
