import {
  hashLeaf,
  isCommitmentTo,
  LedgerError,
  parseVerifierKey,
  verifyCheckpoint,
  verifyInclusion,
} from "@leeward/ledger";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64Url } from "../../core/keys/bytes.ts";

/** An entry with what its proof is made of, as the server answers. */
export interface ProvableEntry {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  /** The canonical text that was committed to; null, like the salt, once the case was erased. */
  readonly content: string | null;
  readonly salt: string | null;
  readonly commitment: string;
  readonly logIndex: number | null;
  readonly proof: readonly string[] | null;
  readonly size: number;
  /** The checkpoint that the proof leads to. */
  readonly checkpoint: string | null;
  /** The log that it went into; one that came before, where a successor was announced since. */
  readonly log: { readonly number: number; readonly verifierKey: string } | null;
}

/** `waits` until the next checkpoint; the last three name what does not hold. */
export type Verdict = "proven" | "waits" | "bad-commitment" | "bad-checkpoint" | "bad-inclusion";

/**
 * Checks in this browser that an entry is in the log: its content, unless it was erased, makes the commitment, the
 * log's key signed the checkpoint, and the proof leads from the one to the other.
 *
 * @param verifierKey the log's key as `name+id+key`; who trusts it has seen it elsewhere
 */
export function proveEntry(entry: ProvableEntry, verifierKey: string): Verdict {
  const { checkpoint } = entry;
  const encoder = new TextEncoder();
  const commitment = fromBase64Url(entry.commitment);
  if (entry.content !== null && entry.salt !== null) {
    const salt = fromBase64Url(entry.salt);
    if (!isCommitmentTo(sha256, commitment, salt, encoder.encode(entry.content))) return "bad-commitment";
  }
  if (entry.logIndex === null || entry.proof === null || checkpoint === null) return "waits";
  const signed = holds(() =>
    verifyCheckpoint(verifyEd25519, encoder.encode(checkpoint), [parseVerifierKey(sha256, verifierKey)]),
  );
  if (!signed) return "bad-checkpoint";
  if (signed.size !== entry.size) return "bad-checkpoint";
  const { logIndex, proof } = entry;
  const included = holds(() => {
    verifyInclusion(sha256, {
      leafHash: hashLeaf(sha256, commitment),
      index: logIndex,
      size: entry.size,
      proof: proof.map((hash) => fromBase64Url(hash)),
      root: signed.root,
    });
    return true;
  });
  return included ? "proven" : "bad-inclusion";
}

const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey);
  } catch {
    return false; // no point of the curve: no key of anyone
  }
};

/** The result, or nothing where the ledger's own check refuses. */
function holds<Value>(check: () => Value): Value | undefined {
  try {
    return check();
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}
