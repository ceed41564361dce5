import { type Calendar, dueAt, type Limit } from "@leeward/clocks";

/** Pure decisions of care: what becomes of a version, what is counted, when consents are looked at again. No clock, no database. */

/** What becomes of a version that is based on another. */
export type Placed =
  | { readonly kind: "follows"; readonly version: number }
  | { readonly kind: "conflict"; readonly version: number }
  | { readonly kind: "unknown-base" };

/**
 * A version that is based on the current one follows it. One that is based on an older one is kept beside it, as a
 * conflict, until a later version resolves it: no words are lost.
 *
 * @param current the version that readers see, 0 before the first
 * @param highest the highest version there is, conflicts included
 */
export function placeVersion(basedOn: number, current: number, highest: number): Placed {
  if (basedOn < 0 || basedOn > highest) return { kind: "unknown-base" };
  return { kind: basedOn === current ? "follows" : "conflict", version: highest + 1 };
}

/** For counting: a year of birth or an age becomes a band, the same as `care.case_file` allows. */
export const AGE_BANDS = [
  "0-8",
  "9-17",
  "18-24",
  "25-34",
  "35-44",
  "45-54",
  "55-64",
  "65+",
  "unknown",
] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export function ageBandOf(years: number | null): AgeBand {
  if (years === null || years < 0) return "unknown";
  const tops: readonly (readonly [number, AgeBand])[] = [
    [8, "0-8"],
    [17, "9-17"],
    [24, "18-24"],
    [34, "25-34"],
    [44, "35-44"],
    [54, "45-54"],
    [64, "55-64"],
  ];
  return tops.find(([top]) => years <= top)?.[1] ?? "65+";
}

/** Whole years between two days, both `2026-11-23`; null where the first comes later. */
export function yearsBetween(birth: string, day: string): number | null {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
  return years < 0 ? null : years;
}

export const COUNTED_GENDERS = ["woman", "man", "non-binary", "unknown"] as const;
export type CountedGender = (typeof COUNTED_GENDERS)[number];

/** For counting: the gender as the person lives it. */
export function countedGender(gender: string | null): CountedGender {
  switch (gender) {
    case "feminine":
    case "transgender-feminine":
      return "woman";
    case "masculine":
    case "transgender-masculine":
      return "man";
    case "non-conforming":
      return "non-binary";
    default:
      return "unknown";
  }
}

const DAY_MS = 86_400_000;

/** A limit of a jurisdiction, and on what it rests. */
export interface ReviewRule {
  readonly limit: Limit;
  readonly basis: string;
}

/**
 * By when consents are looked at again, counted from now. One clock is enough, so there is none beside one that is due as soon.
 *
 * @param runningUntil when the clock that runs is due; null where none does
 */
export function reviewAfter(
  { limit }: ReviewRule,
  now: Date,
  runningUntil: Date | null,
  calendar: Calendar,
): Date | null {
  const due = dueAt({ startedAt: now.getTime(), limit }, calendar);
  if (due === null) throw new Error("a clock without a pause has an end");
  return runningUntil !== null && runningUntil.getTime() <= due ? null : new Date(due);
}

/**
 * The end of a day that somebody wrote down, on the wall of the calendar's zone.
 *
 * @param day `2026-11-23`; it may have passed
 */
export function endOfWrittenDay(day: string, now: Date, calendar: Calendar): Date {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: calendar.zone }).format(now); // as 2026-11-23
  const ahead = Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);
  const due = dueAt(
    ahead >= 1
      ? { startedAt: now.getTime(), limit: { unit: "calendar-days", length: ahead } }
      : { startedAt: now.getTime() + (ahead - 1) * DAY_MS, limit: { unit: "calendar-days", length: 1 } },
    calendar,
  );
  if (due === null) throw new Error("a clock without a pause has an end");
  return new Date(due);
}

const HOUR_MS = 3_600_000;

/** How broken glass stands, as the rule of access has it: four hours of life, and a second member within the first. */
export interface GlassState {
  readonly state: "waits" | "open" | "over";
  /** When it closes by itself, as it stands; null where it is over. */
  readonly until: Date | null;
}

export function stateOfGlass(
  glass: {
    readonly category: string;
    readonly openedAt: Date;
    readonly confirmedAt: Date | null;
    readonly endedAt: Date | null;
  },
  now: Date,
): GlassState {
  const hours = glass.confirmedAt === null ? 1 : 4;
  const until = new Date(glass.openedAt.getTime() + hours * HOUR_MS);
  if (glass.endedAt !== null || until <= now) return { state: "over", until: null };
  return { state: glass.confirmedAt === null && glass.category === "contact" ? "waits" : "open", until };
}

const GUARDIAN_AHEAD_DAYS = 90;

/** Whether a guardian can be said to begin then: some time of today, or within ninety days. */
export function isStartOfGuardian(startsAt: Date, now: Date): boolean {
  const days = (startsAt.getTime() - now.getTime()) / DAY_MS;
  return days >= -1 && days <= GUARDIAN_AHEAD_DAYS;
}
