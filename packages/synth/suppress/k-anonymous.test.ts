import fc from "fast-check";
import { expect, it } from "vitest";
import { seededRandom, shuffleFrom } from "../random.ts";
import { countTable, type Microdata, shapesOf } from "../tables.ts";
import { synthesiseKAnonymous } from "./k-anonymous.ts";

it("never writes a combination that fewer than k rows share, and keeps most rows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.nat(1000), async (k, seed) => {
      const uniform = shuffleFrom(seededRandom(`k ${seed}`));
      const sizes = [4, 3, 2, 5];
      const codes = Uint16Array.from({ length: 400 * 4 }, (_, at) =>
        Math.floor(uniform() ** 3 * (sizes[at % 4] ?? 1)),
      );
      const data: Microdata = { rows: 400, width: 4, sizes, codes };
      const made = await synthesiseKAnonymous(data, { k, length: 3, shuffle: uniform });
      expect(made.rows).toBeGreaterThan(200);
      for (const order of [1, 2, 3]) {
        for (const shape of shapesOf(4, order)) {
          const truth = countTable(data, shape);
          for (const [cell, count] of countTable(made, shape).entries()) {
            if (count > 0) expect(truth[cell]).toBeGreaterThanOrEqual(k);
          }
        }
      }
    }),
    { numRuns: 30, seed: 5, verbose: true },
  );
});
