import { concatBytes, fromBase64, fromUtf8, toBase64, toUtf8 } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { HASH_BYTES, isCount } from "../tree/hash.ts";

/** What a log asks of a witness: to cosign a checkpoint, with the proof from the one that the witness knows. */
export type AddCheckpoint = {
  /** the size that the log believes the witness to have cosigned last; 0 for none */
  readonly oldSize: number;
  /** from `oldSize` to the checkpoint's size; empty where `oldSize` is 0 or the same */
  readonly proof: readonly Uint8Array[];
  /** the signed note */
  readonly checkpoint: Uint8Array;
};

/** Hashes of a proof; a tree of 2^63 leaves needs no more (c2sp.org/tlog-witness). */
const PROOF_HASHES_MAX = 63;
/** No request that is right is longer: 63 hashes, and a note of a hundred lines. */
export const ADD_CHECKPOINT_BYTES_MAX = 64 * 1024;

const NEWLINE = 0x0a;

/** The body of a request to `add-checkpoint` (c2sp.org/tlog-witness). */
export function formatAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): Uint8Array {
  const lines = [`old ${oldSize}`, ...proof.map(toBase64), "", ""];
  return concatBytes(toUtf8(lines.join("\n")), checkpoint);
}

/**
 * Parses the body of a request to `add-checkpoint` strictly; the checkpoint in it is not parsed yet.
 *
 * @throws LedgerError `request-malformed`
 */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint {
  if (body.length > ADD_CHECKPOINT_BYTES_MAX)
    refuse(`it has ${body.length} bytes; ${ADD_CHECKPOINT_BYTES_MAX} are the most`);
  const end = findBlankLine(body);
  if (end === -1) refuse("no empty line stands between the proof and the checkpoint");
  const head = fromUtf8(body.subarray(0, end));
  if (head === null) return refuse("it is not valid UTF-8");
  const [first = "", ...lines] = head.split("\n");
  const [, digits] = /^old (0|[1-9][0-9]*)$/.exec(first) ?? [];
  const oldSize = Number(digits);
  if (digits === undefined || !isCount(oldSize))
    refuse("its first line is not “old” and a size from 0 to 2^53 - 1");
  if (lines.length > PROOF_HASHES_MAX)
    refuse(`its proof has ${lines.length} lines; ${PROOF_HASHES_MAX} are the most`);
  const proof = lines.map((line) => {
    const hash = fromBase64(line);
    return hash?.length === HASH_BYTES
      ? hash
      : refuse("a line of its proof is not 32 bytes in proper base64");
  });
  return { oldSize, proof, checkpoint: body.slice(end + 2) };
}

/** Where the first of two newlines in a row stands, or -1. */
function findBlankLine(bytes: Uint8Array): number {
  return bytes.findIndex((byte, index) => byte === NEWLINE && bytes[index + 1] === NEWLINE);
}

function refuse(reason: string): never {
  throw new LedgerError("request-malformed", `This is not a request to a witness: ${reason}.`);
}
