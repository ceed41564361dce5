import { LedgerError } from "../errors.ts";
import { hashEmptyTree, hashNode, isCount, type Sha256, splitPoint } from "./hash.ts";

/** Leaves from `start` up to but without `end`; a proof is the hashes of a list of such ranges. */
export type LeafRange = { readonly start: number; readonly end: number };

/** A full subtree: 2^height leaves, the first of them being `index` times 2^height. */
export type TreeNode = { readonly height: number; readonly index: number };

/**
 * The ranges whose hashes prove that leaf `index` is in a tree of `size` leaves, from the leaf up (RFC 6962, 2.1.1).
 *
 * @throws LedgerError `size-out-of-range`, `index-out-of-range`
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  ensureSize(size);
  if (!isCount(index) || index >= size) {
    throw new LedgerError("index-out-of-range", `Index ${index} is not in a tree of ${size} entries.`);
  }
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The ranges whose hashes prove that the tree of `oldSize` leaves is the beginning of the tree of `newSize`
 * (RFC 6962, 2.1.2); none where the sizes are equal.
 *
 * @throws LedgerError `size-out-of-range`, also for an `oldSize` of 0: every tree begins with nothing
 */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  ensureSize(newSize);
  if (!isCount(oldSize) || oldSize === 0 || oldSize > newSize) {
    throw new LedgerError(
      "size-out-of-range",
      `A consistency proof goes from 1 or more entries to as many or more, not from ${oldSize} to ${newSize}.`,
    );
  }
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = newSize;
  while (end > oldSize) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // The verifier already knows the old root, which is this last range when the walk never went right.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The full subtrees that make up a range, left to right; `start` must be a multiple of the largest of them. */
export function fullNodes({ start, end }: LeafRange): TreeNode[] {
  const nodes: TreeNode[] = [];
  let first = start;
  while (first < end) {
    let height = 0;
    let width = 1;
    while (width * 2 <= end - first) {
      width *= 2;
      height++;
    }
    if (first % width !== 0) throw new Error(`range ${start} to ${end} does not begin at a subtree`);
    nodes.push({ height, index: first / width });
    first += width;
  }
  return nodes;
}

/** The hash of a range from the hashes of its full subtrees, left to right. */
export function foldNodes(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1);
  if (last === undefined) return hashEmptyTree(sha256);
  return hashes.slice(0, -1).reduceRight((right, left) => hashNode(sha256, left, right), last);
}

function ensureSize(size: number): void {
  if (!isCount(size)) {
    throw new LedgerError(
      "size-out-of-range",
      `A tree size is a whole number from 0 to 2^53 - 1, not ${size}.`,
    );
  }
}
