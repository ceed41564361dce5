import { fromBase64, toBase64, toUtf8 } from "../bytes.ts";
import { commit } from "../commitment.ts";
import { LedgerError } from "../errors.ts";
import type { Sha256 } from "../tree/hash.ts";
import { ED25519, type VerifierKey } from "./key.ts";
import { parseNote, type VerifyEd25519, verifyNote } from "./note.ts";

/** What a log's key says that the log holds, or will hold at its next growth: the text under a commitment, and its salt. */
export type Receipt = {
  /** which log; also the name of the key that signs */
  readonly origin: string;
  /** one line: what was committed to */
  readonly content: string;
  /** 32 bytes */
  readonly salt: Uint8Array;
};

const SALT_BYTES = 32;
/** Behind the origin in the first line: no checkpoint's first line ends so under the same key's name. */
const SUFFIX = "/receipt";

/**
 * The text of a receipt, ready to be signed as a note. It can never be taken for a checkpoint of that log: the first
 * line is another than the key's name, and the second is no size.
 *
 * @throws LedgerError `receipt-malformed` where it could not be read back as the same
 */
export function formatReceipt({ origin, content, salt }: Receipt): string {
  const text = `${origin}${SUFFIX}\n${content}\n${toBase64(salt)}\n`;
  const read = parseReceipt(text);
  if (read.origin !== origin || read.content !== content) refuse("a part of it has more than one line");
  return text;
}

/** The parts of a receipt's text; who signed it is not asked here. @throws LedgerError `receipt-malformed` */
export function parseReceipt(text: string): Receipt {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length !== 3 || lines.includes("")) refuse("it has not three lines");
  const [first = "", content = "", encoded = ""] = lines;
  if (!first.endsWith(SUFFIX) || first.length === SUFFIX.length) refuse("its first line names no log");
  if (/^\d/.test(content)) refuse("its second line is a number");
  const salt = fromBase64(encoded);
  if (salt?.length !== SALT_BYTES) return refuse("its third line is not 32 bytes in proper base64");
  return { origin: first.slice(0, -SUFFIX.length), content, salt };
}

/**
 * Parses a signed receipt and checks that the log's own key signed it. That it stands in the log is proven apart: look
 * for `leafOfReceipt`.
 *
 * @param keys the log's key
 * @throws LedgerError `note-malformed`, `receipt-malformed`, `signature-invalid`, `signature-unknown`, `origin-mismatch`
 */
export function verifyReceipt(
  verifyEd25519: VerifyEd25519,
  note: Uint8Array,
  keys: readonly VerifierKey[],
): Receipt {
  const parsed = parseNote(note);
  const signatures = verifyNote(verifyEd25519, parsed, keys);
  const receipt = parseReceipt(parsed.text);
  if (!signatures.some(({ key }) => key.kind === ED25519 && key.name === receipt.origin)) {
    throw new LedgerError(
      "origin-mismatch",
      `The receipt is of "${receipt.origin}", but no given key of that log signed it.`,
    );
  }
  return receipt;
}

/** The 32 bytes that the log holds for it. */
export const leafOfReceipt = (sha256: Sha256, { salt, content }: Receipt): Uint8Array =>
  commit(sha256, salt, toUtf8(content));

function refuse(reason: string): never {
  throw new LedgerError("receipt-malformed", `This is not a receipt: ${reason}.`);
}
