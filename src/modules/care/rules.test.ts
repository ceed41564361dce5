import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JOURNEY_STATES, type JourneyState } from "./model/journey.ts";
import { AGE_BANDS, ageBandOf, nextStates, placeVersion, yearsBetween } from "./rules.ts";

const state = fc.constantFrom(...JOURNEY_STATES);

describe("the journey", () => {
  it("never leads out of the known states, nor to where it is", () => {
    fc.assert(
      fc.property(state, fc.option(state), (now, before) => {
        const next = nextStates(now, before);
        expect(new Set(next).size).toBe(next.length);
        expect(next.every((one) => JOURNEY_STATES.includes(one))).toBe(true);
        expect(next).not.toContain(now);
      }),
    );
  });

  /** Kills: a state that ends in itself; a state from which no support can be reached any more. */
  it("can come back to early support from every state", () => {
    for (const start of JOURNEY_STATES) {
      const reached = new Set<JourneyState>([start]);
      for (let grew = true; grew; ) {
        grew = false;
        for (const one of [...reached]) {
          for (const next of nextStates(one, null)) {
            if (!reached.has(next)) {
              reached.add(next);
              grew = true;
            }
          }
        }
      }
      expect(reached.has("early-support"), start).toBe(true);
    }
  });

  it("lets support begin without a referral, and lets nobody cut recovery short", () => {
    expect(nextStates("contact", null)).toContain("early-support");
    expect(nextStates("recovery", "reasonable-grounds")).not.toContain("closed");
    expect(nextStates("recovery", "reasonable-grounds")).not.toContain("inclusion");
  });

  /** Kills: a closing from where someone decides; one by way of being missing. */
  it("closes nobody about whom someone decides, nor who is in recovery, nor who went away from there", () => {
    const never = [
      "referred",
      "reasonable-grounds",
      "recovery",
      "conclusive-grounds",
      "reconsideration",
    ] as const;
    for (const place of never) {
      expect(nextStates(place, null), place).not.toContain("closed");
      for (const away of ["missing", "abroad"] as const) {
        expect(nextStates(away, place), `${away} from ${place}`).toEqual([place]);
      }
    }
    expect(nextStates("missing", "early-support")).toContain("closed");
  });

  it("brings who was missing, abroad or had withdrawn back to where they were", () => {
    fc.assert(
      fc.property(
        state,
        fc.constantFrom("missing" as const, "abroad" as const, "withdrawn" as const),
        (before, away) => {
          fc.pre(nextStates(before, null).includes(away));
          expect(nextStates(away, before)).toContain(before);
        },
      ),
    );
  });
});

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
