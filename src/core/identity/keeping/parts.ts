import { type Bytes, CryptoError, concat, equalBytes, exactly, type Random } from "../../keys/bytes.ts";

/**
 * A key in three parts, of which any two give it back and one says nothing: the key is the sum (XOR) of three random
 * pieces, and each part is the two pieces that are not its own (replicated sharing: Ito, Saito, Nishizeki, 1987). For two
 * of three this needs no arithmetic but XOR, and the piece that two parts have in common shows a part that was changed.
 */
export interface Part {
  /** 0, 1 or 2. */
  readonly place: number;
  /** 64 bytes. */
  readonly bytes: Bytes;
}

const keyBytes = 32;
export const partBytes = 2 * keyBytes;
/** The pieces that the part at each place holds. */
const HELD = [
  [1, 2],
  [0, 2],
  [0, 1],
] as const;

/** @param key 32 bytes */
export function splitKey(key: Uint8Array, random: Random): readonly [Bytes, Bytes, Bytes] {
  const first = exactly(random(keyBytes), keyBytes, "The randomness for a part");
  const second = exactly(random(keyBytes), keyBytes, "The randomness for a part");
  const pieces = [first, second, xor(exactly(key, keyBytes, "The key"), xor(first, second))];
  const partAt = ([one, other]: readonly [number, number]): Bytes =>
    concat(pieces[one] as Bytes, pieces[other] as Bytes);
  return [partAt(HELD[0]), partAt(HELD[1]), partAt(HELD[2])];
}

/**
 * The key that two parts give.
 *
 * @throws CryptoError `bad-value` for the same place twice or one that is none; `cannot-open` where the two do not agree
 */
export function joinParts(one: Part, other: Part): Bytes {
  if (one.place === other.place || !HELD[one.place] || !HELD[other.place]) {
    throw new CryptoError("bad-value", "Two different parts of the three are needed.");
  }
  const pieces = new Map<number, Bytes>();
  for (const { place, bytes } of [one, other]) {
    const own = exactly(bytes, partBytes, "A part");
    for (const [at, number] of (HELD[place] as readonly number[]).entries()) {
      const piece = own.slice(at * keyBytes, (at + 1) * keyBytes);
      const seen = pieces.get(number);
      if (seen && !equalBytes(seen, piece)) {
        throw new CryptoError("cannot-open", "The two parts do not belong together.");
      }
      pieces.set(number, piece);
    }
  }
  return [...pieces.values()].reduce(xor);
}

function xor(left: Bytes, right: Bytes): Bytes {
  return left.map((byte, at) => byte ^ (right[at] as number));
}
