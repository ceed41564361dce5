import { type Bytes, concat, type Random, uint32, utf8 } from "./bytes.ts";
import { hash } from "./derive.ts";

/** Bytes that look random and are the same on every run with the same seed: for tests and golden vectors alone. */
export function seededRandom(seed: string): Random {
  let count = 0;
  return (n) => {
    const blocks: Bytes[] = [];
    for (let have = 0; have < n; have += 32) blocks.push(hash(concat(utf8(seed), uint32(count++))));
    return concat(...blocks).slice(0, n);
  };
}

/** `bytes` with one bit flipped; bits are counted from the first byte's highest and wrap around. */
export function flipBit(bytes: Uint8Array, bit: number): Bytes {
  const flipped = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % flipped.length;
  flipped[at] = (flipped[at] as number) ^ (0x80 >> (bit % 8));
  return flipped;
}

/** Bytes of a hexadecimal text. */
export function fromHex(hex: string): Bytes {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
