import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";

/**
 * The two curves under which an agency's key may stand, by Node's own primitives: X25519, and P-256 for those hardware
 * modules that know no other (RFC 9180, section 7.1: KEM 0x0020 and 0x0010). A raw public key tells by its length.
 */
export interface Curve {
  /** RFC 9180's number of the KEM. */
  readonly kemId: number;
  /** Of a raw public key: 32 of X25519, 65 of P-256 (uncompressed). */
  readonly publicKeyBytes: number;
  /** What stands before a raw public key in SubjectPublicKeyInfo. */
  readonly spki: Buffer;
  readonly generate: () => { publicKey: KeyObject; privateKey: KeyObject };
}

const X25519: Curve = {
  kemId: 0x0020,
  publicKeyBytes: 32,
  spki: Buffer.from("302a300506032b656e032100", "hex"), // RFC 8410
  generate: () => generateKeyPairSync("x25519"),
};
const P256: Curve = {
  kemId: 0x0010,
  publicKeyBytes: 65,
  spki: Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex"), // RFC 5480
  generate: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
};
const X25519_PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex"); // RFC 8410

/** The curve of a raw public key. @throws RangeError for any other length */
export function curveOf(publicKey: Uint8Array): Curve {
  const curve = [X25519, P256].find(({ publicKeyBytes }) => publicKeyBytes === publicKey.length);
  if (!curve) throw new RangeError(`an agency's public key has 32 or 65 bytes, not ${publicKey.length}`);
  return curve;
}

/** A raw public key for Node. @throws when it is no point of the curve */
export const publicKeyObject = (curve: Curve, raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([curve.spki, raw]), format: "der", type: "spki" });

/** The raw bytes of a public key. */
export const rawPublicKey = (curve: Curve, key: KeyObject): Buffer =>
  key.export({ format: "der", type: "spki" }).subarray(curve.spki.length);

/** The one thing that opening a wrap needs of a private key, wherever that lies: in a file, or in a hardware module. */
export interface Agreement {
  /** Raw. */
  readonly publicKey: Uint8Array;
  /** The shared secret with another's raw public key, 32 bytes (of P-256: the x-coordinate). @throws */
  agree(other: Uint8Array): Uint8Array;
}

/** Agreement by a private key of X25519 at hand. @param privateKey 32 bytes */
export function x25519Agreement(privateKey: Uint8Array): Agreement {
  const own = createPrivateKey({
    key: Buffer.concat([X25519_PKCS8, privateKey]),
    format: "der",
    type: "pkcs8",
  });
  return {
    publicKey: rawPublicKey(X25519, createPublicKey(own)),
    agree: (other) => diffieHellman({ privateKey: own, publicKey: publicKeyObject(X25519, other) }),
  };
}
