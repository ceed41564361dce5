import { type Bytes, concat, fromBase64Url, uint32 } from "../../../core/keys/bytes.ts";
import { hash } from "../../../core/keys/derive.ts";
import type { NamedAttachment } from "./named.ts";
import { olderHashes } from "./older-hashes.ts";

/**
 * A list of known abuse material: hashes of files, of the three kinds that such lists are given out in. In bytes: how many of
 * each kind there are (4 bytes each, the high one first), then those of each kind, ascending, none twice.
 */

const KINDS = ["sha256", "sha1", "md5"] as const;
/** In the order in which they stand in a list. */
type HashKind = (typeof KINDS)[number];
const BYTES_OF: Readonly<Record<HashKind, number>> = { sha256: 32, sha1: 20, md5: 16 };
const HEAD_BYTES = 4 * KINDS.length;
/** Of all hashes together, which every worker's browser fetches once an hour at most: 131,072 SHA-256 or 262,144 MD5. */
const HASHES_BYTES_MAX = 4 * 1024 ** 2;
/** Of a list with its head. */
export const LIST_BYTES_MAX: number = HASHES_BYTES_MAX + HEAD_BYTES;

/** Hexadecimal digits that stand alone between what separates columns. */
const HASH = /(?<![^\s"',;|:=])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![^\s"',;|:=])/gi;

/** A line of the file that has no hash, from 1; 0 where the whole file has none, or more than fit. */
export class HashListError extends Error {
  override readonly name = "HashListError";
  readonly line: number;

  constructor(line: number) {
    super(line === 0 ? "A list has 1 to 4 MiB of hashes." : `Line ${line} has no SHA-256, SHA-1 or MD5.`);
    this.line = line;
  }
}

/**
 * The list in a text file: in each line one or several of SHA-256, SHA-1 and MD5 in hexadecimal digits, in columns of
 * whatever order; what stands beside them is left out. Empty lines, lines that begin with `#` and a heading in the first
 * line are passed over.
 *
 * @throws HashListError
 */
export function parseHashList(text: string): Bytes {
  const found = KINDS.map(() => new Set<string>());
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  for (const [at, line] of lines.entries()) {
    const hashes = line.startsWith("#") ? [] : (line.match(HASH) ?? []);
    for (const hex of hashes) {
      found[KINDS.findIndex((kind) => BYTES_OF[kind] * 2 === hex.length)]?.add(hex.toLowerCase());
    }
    const mayHaveNone = at === 0 || line.trim() === "" || line.startsWith("#");
    if (hashes.length === 0 && !mayHaveNone) throw new HashListError(at + 1);
  }
  const list = concat(
    ...found.map(({ size }) => uint32(size)),
    ...found.map((ofKind) => hexToBytes([...ofKind].sort().join(""))),
  );
  if (!isHashList(list)) throw new HashListError(0);
  return list;
}

function hexToBytes(hex: string): Bytes {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Where the hashes of one kind stand. */
interface Part {
  readonly kind: HashKind;
  readonly from: number;
  readonly count: number;
}

/** Of an empty list, which is what an agency without one is given, nothing. */
function partsOf(list: Uint8Array): Part[] {
  if (list.length < HEAD_BYTES) return [];
  const head = new DataView(list.buffer, list.byteOffset, HEAD_BYTES);
  let from = HEAD_BYTES;
  return KINDS.map((kind, at) => {
    const part = { kind, from, count: head.getUint32(4 * at) };
    from += part.count * BYTES_OF[kind];
    return part;
  });
}

/** Hashes of a list, of all kinds. */
export const countHashes = (list: Uint8Array): number =>
  partsOf(list).reduce((sum, { count }) => sum + count, 0);

/** Whether these bytes are a list, in the order that {@link hasHash} relies on. */
export function isHashList(list: Uint8Array): boolean {
  const parts = partsOf(list);
  const hashes = parts.reduce((sum, { kind, count }) => sum + count * BYTES_OF[kind], 0);
  if (hashes === 0 || hashes > HASHES_BYTES_MAX || list.length !== HEAD_BYTES + hashes) return false;
  return parts.every(({ kind, from, count }) => {
    const bytes = BYTES_OF[kind];
    for (let at = 1; at < count; at++) {
      const place = from + at * bytes;
      if (compare(list, place - bytes, list, place, bytes) >= 0) return false;
    }
    return true;
  });
}

/** Whether the list names this hash. An empty list names none. */
export function hasHash(list: Uint8Array, kind: HashKind, hash: Uint8Array): boolean {
  const part = partsOf(list).find((one) => one.kind === kind);
  const bytes = BYTES_OF[kind];
  if (!part || hash.length !== bytes) return false;
  let from = 0;
  let to = part.count;
  while (from < to) {
    const middle = (from + to) >> 1;
    const order = compare(list, part.from + middle * bytes, hash, 0, bytes);
    if (order === 0) return true;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return false;
}

/** Below, at or above 0 as so many bytes at one place stand before, are or follow those at another one. */
function compare(
  left: Uint8Array,
  leftAt: number,
  right: Uint8Array,
  rightAt: number,
  bytes: number,
): number {
  for (let byte = 0; byte < bytes; byte++) {
    const difference = (left[leftAt + byte] ?? 0) - (right[rightAt + byte] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the list names these bytes, however their letter names them. */
export async function isContentIn(list: Uint8Array, content: Uint8Array): Promise<boolean> {
  if (hasHash(list, "sha256", hash(content))) return true;
  const { sha1, md5 } = await olderHashes(content);
  return hasHash(list, "sha1", sha1) || hasHash(list, "md5", md5);
}

type NamedHashes = Pick<NamedAttachment, "sha256" | "originalSha256" | "originalSha1" | "originalMd5">;

/** Whether the list names this file, as it is or as it was before its hidden details were taken out. */
export function isNamedIn(list: Uint8Array, named: NamedHashes): boolean {
  const { sha256, originalSha256, originalSha1, originalMd5 } = named;
  const has = (kind: HashKind, hash: string | undefined): boolean =>
    hash !== undefined && hasHash(list, kind, fromBase64Url(hash, BYTES_OF[kind]));
  return (
    has("sha256", sha256) ||
    has("sha256", originalSha256) ||
    has("sha1", originalSha1) ||
    has("md5", originalMd5)
  );
}
