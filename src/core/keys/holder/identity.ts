import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
} from "@peculiar/asn1-x509";
import { toBase32, toBase64Url } from "../bytes.ts";
import { KeyHolderError } from "./key-holder.ts";
import { isMissing, makePrivately } from "./private-file.ts";

/**
 * What one side of the line shows to the other: a key of P-256 for TLS with a certificate that it signed itself. No
 * authority vouches for it; each side is told the other's certificate once, on a way that people trust, and accepts no
 * other.
 */
export interface Identity {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** No certificate of ours runs out by itself: it is trusted by its key, until people say otherwise (RFC 5280, 4.1.2.5). */
const NEVER = new Date("9999-12-31T23:59:59Z");
/** A clock that is wrong must not close the line. */
const ALWAYS = new Date("2000-01-01T00:00:00Z");

/** Reads the identity, or makes it where there is none yet. @throws KeyHolderError `damaged-file` */
export async function readIdentity(path: string, name: string): Promise<Identity> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makePrivately(path, `${JSON.stringify(makeIdentity(name), null, 1)}\n`);
    text = await readFile(path, "utf8");
  }
  try {
    const { certificate, privateKey } = JSON.parse(text) as Identity;
    const fits = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
    if (!fits) throw new Error("certificate and key do not belong together");
    return { certificate, privateKey };
  } catch (cause) {
    throw new KeyHolderError("damaged-file", { cause, file: path });
  }
}

const ECDSA_WITH_SHA256 = new AlgorithmIdentifier({ algorithm: "1.2.840.10045.4.3.2" }); // RFC 5758
const COMMON_NAME = "2.5.4.3";
const VERSION_3 = 2;

/** @param name what the certificate says of itself; nothing rests on it */
export function makeIdentity(name: string): Identity {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const said = new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({
        type: COMMON_NAME,
        value: new AttributeValue({ utf8String: name.slice(0, 64) }),
      }),
    ]),
  ]);
  const tbsCertificate = new TBSCertificate({
    version: VERSION_3,
    // Positive: the first byte below 0x80.
    serialNumber: arrayBuffer(Buffer.concat([Buffer.from([0x4c]), randomBytes(15)])),
    signature: ECDSA_WITH_SHA256,
    issuer: said,
    subject: said,
    validity: new Validity({ notBefore: ALWAYS, notAfter: NEVER }),
    subjectPublicKeyInfo: AsnConvert.parse(
      publicKey.export({ format: "der", type: "spki" }),
      SubjectPublicKeyInfo,
    ),
  });
  const signed = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: ECDSA_WITH_SHA256,
    signatureValue: arrayBuffer(signed),
  });
  return {
    certificate: new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString(),
    privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

/** SHA-256 over the public key of a certificate (PEM or parsed), base64url: what is pinned. @throws when it is none */
export function pinOf(certificate: string | X509Certificate): string {
  return toBase64Url(keyHash(certificate));
}

/** The same, for two people who read it to each other: 13 groups of four letters and digits. */
export function fingerprintOf(certificate: string): string {
  return toBase32(keyHash(certificate)).replaceAll(/(.{4})(?=.)/g, "$1 ");
}

function keyHash(certificate: string | X509Certificate): Buffer {
  const { publicKey } = typeof certificate === "string" ? new X509Certificate(certificate) : certificate;
  return createHash("sha256")
    .update(publicKey.export({ format: "der", type: "spki" }))
    .digest();
}
