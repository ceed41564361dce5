import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../keys/bytes.ts";

/**
 * Work that a server under load asks for before it listens: many small puzzles in place of a large one, so that the time
 * it takes varies little. Each is a number whose SHA-256 with the seed begins with so many zero bits (after hashcash).
 */
export interface Work {
  /** Signed by the server for one act, 75 characters. */
  readonly ticket: string;
  /** Leading zero bits of each piece, 1 to 24. */
  readonly bits: number;
}

/** Four times less spread than one puzzle of the same whole. */
export const PIECES = 16;
const NUMBER_BYTES = 4;

/**
 * The numbers that solve it, after about 16 · 2^bits hashes.
 *
 * @param pause called after each piece, so that a page stays alive
 */
export async function solveWork(work: Work, pause: () => Promise<void>): Promise<number[]> {
  const found: number[] = [];
  for (let piece = 0; piece < PIECES; piece++) {
    const block = blockOf(work, piece);
    const view = new DataView(block.buffer);
    let number = 0;
    for (;;) {
      view.setUint32(block.length - NUMBER_BYTES, number);
      if (hasZeroBits(sha256(block), work.bits)) break;
      number += 1;
    }
    found.push(number);
    await pause();
  }
  return found;
}

/** Sixteen hashes. */
export function isSolved(work: Work, found: readonly number[]): boolean {
  return (
    found.length === PIECES &&
    found.every((number, piece) => {
      if (!Number.isInteger(number) || number < 0 || number > 0xff_ff_ff_ff) return false;
      const block = blockOf(work, piece);
      new DataView(block.buffer).setUint32(block.length - NUMBER_BYTES, number);
      return hasZeroBits(sha256(block), work.bits);
    })
  );
}

/** Short enough for one block of SHA-256. */
function blockOf({ ticket, bits }: Work, piece: number): Uint8Array<ArrayBuffer> {
  const seed = sha256(utf8(`leeward work v1\n${ticket}\n${bits}\n${piece}`));
  const block = new Uint8Array(seed.length + NUMBER_BYTES);
  block.set(seed);
  return block;
}

function hasZeroBits(hash: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  for (let at = 0; at < whole; at++) if (hash[at] !== 0) return false;
  return bits % 8 === 0 || (hash[whole] ?? 0) >> (8 - (bits % 8)) === 0;
}
