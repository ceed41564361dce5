import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  diffieHellman,
  type KeyObject,
} from "node:crypto";
import { type Agreement, type Curve, curveOf, publicKeyObject, rawPublicKey } from "./agreement.ts";
import { type Bytes, CryptoError, type Random } from "./bytes.ts";
import { canonicalBytes } from "./canonical-json.ts";
import { type SectionPlace, type WrapPlace, wrapContext } from "./wrap.ts";

/**
 * The same wraps and sections as `wrapDataKey` and `encryptSection` write, by Node's own synchronous primitives: a
 * tenth of the time each, for an import that makes tens of thousands. Only the server can load it; a test opens what
 * it writes with the other. HPKE base mode as in `seal.ts` (RFC 9180: KEM 0x0020, or 0x0010 for a key of P-256; KDF
 * 0x0001, AEAD 0x0002).
 */

const NOTHING = Buffer.alloc(0);
const kemSuite = ({ kemId }: Curve): Buffer => Buffer.from([0x4b, 0x45, 0x4d, 0x00, kemId]); // "KEM"
const hpkeSuite = ({ kemId }: Curve): Buffer =>
  Buffer.from([0x48, 0x50, 0x4b, 0x45, 0x00, kemId, 0x00, 0x01, 0x00, 0x02]); // "HPKE"
const LABEL = Buffer.from("HPKE-v1");

// Node takes a key that is a `KeyObject` in a third of the time that it takes the same bytes.
const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => {
  const mac = createHmac("sha256", createSecretKey(key));
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const extract = (suite: Buffer, salt: Uint8Array, label: string, secret: Uint8Array): Buffer =>
  hmac(salt.length === 0 ? Buffer.alloc(32) : salt, LABEL, suite, Buffer.from(label), secret);
/** One block is enough: everything asked for has at most 32 bytes. */
const expand = (suite: Buffer, prk: Buffer, label: string, info: Uint8Array, lengthBytes: number): Buffer =>
  hmac(prk, Buffer.from([0, lengthBytes]), LABEL, suite, Buffer.from(label), info, Buffer.from([1])).subarray(
    0,
    lengthBytes,
  );

/** The key and nonce of one message: the key schedule of RFC 9180, section 5.1, in base mode. */
function keyOf(
  curve: Curve,
  agreed: Uint8Array,
  encapsulated: Uint8Array,
  recipient: Uint8Array,
  info: Uint8Array,
): { key: Buffer; nonce: Buffer } {
  const [kem, hpke] = [kemSuite(curve), hpkeSuite(curve)];
  const shared = expand(
    kem,
    extract(kem, NOTHING, "eae_prk", agreed),
    "shared_secret",
    Buffer.concat([encapsulated, recipient]),
    32,
  );
  const schedule = Buffer.concat([
    Buffer.from([0]),
    extract(hpke, NOTHING, "psk_id_hash", NOTHING),
    extract(hpke, NOTHING, "info_hash", info),
  ]);
  const secret = extract(hpke, shared, "secret", NOTHING);
  const key = expand(hpke, secret, "key", schedule, 32);
  const nonce = expand(hpke, secret, "base_nonce", schedule, 12);
  return { key, nonce };
}

/** Opens wraps with one agency's private key. */
export class ManyOpenings {
  readonly #own: Agreement;
  readonly #curve: Curve;

  constructor(own: Agreement) {
    this.#own = own;
    this.#curve = curveOf(own.publicKey);
  }

  /** @throws CryptoError `cannot-open` when the wrap belongs elsewhere or was changed */
  open(sealed: Uint8Array, place: WrapPlace): Bytes {
    const { info, aad } = wrapContext(place);
    try {
      const encapsulated = sealed.subarray(0, this.#curve.publicKeyBytes);
      const agreed = this.#own.agree(encapsulated);
      const { key, nonce } = keyOf(this.#curve, agreed, encapsulated, this.#own.publicKey, info);
      return decrypt(key, nonce, sealed.subarray(this.#curve.publicKeyBytes), aad);
    } catch (cause) {
      throw new CryptoError("cannot-open", "The wrap is for another key or place, or was changed.", {
        cause,
      });
    }
  }
}

/** Wraps data keys for one agency. */
export class ManyWraps {
  readonly #raw: Buffer;
  readonly #curve: Curve;
  readonly #recipient: KeyObject;

  /** @param publicKey X25519, 32 bytes; or P-256, 65 bytes */
  constructor(publicKey: Uint8Array) {
    this.#raw = Buffer.from(publicKey);
    this.#curve = curveOf(publicKey);
    this.#recipient = publicKeyObject(this.#curve, this.#raw);
  }

  /** Encapsulated key, ciphertext, tag: what `wrapDataKey` returns. */
  wrap(dataKey: Uint8Array, place: WrapPlace): Buffer {
    const { info, aad } = wrapContext(place);
    // Node draws the ephemeral key itself: a key that is imported from bytes costs several times as much.
    const { privateKey, publicKey } = this.#curve.generate();
    const encapsulated = rawPublicKey(this.#curve, publicKey);
    const agreed = diffieHellman({ privateKey, publicKey: this.#recipient });
    const { key, nonce } = keyOf(this.#curve, agreed, encapsulated, this.#raw, info);
    return Buffer.concat([encapsulated, encrypt(key, nonce, dataKey, aad)]);
  }
}

/** A section as `encryptSection` writes it: version byte, nonce, ciphertext, tag. */
export function encryptSectionNow(
  dataKey: Uint8Array,
  document: Uint8Array,
  place: SectionPlace,
  random: Random,
): Buffer {
  const header = Buffer.from([1]);
  const nonce = random(12);
  const aad = Buffer.concat([header, canonicalBytes({ ...place })]);
  return Buffer.concat([header, nonce, encrypt(dataKey, nonce, document, aad)]);
}

/** What `decryptSection` reads, by Node's own primitives. @throws CryptoError `cannot-open`, `unknown-version` */
export function decryptSectionNow(dataKey: Uint8Array, ciphertext: Uint8Array, place: SectionPlace): Bytes {
  if (ciphertext[0] !== 1) {
    throw new CryptoError(
      "unknown-version",
      `Content of version ${ciphertext[0]} cannot be read here; update first.`,
    );
  }
  const aad = Buffer.concat([ciphertext.subarray(0, 1), canonicalBytes({ ...place })]);
  try {
    return decrypt(dataKey, ciphertext.subarray(1, 13), ciphertext.subarray(13), aad);
  } catch (cause) {
    throw new CryptoError(
      "cannot-open",
      "The section is under another key or from another place, or was changed.",
      {
        cause,
      },
    );
  }
}

function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Bytes {
  const cipher = createDecipheriv("aes-256-gcm", createSecretKey(key), nonce, { authTagLength: 16 });
  cipher.setAAD(aad);
  cipher.setAuthTag(sealed.subarray(-16));
  const start = cipher.update(sealed.subarray(0, -16));
  return new Uint8Array(Buffer.concat([start, cipher.final()]));
}

function encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce);
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}
