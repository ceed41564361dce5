import { createHash, createHmac } from "node:crypto";

/**
 * RFC 6962 and RFC 9162 written down again as slowly and plainly as they read, on whole arrays, to be compared with.
 * Shares no line with the package.
 */

type Entry = Uint8Array;

/** MTH of RFC 6962, 2.1. */
export function referenceRoot(entries: readonly Entry[]): Buffer {
  const [only] = entries;
  if (only === undefined) return createHash("sha256").digest();
  if (entries.length === 1) return createHash("sha256").update(Buffer.of(0)).update(only).digest();
  const k = split(entries.length);
  return node(referenceRoot(entries.slice(0, k)), referenceRoot(entries.slice(k)));
}

/** PATH of RFC 6962, 2.1.1. */
export function referencePath(m: number, entries: readonly Entry[]): Buffer[] {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  return m < k
    ? [...referencePath(m, entries.slice(0, k)), referenceRoot(entries.slice(k))]
    : [...referencePath(m - k, entries.slice(k)), referenceRoot(entries.slice(0, k))];
}

/** PROOF of RFC 6962, 2.1.2. */
export function referenceProof(m: number, entries: readonly Entry[]): Buffer[] {
  return subproof(m, entries, true);
}

function subproof(m: number, entries: readonly Entry[], isWhole: boolean): Buffer[] {
  if (m === entries.length) return isWhole ? [] : [referenceRoot(entries)];
  const k = split(entries.length);
  return m <= k
    ? [...subproof(m, entries.slice(0, k), isWhole), referenceRoot(entries.slice(k))]
    : [...subproof(m - k, entries.slice(k), false), referenceRoot(entries.slice(0, k))];
}

/** SUBTREE_PROOF of draft-ietf-plants-merkle-tree-certs. */
export function referenceSubtreeProof(
  start: number,
  end: number,
  entries: readonly Entry[],
  isWhole = true,
): Buffer[] {
  if (start === 0 && end === entries.length) return isWhole ? [] : [referenceRoot(entries)];
  const k = split(entries.length);
  const [left, right] = [entries.slice(0, k), entries.slice(k)];
  if (end <= k) return [...referenceSubtreeProof(start, end, left, isWhole), referenceRoot(right)];
  if (k <= start) return [...referenceSubtreeProof(start - k, end - k, right, isWhole), referenceRoot(left)];
  return [...referenceSubtreeProof(0, end - k, right, false), referenceRoot(left)];
}

/** RFC 9162, 2.1.3.2: a loop over the bits of the index, where the package climbs recursively. */
export function referenceIncludes(
  leafHash: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index >= size) return false;
  let [fn, sn] = [index, size - 1];
  let r: Uint8Array = leafHash;
  for (const p of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = node(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      r = node(r, p);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && Buffer.compare(r, root) === 0;
}

/** RFC 9162, 2.1.4.2. */
export function referenceConsistent(
  first: number,
  second: number,
  proof: readonly Uint8Array[],
  firstHash: Uint8Array,
  secondHash: Uint8Array,
): boolean {
  if (first === 0 || first > second) return false;
  if (first === second) return proof.length === 0 && Buffer.compare(firstHash, secondHash) === 0;
  if (proof.length === 0) return false;
  const isPowerOfTwo = Number.isInteger(Math.log2(first));
  const path = isPowerOfTwo ? [firstHash, ...proof] : [...proof];
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  const [seed, ...rest] = path;
  if (seed === undefined) return false;
  let fr: Uint8Array = seed;
  let sr: Uint8Array = seed;
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = node(c, fr);
      sr = node(c, sr);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      sr = node(sr, c);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && Buffer.compare(fr, firstHash) === 0 && Buffer.compare(sr, secondHash) === 0;
}

/** The commitment as the README states it, by another's HMAC. */
export function referenceCommitment(salt: Uint8Array, bytes: Uint8Array): Buffer {
  return createHmac("sha256", salt).update("leeward-ledger/commitment/v1\0").update(bytes).digest();
}

/** The path of a tile as c2sp.org/tlog-tiles states it, by text alone. */
export function referenceTilePath(level: string, index: number, width: number): string {
  const digits = String(index).padStart(Math.ceil(Math.max(1, String(index).length) / 3) * 3, "0");
  const groups = digits.match(/.../g) ?? [];
  const path = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${path}${width === 256 ? "" : `.p/${width}`}`;
}

function node(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash("sha256").update(Buffer.of(1)).update(left).update(right).digest();
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
