import { type Calendar, ClockError, ensureValidCalendar, plainCalendar, type Weekday } from "@leeward/clocks";
import { calendarApart } from "@leeward/clocks/holidays-apart";
import { ConfigError } from "./error.ts";

/** The jurisdiction whose working days count. */
export interface CalendarSetting {
  /** A country and, where it matters, a state, as `date-holidays` names them; absent: no public holidays are known. */
  readonly region: { readonly country: string; readonly state?: string } | undefined;
  /** An IANA time zone; absent: the one of the country, or UTC without a country. */
  readonly zone: string | undefined;
  readonly weekend: readonly Weekday[];
}

/** How far ahead limits may end: ten years, and the rest of this one; and how long ago one that runs may have begun. */
const YEARS_AHEAD = 11;
const YEARS_BACK = 6;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError */
export function readCalendarSetting(env: Environment): CalendarSetting {
  const region = env.LEEWARD_REGION?.trim();
  const [, country = "", state] = /^([A-Z]{2})(?:-([A-Za-z0-9]{1,8}))?$/.exec(region ?? "") ?? [];
  if (region && !country) {
    throw new ConfigError(
      `LEEWARD_REGION is “${region}”. Write a country by two capital letters, and a state or nation after a hyphen where its holidays differ: AT, GB-ENG, DE-BY.`,
    );
  }
  return {
    region: country ? { country, ...(state ? { state } : {}) } : undefined,
    zone: env.LEEWARD_ZONE?.trim() || undefined,
    weekend: readWeekend(env.LEEWARD_WEEKEND),
  };
}

function readWeekend(text: string | undefined): Weekday[] {
  if (!text?.trim()) return [6, 7];
  if (!/^[1-7](,[1-7]){0,5}$/.test(text.replaceAll(" ", ""))) {
    throw new ConfigError(
      `LEEWARD_WEEKEND is “${text}”. Write the days on which nobody works, 1 (Monday) to 7 (Sunday), at most six, with commas: 6,7 or 5,6.`,
    );
  }
  return text.split(",").map((day) => Number(day) as Weekday);
}

/**
 * The calendar of the setting, from six years ago to ten years ahead.
 *
 * @throws ConfigError when the region or the zone is not known
 */
export function makeCalendar({ region, zone, weekend }: CalendarSetting, now: Date): Calendar {
  const year = now.getUTCFullYear();
  try {
    const calendar = region
      ? calendarApart(
          { ...region, weekend, ...(zone ? { zone } : {}) },
          { from: year - YEARS_BACK, until: year + YEARS_AHEAD },
        )
      : { ...plainCalendar(zone ?? "UTC"), weekend };
    ensureValidCalendar(calendar);
    return calendar;
  } catch (error) {
    if (!(error instanceof ClockError)) throw error;
    throw new ConfigError(`LEEWARD_REGION or LEEWARD_ZONE cannot be used. ${error.message}`, {
      cause: error,
    });
  }
}
