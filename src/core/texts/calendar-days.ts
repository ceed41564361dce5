import { type Calendar, inCalendar } from "./calendars.ts";
import { dateFormat } from "./intl.ts";

/** Days as calendars number them. Intl knows the calendars; going back is a search in what it says. */

/** A day as a calendar numbers it: months from 1, of which the Ethiopian calendar has thirteen. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;
/** Days from 1900 to 2099, the years that a document takes. */
const FIRST = Date.UTC(1900, 0, 1) / DAY_MS;
const LAST = Date.UTC(2099, 11, 31) / DAY_MS;

const isoOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const numbersOf = (day: number, calendar: Calendar): CalendarDay => {
  const format = dateFormat(`en-u-ca-${calendar}-nu-latn`, {
    ...{ year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" },
  });
  const parts = Object.fromEntries(
    format.formatToParts(new Date(day * DAY_MS)).map(({ type, value }) => [type, Number.parseInt(value, 10)]),
  );
  return { year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0 };
};

/** A day of 1900 to 2099 in a calendar. @param iso `YYYY-MM-DD` */
export const dayIn = (iso: string, calendar: Calendar): CalendarDay =>
  numbersOf(Date.parse(`${iso}T00:00:00Z`) / DAY_MS, calendar);

const compare = (one: CalendarDay, other: CalendarDay): number =>
  one.year - other.year || one.month - other.month || one.day - other.day;

/** `YYYY-MM-DD` of a day in a calendar; null where that calendar has no such day between 1900 and 2099. About 17 questions to Intl. */
export function isoOf(wanted: CalendarDay, calendar: Calendar): string | null {
  let [low, high] = [FIRST, LAST];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (compare(numbersOf(middle, calendar), wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return compare(numbersOf(low, calendar), wanted) === 0 ? isoOfDay(low) : null;
}

/** The names of a calendar's months, in order. @param locale such as `ar-u-nu-latn` */
export function monthNames(locale: string, calendar: Calendar): string[] {
  const format = dateFormat(inCalendar(locale, calendar), { month: "long", timeZone: "UTC" });
  const names = new Map<number, string>();
  // A year and a half meets every month, also the short thirteenth of the Ethiopian one.
  for (let day = Date.UTC(2025, 0, 1) / DAY_MS, last = day + 550; day < last; day += 3) {
    names.set(numbersOf(day, calendar).month, format.format(new Date(day * DAY_MS)));
  }
  return [...names].sort(([one], [other]) => one - other).map(([, name]) => name);
}
