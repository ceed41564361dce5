import fc from "fast-check";
import { expect, test } from "vitest";
import { batchSize, leavesOf } from "./batch.ts";

test("the size of a batch tells the number of entries to within a factor of two, and nothing below 65", () => {
  fc.assert(
    fc.property(fc.nat({ max: 100_000 }), (entries) => {
      const size = batchSize(entries);
      expect(size).toBeGreaterThanOrEqual(Math.max(64, entries));
      expect(Number.isInteger(Math.log2(size))).toBe(true);
      if (size > 64) expect(size / 2).toBeLessThan(entries);
    }),
  );
  expect([0, 1, 64, 65, 128, 129].map(batchSize)).toEqual([64, 64, 64, 128, 128, 256]);
});

const batch = { firstPlace: 10, size: 4, paddingSeed: new Uint8Array(32).fill(1) };
const entry = (place: number) => ({ place, commitment: new Uint8Array(32).fill(place) });

test("places without an entry are padding: the same each time, other for each place and seed, as long as an entry", () => {
  const leaves = leavesOf({ start: 9, end: 14 }, [entry(9), entry(12)], [batch]);
  expect(leaves.map((leaf) => leaf.length)).toEqual([32, 32, 32, 32, 32]);
  expect([leaves[0], leaves[3]]).toEqual([entry(9).commitment, entry(12).commitment]);
  expect(new Set(leaves.map((leaf) => Buffer.from(leaf).toString("hex"))).size).toBe(5);
  expect(leavesOf({ start: 10, end: 11 }, [], [batch])).toEqual([leaves[1]]);
  const other = { ...batch, paddingSeed: new Uint8Array(32).fill(2) };
  expect(leavesOf({ start: 10, end: 11 }, [], [other])).not.toEqual([leaves[1]]);
});

test("a place that has neither is a hole, and is not written over", () => {
  expect(() => leavesOf({ start: 13, end: 15 }, [], [batch])).toThrow("place 14");
});
