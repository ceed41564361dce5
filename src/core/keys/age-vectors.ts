import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

/**
 * C2SP's vectors of age, read by an age of our own over the agreement and the derivation that the door uses: what others made
 * for those who get X25519 and HKDF wrong in a file's life. The rest of age (armour, header, MAC, stream) is here, in a test's
 * helper; the door has no age file. Vectors for a password or for a hybrid key use nothing of the door's, and are left out.
 */

const folder = join(import.meta.dirname, "../../../../shared/data/cctv/age/testdata");

/** Whether the folder with C2SP's vectors is beside the checkout; tests that need it say that they skip. */
export const hasAgeVectors = existsSync(folder);

export interface AgeVector {
  readonly name: string;
  /** `success`, `no match`, `HMAC failure`, `header failure`, `payload failure` or `armor failure`. */
  readonly expect: string;
  /** SHA-256 of all that is given out, in hexadecimal. */
  readonly payload: string;
  readonly isArmored: boolean;
  readonly identity: Uint8Array;
  readonly file: Buffer;
}

/** What the door brings. */
export interface AgePrimitives {
  agree(privateKey: Uint8Array, publicKey: Uint8Array): Promise<Uint8Array>;
  hkdf(
    material: Uint8Array,
    salt: Uint8Array,
    info: Uint8Array,
    lengthBytes: number,
  ): Promise<Uint8Array> | Uint8Array;
}

/** Those whose identities are X25519 keys, and the file without a header. */
export function readAgeVectors(): AgeVector[] {
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    const end = bytes.indexOf("\n\n");
    const lines = bytes.subarray(0, end).toString("utf8").split("\n");
    const field = (of: string) =>
      lines.filter((line) => line.startsWith(`${of}: `)).map((line) => line.slice(of.length + 2));
    const identities = field("identity");
    const isOurs =
      identities.every((one) => /^AGE-SECRET-KEY-1/.test(one)) && field("passphrase").length === 0;
    if (!isOurs) return [];
    const file = bytes.subarray(end + 2);
    return [
      {
        ...{ name, expect: field("expect")[0] ?? "" },
        payload: field("payload")[0] ?? createHash("sha256").digest("hex"),
        isArmored: field("armored")[0] === "yes",
        identity: identities[0] ? readIdentity(identities[0]) : new Uint8Array(32),
        file: field("compressed")[0] === "zlib" ? inflateSync(file) : file,
      },
    ];
  });
}

/** 32 bytes in Bech32 (BIP 173); the checksum is the vectors' own business. */
function readIdentity(text: string): Uint8Array {
  const letters = text.toLowerCase().slice("age-secret-key-1".length, -6);
  const bits = [...letters]
    .map((letter) => "qpzry9x8gf2tvdw0s3jn54khce6mua7l".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from({ length: 32 }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2));
}

class AgeFailure extends Error {}
const fail = (what: string): never => {
  throw new AgeFailure(what);
};

/** What opening it comes to, and all that was given out before that. */
export async function openAge(
  { file, identity, isArmored }: AgeVector,
  primitives: AgePrimitives,
): Promise<{ result: string; payload: string }> {
  const given: Uint8Array[] = [];
  const hash = (): string => createHash("sha256").update(Buffer.concat(given)).digest("hex");
  try {
    const whole = isArmored ? readArmor(file) : file;
    const { stanzas, signed, mac, rest } = readHeader(whole);
    const fileKey = (await unwrap(stanzas, identity, primitives)) ?? fail("no match");
    const macKey = await primitives.hkdf(fileKey, new Uint8Array(), Buffer.from("header"), 32);
    if (!createHmac("sha256", macKey).update(signed).digest().equals(mac)) fail("HMAC failure");
    if (rest.length < 16) fail("payload failure");
    const key = await primitives.hkdf(fileKey, rest.subarray(0, 16), Buffer.from("payload"), 32);
    readStream(key, rest.subarray(16), given);
    return { result: "success", payload: hash() };
  } catch (error) {
    if (!(error instanceof AgeFailure)) throw error;
    return { result: error.message, payload: hash() };
  }
}

function readArmor(file: Buffer): Buffer {
  const text = file.toString("latin1").replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  const lines = text.split(/\r?\n/);
  const [first, last] = [lines.shift(), lines.pop()];
  const isFramed =
    first === "-----BEGIN AGE ENCRYPTED FILE-----" && last === "-----END AGE ENCRYPTED FILE-----";
  const isFull = lines.every((line, at) =>
    at === lines.length - 1 ? line.length > 0 && line.length <= 64 : line.length === 64,
  );
  const body = lines.join("");
  const bytes = Buffer.from(body, "base64");
  return isFramed && isFull && bytes.toString("base64") === body ? bytes : fail("armor failure");
}

interface Stanza {
  readonly args: readonly string[];
  readonly body: Buffer;
}

function readHeader(file: Buffer): { stanzas: Stanza[]; signed: Buffer; mac: Buffer; rest: Buffer } {
  let at = 0;
  const line = (): string => {
    const end = file.indexOf(10, at);
    if (end < 0) return fail("header failure");
    const text = file.subarray(at, end).toString("latin1");
    at = end + 1;
    return text;
  };
  if (line() !== "age-encryption.org/v1") fail("header failure");
  const stanzas: Stanza[] = [];
  for (;;) {
    const begins = at;
    const head = line();
    if (head.startsWith("---")) {
      const mac = /^--- (.{43})$/.exec(head)?.[1] ?? fail("header failure");
      const signed = file.subarray(0, begins + 3);
      return { stanzas, signed, mac: decode(mac, 32), rest: file.subarray(at) };
    }
    if (!/^->( [\x21-\x7e]+)+$/.test(head)) fail("header failure");
    const args = head.slice(3).split(" ");
    const body: string[] = [];
    do body.push(line());
    while (body.at(-1)?.length === 64);
    if (body.some((one) => one.length > 64)) fail("header failure");
    stanzas.push({ args, body: decode(body.join("")) });
  }
}

/** Base64 without padding, in its one spelling. */
function decode(text: string, length?: number): Buffer {
  const bytes = Buffer.from(text, "base64");
  const isCanonical = bytes.toString("base64").replaceAll("=", "") === text;
  return isCanonical && (length === undefined || bytes.length === length) ? bytes : fail("header failure");
}

const basePoint = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 9 : 0));

async function unwrap(
  stanzas: readonly Stanza[],
  identity: Uint8Array,
  { agree, hkdf }: AgePrimitives,
): Promise<Uint8Array | null> {
  let found: Uint8Array | null = null;
  for (const { args, body } of stanzas) {
    if (args[0] !== "X25519") continue;
    if (args.length !== 2) fail("header failure");
    const share = decode(args[1] ?? "", 32);
    if (body.length !== 32) fail("header failure");
    const salt = Buffer.concat([share, await agree(identity, basePoint)]);
    const key = await hkdf(
      await agree(identity, share),
      ...([salt, Buffer.from("age-encryption.org/v1/X25519"), 32] as const),
    );
    found ??= open(key, Buffer.alloc(12), body);
  }
  return found;
}

function open(key: Uint8Array, nonce: Buffer, sealed: Uint8Array): Buffer | null {
  const cipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
  cipher.setAuthTag(sealed.subarray(-16));
  const text = cipher.update(sealed.subarray(0, -16));
  try {
    cipher.final();
    return text;
  } catch {
    return null;
  }
}

const CHUNK_BYTES = 65_536 + 16;

/** Chunk by chunk, each given out before what follows is looked at, as the reference does. */
function readStream(key: Uint8Array, sealed: Buffer, given: Uint8Array[]): void {
  for (let at = 0, number = 0; ; number++) {
    const chunk = sealed.subarray(at, at + CHUNK_BYTES);
    if (chunk.length < 16) fail("payload failure");
    at += chunk.length;
    const asChunk = (isLast: boolean): Buffer | null => {
      const nonce = Buffer.alloc(12);
      nonce.writeUInt32BE(number, 7);
      if (isLast) nonce[11] = 1;
      return open(key, nonce, chunk);
    };
    const middle = at < sealed.length ? asChunk(false) : null;
    const text = middle ?? asChunk(true) ?? fail("payload failure");
    if (!middle && text.length === 0 && number > 0) fail("payload failure");
    given.push(text);
    if (middle) continue;
    if (at < sealed.length) fail("payload failure");
    return;
  }
}
