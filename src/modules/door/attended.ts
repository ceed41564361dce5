import type { AttendedSpan } from "../../core/config/door.ts";
import { dateFormat } from "../../core/texts/intl.ts";

const DAY_MINUTES = 1440;

/** The day of the week (0 is Monday) and the minute of the day by the clock of a place. */
export function localTime(now: Date, zone: string): { readonly day: number; readonly minute: number } {
  const parts = dateFormat("en-GB", {
    ...{ timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  }).formatToParts(now);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(of("weekday"));
  return { day, minute: Number(of("hour")) * 60 + Number(of("minute")) };
}

/** Whether someone is agreed to be there: by the plan, never by who is signed in. */
export function isAttended(spans: readonly AttendedSpan[], now: Date, zone: string): boolean {
  const { day, minute } = localTime(now, zone);
  return spans.some(({ days, from, until }) => {
    const end = until > from ? until : until + DAY_MINUTES;
    const since = (begins: number) => ((day - begins + 7) % 7) * DAY_MINUTES + minute;
    return days.some((begins) => since(begins) >= from && since(begins) < end);
  });
}

/** The whole week, so that no hours need be said. */
export const isAlways = (spans: readonly AttendedSpan[]): boolean =>
  spans.some(({ days, from, until }) => days.length === 7 && from === 0 && until === DAY_MINUTES);
