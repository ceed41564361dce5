import type { Calendar, Clock, EscalationPoint, Instant } from "../index.ts";

/**
 * The same limits, the slow and obvious way: walk through time by quarters of an hour and look at the wall each time.
 * Shares no line with the package. In every zone since 1972 days end on a quarter of an hour of UTC.
 */
const QUARTER_MS = 900_000;
/** Starts and pauses of the worlds lie on whole minutes. */
const MINUTE_MS = 60_000;

/** The dates on the wall of a zone, one for each quarter of an hour of a span. */
export class Wall {
  readonly #from: Instant;
  readonly #dates: string[] = [];
  readonly #weekdays: number[] = [];
  /** When the wall shows yesterday's date again. */
  readonly turns: Instant[] = [];

  constructor(zone: string, from: Instant, until: Instant) {
    this.#from = from - (from % QUARTER_MS);
    const date = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
    for (let at = this.#from; at < until; at += QUARTER_MS) {
      const shown = date.format(at);
      if (shown < (this.#dates.at(-1) ?? "")) this.turns.push(at);
      this.#dates.push(shown);
      this.#weekdays.push(new Date(`${shown}T12:00:00Z`).getUTCDay() || 7);
    }
  }

  #at = (at: Instant): number => Math.floor((at - this.#from) / QUARTER_MS);
  dateAt = (at: Instant): string => this.#known(this.#dates[this.#at(at)]);
  weekdayAt = (at: Instant): number => this.#known(this.#weekdays[this.#at(at)]);

  /** The wall shows a date for the last time at `at`: a later one from then on. `at` is the last of its quarter. */
  isLastOfItsDay(at: Instant): boolean {
    const today = this.dateAt(at);
    // Clocks that go back over midnight show the old date again within the next hours.
    for (let ahead = 1; ahead <= 100; ahead++)
      if (this.dateAt(at + ahead * QUARTER_MS) <= today) return false;
    return true;
  }

  #known<T>(value: T | undefined): T {
    if (value === undefined) throw new RangeError("the wall does not reach that far");
    return value;
  }
}

/** Walks until the limit has run. `null` when a pause without an end is met first. */
export function obviousDueAt(clock: Clock, calendar: Calendar, wall: Wall): Instant | null {
  return walk(clock, [1, 1], calendar, wall);
}

/** The same for someone further who is told: walks on to the share, back by hours from the end, on by days from it. */
export function obviousMoment(
  when: EscalationPoint,
  clock: Clock,
  calendar: Calendar,
  wall: Wall,
): Instant | null {
  if ("share" in when) return walk(clock, when.share, calendar, wall);
  const due = obviousDueAt(clock, calendar, wall);
  if (due === null) return null;
  let at = due;
  if ("hoursBefore" in when) {
    for (let minutes = when.hoursBefore * 60; minutes > 0 && at > clock.startedAt; minutes--) at -= MINUTE_MS;
    return Math.max(at, clock.startedAt);
  }
  if (when.daysAfter === 0) return due + 1;
  // The end of the day that the limit ended on is the first end of a day that is met.
  let met = -1;
  for (at = due - (due % QUARTER_MS) + QUARTER_MS - 1; ; at += QUARTER_MS) {
    if (wall.isLastOfItsDay(at)) met++;
    if (met === when.daysAfter) return at;
  }
}

type Share = readonly [part: number, of: number];

const walk = (clock: Clock, share: Share, calendar: Calendar, wall: Wall): Instant | null =>
  clock.limit.unit === "hours" ? walkHours(clock, share) : walkDays(clock, share, calendar, wall);

const stands = ({ pauses = [] }: Clock, at: Instant) =>
  pauses.find(({ from, until }) => from <= at && (until === null || at < until));

const lengthOf = ({ limit, extensions = [] }: Clock) => {
  let length = limit.length;
  for (const by of extensions) length += by;
  return length;
};

/** A share of whole hours lies on a whole minute too, in the worlds. */
function walkHours(clock: Clock, [part, of]: Share): Instant | null {
  const wholeMinutes = lengthOf(clock) * 60 * part;
  let ranMinutes = 0;
  for (let at = clock.startedAt; ; at += MINUTE_MS) {
    const pause = stands(clock, at);
    if (ranMinutes * of === wholeMinutes && (!pause || pause.from === at)) return at; // run out at the very moment in which it is stopped
    if (pause?.until === null) return null;
    if (!pause) ranMinutes++;
  }
}

function walkDays(clock: Clock, [part, of]: Share, calendar: Calendar, wall: Wall): Instant | null {
  const { limit } = clock;
  const wholeDays = lengthOf(clock) * part;
  let ranDays = 0;
  let isFirstDay = true;
  const firstQuarterEnd = clock.startedAt - (clock.startedAt % QUARTER_MS) + QUARTER_MS - 1;
  for (let at = firstQuarterEnd; ; at += QUARTER_MS) {
    if (!wall.isLastOfItsDay(at)) continue;
    if (isFirstDay) {
      isFirstDay = false;
      continue;
    }
    const pause = stands(clock, at);
    if (pause?.until === null) return null;
    if (pause) continue;
    const isFree =
      calendar.weekend.some((day) => day === wall.weekdayAt(at)) || calendar.holidays.has(wall.dateAt(at));
    if (limit.unit === "calendar-days" || !isFree) ranDays++;
    if (ranDays * of >= wholeDays && !(limit.unit === "calendar-days" && limit.movesToWorkingDay && isFree))
      return at;
  }
}
