import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_RULES, isOutsideHours, type Rules, Watch } from "./rules.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 25, 9, 0);
const asking = { memberId: "m1", purpose: "support", caseId: "c1" };
const rules = (change: Partial<Rules>): Rules => ({ ...FIRST_RULES, ...change });
const alarms = (change: Partial<Rules["alarms"]>): Rules =>
  rules({ alarms: { ...FIRST_RULES.alarms, ...change } });

describe("what a holder refuses", () => {
  it("is everything while it is closed, else the members and purposes that it names", () => {
    const watch = new Watch();
    expect(watch.refusalOf(rules({ closed: true }), asking, START)).toBe("closed");
    expect(watch.refusalOf(rules({ refusedMembers: ["m1"] }), asking, START)).toBe("refused-member");
    expect(watch.refusalOf(rules({ refusedPurposes: ["support"] }), asking, START)).toBe("refused-purpose");
    expect(
      watch.refusalOf(rules({ refusedMembers: ["m2"], refusedPurposes: ["remedy"] }), asking, START),
    ).toBe(null);
  });

  // Kills: no limit for one, no limit for all, a bucket that fills beyond its size, a refusal that costs a token.
  it("is what comes faster than the limits, for one member and for all together", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(
          fc.record({ who: fc.constantFrom("m1", "m2", null), waitMs: fc.integer({ min: 0, max: 4000 }) }),
          {
            minLength: 60,
            maxLength: 200,
          },
        ),
        (perMember, inAll, requests) => {
          const watch = new Watch();
          const limits = rules({ perMemberPerMinute: perMember, inAllPerMinute: inAll });
          let nowMs = START;
          const through: { who: string | null; atMs: number }[] = [];
          for (const { who, waitMs } of requests) {
            nowMs += waitMs;
            const refusal = watch.refusalOf(limits, { ...asking, memberId: who }, nowMs);
            if (refusal === null) through.push({ who, atMs: nowMs });
          }
          // In any minute at most twice the limit: the bucket that was full, and what flowed in meanwhile.
          for (const { atMs } of through) {
            const within = through.filter((one) => one.atMs >= atMs && one.atMs < atMs + MINUTE);
            expect(within.length).toBeLessThanOrEqual(2 * inAll);
            for (const who of ["m1", "m2", null]) {
              expect(within.filter((one) => one.who === who).length).toBeLessThanOrEqual(2 * perMember);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is told apart for each person at their own file: 200 of them within a minute, and one who asks again and again", () => {
    const watch = new Watch();
    const ask = (caseId: string) =>
      watch.refusalOf(FIRST_RULES, { memberId: null, purpose: null, caseId }, START);
    const first = Array.from({ length: 200 }, (_, i) => ask(`c${i}`));
    expect(first).toEqual(first.map(() => null));
    const again = Array.from({ length: 121 }, () => ask("c0"));
    expect(again.filter((refusal) => refusal === "too-many")).toHaveLength(2); // one of 120 was spent above
    expect(ask("c1"), "and nobody else waits for them").toBe(null);
  });

  it("lets the next one through as soon as a token has flowed in", () => {
    const watch = new Watch();
    const limits = rules({ perMemberPerMinute: 2 });
    const ask = (atMs: number) => watch.refusalOf(limits, asking, atMs);
    expect([ask(START), ask(START), ask(START)]).toEqual([null, null, "too-many"]);
    expect([ask(START + 29_000), ask(START + 30_000), ask(START + 30_001)]).toEqual([
      "too-many",
      null,
      "too-many",
    ]);
    // A clock that jumps back gives nothing and takes nothing.
    expect(ask(START - 3_600_000)).toBe("too-many");
  });
});

describe("what a holder finds unusual", () => {
  it("is one member with more different cases within an hour than is usual, said once an hour", () => {
    const watch = new Watch();
    const open = (caseId: string, atMs: number) =>
      watch
        .opened(alarms({ casesPerHour: 3 }), { ...asking, caseId }, atMs)
        .map(({ rule, count }) => [rule, count]);
    for (let i = 0; i < 10; i++) expect(open("c1", START)).toEqual([]); // one case, again and again
    expect([open("c2", START), open("c3", START)]).toEqual([[], []]);
    expect(open("c4", START + MINUTE)).toEqual([["many-cases", 4]]);
    expect(open("c5", START + 2 * MINUTE)).toEqual([]);
    // An hour later the old ones are over.
    expect(open("c6", START + 61 * MINUTE)).toEqual([]);
    for (const caseId of ["c7", "c8"]) expect(open(caseId, START + 62 * MINUTE)).toEqual([]);
    expect(open("c9", START + 63 * MINUTE)).toEqual([["many-cases", 4]]);
  });

  it("is more persons at their own files within an hour than is usual, by a number of their own", () => {
    const open = (rules: Rules, persons: number) => {
      const watch = new Watch();
      return Array.from({ length: persons }, (_, i) =>
        watch.opened(rules, { memberId: null, purpose: null, caseId: `c${i}` }, START + i),
      ).flat();
    };
    expect(open(FIRST_RULES, 300)).toEqual([]);
    expect(open(FIRST_RULES, 320)).toEqual([{ rule: "many-cases", memberId: null, count: 301 }]);
    expect(open(alarms({ personCasesPerHour: 2 }), 5)).toMatchObject([{ count: 3 }]);
    const { personCasesPerHour: _, ...before } = FIRST_RULES.alarms;
    expect(open(rules({ alarms: before }), 301), "rules written before this one").toHaveLength(1);
  });

  it("is many refusals, and wraps that do not open where they say they belong", () => {
    const watch = new Watch();
    const limits = alarms({ refusalsPerTenMinutes: 2, unopenablePerTenMinutes: 1 });
    const refused = (minute: number) =>
      watch.refused(limits, START + minute * MINUTE).map(({ rule }) => rule);
    expect([refused(0), refused(1), refused(11), refused(12), refused(13)]).toEqual([
      [],
      [],
      [],
      [],
      ["many-refusals"],
    ]);
    const unopenable = (minute: number) => watch.unopenable(limits, START + minute * MINUTE).length;
    expect([unopenable(0), unopenable(1)]).toEqual([0, 1]);
  });

  it("is an opening outside of the agency's hours, by the clock on its wall", () => {
    const days = [1, 2, 3, 4, 5];
    const day = { from: "08:00", until: "18:00", days, zone: "Europe/Zurich" };
    const at = (text: string, hours = day) => isOutsideHours(hours, Date.parse(text));
    expect([at("2026-11-25T06:59:00Z"), at("2026-11-25T07:00:00Z")]).toEqual([true, false]); // winter: UTC+1
    expect([at("2026-07-01T05:59:00Z"), at("2026-07-01T06:00:00Z")]).toEqual([true, false]); // summer: UTC+2
    expect(at("2026-11-28T12:00:00Z")).toBe(true); // Saturday
    const night = { ...day, from: "20:00", until: "06:00" };
    expect(at("2026-11-27T20:00:00Z", night)).toBe(false); // Friday, 21:00
    expect(at("2026-11-28T04:00:00Z", night)).toBe(false); // still Friday's night
    expect(at("2026-11-28T20:00:00Z", night)).toBe(true); // Saturday has none
    expect(isOutsideHours(null, START)).toBe(false);
  });
});
