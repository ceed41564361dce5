import type { Say } from "../core/texts/index.ts";
import type { TextKey } from "./texts/index.ts";

/** Moments and lengths of time, in the reader's language and zone. Every function takes ISO 8601 or a Date. */
export interface When {
  /** “Monday 23 November 2026, 09:27”. */
  readonly whole: (at: Moment) => string;
  /** “Today 09:12”, “Fri 14:05” within six days, “9 Nov 14:05”, with the year when it is another one. */
  readonly near: (at: Moment) => string;
  /** “9 Nov”, with the year when it is another one. */
  readonly day: (at: Moment) => string;
  /** “October 2026”, of a day without an hour: `2026-10-01`. */
  readonly month: (day: string) => string;
  /** “09:27”. */
  readonly time: (at: Moment) => string;
  /** “2 days 16 h”, “5 h 33 min”, “48 min”: the two largest parts. */
  readonly length: (ms: number) => string;
  /** “3 days”, “5 h”, “48 min”: the largest part alone. */
  readonly roughly: (ms: number) => string;
  readonly isToday: (at: Moment) => boolean;
}

export type Moment = string | Date;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function createWhen(given: {
  say: Say<TextKey>;
  locale: string;
  zone: string;
  now: () => Date;
}): When {
  const { say, locale, zone, now } = given;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: "h23", ...options });
  const whole = format({ dateStyle: "full", timeStyle: "short" });
  const time = format({ hour: "2-digit", minute: "2-digit" });
  // A month of a calendar is the same in every zone.
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" });
  const weekday = format({ weekday: "short" });
  const dayMonth = format({ day: "numeric", month: "short" });
  const dayMonthYear = format({ day: "numeric", month: "short", year: "numeric" });
  const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const both = new Intl.ListFormat(locale, { type: "unit", style: "narrow" });
  const asDate = (at: Moment): Date => (typeof at === "string" ? new Date(at) : at);
  const isToday = (at: Moment) => dayKey.format(asDate(at)) === dayKey.format(now());
  const day = (at: Moment) =>
    dayKey.format(asDate(at)).slice(0, 4) === dayKey.format(now()).slice(0, 4)
      ? dayMonth.format(asDate(at))
      : dayMonthYear.format(asDate(at));
  const near = (at: Moment) => {
    const date = asDate(at);
    const clock = time.format(date);
    if (isToday(date)) return say("when.today", { time: clock });
    const distanceMs = Math.abs(now().getTime() - date.getTime());
    if (distanceMs < 6 * DAY_MS) return say("when.weekday", { day: weekday.format(date), time: clock });
    return say("when.day", { day: day(date), time: clock });
  };
  const parts = (ms: number): string[] => {
    const total = Math.max(0, Math.round(Math.abs(ms) / MINUTE_MS));
    const days = Math.floor(total / 1440);
    const hours = Math.floor((total % 1440) / 60);
    const minutes = total % 60;
    const found: string[] = [];
    if (days > 0) found.push(say("when.days", { days }));
    if (hours > 0) found.push(say("when.hours", { hours }));
    if (days === 0 && (minutes > 0 || hours === 0)) found.push(say("when.minutes", { minutes }));
    return found;
  };
  return {
    whole: (at) => whole.format(asDate(at)),
    near,
    day,
    month: (first) => month.format(new Date(first)),
    time: (at) => time.format(asDate(at)),
    length: (ms) => (Math.abs(ms) >= 7 * DAY_MS ? (parts(ms)[0] ?? "") : both.format(parts(ms).slice(0, 2))),
    roughly: (ms) => parts(ms)[0] ?? "",
    isToday,
  };
}
