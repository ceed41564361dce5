import { SynthError } from "./errors.ts";

/** Rows of codes that read alike, each kept once. */
export type AlikeRows = {
  /** Whether the row at place `row` of `codes` reads like none before it; counts it either way. */
  isNew(codes: Uint16Array, row: number): boolean;
  /** How many there were of each, in the order in which they came. */
  times(): Uint32Array;
};

/** Answers a row's codes as text, each column in as many bits as its codes need: what is kept of each different row is short. */
function packer(sizes: readonly number[]): (codes: Uint16Array, row: number) => string {
  const bitsOf = sizes.map((size) => Math.ceil(Math.log2(Math.max(2, size))));
  const packed = Buffer.alloc(Math.ceil(bitsOf.reduce((sum, bits) => sum + bits, 0) / 8));
  return (codes, row) => {
    let [held, bitsHeld, at] = [0, 0, 0];
    for (let column = 0; column < bitsOf.length; column++) {
      // At most 7 bits wait, and a code has 16.
      held = (held << bitsOf[column]!) | codes[row * bitsOf.length + column]!;
      bitsHeld += bitsOf[column]!;
      for (; bitsHeld >= 8; bitsHeld -= 8) packed[at++] = (held >> (bitsHeld - 8)) & 255;
      held &= (1 << bitsHeld) - 1;
    }
    if (bitsHeld > 0) packed[at] = held;
    return packed.toString("latin1");
  };
}

/**
 * Tells apart up to `differentMax` rows of codes below `sizes`. Two bytes a code and some sixty more stay of each.
 *
 * @throws from `isNew`: SynthError `rows-too-various`
 */
export function alikeRows(sizes: readonly number[], differentMax: number): AlikeRows {
  const places = new Map<string, number>();
  const pack = packer(sizes);
  let counts = new Uint32Array(4096);
  return {
    isNew(codes, row) {
      const key = pack(codes, row);
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
