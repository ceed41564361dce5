import { commit } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";

/** A run of places in the log; those that no entry has are padding. */
export interface Batch {
  readonly firstPlace: number;
  readonly size: number;
  /** 32 bytes. */
  readonly paddingSeed: Uint8Array;
}

/** An entry at its place. */
export interface PlacedEntry {
  readonly place: number;
  /** 32 bytes. */
  readonly commitment: Uint8Array;
}

/** An hour in which nothing was done looks like one in which sixty-four things were. */
const BATCH_SIZE_MIN = 64;

/**
 * How many places a batch gets: the next power of two, 64 at least. What its size tells is the number of acts to within
 * a factor of two, and nothing below 65.
 */
export function batchSize(entries: number): number {
  let size = BATCH_SIZE_MIN;
  while (size < entries) size *= 2;
  return size;
}

/**
 * The leaves of the places from `start` up to but without `end`, in order: the commitments of entries, and padding that
 * nobody without the batch's seed can tell from them.
 *
 * @throws Error where a place has neither entry nor batch: the database has a hole
 */
export function leavesOf(
  { start, end }: { readonly start: number; readonly end: number },
  entries: readonly PlacedEntry[],
  batches: readonly Batch[],
): Uint8Array[] {
  const known = new Map(entries.map(({ place, commitment }) => [place, commitment]));
  return Array.from({ length: end - start }, (_, offset) => {
    const leaf = known.get(start + offset) ?? paddingAt(start + offset, batches);
    if (!leaf) throw new Error(`place ${start + offset} of the ledger has neither an entry nor padding`);
    return leaf;
  });
}

/** The padding at a place; null outside all batches. */
export function paddingAt(place: number, batches: readonly Batch[]): Uint8Array | null {
  const batch = batches.find(({ firstPlace, size }) => firstPlace <= place && place < firstPlace + size);
  return batch ? commit(sha256, batch.paddingSeed, Buffer.from(`padding ${place}`)) : null;
}
