import { CALENDARS, type Calendar, inCalendar } from "../../../core/texts/calendars.ts";
import { type DoorLanguage, localeOf } from "../../../core/texts/index.ts";

/** Days and hours as people say them, in the place where the phone is. Digits stay as they are on the keyboard. */

const HOUR_MS = 3_600_000;

/** The calendar of whoever reads: a page has one reader, who may choose another in *My file*. What is kept and sent is ISO 8601. */
let shown: Calendar = "gregory";
export const calendarShown = (): Calendar => shown;
export function showCalendar(calendar: Calendar): Calendar {
  shown = calendar;
  return calendar;
}
/** That of the device, where it is one that is shown here. */
export function calendarOfDevice(): Calendar {
  const { calendar } = new Intl.DateTimeFormat().resolvedOptions();
  return CALENDARS.find((known) => known === calendar) ?? "gregory";
}
/** The locale of a language's days, in the calendar that is shown. */
const localeOfDays = (language: DoorLanguage): string => inCalendar(localeOf(language), shown);

/** “Saturday 21 November 2026” */
export const sayDay = (day: Date, language: DoorLanguage): string =>
  new Intl.DateTimeFormat(localeOfDays(language), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(day);

/** “21 November 2026” for a day such as 2026-11-21, wherever the phone is. */
export const sayDate = (day: string, language: DoorLanguage): string =>
  new Intl.DateTimeFormat(localeOfDays(language), {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));

/** “21 November 2026, 14:00” */
export const sayTime = (time: Date, language: DoorLanguage): string =>
  new Intl.DateTimeFormat(localeOfDays(language), {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(time);

/** The day and “21:00” of an hour since 1970. */
export function sayHour(
  hour: number,
  language: DoorLanguage,
): { readonly day: string; readonly hour: string } {
  const time = new Date(hour * HOUR_MS);
  const clock = new Intl.DateTimeFormat(localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(localeOfDays(language), {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  return { day: day.format(time), hour: clock.format(time) };
}
