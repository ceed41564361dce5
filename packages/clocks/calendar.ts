import { ClockError } from "./errors.ts";
import { DAY_MS, type Day, endOfDay } from "./zone.ts";

/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The working days of the authority that must act. */
export interface Calendar {
  /** An IANA time zone, such as `Europe/Vienna`. */
  readonly zone: string;
  /** Days of every week on which nobody works; at most six. */
  readonly weekend: readonly Weekday[];
  /** Dates (`2026-12-25`) on which nobody works. */
  readonly holidays: ReadonlySet<string>;
  /** The first and the last year whose holidays are known. Working days are counted within them only. */
  readonly years: { readonly from: number; readonly until: number };
}

/** Days without public holidays, weekends on Saturday and Sunday. */
export const plainCalendar = (zone: string): Calendar => ({
  zone,
  weekend: [6, 7],
  holidays: new Set(),
  years: { from: 1972, until: 9999 },
});

/** @throws ClockError `zone-unknown`, `calendar-malformed` */
export function ensureValidCalendar(calendar: Calendar): void {
  endOfDay(calendar.zone, 0);
  const { weekend, holidays, years } = calendar;
  if (new Set(weekend).size > 6 || weekend.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw new ClockError(
      "calendar-malformed",
      "A weekend names at most six days of the week, 1 (Monday) to 7 (Sunday).",
    );
  }
  if (!Number.isInteger(years.from) || !Number.isInteger(years.until) || years.from > years.until) {
    throw new ClockError(
      "calendar-malformed",
      "The years of a calendar run from a year to the same or a later one.",
    );
  }
  for (const date of holidays) {
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || isoDate(dayOfDate(date)) !== date) {
      throw new ClockError("calendar-malformed", `“${date}” is no date. Write holidays as 2026-12-25.`);
    }
  }
}

const isoDate = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const dayOfDate = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: Day): Weekday => (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;

/**
 * Whether somebody works on a day.
 *
 * @throws ClockError `calendar-ends-before-limit` for a year whose holidays are not known
 */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  const date = isoDate(day);
  const year = Number(date.slice(0, 4));
  if (year < calendar.years.from || year > calendar.years.until) {
    throw new ClockError(
      "calendar-ends-before-limit",
      `The public holidays of ${year} are not in the calendar (${calendar.years.from} to ${calendar.years.until}). Bring it up to date.`,
    );
  }
  return !calendar.weekend.includes(weekdayOf(day)) && !calendar.holidays.has(date);
}
