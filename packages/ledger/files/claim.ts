import { firstDifference, toBase64, toUtf8 } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { type Checkpoint, formatCheckpoint, parseCheckpoint, verifyCheckpoint } from "../notes/checkpoint.ts";
import { ED25519, type VerifierKey } from "../notes/key.ts";
import { type Note, parseNote, type VerifiedSignature } from "../notes/note.ts";
import { CHECKPOINT_PATH } from "../tiles/layout.ts";
import type { ReadableDisk } from "./disk.ts";
import { FaultFound } from "./fault.ts";
import { verifyEd25519 } from "./node-crypto.ts";

/** What the checkpoint of a log claims, and whether its signatures stand for it. */
export type Claim = Checkpoint & {
  readonly bytes: Uint8Array;
  readonly note: Note;
  /** the good signatures of given keys */
  readonly signatures: readonly VerifiedSignature[];
  /** why the signatures do not hold; null where they do, or where no key was given */
  readonly doubt: LedgerError | null;
};

/** Reads and checks the checkpoint; bad signatures are kept as a doubt, so that the files can tell what is wrong. */
export async function readClaim(disk: ReadableDisk, keys: readonly VerifierKey[] | null): Promise<Claim> {
  const bytes = await disk.read(CHECKPOINT_PATH);
  if (bytes === null) {
    throw new FaultFound({
      code: "checkpoint-missing",
      path: CHECKPOINT_PATH,
      offset: 0,
      length: 0,
      expected: "a signed checkpoint",
      found: "no such file",
      message: `There is no file "${CHECKPOINT_PATH}": this is not the folder of a log, or a part of it was left behind.`,
    });
  }
  try {
    const note = parseNote(bytes);
    const checkpoint = parseCheckpoint(note.text);
    return { ...checkpoint, bytes, note, ...checkSignatures(bytes, keys) };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    throw new FaultFound({
      code: "checkpoint-malformed",
      path: CHECKPOINT_PATH,
      ...(error.range ?? { offset: 0, length: bytes.length }),
      expected: "a checkpoint as a signed note",
      found: "something else",
      message: error.message,
      cause: error,
    });
  }
}

function checkSignatures(
  bytes: Uint8Array,
  keys: readonly VerifierKey[] | null,
): Pick<Claim, "signatures" | "doubt"> {
  if (keys === null) return { signatures: [], doubt: null };
  try {
    return { signatures: verifyCheckpoint(verifyEd25519, bytes, keys).signatures, doubt: null };
  } catch (error) {
    if (error instanceof LedgerError) return { signatures: [], doubt: error };
    throw error;
  }
}

/** The fault where all files lead to another root than the checkpoint's. */
export function rootFault(claim: Claim, computed: Uint8Array): FaultFound {
  const found = toBase64(claim.root);
  const expected = toBase64(computed);
  const isSigned = claim.signatures.length > 0;
  return new FaultFound({
    code: isSigned ? "rewritten" : "checkpoint-root",
    path: CHECKPOINT_PATH,
    offset: lineOffset(claim, 2) + firstDifference(toUtf8(expected), toUtf8(found)),
    length: isSigned ? found.length : 1,
    expected: `root ${expected}, to which the ${claim.size} entries lead`,
    found: `root ${found}`,
    message: isSigned
      ? "All files agree with each other, but not with the signed checkpoint: entries were rewritten after signing, and their tiles with them."
      : "All files agree with each other, but not with the root in the checkpoint.",
  });
}

/** The fault where the files are those of a log of `size` entries, whose root the checkpoint has. */
export function sizeFault(claim: Claim, size: number): FaultFound {
  return new FaultFound({
    code: "checkpoint-size",
    path: CHECKPOINT_PATH,
    offset: lineOffset(claim, 1) + firstDifference(toUtf8(String(size)), toUtf8(String(claim.size))),
    length: 1,
    expected: `size ${size}, whose root the checkpoint has`,
    found: `size ${claim.size}`,
    message: `The size in the checkpoint is ${claim.size}, but its root is that of the ${size} entries in the folder.`,
  });
}

/** The fault where entries and tiles lead to the checkpoint's root, but its signatures do not hold. */
export function signatureFault(claim: Claim, doubt: LedgerError, keys: readonly VerifierKey[]): FaultFound {
  const textLength = toUtf8(claim.note.text).length;
  const fault = {
    code: "checkpoint-signature",
    path: CHECKPOINT_PATH,
    offset: textLength + 1,
    length: claim.bytes.length - textLength - 1,
    expected: `a signature by ${keys.map(({ name }) => `"${name}"`).join(" or ")}`,
    found: "none that holds",
    message: doubt.message,
  } as const;
  // What is left in doubt of the text is its first line, and the signature lines still tell what it was.
  const logKey = keys.find(
    ({ kind, name }) => kind === ED25519 && claim.note.signatures.some((each) => each.name === name),
  );
  if (logKey === undefined || logKey.name === claim.origin) return new FaultFound(fault);
  return new FaultFound({
    ...fault,
    offset: firstDifference(toUtf8(logKey.name), toUtf8(claim.origin)),
    length: 1,
    expected: `the origin "${logKey.name}"`,
    found: `the origin "${claim.origin}"`,
  });
}

/** Where a line of the checkpoint's text begins, in bytes. */
function lineOffset(claim: Claim, line: 1 | 2): number {
  const lines = formatCheckpoint(claim).split("\n").slice(0, line);
  return toUtf8(`${lines.join("\n")}\n`).length;
}
