/** SHA-256 of the bytes, 32 bytes long; passed in so that the same code runs on node:crypto and in a browser. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

export const HASH_BYTES = 32;

/** The hash of an empty tree (RFC 6962, 2.1). */
export function hashEmptyTree(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** The hash of one entry as a leaf: SHA-256 of a zero byte and the entry (RFC 6962, 2.1). */
export function hashLeaf(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const data = new Uint8Array(1 + entry.length);
  data.set(entry, 1);
  return sha256(data);
}

/** The hash of two neighbouring hashes: SHA-256 of the byte 1, left, right (RFC 6962, 2.1). */
export function hashNode(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const data = new Uint8Array(1 + 2 * HASH_BYTES);
  data[0] = 1;
  data.set(left, 1);
  data.set(right, 1 + HASH_BYTES);
  return sha256(data);
}

/** The largest power of two below `size` (2 or more): where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Whether a number can be a tree size or an index here: a whole number, 0 to 2^53 - 1. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
