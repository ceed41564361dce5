import { type Bytes, fromBase64Url } from "../../../core/keys/bytes.ts";
import type { NamedAttachment } from "./named.ts";

/** A list of known abuse material: SHA-256 of files, ascending, 32 bytes each, none twice. */

const HASH_BYTES = 32;
/** 4 MiB, which every worker's browser fetches once an hour at most. */
export const HASHES_MAX = 131_072;

const LINE = /^\s*"?([0-9a-f]{64})"?(?:[\s,;].*)?$/i;

/** A line of the file that is none of a list, from 1; 0 where the file has no hash or too many. */
export class HashListError extends Error {
  override readonly name = "HashListError";
  readonly line: number;

  constructor(line: number) {
    super(line === 0 ? `A list has 1 to ${HASHES_MAX} hashes.` : `Line ${line} begins with no SHA-256.`);
    this.line = line;
  }
}

/**
 * The list in a text file: a SHA-256 in hexadecimal digits at the start of each line, whatever follows it left out. Empty
 * lines, lines that begin with `#` and a heading in the first line are passed over.
 *
 * @throws HashListError
 */
export function parseHashList(text: string): Bytes {
  const found = new Set<string>();
  for (const [at, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const hex = LINE.exec(line)?.[1];
    if (hex) found.add(hex.toLowerCase());
    else if (at > 0 && line.trim() !== "" && !line.startsWith("#")) throw new HashListError(at + 1);
  }
  if (found.size === 0 || found.size > HASHES_MAX) throw new HashListError(0);
  const list = new Uint8Array(found.size * HASH_BYTES);
  for (const [at, hex] of [...found].sort().entries()) {
    for (let byte = 0; byte < HASH_BYTES; byte++) {
      list[at * HASH_BYTES + byte] = Number.parseInt(hex.slice(2 * byte, 2 * byte + 2), 16);
    }
  }
  return list;
}

/** Hashes of a list. */
export const countHashes = (list: Uint8Array): number => list.length / HASH_BYTES;

/** Whether these bytes are a list, in the order that {@link hasHash} relies on. */
export function isHashList(list: Uint8Array): boolean {
  const count = countHashes(list);
  if (!Number.isInteger(count) || count < 1 || count > HASHES_MAX) return false;
  for (let at = 1; at < count; at++) if (compareAt(list, at, at - 1, list) <= 0) return false;
  return true;
}

/** Whether the list names this SHA-256. An empty list names none. */
export function hasHash(list: Uint8Array, sha256: Uint8Array): boolean {
  let from = 0;
  let to = countHashes(list);
  while (from < to) {
    const middle = (from + to) >> 1;
    const order = compareAt(list, middle, 0, sha256);
    if (order === 0) return true;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return false;
}

/** Below, at or above 0 as the hash at one place of a list stands before, is or follows the one at a place of another. */
function compareAt(list: Uint8Array, at: number, otherAt: number, other: Uint8Array): number {
  for (let byte = 0; byte < HASH_BYTES; byte++) {
    const difference = (list[at * HASH_BYTES + byte] ?? 0) - (other[otherAt * HASH_BYTES + byte] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the list names this file, as it is or as it was before its hidden details were taken out. */
export const isNamedIn = (
  list: Uint8Array,
  { sha256, originalSha256 }: Pick<NamedAttachment, "sha256" | "originalSha256">,
): boolean =>
  [sha256, originalSha256].some((one) => one !== undefined && hasHash(list, fromBase64Url(one, 32)));
