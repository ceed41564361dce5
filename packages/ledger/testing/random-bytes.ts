import { createHash } from "node:crypto";

/** Bytes that look random and are always the same for the same label: entries, seeds and salts of tests. */
export function bytesOf(label: string | number, length = 32): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let start = 0; start < length; start += 32) {
    const block = createHash("sha256").update(`${label}/${start}`).digest();
    bytes.set(block.subarray(0, length - start), start);
  }
  return bytes;
}

/** Entries of different lengths, some of them empty. */
export function entriesOf(label: string | number, count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => {
    const [length = 0] = bytesOf(`${label}/length/${index}`, 1);
    return bytesOf(`${label}/entry/${index}`, length % 41);
  });
}

/** A generator of choices below a count, the same ones for the same seed (mulberry32, public domain). */
export function chooserOf(seed: number): (count: number) => number {
  let state = seed | 0;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}
