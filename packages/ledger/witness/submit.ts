import { fromUtf8, toUtf8 } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import type { VerifierKey } from "../notes/key.ts";
import {
  type NoteSignature,
  parseNote,
  parseSignatureLines,
  type VerifyEd25519,
  verifyNote,
} from "../notes/note.ts";
import { isCount } from "../tree/hash.ts";
import { formatAddCheckpoint } from "./request.ts";

/** A log that asks: its newest signed checkpoint, and the proofs that lead to it. */
export type SubmittedLog = {
  readonly size: number;
  readonly checkpoint: Uint8Array;
  /** for sizes from 1 to `size` */
  consistencyProof(oldSize: number): Promise<readonly Uint8Array[]>;
};

/** A witness as a log knows it. */
export type WitnessAddress = {
  /** the submission prefix, with or without a slash at the end */
  readonly url: string;
  readonly key: VerifierKey;
};

/** What came of asking. */
export type Submission =
  | { readonly outcome: "cosigned"; readonly signature: NoteSignature; readonly timeS: number }
  /** the witness has cosigned a larger tree than the log has: the log is an older copy of itself */
  | { readonly outcome: "ahead"; readonly size: number }
  /** the witness has cosigned a tree that does not lead to this checkpoint */
  | { readonly outcome: "forked"; readonly reason: string }
  /** no answer, or none that says anything about the log */
  | { readonly outcome: "failed"; readonly reason: string };

const ANSWER_BYTES_MAX = 64 * 1024;
/** A witness may move on between two of our requests, when another worker of the log asks too. */
const TURNS_MAX = 4;

/**
 * Asks a witness to cosign a log's checkpoint (c2sp.org/tlog-witness), proving from whatever size it has; a cosignature
 * is given back only where it is right.
 *
 * @param knownSize what the witness last cosigned, as far as the log knows; it corrects us where that is wrong
 * @param fetch as in browsers and Node; the caller sets its time limit and signal there
 * @throws what `consistencyProof` throws; everything that the witness or the network does is in the answer
 */
export async function submitCheckpoint(
  { verifyEd25519, fetch }: { verifyEd25519: VerifyEd25519; fetch: typeof globalThis.fetch },
  witness: WitnessAddress,
  log: SubmittedLog,
  knownSize: number,
): Promise<Submission> {
  let oldSize = Math.min(knownSize, log.size);
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const proof = oldSize === 0 || oldSize === log.size ? [] : await log.consistencyProof(oldSize);
    const body = formatAddCheckpoint({ oldSize, proof, checkpoint: log.checkpoint });
    const answer = await ask(fetch, witness, body);
    if ("reason" in answer) return { outcome: "failed", reason: answer.reason };
    const { status, type, text } = answer;
    if (status === 200) return readCosignature(verifyEd25519, witness.key, log.checkpoint, text);
    if (status === 409 && type === "text/x.tlog.size") {
      const size = readSize(text);
      if (size === null) return { outcome: "failed", reason: "It answered 409 without a size." };
      if (size > log.size) return { outcome: "ahead", size };
      if (size === oldSize) return { outcome: "failed", reason: `It says ${size} and refuses it.` };
      oldSize = size;
      continue;
    }
    if (status === 409 || status === 422) return { outcome: "forked", reason: firstLine(text) };
    return { outcome: "failed", reason: `It answered ${status}: ${firstLine(text)}` };
  }
  return { outcome: "failed", reason: "Its size changed with every request." };
}

async function ask(
  fetch: typeof globalThis.fetch,
  { url }: WitnessAddress,
  body: Uint8Array,
): Promise<{ status: number; type: string; text: string } | { reason: string }> {
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/add-checkpoint`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: new Uint8Array(body),
      redirect: "error",
    });
    const bytes = new Uint8Array(await readUpTo(response, ANSWER_BYTES_MAX));
    const text = fromUtf8(bytes);
    if (text === null) return { reason: "Its answer is not valid UTF-8." };
    return { status: response.status, type: response.headers.get("content-type") ?? "", text };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** A witness that answers without end must not fill the memory of the log. */
async function readUpTo(response: Response, bytesMax: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) break;
    length += next.value.length;
    if (length > bytesMax) {
      await reader?.cancel();
      throw new Error(`Its answer is longer than ${bytesMax} bytes.`);
    }
    parts.push(next.value);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function readCosignature(
  verifyEd25519: VerifyEd25519,
  key: VerifierKey,
  checkpoint: Uint8Array,
  answer: string,
): Submission {
  try {
    const { text } = parseNote(checkpoint);
    const signatures = parseSignatureLines(toUtf8(answer));
    const [verified] = verifyNote(verifyEd25519, { text, signatures }, [key]);
    const signature = signatures.find(({ name, keyId }) => name === key.name && keyId === key.id);
    if (verified?.timeS == null || signature === undefined)
      return { outcome: "failed", reason: "It signed, but made no cosignature." };
    return { outcome: "cosigned", signature, timeS: verified.timeS };
  } catch (error) {
    if (error instanceof LedgerError) return { outcome: "failed", reason: error.message };
    throw error;
  }
}

function readSize(text: string): number | null {
  const [, digits] = /^(0|[1-9][0-9]*)\n$/.exec(text) ?? [];
  const size = Number(digits);
  return digits !== undefined && isCount(size) ? size : null;
}

function firstLine(text: string): string {
  const [line = ""] = text.split("\n");
  return line.slice(0, 200).replaceAll(/\p{Cc}/gu, " ");
}
