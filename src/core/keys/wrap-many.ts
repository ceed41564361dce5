import {
  createCipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import type { Random } from "./bytes.ts";
import { canonicalBytes } from "./canonical-json.ts";
import { type SectionPlace, type WrapPlace, wrapContext } from "./wrap.ts";

/**
 * The same wraps and sections as `wrapDataKey` and `encryptSection` write, by Node's own synchronous primitives: a
 * tenth of the time each, for an import that makes tens of thousands. Only the server can load it; a test opens what
 * it writes with the other. HPKE base mode as in `seal.ts` (RFC 9180: KEM 0x0020, KDF 0x0001, AEAD 0x0002).
 */

const NOTHING = Buffer.alloc(0);
const KEM_SUITE = Buffer.from([..."KEM"].map((letter) => letter.charCodeAt(0)).concat(0x00, 0x20));
const HPKE_SUITE = Buffer.from(
  [..."HPKE"].map((letter) => letter.charCodeAt(0)).concat(0x00, 0x20, 0x00, 0x01, 0x00, 0x02),
);
const LABEL = Buffer.from("HPKE-v1");
/** What stands before a raw key in SubjectPublicKeyInfo (RFC 8410). */
const SPKI = Buffer.from("302a300506032b656e032100", "hex");

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer => {
  const mac = createHmac("sha256", key);
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

/** Wraps data keys for one agency. */
export class ManyWraps {
  readonly #raw: Buffer;
  readonly #recipient: KeyObject;

  /** @param publicKey X25519, 32 bytes */
  constructor(publicKey: Uint8Array) {
    this.#raw = Buffer.from(publicKey);
    this.#recipient = createPublicKey({ key: Buffer.concat([SPKI, this.#raw]), format: "der", type: "spki" });
  }

  /** Encapsulated key, ciphertext, tag: what `wrapDataKey` returns. */
  wrap(dataKey: Uint8Array, place: WrapPlace): Buffer {
    const { info, aad } = wrapContext(place);
    // Node draws the ephemeral key itself: a key that is imported from bytes costs several times as much.
    const { privateKey, publicKey } = generateKeyPairSync("x25519");
    const encapsulated = publicKey.export({ format: "der", type: "spki" }).subarray(SPKI.length);
    const agreed = diffieHellman({ privateKey, publicKey: this.#recipient });
    const shared = expand(
      KEM_SUITE,
      extract(KEM_SUITE, NOTHING, "eae_prk", agreed),
      "shared_secret",
      Buffer.concat([encapsulated, this.#raw]),
      32,
    );
    const schedule = Buffer.concat([
      Buffer.from([0]),
      extract(HPKE_SUITE, NOTHING, "psk_id_hash", NOTHING),
      extract(HPKE_SUITE, NOTHING, "info_hash", info),
    ]);
    const secret = extract(HPKE_SUITE, shared, "secret", NOTHING);
    const key = expand(HPKE_SUITE, secret, "key", schedule, 32);
    const nonce = expand(HPKE_SUITE, secret, "base_nonce", schedule, 12);
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

function encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}
