/**
 * Calendars that people live by. What is kept is always ISO 8601, in the Gregorian calendar; a reader's own one is shown, and a day that is told in
 * it is turned round (`calendar-days.ts`, which only forms need).
 */

export const CALENDARS = ["gregory", "persian", "ethiopic", "islamic-umalqura", "buddhist"] as const;
export type Calendar = (typeof CALENDARS)[number];

/** A locale that says dates in a calendar. */
export const inCalendar = (locale: string, calendar: Calendar): string =>
  new Intl.Locale(locale, { calendar }).toString();
