import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGE_BANDS, ageBandOf, placeVersion, yearsBetween } from "./rules.ts";

describe("where a version is placed", () => {
  /** Kills: a version that takes an older one's number; a late version that passes for the current one. */
  it("is always after every other, follows only the current one, and conflicts with what it did not see", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: -3, max: 110 }), (current, extra, basedOn) => {
        const highest = current + extra;
        const placed = placeVersion(basedOn, current, highest);
        if (basedOn < 0 || basedOn > highest) expect(placed.kind).toBe("unknown-base");
        else
          expect(placed).toEqual({
            kind: basedOn === current ? "follows" : "conflict",
            version: highest + 1,
          });
      }),
    );
  });
});

describe("codes for counting", () => {
  it("put every age into exactly one band, older people never into a younger one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (years) => {
        const [one, next] = [ageBandOf(years), ageBandOf(years + 1)].map((band) => AGE_BANDS.indexOf(band));
        expect(one).toBeLessThan(AGE_BANDS.indexOf("unknown"));
        expect(next).toBeGreaterThanOrEqual(one as number);
      }),
    );
    expect([ageBandOf(null), ageBandOf(-1), ageBandOf(17), ageBandOf(18)]).toEqual([
      "unknown",
      "unknown",
      "9-17",
      "18-24",
    ]);
  });

  it("count years by birthdays", () => {
    expect(yearsBetween("2008-11-24", "2026-11-23")).toBe(17);
    expect(yearsBetween("2008-11-23", "2026-11-23")).toBe(18);
    expect(yearsBetween("2027-01-01", "2026-11-23")).toBeNull();
  });
});
