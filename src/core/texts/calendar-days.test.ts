import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { dayIn, isoOf, monthNames } from "./calendar-days.ts";
import { CALENDARS, inCalendar } from "./calendars.ts";

it.each([
  ["persian", "2001-03-21", { year: 1380, month: 1, day: 1 }],
  ["ethiopic", "2007-09-12", { year: 2000, month: 1, day: 1 }],
  ["ethiopic", "2011-09-11", { year: 2003, month: 13, day: 6 }],
  ["islamic-umalqura", "2023-03-23", { year: 1444, month: 9, day: 1 }],
  ["buddhist", "1990-04-13", { year: 2533, month: 4, day: 13 }],
  ["gregory", "2008-02-29", { year: 2008, month: 2, day: 29 }],
] as const)("a known day: %s %s", (calendar, iso, day) => {
  expect(dayIn(iso, calendar)).toEqual(day);
  expect(isoOf(day, calendar)).toBe(iso);
});

it.each(CALENDARS)(
  "every day that Intl names in %s comes back as itself, and the day after comes after",
  (calendar) => {
    const seed = randomInt(2 ** 31);
    let state = seed;
    for (let n = 0; n < 400; n++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const at = Date.UTC(1900, 0, 1) + ((state >>> 4) % 73_000) * 86_400_000;
      const [iso = "", next = ""] = [at, at + 86_400_000].map((ms) =>
        new Date(ms).toISOString().slice(0, 10),
      );
      const day = dayIn(iso, calendar);
      expect(isoOf(day, calendar), `seed ${seed}: ${iso}`).toBe(iso);
      const after = dayIn(next, calendar);
      const isNext =
        after.day === day.day + 1 ||
        (after.day === 1 && (after.month === day.month + 1 || after.month === 1));
      expect(isNext, `seed ${seed}: ${iso} ${JSON.stringify([day, after])}`).toBe(true);
    }
  },
);

it("has no day that a calendar does not have, nor one beyond what a document takes", () => {
  expect(isoOf({ year: 2007, month: 2, day: 29 }, "gregory")).toBeNull();
  expect(isoOf({ year: 2002, month: 13, day: 6 }, "ethiopic")).toBeNull();
  expect(isoOf({ year: 1380, month: 12, day: 31 }, "persian")).toBeNull();
  expect(isoOf({ year: 2101, month: 1, day: 1 }, "gregory")).toBeNull();
  expect(isoOf({ year: 1, month: 1, day: 1 }, "buddhist")).toBeNull();
});

it("names every month once, in the reader's language", () => {
  expect(CALENDARS.map((calendar) => monthNames("en-GB", calendar).length)).toEqual([12, 12, 13, 12, 12]);
  expect(monthNames("en-GB", "islamic-umalqura")[8]).toBe("Ramadan");
  expect(monthNames("ar-u-nu-latn", "islamic-umalqura")[8]).toBe("رمضان");
  expect(inCalendar("ar-u-nu-latn", "persian")).toContain("nu-latn");
});
