import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** For tests: an authenticator in this process, which signs whatever a test wants it to say. */
export interface SoftAuthenticator {
  /** What `navigator.credentials.create` would answer. */
  make(options: { challenge: string; rp: { id?: string } }, said?: Partial<Said>): object;
  /** What `navigator.credentials.get` would answer. */
  answer(options: { challenge: string; rpId?: string }, said?: Partial<Said>): object;
}

interface Said {
  readonly origin: string;
  readonly challenge: string;
  readonly rpId: string;
  readonly type: string;
  readonly count: number;
  /** Whether the device made sure of its owner. */
  readonly verified: boolean;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export function softAuthenticator(origin: string): SoftAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(32);
  let count = 0;
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const cose = Buffer.concat([
    Buffer.from("a5010203262001215820", "hex"),
    Buffer.from(x, "base64url"),
    Buffer.from("225820", "hex"),
    Buffer.from(y, "base64url"),
  ]);
  const head = (said: Pick<Said, "rpId" | "verified" | "count">, flags = 0) => {
    const bytes = Buffer.alloc(5);
    bytes[0] = USER_PRESENT | (said.verified ? USER_VERIFIED : 0) | flags;
    bytes.writeUInt32BE(said.count, 1);
    return Buffer.concat([createHash("sha256").update(said.rpId).digest(), bytes]);
  };
  const clientData = ({ type, challenge, origin: from }: Said) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const credential = (response: object) => ({
    id: credentialId.toString("base64url"),
    rawId: credentialId.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });
  return {
    make: (options, said = {}) => {
      const whole: Said = {
        origin,
        challenge: options.challenge,
        rpId: options.rp.id ?? "",
        type: "webauthn.create",
        count,
        verified: true,
        ...said,
      };
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const data = Buffer.concat([
        head(whole, HAS_CREDENTIAL),
        Buffer.alloc(16), // no model: attestation is none
        length,
        credentialId,
        cose,
      ]);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(data.length);
      // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
      const attestation = Buffer.concat([
        Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746159", "hex"),
        size,
        data,
      ]);
      return credential({
        clientDataJSON: clientData(whole).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
      });
    },
    answer: (options, said = {}) => {
      count += 1;
      const whole: Said = {
        origin,
        challenge: options.challenge,
        rpId: options.rpId ?? "",
        type: "webauthn.get",
        count,
        verified: true,
        ...said,
      };
      const data = head(whole);
      const client = clientData(whole);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return credential({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
      });
    },
  };
}
