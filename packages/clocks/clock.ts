import { type Calendar, isWorkingDay } from "./calendar.ts";
import { ClockError } from "./errors.ts";
import { type Day, dayOf, endOfDay, HOUR_MS, type Instant } from "./zone.ts";

/** How long someone has. */
export type Limit =
  | { readonly unit: "hours"; readonly length: number }
  | {
      readonly unit: "calendar-days";
      readonly length: number;
      /** A limit that would end on a day on which nobody works ends with the next on which somebody does. */
      readonly movesToWorkingDay?: boolean;
    }
  | { readonly unit: "working-days"; readonly length: number };

/** The clock stands still from `from` until just before `until`; `null`: it still stands. */
export interface Pause {
  readonly from: Instant;
  readonly until: Instant | null;
}

/** A legal or agreed time limit that has begun. It escalates; it never closes or denies anything. */
export interface Clock {
  readonly startedAt: Instant;
  readonly limit: Limit;
  /** In order, without overlap; only the last may still stand. */
  readonly pauses?: readonly Pause[];
  /** What was added later, in the unit of the limit. */
  readonly extensions?: readonly number[];
}

const DAYS_MAX = 3650;
const HOURS_MAX = 24 * DAYS_MAX;
/** The year 9999; before 1972 zones were not whole minutes from UTC. */
const INSTANT_MIN = Date.UTC(1972, 0, 1);
const INSTANT_MAX = Date.UTC(9990, 0, 1);

/**
 * The last instant at which what the clock waits for is in time; `null` while a pause without an end keeps it away.
 *
 * Hours run exactly, without regard to the wall. Days end on the wall: the day of the start does not count, the limit
 * ends with the last instant of its last day (Regulation (EEC, Euratom) No 1182/71, Article 3(1) and (2)), and with
 * `movesToWorkingDay` never on a day on which nobody works (Article 3(4)). A pause adds its own time to hours; of days,
 * those do not count at whose end the clock stood still.
 *
 * @throws ClockError `length-out-of-range` (1 to 3650 days or 87600 hours, extensions included), `extension-out-of-range`,
 *   `instant-out-of-range` (1972 to 9989), `pause-malformed`, `zone-unknown`, `calendar-ends-before-limit`
 */
export function dueAt(clock: Clock, calendar: Calendar): Instant | null {
  return instantAfter(clock, [1, 1], calendar);
}

/** The limit with all that was added to it. */
function lengthOf(clock: Clock): number {
  const { unit, length } = clock.limit;
  const extensions = clock.extensions ?? [];
  if (extensions.some((by) => !Number.isInteger(by) || by < 1)) {
    throw new ClockError(
      "extension-out-of-range",
      "An extension is a whole number of the limit's own unit, 1 or more.",
    );
  }
  const whole = extensions.reduce((sum, by) => sum + by, length);
  const max = unit === "hours" ? HOURS_MAX : DAYS_MAX;
  if (!Number.isInteger(length) || length < 1 || whole > max) {
    throw new ClockError(
      "length-out-of-range",
      `A limit of ${whole} ${unit} cannot be kept: it is a whole number from 1 to ${max}, extensions included.`,
    );
  }
  return whole;
}

/**
 * When a share of the limit has run: of hours exactly, of days the first whole day with which it has. Multiplied before it
 * is divided: two thirds of seven hours, as a broken number of hours, came out a millisecond late.
 */
export function instantAfter(
  clock: Clock,
  [part, of]: readonly [part: number, of: number],
  calendar: Calendar,
): Instant | null {
  const whole = lengthOf(clock);
  ensureValid(clock);
  return clock.limit.unit === "hours"
    ? afterHours(clock, Math.ceil((whole * HOUR_MS * part) / of))
    : afterDays(clock, Math.ceil((whole * part) / of), calendar);
}

function afterHours({ startedAt, pauses = [] }: Clock, lengthMs: number): Instant | null {
  let due = startedAt + lengthMs;
  for (const { from, until } of pauses) {
    if (from > due) break;
    if (until === null) return null;
    due += until - Math.max(from, startedAt);
  }
  return due;
}

function afterDays(
  { startedAt, limit, pauses = [] }: Clock,
  days: number,
  calendar: Calendar,
): Instant | null {
  const { zone } = calendar;
  const isCounted = (day: Day) => limit.unit === "calendar-days" || isWorkingDay(calendar, day);
  const mayEnd = (day: Day) =>
    limit.unit !== "calendar-days" || !limit.movesToWorkingDay || isWorkingDay(calendar, day);
  let day = dayOf(zone, startedAt);
  let end = endOfDay(zone, day);
  for (let left = days; ; ) {
    const before = end;
    end = endOfDay(zone, ++day);
    if (end === before) continue; // a day that the zone left out
    const pause = pauses.find(({ from, until }) => from <= end && (until === null || end < until));
    if (pause?.until === null) return null;
    if (!pause && isCounted(day) && left > 0) left--;
    if (!pause && left === 0 && mayEnd(day)) return end;
  }
}

function ensureValid({ startedAt, pauses = [] }: Clock): void {
  ensureInstant(startedAt);
  let last: Instant | null = Number.NEGATIVE_INFINITY;
  for (const { from, until } of pauses) {
    ensureInstant(from);
    if (until !== null) ensureInstant(until);
    if (last === null || from < last || (until !== null && until <= from)) {
      throw new ClockError(
        "pause-malformed",
        "Pauses come in order, do not overlap and end after they begin; only the last may still stand.",
      );
    }
    last = until;
  }
  if (last !== null && last > Number.NEGATIVE_INFINITY && last <= startedAt) {
    throw new ClockError(
      "pause-malformed",
      "A pause that ended before the clock began is none of this clock's.",
    );
  }
}

function ensureInstant(at: Instant): void {
  if (Number.isInteger(at) && at >= INSTANT_MIN && at < INSTANT_MAX) return;
  throw new ClockError("instant-out-of-range", "An instant is a whole number of milliseconds, 1972 to 9989.");
}
