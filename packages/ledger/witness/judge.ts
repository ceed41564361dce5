import { equalBytes } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { parseCheckpoint, verifyCheckpoint } from "../notes/checkpoint.ts";
import type { VerifierKey } from "../notes/key.ts";
import { parseNote, type VerifyEd25519 } from "../notes/note.ts";
import { hashEmptyTree, type Sha256 } from "../tree/hash.ts";
import { verifyConsistency } from "../tree/verify.ts";
import { type AddCheckpoint, parseAddCheckpoint } from "./request.ts";

/** What a witness knows of a log: the keys that may sign for it, and the newest tree that it cosigned. */
export type WitnessedLog = {
  readonly keys: readonly VerifierKey[];
  /** 0 where it never cosigned anything */
  readonly size: number;
  /** 32 bytes; that of the empty tree where it never cosigned anything */
  readonly root: Uint8Array;
};

/** The checks, each as a function, so that a witness answers the same wherever its hashes come from. */
export type WitnessCrypto = { readonly sha256: Sha256; readonly verifyEd25519: VerifyEd25519 };

/** What is to be answered, with the status of HTTP that c2sp.org/tlog-witness gives it. */
export type WitnessVerdict =
  | {
      readonly status: 200;
      readonly size: number;
      readonly root: Uint8Array;
      /** the text to cosign, extension lines and all */
      readonly text: string;
    }
  /** the log must prove from this size on */
  | { readonly status: 409; readonly knownSize: number }
  /** the log signed two trees of one size (409), or one that does not go on from the other (422): a fork */
  | { readonly status: 400 | 403 | 404 | 409 | 422; readonly knownSize: null; readonly reason: string };

/** Reads a request, and the origin that it speaks of; or says why it is none. Throws nothing for what is in the bytes. */
export function readRequest(
  body: Uint8Array,
): { readonly request: AddCheckpoint; readonly origin: string } | { readonly reason: string } {
  try {
    const request = parseAddCheckpoint(body);
    const { text } = parseNote(request.checkpoint);
    return { request, origin: parseCheckpoint(text).origin };
  } catch (error) {
    if (error instanceof LedgerError) return { reason: error.message };
    throw error;
  }
}

/**
 * Whether a witness cosigns: only what the log itself signed and what goes on from the newest tree that it cosigned.
 * Pure; whoever calls it must make the answer and the new state one step, or two requests at a time could both go on
 * from the same tree.
 *
 * @param log what is known of the request's origin; null where the witness does not follow it
 */
export function judge(
  { sha256, verifyEd25519 }: WitnessCrypto,
  request: AddCheckpoint,
  log: WitnessedLog | null,
): WitnessVerdict {
  if (log === null) return refused(404, "This witness does not follow a log of that origin.");
  const { oldSize, proof } = request;
  const signed = attempt(() => verifyCheckpoint(verifyEd25519, request.checkpoint, log.keys));
  if ("error" in signed) return refused(403, signed.error.message);
  const { size, root } = signed.value;
  if (oldSize > size) return refused(400, `A proof cannot lead from ${oldSize} entries back to ${size}.`);
  if (oldSize !== log.size) return { status: 409, knownSize: log.size };
  if (size === log.size) {
    if (!equalBytes(root, log.root))
      return refused(409, `The log signed two different trees of ${size} entries.`);
    if (proof.length > 0) return refused(422, "Between equal sizes there is nothing to prove.");
  } else if (oldSize === 0) {
    if (proof.length > 0) return refused(422, "From nothing there is nothing to prove.");
  } else {
    const held = attempt(() =>
      verifyConsistency(sha256, { oldSize, oldRoot: log.root, newSize: size, newRoot: root, proof }),
    );
    if ("error" in held) return refused(422, held.error.message);
  }
  return { status: 200, size, root, text: parseNote(request.checkpoint).text };
}

/** What a witness knows of a log that it has just begun to follow. */
export function newWitnessedLog(sha256: Sha256, keys: readonly VerifierKey[]): WitnessedLog {
  return { keys, size: 0, root: hashEmptyTree(sha256) };
}

function refused(status: 400 | 403 | 404 | 409 | 422, reason: string): WitnessVerdict {
  return { status, knownSize: null, reason };
}

function attempt<Value>(work: () => Value): { value: Value } | { error: LedgerError } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof LedgerError) return { error };
    throw error;
  }
}
