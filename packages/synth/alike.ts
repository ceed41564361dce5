import { SynthError } from "./errors.ts";

/** Rows of codes that read alike, each kept once. */
export type AlikeRows = {
  /** Whether the row at place `row` of `codes` reads like none before it; counts it either way. */
  isNew(codes: Uint16Array, row: number): boolean;
  /** How many there were of each, in the order in which they came. */
  times(): Uint32Array;
};

/**
 * Tells apart up to `differentMax` rows of `width` codes. Two bytes a code and about a hundred more stay of each.
 *
 * @throws from `isNew`: SynthError `rows-too-various`
 */
export function alikeRows(width: number, differentMax: number): AlikeRows {
  const places = new Map<string, number>();
  let counts = new Uint32Array(4096);
  return {
    isNew(codes, row) {
      const key = Buffer.from(
        codes.buffer,
        codes.byteOffset + row * width * codes.BYTES_PER_ELEMENT,
        width * codes.BYTES_PER_ELEMENT,
      ).toString("latin1");
      const place = places.get(key);
      if (place !== undefined) {
        counts[place]!++;
        return false;
      }
      if (places.size === differentMax) {
        throw new SynthError(
          "rows-too-various",
          `The table has more than ${differentMax} different rows. Keep fewer columns of it, or coarser ones.`,
        );
      }
      if (places.size === counts.length) {
        const grown = new Uint32Array(counts.length * 2);
        grown.set(counts);
        counts = grown;
      }
      counts[places.size] = 1;
      places.set(key, places.size);
      return true;
    },
    times: () => counts.slice(0, places.size),
  };
}
