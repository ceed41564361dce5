import { fromBase64, toBase64, toUtf8 } from "../bytes.ts";
import { type ByteRange, LedgerError } from "../errors.ts";
import { HASH_BYTES, isCount } from "../tree/hash.ts";
import { ED25519, type VerifierKey } from "./key.ts";
import { parseNote, type VerifiedSignature, type VerifyEd25519, verifyNote } from "./note.ts";

/** What a log states about itself at one moment: who it is, how many entries, and the root over them. */
export type Checkpoint = {
  /** who the log is; also the name of the key that signs for it */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes */
  readonly root: Uint8Array;
};

/**
 * The text of a checkpoint, ready to be signed (c2sp.org/tlog-checkpoint).
 *
 * @throws LedgerError `checkpoint-malformed` where it could not be read back as the same
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${toBase64(root)}\n`;
  const read = parseCheckpoint(text);
  if (read.origin !== origin)
    refuse("its origin has more than one line", { offset: 0, length: origin.length });
  return text;
}

/**
 * Parses the text of a checkpoint strictly; further lines, which logs may add, are allowed and ignored.
 *
 * @throws LedgerError `checkpoint-malformed`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  const whole = { offset: 0, length: toUtf8(text).length };
  if (lines.pop() !== "" || lines.includes("")) refuse("a line is empty or does not end", whole);
  const [origin, sizeText, encoded] = lines;
  if (origin === undefined || sizeText === undefined || encoded === undefined) {
    return refuse("it has fewer than three lines", whole);
  }
  const sizeRange = { offset: toUtf8(origin).length + 1, length: toUtf8(sizeText).length };
  const size = Number(sizeText);
  if (!/^(0|[1-9][0-9]*)$/.test(sizeText) || !isCount(size)) {
    refuse("its second line is not a size from 0 to 2^53 - 1", sizeRange);
  }
  const root = fromBase64(encoded);
  if (root === null || root.length !== HASH_BYTES) {
    const range = { offset: sizeRange.offset + sizeRange.length + 1, length: toUtf8(encoded).length };
    return refuse("its third line is not 32 bytes in proper base64", range);
  }
  return { origin, size, root };
}

/** A checkpoint that a log's own key signed, and every other known key that did. */
export type SignedCheckpoint = Checkpoint & { readonly signatures: readonly VerifiedSignature[] };

/**
 * Parses a signed checkpoint and checks its signatures. The log itself must have signed: an Ed25519 key that has the
 * origin for its name; otherwise one log could be shown in the place of another.
 *
 * @param keys the log's key, and those of witnesses whose cosignatures should be checked too
 * @throws LedgerError `note-malformed`, `checkpoint-malformed`, `signature-invalid`, `signature-unknown`,
 * `origin-mismatch`
 */
export function verifyCheckpoint(
  verifyEd25519: VerifyEd25519,
  note: Uint8Array,
  keys: readonly VerifierKey[],
): SignedCheckpoint {
  const parsed = parseNote(note);
  const signatures = verifyNote(verifyEd25519, parsed, keys);
  const checkpoint = parseCheckpoint(parsed.text);
  if (!signatures.some(({ key }) => key.kind === ED25519 && key.name === checkpoint.origin)) {
    throw new LedgerError(
      "origin-mismatch",
      `The checkpoint is of "${checkpoint.origin}", but no given key of that log signed it.`,
    );
  }
  return { ...checkpoint, signatures };
}

function refuse(reason: string, range: ByteRange): never {
  throw new LedgerError("checkpoint-malformed", `This is not a checkpoint: ${reason}.`, { range });
}
