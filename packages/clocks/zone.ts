import { ClockError } from "./errors.ts";

/** Milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export type Instant = number;

/** Days since 1970-01-01, of a date on the wall: no instant, no zone. */
export type Day = number;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = HOUR_MS / 4;

/** No zone has been further from UTC since 1972 than 12 hours behind and 14 ahead. */
const BEHIND_MS_MAX = 12 * HOUR_MS;
const AHEAD_MS_MAX = 14 * HOUR_MS;

const walls = new Map<string, Intl.DateTimeFormat>();

/** @throws ClockError `zone-unknown` */
function wallOf(zone: string): Intl.DateTimeFormat {
  const known = walls.get(zone);
  if (known) return known;
  try {
    const wall = new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    walls.set(zone, wall);
    return wall;
  } catch (cause) {
    throw new ClockError(
      "zone-unknown",
      `“${zone}” is no time zone. Name one of the IANA list, such as Europe/Vienna.`,
      { cause },
    );
  }
}

/** What a clock on the wall of the zone shows at an instant, counted as if it were UTC. */
function wallTime(zone: string, at: Instant): number {
  const shown = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of wallOf(zone).formatToParts(at)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value);
  }
  const whole = Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
  return whole + (((at % 1000) + 1000) % 1000);
}

/** The date on the wall of the zone at an instant. */
export const dayAt = (zone: string, at: Instant): Day => Math.floor(wallTime(zone, at) / DAY_MS);

/**
 * The last instant of a day in a zone: after it no clock there shows that day, or one before it, again. Where clocks go
 * back over midnight this is the second midnight; a day that a zone left out ends with the day before.
 */
export function endOfDay(zone: string, day: Day): Instant {
  const known = ends.get(zone) ?? new Map<Day, Instant>();
  let end = known.get(day);
  if (end !== undefined) return end;
  end = findEndOfDay(zone, day);
  if (known.size >= ENDS_KEPT) known.clear();
  ends.set(zone, known.set(day, end));
  return end;
}

/** Asking the zone takes most of the time of a limit, and the same days are asked again and again: 55 years of them. */
const ENDS_KEPT = 20_000;
const ends = new Map<string, Map<Day, Instant>>();

function findEndOfDay(zone: string, day: Day): Instant {
  const midnight = (day + 1) * DAY_MS;
  const earliest = midnight - AHEAD_MS_MAX;
  const latest = midnight + BEHIND_MS_MAX;
  const offsetBefore = wallTime(zone, earliest) - earliest;
  const offsetAfter = wallTime(zone, latest) - latest;
  if (offsetBefore === offsetAfter) return midnight - offsetBefore - 1;
  // Clocks change near this midnight: look for the last quarter of an hour that begins on this day or before, then for
  // the millisecond within it.
  let on = latest;
  while (dayAt(zone, on) > day) on -= QUARTER_MS;
  let past = on + QUARTER_MS;
  while (past - on > 1) {
    const middle = Math.floor((on + past) / 2);
    if (dayAt(zone, middle) > day) past = middle;
    else on = middle;
  }
  return on;
}

/** The day that an instant belongs to: the first that is not over before it. */
export function dayOf(zone: string, at: Instant): Day {
  let day = dayAt(zone, at);
  while (endOfDay(zone, day - 1) >= at) day--;
  return day;
}
