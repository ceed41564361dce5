import { describe, expect, test } from "vitest";
import { calendarOf } from "./holidays.ts";
import { calendarApart } from "./holidays-apart.ts";
import {
  type Calendar,
  type Clock,
  ClockError,
  dueAt,
  ensureValidCalendar,
  escalationsOf,
  plainCalendar,
  standingAt,
} from "./index.ts";

const at = (text: string): number => Date.parse(text);
const shown = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();

const vienna: Calendar = {
  ...plainCalendar("Europe/Vienna"),
  holidays: new Set(["2026-12-08", "2026-12-25", "2027-01-01", "2027-01-06"]),
  years: { from: 2026, until: 2027 },
};
const started = at("2026-12-04T15:30:00Z"); // a Friday

describe("a limit", () => {
  test.each<[string, Clock["limit"], string]>([
    ["in hours runs exactly", { unit: "hours", length: 24 }, "2026-12-05T15:30:00.000Z"],
    [
      "in calendar days ends with its last day, and the day of the start does not count",
      { unit: "calendar-days", length: 2 },
      "2026-12-06T22:59:59.999Z",
    ],
    [
      "in calendar days can move on to a day on which somebody works",
      { unit: "calendar-days", length: 2, movesToWorkingDay: true },
      "2026-12-07T22:59:59.999Z",
    ],
    [
      "in working days leaves weekends and holidays out",
      { unit: "working-days", length: 2 },
      "2026-12-09T22:59:59.999Z",
    ],
    [
      "in working days goes over the end of a year",
      { unit: "working-days", length: 20 },
      "2027-01-07T22:59:59.999Z",
    ],
  ])("%s", (_name, limit, end) => {
    expect(shown(dueAt({ startedAt: started, limit }, vienna))).toBe(end);
  });

  test("in hours does not care for the night in which clocks go on, and one in days ends an hour earlier there", () => {
    const startedAt = at("2026-03-28T12:00:00Z");
    expect(shown(dueAt({ startedAt, limit: { unit: "hours", length: 24 } }, vienna))).toBe(
      "2026-03-29T12:00:00.000Z",
    );
    expect(shown(dueAt({ startedAt, limit: { unit: "calendar-days", length: 1 } }, vienna))).toBe(
      "2026-03-29T21:59:59.999Z",
    );
  });

  test("is moved by exactly the time of a pause in hours, and by the days at whose end it stood still", () => {
    const pauses = [{ from: at("2026-12-05T08:00:00Z"), until: at("2026-12-06T10:00:00Z") }];
    expect(shown(dueAt({ startedAt: started, limit: { unit: "hours", length: 24 }, pauses }, vienna))).toBe(
      "2026-12-06T17:30:00.000Z",
    );
    expect(
      shown(dueAt({ startedAt: started, limit: { unit: "calendar-days", length: 2 }, pauses }, vienna)),
    ).toBe("2026-12-07T22:59:59.999Z");
  });

  test("has no end while a pause has none, unless it had ended before", () => {
    const pauses = [{ from: at("2026-12-06T08:00:00Z"), until: null }];
    expect(
      dueAt({ startedAt: started, limit: { unit: "calendar-days", length: 2 }, pauses }, vienna),
    ).toBeNull();
    expect(shown(dueAt({ startedAt: started, limit: { unit: "hours", length: 24 }, pauses }, vienna))).toBe(
      "2026-12-05T15:30:00.000Z",
    );
  });

  test("takes extensions in its own unit", () => {
    const clock: Clock = {
      startedAt: started,
      limit: { unit: "calendar-days", length: 30 },
      extensions: [15, 45],
    };
    expect(shown(dueAt(clock, vienna))).toBe("2027-03-04T22:59:59.999Z");
  });
});

describe("how a clock stands", () => {
  const clock: Clock = { startedAt: started, limit: { unit: "hours", length: 10 } };

  test("running, over, and how much is used", () => {
    expect(standingAt(clock, vienna, started + 4 * 3_600_000)).toEqual({
      state: "running",
      dueAt: started + 36_000_000,
      used: 0.4,
    });
    expect(standingAt(clock, vienna, started + 36_000_000).state, "its last instant is in time").toBe(
      "running",
    );
    expect(standingAt(clock, vienna, started + 36_000_001)).toMatchObject({ state: "over", used: 1 });
    expect(standingAt(clock, vienna, started - 1).used).toBe(0);
  });

  test("paused: its end moves with every moment, what is used does not", () => {
    const paused: Clock = { ...clock, pauses: [{ from: started + 3_600_000, until: null }] };
    const [one, two] = [5, 50].map((hours) => standingAt(paused, vienna, started + hours * 3_600_000));
    expect(one?.state).toBe("paused");
    expect(one?.used).toBeCloseTo(0.1, 5);
    expect(two?.used).toBeCloseTo(0.1, 5);
    expect((two?.dueAt ?? 0) - (one?.dueAt ?? 0)).toBe(45 * 3_600_000);
  });
});

describe("escalations", () => {
  const recovery: Clock = { startedAt: started, limit: { unit: "calendar-days", length: 45 } };

  test("come at a share of the limit, before its end and after it, in the order of their times", () => {
    const plan = [
      { name: "a month over", when: { daysAfter: 30 } },
      { name: "over", when: { daysAfter: 0 } },
      { name: "review", when: { share: [2, 3] } },
      { name: "two days left", when: { hoursBefore: 48 } },
    ] as const;
    expect(escalationsOf(recovery, plan, vienna).map(({ name, at: when }) => [name, shown(when)])).toEqual([
      ["review", "2027-01-03T22:59:59.999Z"],
      ["two days left", "2027-01-16T22:59:59.999Z"],
      ["over", "2027-01-18T23:00:00.000Z"],
      ["a month over", "2027-02-17T22:59:59.999Z"],
    ]);
  });

  test("come to the millisecond at two thirds of seven hours", () => {
    const seven: Clock = { startedAt: started, limit: { unit: "hours", length: 7 } };
    const plan = [{ name: "review", when: { share: [2, 3] } }] as const;
    expect(escalationsOf(seven, plan, vienna)).toEqual([{ name: "review", at: started + 280 * 60_000 }]);
  });

  test("count no day after the end that the zone left out", () => {
    const apia = { ...vienna, zone: "Pacific/Apia", years: { from: 2011, until: 2012 } };
    const clock: Clock = {
      startedAt: Date.UTC(2011, 11, 27, 20),
      limit: { unit: "calendar-days", length: 1 },
    };
    const plan = [{ name: "a day over", when: { daysAfter: 1 } }] as const;
    // due at the end of 28 December; the 29th is the next day, and after it came the 31st
    expect(escalationsOf(clock, plan, apia).map(({ at }) => shown(at))).toEqual(["2011-12-30T09:59:59.999Z"]);
    const two = [{ name: "two days over", when: { daysAfter: 2 } }] as const;
    expect(escalationsOf(clock, two, apia).map(({ at }) => shown(at))).toEqual(["2011-12-31T09:59:59.999Z"]);
  });

  test("come at an exact part of hours, not before the start, and not while a pause keeps them away", () => {
    const urgent: Clock = { startedAt: started, limit: { unit: "hours", length: 1 } };
    const plan = [
      { name: "third", when: { share: [1, 3] } },
      { name: "early", when: { hoursBefore: 9 } },
    ] as const;
    expect(escalationsOf(urgent, plan, vienna)).toEqual([
      { name: "early", at: started },
      { name: "third", at: started + 1_200_000 },
    ]);
    const paused = { ...urgent, pauses: [{ from: started + 1_800_000, until: null }] };
    expect(escalationsOf(paused, plan, vienna)).toEqual([
      { name: "third", at: started + 1_200_000 },
      { name: "early", at: null },
    ]);
  });
});

describe("what cannot be kept is refused with what to change", () => {
  const clock = (change: Partial<Clock>): Clock => ({
    startedAt: started,
    limit: { unit: "calendar-days", length: 5 },
    ...change,
  });
  test.each<[string, Partial<Clock>, Partial<Calendar>]>([
    ["length-out-of-range", { limit: { unit: "hours", length: 0 } }, {}],
    ["length-out-of-range", { limit: { unit: "calendar-days", length: 1.5 } }, {}],
    ["length-out-of-range", { limit: { unit: "working-days", length: 3651 } }, {}],
    ["length-out-of-range", { extensions: [3650] }, {}],
    ["length-out-of-range", { limit: { unit: "hours", length: Number.NaN } }, {}],
    ["extension-out-of-range", { extensions: [0] }, {}],
    ["extension-out-of-range", { extensions: [-5] }, {}],
    ["instant-out-of-range", { startedAt: Number.NaN }, {}],
    ["instant-out-of-range", { startedAt: 0.5 }, {}],
    ["instant-out-of-range", { startedAt: at("1971-12-31T00:00:00Z") }, {}],
    ["instant-out-of-range", { pauses: [{ from: Number.POSITIVE_INFINITY, until: null }] }, {}],
    ["pause-malformed", { pauses: [{ from: started + 5, until: started + 5 }] }, {}],
    [
      "pause-malformed",
      {
        pauses: [
          { from: started + 9, until: null },
          { from: started + 10, until: null },
        ],
      },
      {},
    ],
    [
      "pause-malformed",
      {
        pauses: [
          { from: started + 9, until: started + 12 },
          { from: started + 11, until: null },
        ],
      },
      {},
    ],
    ["pause-malformed", { pauses: [{ from: started - 9, until: started }] }, {}],
    ["zone-unknown", {}, { zone: "Europe/Atlantis" }],
    ["calendar-ends-before-limit", { limit: { unit: "working-days", length: 400 } }, {}],
    [
      "calendar-ends-before-limit",
      { limit: { unit: "calendar-days", length: 5, movesToWorkingDay: true } },
      { years: { from: 2024, until: 2025 } },
    ],
  ])("%s: %j", (code, change, other) => {
    expect(() => dueAt(clock(change), { ...vienna, ...other })).toThrowError(
      expect.objectContaining({ code }),
    );
  });

  test.each<Partial<Calendar>>([
    { weekend: [1, 2, 3, 4, 5, 6, 7] },
    { holidays: new Set(["2026-02-30"]) },
    { holidays: new Set(["25.12.2026"]) },
    { years: { from: 2027, until: 2026 } },
  ])(
    "a calendar without a working day, with a date that does not exist, with years that run back: %j",
    (change) => {
      expect(() => ensureValidCalendar({ ...vienna, ...change })).toThrowError(
        expect.objectContaining({ code: "calendar-malformed" }),
      );
    },
  );

  test.each([[{ share: [2, 1] }], [{ share: [0, 1] }], [{ hoursBefore: -1 }], [{ daysAfter: 0.5 }]] as const)(
    "an escalation at %j",
    (when) => {
      expect(() => escalationsOf(clock({}), [{ name: "x", when }], vienna)).toThrowError(
        expect.objectContaining({ code: "escalation-malformed" }),
      );
    },
  );
});

describe.each([
  ["here", calendarOf],
  ["in a process of its own", calendarApart],
])("public holidays from the list, counted %s", (_, calendarOf) => {
  const years = { from: 2026, until: 2028 };

  test("England and Scotland differ, and a holiday on a weekend has its day in lieu", () => {
    const england = calendarOf({ country: "GB", state: "ENG" }, years);
    const scotland = calendarOf({ country: "GB", state: "SCT" }, years);
    expect(england.zone).toBe("Europe/London");
    expect(england.holidays).toContain("2026-04-06"); // Easter Monday
    expect(scotland.holidays).not.toContain("2026-04-06");
    expect(scotland.holidays).toContain("2026-01-02");
    expect(england.holidays).toContain("2026-12-28"); // Boxing Day 2026 is a Saturday
    ensureValidCalendar(england);
    ensureValidCalendar(scotland);
  });

  test("a feast of several days is all free, a free afternoon is not", () => {
    const emirates = calendarOf({ country: "AE", weekend: [6, 7] }, years);
    expect([...emirates.holidays]).toEqual(
      expect.arrayContaining(["2026-03-20", "2026-03-21", "2026-03-22"]),
    );
    expect(calendarOf({ country: "CN", zone: "Asia/Shanghai" }, years).holidays).not.toContain("2026-05-04");
  });

  test.each([
    [{ country: "XX" }, "region-unknown"],
    [{ country: "GB", state: "XYZ" }, "region-unknown"],
    [{ country: "__proto__" }, "region-unknown"],
    [{ country: "NP" }, "region-unknown"],
    [{ country: "US" }, "zone-unknown"],
  ])("%j is refused: %s", (region, code) => {
    expect(() => calendarOf(region, years)).toThrowError(expect.objectContaining({ code }));
    expect(() => calendarOf(region, years)).toThrow(ClockError);
  });
});
