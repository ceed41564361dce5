import { concatBytes, countValidUtf8, fromBase64, fromUtf8, toBase64, toUtf8 } from "../bytes.ts";
import { type ByteRange, LedgerError } from "../errors.ts";
import { ED25519, isKeyName, type VerifierKey } from "./key.ts";

/** Whether an Ed25519 signature (64 bytes) is right for a public key (32 bytes) and a message (RFC 8032). */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** One signature line; `payload` is what follows the key's number: its meaning depends on the kind of key. */
export type NoteSignature = {
  readonly name: string;
  readonly keyId: number;
  readonly payload: Uint8Array;
};

/** A text and the signatures below it, parsed but not yet verified: do not act on the text. */
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** A key whose signature on a note is right; `timeS` only for a cosignature: seconds since 1970, as it states. */
export type VerifiedSignature = { readonly key: VerifierKey; readonly timeS: number | null };

/** Witnesses add lines over the years; the specification asks for at least 16. */
const SIGNATURES_MAX = 100;
const NEWLINE = 0x0a;
const COSIGNATURE_BYTES = 8 + 64;

/**
 * Parses a signed note strictly (c2sp.org/signed-note): one spelling for every note, no tolerance.
 *
 * @throws LedgerError `note-malformed`
 */
export function parseNote(bytes: Uint8Array): Note {
  const control = bytes.findIndex((byte) => byte < 0x20 && byte !== NEWLINE);
  if (control !== -1) refuseNote("it has a control character", { offset: control, length: 1 });
  const whole = fromUtf8(bytes);
  if (whole === null) {
    // A changed byte may show only at the next one, so the whole line up to there is in doubt.
    const end = countValidUtf8(bytes) + 1;
    const offset = bytes.subarray(0, end - 1).lastIndexOf(NEWLINE) + 1;
    return refuseNote("it is not valid UTF-8", { offset, length: end - offset });
  }
  if (!whole.endsWith("\n"))
    refuseNote("its last line does not end", { offset: bytes.length - 1, length: 1 });
  const split = whole.lastIndexOf("\n\n");
  if (split < 1) {
    return refuseNote("no blank line stands between a text and its signatures", {
      offset: 0,
      length: bytes.length,
    });
  }
  const text = whole.slice(0, split + 1);
  const signatures: NoteSignature[] = [];
  let offset = toUtf8(text).length + 1;
  for (const line of whole.slice(split + 2, -1).split("\n")) {
    const range = { offset, length: toUtf8(line).length };
    if (signatures.length === SIGNATURES_MAX)
      refuseNote(`it has more than ${SIGNATURES_MAX} signatures`, range);
    signatures.push(parseSignature(line, range));
    offset += range.length + 1;
  }
  return { text, signatures };
}

/**
 * The bytes of a note, as `parseNote` reads them.
 *
 * @throws LedgerError `note-malformed` where it could not be read back as the same
 */
export function formatNote(note: Note): Uint8Array {
  const lines = note.signatures.map(({ name, keyId, payload }) => {
    return `— ${name} ${toBase64(concatBytes(keyIdBytes(keyId), payload))}\n`;
  });
  const bytes = toUtf8(`${note.text}\n${lines.join("")}`);
  const read = parseNote(bytes);
  if (read.text !== note.text || read.signatures.length !== note.signatures.length) {
    refuseNote("its text or a key name breaks its lines", { offset: 0, length: bytes.length });
  }
  return bytes;
}

/**
 * Checks every signature that a known key claims, ignores those of unknown keys, and returns the good ones in the
 * order of the note; each key once.
 *
 * @throws LedgerError `signature-invalid` where a known key's signature is wrong, `signature-unknown` where no known
 * key signed
 */
export function verifyNote(
  verifyEd25519: VerifyEd25519,
  note: Note,
  keys: readonly VerifierKey[],
): VerifiedSignature[] {
  const verified: VerifiedSignature[] = [];
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.keyId);
    if (key === undefined) continue;
    const good = verifySignature(verifyEd25519, note.text, signature.payload, key);
    if (good === null) {
      throw new LedgerError(
        "signature-invalid",
        `The signature by "${key.name}" is wrong: the note was changed after signing, or was never signed by it.`,
      );
    }
    if (!verified.some((earlier) => earlier.key === key)) verified.push(good);
  }
  if (verified.length === 0) {
    const names = note.signatures.map(({ name }) => `"${name}"`).join(", ");
    throw new LedgerError(
      "signature-unknown",
      `No given key signed this note; it claims to be signed by ${names}.`,
    );
  }
  return verified;
}

function verifySignature(
  verifyEd25519: VerifyEd25519,
  text: string,
  payload: Uint8Array,
  key: VerifierKey,
): VerifiedSignature | null {
  if (key.kind === ED25519) {
    return verifyEd25519(key.publicKey, toUtf8(text), payload) ? { key, timeS: null } : null;
  }
  // c2sp.org/tlog-cosignature: eight bytes of time, then a signature over a header, that time and the note's text.
  if (payload.length !== COSIGNATURE_BYTES) return null;
  const time = new DataView(payload.buffer, payload.byteOffset).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const message = cosignatureMessage(text, Number(time));
  return verifyEd25519(key.publicKey, message, payload.subarray(8)) ? { key, timeS: Number(time) } : null;
}

/**
 * What a witness signs, with Ed25519, to cosign a checkpoint (c2sp.org/tlog-cosignature).
 *
 * @param text of the checkpoint, whole: extension lines are signed with it
 * @param timeS seconds since 1970
 */
export function cosignatureMessage(text: string, timeS: number): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${timeS}\n${text}`);
}

/**
 * The payload of a cosignature's line: its time, then the 64 bytes of the signature.
 *
 * @param timeS as it was signed
 */
export function cosignaturePayload(timeS: number, signature: Uint8Array): Uint8Array {
  const payload = new Uint8Array(COSIGNATURE_BYTES);
  new DataView(payload.buffer).setBigUint64(0, BigInt(timeS));
  payload.set(signature, 8);
  return payload;
}

/**
 * Signature lines alone, as a witness answers; each ends in a newline.
 *
 * @throws LedgerError `note-malformed`
 */
export function parseSignatureLines(bytes: Uint8Array): NoteSignature[] {
  return [...parseNote(concatBytes(toUtf8("-\n\n"), bytes)).signatures];
}

/**
 * The bytes that `parseSignatureLines` reads.
 *
 * @throws LedgerError `note-malformed`
 */
export function formatSignatureLines(signatures: readonly NoteSignature[]): Uint8Array {
  return formatNote({ text: "-\n", signatures }).slice(3);
}

function parseSignature(line: string, range: ByteRange): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(" ");
  if (dash !== "—" || name === undefined || encoded === undefined || rest.length > 0) {
    return refuseNote("a signature line is not a long dash, a key name and a signature", range);
  }
  if (!isKeyName(name)) refuseNote("a signature line has no proper key name", range);
  const bytes = fromBase64(encoded);
  if (bytes === null || bytes.length < 5) {
    return refuseNote("a signature is not proper base64 of 5 bytes or more", range);
  }
  const keyId = new DataView(bytes.buffer).getUint32(0);
  return { name, keyId, payload: bytes.slice(4) };
}

function keyIdBytes(keyId: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, keyId);
  return bytes;
}

function refuseNote(reason: string, range: ByteRange): never {
  throw new LedgerError("note-malformed", `This is not a signed note: ${reason}.`, { range });
}
