import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { joinParts, type Part, splitKey } from "./parts.ts";

// Mutants that these must kill: the third piece is the key itself; a part holds all three pieces; parts that do not agree
// are joined all the same; the same part counts twice.

const random = (n: number) => new Uint8Array(randomBytes(n));
const partsOf = (key: Uint8Array): Part[] => splitKey(key, random).map((bytes, place) => ({ place, bytes }));
const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const pair = fc.constantFrom([0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]);

it("any two of the three give the key back, in either order", () => {
  fc.assert(
    fc.property(key32, pair, (key, [one, other]) => {
      const parts = partsOf(key);
      expect(joinParts(parts[one as number] as Part, parts[other as number] as Part)).toEqual(
        new Uint8Array(key),
      );
    }),
  );
});

it("one part says nothing: for any other key there is a split with the very same part", () => {
  fc.assert(
    fc.property(key32, key32, fc.constantFrom(0, 1, 2), (key, other, place) => {
      const seen = (partsOf(key)[place] as Part).bytes;
      const [first, second] = [seen.slice(0, 32), seen.slice(32)];
      const sum = (...all: Uint8Array[]) =>
        new Uint8Array(32).map((_, at) => all.reduce((x, one) => x ^ (one[at] as number), 0));
      // The piece that this part lacks makes it any key at all; a split drawn with it shows the same part.
      const missing = sum(other, first, second);
      const drawn = place === 0 ? [missing, first] : place === 1 ? [first, missing] : [first, second];
      const again = splitKey(other, () => drawn.shift() as Uint8Array);
      expect(again[place]).toEqual(seen);
    }),
  );
});

it("parts of two splits, changed parts and the same part twice give nothing", () => {
  fc.assert(
    fc.property(key32, pair, fc.nat(63), (key, [one, other], at) => {
      const [parts, others] = [partsOf(key), partsOf(key)];
      const [left, right] = [parts[one as number] as Part, parts[other as number] as Part];
      expect(() => joinParts(left, others[other as number] as Part)).toThrow("do not belong together");
      expect(() => joinParts(left, left)).toThrow("Two different parts");
      const changed = { ...right, bytes: right.bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)) };
      const joined = () => joinParts(left, changed);
      // A change in the piece that both hold is seen here; in the other one, by whatever the key opens.
      try {
        expect(joined()).not.toEqual(new Uint8Array(key));
      } catch (error) {
        expect(String(error)).toContain("do not belong together");
      }
    }),
  );
  expect(() => joinParts({ place: 3, bytes: random(64) as never }, partsOf(random(32))[0] as Part)).toThrow();
});

it("is as written down: a vector", () => {
  const bytes = (n: number) => new Uint8Array(32).fill(n);
  const draws = [bytes(0x0f), bytes(0x33)];
  const parts = splitKey(bytes(0xa5), () => draws.shift() as Uint8Array);
  // third piece: a5 ^ 0f ^ 33 = 99
  expect(parts.map((part) => [part[0], part[32]])).toEqual([
    [0x33, 0x99],
    [0x0f, 0x99],
    [0x0f, 0x33],
  ]);
});
