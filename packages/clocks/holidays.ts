import Holidays from "date-holidays";
import type { Calendar, Weekday } from "./calendar.ts";
import { ClockError } from "./errors.ts";

export interface Region {
  /** ISO 3166-1 alpha-2, such as `GB`. */
  readonly country: string;
  /** As the list of `date-holidays` names it, such as `ENG` or `BW`. */
  readonly state?: string;
  /** An IANA time zone; needed where the country has none in the list, or several. */
  readonly zone?: string;
  /** The weekly days on which nobody works; Saturday and Sunday unless said. */
  readonly weekend?: readonly Weekday[];
}

const YEARS_MAX = 200;

/**
 * The calendar of a jurisdiction: its public holidays (whole days; a holiday on a weekend with its day in lieu), as the
 * package `date-holidays` knows them. They come from public sources, not from a gazette: an authority checks its own.
 *
 * @param years first and last, at most 200
 * @throws ClockError `region-unknown` for a country or state that is not in the list, or has no holidays there;
 *   `zone-unknown` when a zone is needed and not given
 */
export function calendarOf(region: Region, years: Calendar["years"]): Calendar {
  const { country, state } = region;
  const list = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const isKnown =
    Object.hasOwn(list.getCountries() ?? {}, country) &&
    (state === undefined || Object.hasOwn(list.getStates(country) ?? {}, state));
  if (!isKnown) {
    throw new ClockError(
      "region-unknown",
      `There are no public holidays for “${[country, state].filter(Boolean).join("-")}”. Name a country by two letters, and a state as the list of date-holidays does.`,
    );
  }
  if (!(years.from <= years.until) || years.until - years.from >= YEARS_MAX) {
    throw new ClockError("calendar-malformed", `A calendar spans 1 to ${YEARS_MAX} years.`);
  }
  const zones = list.getTimezones() ?? [];
  const zone = region.zone ?? (zones.length === 1 ? zones[0] : undefined);
  if (zone === undefined) {
    throw new ClockError(
      "zone-unknown",
      `${country} has ${zones.length || "no"} time zones in the list. Name the one of the authority.`,
    );
  }
  const holidays = new Set<string>();
  for (let year = years.from; year <= years.until; year++) {
    for (const day of list.getHolidays(year)) {
      // Days in lieu are listed as public too. `date` is on the wall; holidays of several days say so by their end.
      if (day.type === "public") for (const date of datesOf(day.date, day.start, day.end)) holidays.add(date);
    }
  }
  if (holidays.size === 0) {
    throw new ClockError("region-unknown", `The list knows no public holiday of ${country} in these years.`);
  }
  return { zone, weekend: region.weekend ?? [6, 7], holidays, years };
}

const DAY_MS = 86_400_000;

/** The dates of which a holiday covers more than half; one that begins at noon leaves a working day. */
function datesOf(wall: string, start: Date, end: Date): string[] {
  const from = Date.parse(`${wall.slice(0, 10)}T${wall.slice(11, 19)}Z`);
  const until = from + (end.getTime() - start.getTime());
  const dates: string[] = [];
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; day < until; day += DAY_MS) {
    const covered = Math.min(until, day + DAY_MS) - Math.max(from, day);
    if (covered > DAY_MS / 2) dates.push(new Date(day).toISOString().slice(0, 10));
  }
  return dates;
}
