import { isDate } from "./check-field.ts";

/** When something is open in the weeks between two days: minutes from Monday 00:00, `[from, to)`, 0 to 10,080. */
export interface Opening {
  readonly minutes: readonly (readonly [from: number, to: number])[];
  /** Days, both included; null where there is no end. */
  readonly from: string | null;
  readonly until: string | null;
  /** Minutes that the clock there is ahead of UTC; null where the place's own zone counts. */
  readonly offsetMinutes: number | null;
}

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const TIME = /^([01]\d|2[0-3]|24):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Of a schedule of HSDS (RFC 5545) what can be said for sure: the same hours every week. Where it says more than that
 * (months, every other week, a number of times), nothing is said: nobody is sent to a closed door.
 */
export function readOpening(schedule: Readonly<Record<string, unknown>>): Opening | null {
  const text = (name: string): string =>
    typeof schedule[name] === "string" ? (schedule[name] as string).trim() : "";
  const opens = TIME.exec(text("opens_at"));
  const closes = TIME.exec(text("closes_at"));
  const days = text("byday")
    .split(",")
    .map((day) => DAYS.indexOf(day.trim()));
  const saysMore =
    text("bymonthday") !== "" ||
    text("byweekno") !== "" ||
    text("byyearday") !== "" ||
    schedule.count !== undefined;
  const isWeekly = text("freq") === "WEEKLY" && (schedule.interval === undefined || schedule.interval === 1);
  if (!opens || !closes || !isWeekly || saysMore || days.includes(-1)) return null;
  const dates = ["valid_from", "dtstart", "valid_to", "until"].map(text);
  if (dates.some((date) => date !== "" && !isDate(date.slice(0, 10)))) return null;
  const [validFrom, start, validTo, until] = dates.map((date) => date.slice(0, 10));
  return {
    minutes: days.flatMap((day) => hoursOf(day, minutesOf(opens), minutesOf(closes))),
    from: [validFrom, start].filter(Boolean).sort().at(-1) ?? null,
    until: [validTo, until].filter(Boolean).sort()[0] ?? null,
    offsetMinutes: offsetOf(opens[3], schedule.timezone),
  };
}

const minutesOf = ([, hours, minutes]: RegExpExecArray): number => Number(hours) * 60 + Number(minutes);

/** Past midnight they go on into the next day, and from Sunday into Monday. Until the hour of opening: all day. */
function hoursOf(day: number, opens: number, closes: number): [number, number][] {
  const from = day * DAY_MINUTES + opens;
  const to = from + (closes > opens ? closes - opens : closes - opens + DAY_MINUTES);
  return to <= WEEK_MINUTES
    ? [[from, to]]
    : [
        [from, WEEK_MINUTES],
        [0, to - WEEK_MINUTES],
      ];
}

function offsetOf(written: string | undefined, hours: unknown): number | null {
  if (written === "Z") return 0;
  const [, sign, h, m] = /^([+-])(\d\d):?(\d\d)$/.exec(written ?? "") ?? [];
  if (sign) return (sign === "-" ? -1 : 1) * (Number(h) * 60 + Number(m));
  return typeof hours === "number" && Math.abs(hours) <= 14 ? Math.round(hours * 60) : null;
}
