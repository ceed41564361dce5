import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../random.ts";
import { cellKey, changesOf, perturb, recordKeys } from "./cell-key.ts";
import { intervalOf } from "./programme.ts";
import { roundRandomly } from "./round.ts";
import { exposuresOf, suppress } from "./suppress.ts";
import { crossTable } from "./table.ts";

const rule = { threshold: 5, interval: 4 };

describe("suppression", () => {
  it("sees that one hidden cell is worked out from its total (an audit that misses this is worth nothing)", async () => {
    const table = crossTable([
      [3, 20],
      [30, 40],
    ]);
    expect(await intervalOf(table, new Set([0]), 0)).toEqual({ low: 3, high: 3 });
    expect(await exposuresOf(table, new Set([0]), [0], rule)).toHaveLength(1);
  });

  it("leaves no small count that a linear programme can bound within the interval, on random tables", async () => {
    let hidden = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }).chain((columns) =>
          fc.array(
            fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 200 })), {
              minLength: columns,
              maxLength: columns,
            }),
            { minLength: 2, maxLength: 6 },
          ),
        ),
        async (counts) => {
          const table = crossTable(
            counts.map((row) => row.map((value, k) => (k === 0 ? value + 30 : value))),
          );
          const result = await suppress(table, rule);
          hidden += result.suppressed.size;
          expect(await exposuresOf(table, result.suppressed, result.primary, rule)).toEqual([]);
        },
      ),
      { numRuns: 25, seed: 7, verbose: true },
    );
    expect(hidden).toBeGreaterThan(25);
  });

  const uk = "../shared/data/stats/uk-nrm/nrm_referrals_government_2023_q3.csv.gz";
  it.skipIf(!existsSync(uk))(
    `protects the published United Kingdom table (${existsSync(uk) ? "read" : `SKIPPED: ${uk} is missing`})`,
    async () => {
      const lines = gunzipSync(readFileSync(uk)).toString("utf8").trim().split("\n").slice(1);
      const cells = lines
        .map((line) => line.split(","))
        .filter((row) => row[1]?.endsWith("UKVI") && row[3] === "Total" && row[4] === "Total");
      const inner = cells.filter((row) => row[2] !== "Total" && row[5] !== "Total");
      const types = [...new Set(inner.map((row) => row[2]))];
      const nationalities = [
        ...new Set(inner.filter((row) => Number(row[6]) > 0).map((row) => row[5])),
      ].slice(0, 20);
      const counts = nationalities.map((nationality) =>
        types.map((type) => Number(inner.find((row) => row[2] === type && row[5] === nationality)?.[6] ?? 0)),
      );
      const table = crossTable(counts);
      const result = await suppress(table, rule);
      expect(result.primary.length).toBeGreaterThan(20);
      expect(await exposuresOf(table, result.suppressed, result.primary, rule)).toEqual([]);
    },
  );
});

describe("rounding and cell keys", () => {
  it("rounds to a neighbouring multiple, and to the count itself on average", () => {
    const rounded = roundRandomly(
      Array.from({ length: 6000 }, () => 7),
      3,
      seededRandom("round"),
    );
    expect(new Set(rounded)).toEqual(new Set([6, 9]));
    expect(rounded.reduce((a, b) => a + b, 0) / 6000).toBeCloseTo(7, 1);
  });

  it("changes the same cell alike every time, keeps zero, is unbiased and bounded", () => {
    for (const count of [1, 2, 5, 100]) {
      const changes = changesOf(count, 5, 3);
      expect(changes.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
      expect(changes.reduce((sum, { change, chance }) => sum + change * chance, 0)).toBeCloseTo(0, 6);
      expect(Math.min(...changes.map(({ change }) => change))).toBe(-Math.min(count, 5));
    }
    const keys = recordKeys(40, seededRandom("keys"));
    const key = cellKey(keys);
    expect(cellKey([...keys].reverse())).toBe(key);
    expect(perturb(40, key, 5, 3)).toBe(perturb(40, key, 5, 3));
    expect(perturb(0, key, 5, 3)).toBe(0);
  });
});
