/** Draws a whole number below `count`. */
export type Choose = (count: number) => number;

/** The same choices for the same seed (mulberry32, public domain). */
export function chooserOf(seed: number): Choose {
  let state = seed | 0;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

export const pick = <T>(choose: Choose, from: readonly T[]): T => from[choose(from.length)] as T;

/** What parsers of lines, numbers and text stumble over, whatever they parse. */
const PIECES = [
  "\0",
  "\r\n",
  '"',
  '""',
  ",",
  ";",
  "=",
  "-1",
  "9007199254740993",
  "1e400",
  "__proto__",
  "constructor",
  "\ufeff",
  "\u202e",
  "\u0130",
  "\ud83d\ude00",
].map((piece) => Buffer.from(piece));

const LENGTH_MAX = 1_000_000;

/** Changed, cut, doubled, spliced with another input, or grown beyond any sense. */
export function mutate(
  first: Uint8Array,
  other: Uint8Array,
  dictionary: readonly Uint8Array[],
  choose: Choose,
): Uint8Array {
  let bytes = Buffer.from(first);
  for (let changes = 1 + choose(6); changes > 0; changes--) {
    const at = choose(bytes.length + 1);
    const insert = (piece: Uint8Array) => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    const slice = (from: Uint8Array) => {
      const start = choose(from.length + 1);
      return from.subarray(start, start + choose(64));
    };
    const ways = [
      () => bytes.map((byte, place) => (place === at ? byte ^ (1 + choose(255)) : byte)),
      () => bytes.subarray(0, at),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + choose(16))]),
      () => insert(slice(bytes)),
      () => Buffer.concat([bytes.subarray(0, at), other.subarray(choose(other.length + 1))]),
      () => insert(slice(other)),
      () => insert(pick(choose, PIECES)),
      () => insert(dictionary.length > 0 ? pick(choose, dictionary) : pick(choose, PIECES)),
      () => insert(dictionary.length > 0 ? pick(choose, dictionary) : pick(choose, PIECES)),
      () => insert(Buffer.alloc(choose(choose(200) === 0 ? 200_000 : 40), choose(256))),
    ];
    bytes = Buffer.from(pick(choose, ways)());
  }
  return bytes.subarray(0, LENGTH_MAX);
}
