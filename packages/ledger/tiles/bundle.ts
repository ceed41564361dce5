import { LedgerError } from "../errors.ts";

/** The longest entry: its length must fit two bytes (c2sp.org/tlog-tiles). */
export const ENTRY_BYTES_MAX = 0xffff;

const LENGTH_BYTES = 2;

/** The bytes of a bundle: each entry after its length, two bytes, the high one first. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > ENTRY_BYTES_MAX) throw new Error(`an entry of ${entry.length} bytes reached a bundle`);
    bytes[offset] = entry.length >> 8;
    bytes[offset + 1] = entry.length & 0xff;
    bytes.set(entry, offset + LENGTH_BYTES);
    offset += LENGTH_BYTES + entry.length;
  }
  return bytes;
}

/** The entry whose length stands at `offset`, and where the next one begins; null where the bytes end before. */
export function readEntry(bytes: Uint8Array, offset: number): { entry: Uint8Array; next: number } | null {
  const high = bytes[offset];
  const low = bytes[offset + 1];
  if (high === undefined || low === undefined) return null;
  const start = offset + LENGTH_BYTES;
  const next = start + high * 256 + low;
  return next > bytes.length ? null : { entry: bytes.subarray(start, next), next };
}

/**
 * The first `count` entries of a bundle, as views into its bytes.
 *
 * @throws LedgerError `bundle-malformed` where it holds fewer
 */
export function decodeBundle(bytes: Uint8Array, count: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (entries.length < count) {
    const record = readEntry(bytes, offset);
    if (record === null) {
      throw new LedgerError(
        "bundle-malformed",
        `The bundle ends within entry ${entries.length + 1} of ${count}, which begins at byte ${offset}.`,
      );
    }
    entries.push(record.entry);
    offset = record.next;
  }
  return entries;
}
