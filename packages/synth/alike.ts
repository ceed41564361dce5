import { SynthError } from "./errors.ts";
import type { Microdata } from "./tables.ts";

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

/**
 * The same rows for counting, each different one once with how many people it stands for: tables of few values have a
 * fraction as many different rows as rows, and a thousand tables are counted of them several times. `data` itself where
 * more than half of its rows differ.
 */
export function alikeOnce(data: Microdata): Microdata {
  const { codes, rows, width, sizes, each = 1 } = data;
  if (data.times) return data;
  const differentMax = Math.floor(rows / 2);
  // An open table of places counted from one; at most half of it is ever taken.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * differentMax + 2)));
  const kept = new Uint16Array(differentMax * width);
  const times = new Uint32Array(differentMax);
  let different = 0;
  for (let at = 0; at < rows * width; at += width) {
    let slot = hashOf(codes, at, width) & (slots.length - 1);
    while (slots[slot] !== 0 && !isSame(codes, at, kept, (slots[slot]! - 1) * width, width))
      slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === 0) {
      if (different === differentMax) return data;
      for (let column = 0; column < width; column++) kept[different * width + column] = codes[at + column]!;
      slots[slot] = ++different;
    }
    times[slots[slot]! - 1]! += each;
  }
  return {
    ...{ rows: different, width, sizes },
    ...{ codes: kept.slice(0, different * width), times: times.slice(0, different) },
  };
}

function hashOf(codes: Uint16Array, at: number, width: number): number {
  let hash = 0;
  for (let column = 0; column < width; column++) {
    hash = Math.imul(hash ^ codes[at + column]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function isSame(a: Uint16Array, atA: number, b: Uint16Array, atB: number, width: number): boolean {
  for (let column = 0; column < width; column++) if (a[atA + column] !== b[atB + column]) return false;
  return true;
}
