import type { Calendar, Clock, Escalation, Limit, Pause, Weekday } from "../index.ts";

/** Draws clocks and calendars. A generator of random numbers of its own, so that a seed repeats a run anywhere. */
export type Draw = (below: number) => number;

/** Mulberry32 (Tommy Ettinger, public domain): enough for drawing worlds, not for secrets. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Zones that differ in kind: none, whole hours, half an hour, at midnight, a day left out, both ends of the world. */
export const ZONES = [
  "UTC",
  "Europe/London",
  "Europe/Vienna",
  "America/New_York",
  "America/Sao_Paulo", // clocks went on at midnight until 2018, and back over it
  "Asia/Beirut", // clocks go on at midnight
  "Africa/Cairo",
  "Africa/Casablanca", // clocks go back for Ramadan
  "America/St_Johns", // clocks changed a minute after midnight until 2011
  "America/Havana",
  "Asia/Tehran",
  "Asia/Kathmandu",
  "Australia/Lord_Howe", // by half an hour
  "Pacific/Apia", // had no 30 December 2011
  "Pacific/Kiritimati",
] as const;

const WEEKENDS: readonly (readonly Weekday[])[] = [[6, 7], [5, 6], [7], [5], []];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A calendar of a zone with free days in a span of years; `often`: one day in so many is a holiday. */
export function drawCalendar(draw: Draw, zone: string, from: number, until: number): Calendar {
  const holidays = new Set<string>();
  const often = 4 + draw(30);
  for (let at = Date.UTC(from, 0, 1); at < Date.UTC(until + 1, 0, 1); at += DAY_MS) {
    if (draw(often) === 0) holidays.add(new Date(at).toISOString().slice(0, 10));
  }
  return { zone, weekend: WEEKENDS[draw(WEEKENDS.length)] ?? [6, 7], holidays, years: { from, until } };
}

/**
 * A clock that begins within a span, often near one of the moments `turns`; short limits, so that the slow way ends.
 * All on whole minutes.
 */
export function drawClock(draw: Draw, from: number, until: number, turns: readonly number[]): Clock {
  const turn = turns[draw(turns.length)];
  const startedAt =
    turn !== undefined && draw(4) === 0
      ? turn + (draw(30) - 15) * MINUTE_MS
      : from + draw((until - from) / MINUTE_MS) * MINUTE_MS;
  const limit = drawLimit(draw);
  const spanMs = limit.unit === "hours" ? 3 * DAY_MS : 30 * DAY_MS;
  const pauses: Pause[] = [];
  let at = startedAt - DAY_MS;
  for (let left = draw(4); left > 0; left--) {
    const begin = at + (1 + draw(spanMs / MINUTE_MS / 3)) * MINUTE_MS;
    const end = begin + (1 + draw(4 * 1440)) * MINUTE_MS;
    if (end > startedAt) pauses.push({ from: begin, until: left === 1 && draw(3) === 0 ? null : end });
    at = end;
  }
  const extensions = Array.from({ length: draw(3) }, () => 1 + draw(limit.unit === "hours" ? 12 : 5));
  return { startedAt, limit, pauses, extensions };
}

function drawLimit(draw: Draw): Limit {
  const unit = draw(5);
  if (unit === 0) return { unit: "hours", length: 1 + draw(72) };
  if (unit <= 2) return { unit: "calendar-days", length: 1 + draw(20), movesToWorkingDay: unit === 2 };
  return { unit: "working-days", length: 1 + draw(20) };
}

/** Shares of which a whole hour lies on a whole minute. */
const SHARES_OF = [1, 2, 3, 4, 5, 6, 10, 12] as const;

/** Who is told when: at a share of the limit, before its end, as soon as it is over, and days after. */
export function drawPlan(draw: Draw): Escalation[] {
  const of = SHARES_OF[draw(SHARES_OF.length)] ?? 1;
  return [
    { name: "share", when: { share: [1 + draw(of), of] } },
    { name: "before", when: { hoursBefore: draw(200) } },
    { name: "over", when: { daysAfter: 0 } },
    { name: "after", when: { daysAfter: 1 + draw(20) } },
  ];
}
