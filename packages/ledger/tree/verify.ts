import { equalBytes } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { HASH_BYTES, hashEmptyTree, hashNode, isCount, type Sha256, splitPoint } from "./hash.ts";

/** That a leaf is at `index` of the tree with `size` leaves and this root. */
export type InclusionClaim = {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** That the tree of `oldSize` leaves with `oldRoot` is the beginning of the tree of `newSize` with `newRoot`. */
export type ConsistencyClaim = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** That a leaf is at `index` (counted in the whole tree) of the subtree `start` to `end` with this root. */
export type SubtreeInclusionClaim = Omit<InclusionClaim, "size"> & {
  readonly start: number;
  readonly end: number;
};

/** That the subtree `start` to `end` with `subtreeRoot` is part of the tree of `size` leaves with this root. */
export type SubtreeConsistencyClaim = {
  readonly start: number;
  readonly end: number;
  readonly subtreeRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/**
 * Returns when an inclusion proof holds (RFC 6962, 2.1.1), and throws otherwise, so that a forgotten check of a
 * result cannot let a bad proof pass.
 *
 * @throws LedgerError `proof-invalid`
 */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): void {
  const { index, size, proof, leafHash, root } = claim;
  if (!isCount(size) || !isCount(index) || index >= size)
    refuse(`index ${index} is not in a tree of ${size}`);
  if (leafHash.length !== HASH_BYTES) refuse("the leaf hash does not have 32 bytes");
  const hashes = proofHashes(proof);

  const climb = (position: number, leaves: number): Uint8Array => {
    if (leaves === 1) return leafHash;
    const middle = splitPoint(leaves);
    if (position < middle) {
      const left = climb(position, middle);
      return hashNode(sha256, left, hashes.next());
    }
    const right = climb(position - middle, leaves - middle);
    return hashNode(sha256, hashes.next(), right);
  };

  const computed = climb(index, size);
  hashes.ensureUsedUp();
  if (!equalBytes(computed, root)) refuse("it leads to another root");
}

/**
 * Returns when a consistency proof holds (RFC 6962, 2.1.2), and throws otherwise.
 *
 * @throws LedgerError `proof-invalid`, also for an `oldSize` of 0: nothing can be inconsistent with an empty tree,
 * so such a proof says nothing and must not be mistaken for one
 */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): void {
  if (claim.oldSize === 0) refuse("it starts from an empty tree, which proves nothing");
  verifySubtreeConsistency(sha256, {
    start: 0,
    end: claim.oldSize,
    subtreeRoot: claim.oldRoot,
    size: claim.newSize,
    root: claim.newRoot,
    proof: claim.proof,
  });
}

/**
 * Returns when an inclusion proof into a subtree holds, and throws otherwise
 * (draft-ietf-plants-merkle-tree-certs, "Subtrees").
 *
 * @throws LedgerError `proof-invalid`
 */
export function verifySubtreeInclusion(sha256: Sha256, claim: SubtreeInclusionClaim): void {
  const { start, end, index, ...rest } = claim;
  ensureSubtree(start, end);
  if (!isCount(index) || index < start || index >= end)
    refuse(`index ${index} is not from ${start} to ${end}`);
  verifyInclusion(sha256, { ...rest, index: index - start, size: end - start });
}

/**
 * Returns when a proof that a subtree belongs to a tree holds, and throws otherwise
 * (draft-ietf-plants-merkle-tree-certs, "Subtrees"). An empty subtree needs the empty root and no proof.
 *
 * @throws LedgerError `proof-invalid`
 */
export function verifySubtreeConsistency(sha256: Sha256, claim: SubtreeConsistencyClaim): void {
  const { start, end, size, subtreeRoot, root } = claim;
  ensureSubtree(start, end);
  if (!isCount(size) || end > size) refuse(`a tree of ${size} has no subtree from ${start} to ${end}`);
  const hashes = proofHashes(claim.proof);
  if (start === end) {
    hashes.ensureUsedUp();
    if (!equalBytes(subtreeRoot, hashEmptyTree(sha256))) refuse("an empty subtree has the empty root");
    return;
  }

  // `known` says that the subtree's own root is the hash to climb from, so that the proof need not repeat it.
  const climb = (
    from: number,
    to: number,
    leaves: number,
    known: boolean,
  ): { sub: Uint8Array; tree: Uint8Array } => {
    if (from === 0 && to === leaves) {
      const hash = known ? subtreeRoot : hashes.next();
      return { sub: hash, tree: hash };
    }
    const middle = splitPoint(leaves);
    if (to <= middle) {
      const { sub, tree } = climb(from, to, middle, known);
      return { sub, tree: hashNode(sha256, tree, hashes.next()) };
    }
    if (from >= middle) {
      const { sub, tree } = climb(from - middle, to - middle, leaves - middle, known);
      return { sub, tree: hashNode(sha256, hashes.next(), tree) };
    }
    const { sub, tree } = climb(0, to - middle, leaves - middle, false);
    const left = hashes.next();
    return { sub: hashNode(sha256, left, sub), tree: hashNode(sha256, left, tree) };
  };

  const { sub, tree } = climb(start, end, size, true);
  hashes.ensureUsedUp();
  if (!equalBytes(sub, subtreeRoot)) refuse("it leads to another root for the older or smaller tree");
  if (!equalBytes(tree, root)) refuse("it leads to another root for the newer or larger tree");
}

/** A subtree begins at a multiple of the power of two that is as large as it or just larger. */
function ensureSubtree(start: number, end: number): void {
  if (!isCount(start) || !isCount(end) || start > end) refuse(`${start} to ${end} is no range of leaves`);
  let width = 1;
  while (width < end - start) width *= 2;
  if (start % width !== 0) refuse(`no subtree goes from ${start} to ${end}`);
}

function proofHashes(proof: readonly Uint8Array[]): { next(): Uint8Array; ensureUsedUp(): void } {
  let used = 0;
  return {
    next() {
      const hash = proof[used++];
      if (hash === undefined) return refuse(`it has only ${proof.length} hashes`);
      if (hash.length !== HASH_BYTES) refuse("one of its hashes does not have 32 bytes");
      return hash;
    },
    ensureUsedUp() {
      if (used !== proof.length) refuse(`it has ${proof.length} hashes where ${used} are needed`);
    },
  };
}

function refuse(reason: string): never {
  throw new LedgerError(
    "proof-invalid",
    `The proof does not hold: ${reason}. Do not trust what it came with.`,
  );
}
