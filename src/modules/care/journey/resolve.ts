import type { Calendar, Limit } from "@leeward/clocks";
import { calendarApart } from "@leeward/clocks/holidays-apart";
import type { JurisdictionPack, PackClock, PackStep } from "./pack.ts";
import type { Rules, TimeRule } from "./rules.ts";
import { STEPS, type StepRule } from "./steps.ts";

/** A pack with what it is based on, the baseline first. */
export type Lineage = readonly JurisdictionPack[];

/**
 * What a pack is based on, down to a baseline.
 *
 * @returns a sentence where it leads to nothing or round in a circle
 */
export function lineageOf(
  pack: JurisdictionPack,
  known: ReadonlyMap<string, JurisdictionPack>,
): Lineage | string {
  const line = [pack];
  for (let base = pack.basedOn; base !== null; ) {
    const found = base === pack.code ? pack : known.get(base);
    if (!found) return `basedOn: there is no pack “${base}”. There are: ${[...known.keys()].join(", ")}`;
    if (line.includes(found)) {
      return `basedOn: goes round in a circle, ${[...line.map(({ code }) => code), found.code].join(" on ")}`;
    }
    line.push(found);
    base = found.basedOn;
  }
  return line.reverse();
}

/** The clocks that hold in a place: its own stand for those of the same code before it. */
export function clocksOf(lineage: Lineage): PackClock[] {
  const clocks = new Map<string, PackClock>();
  for (const pack of lineage) {
    for (const code of pack.leavesOut.clocks) clocks.delete(code);
    // What the law here does not know ends no clock here.
    for (const [code, clock] of clocks) {
      const ends = clock.ends.filter((step) => !pack.leavesOut.steps.includes(step));
      if (ends.length < clock.ends.length) clocks.set(code, { ...clock, ends });
    }
    for (const clock of pack.clocks) clocks.set(clock.code, clock);
  }
  return [...clocks.values()];
}

/** The steps that hold in a place: everyone's, without what it leaves out, and its own. */
export function stepsOf(lineage: Lineage): Map<string, StepRule | PackStep> {
  const steps = new Map<string, StepRule | PackStep>(STEPS.map((step) => [step.code, step]));
  for (const pack of lineage) {
    for (const code of pack.leavesOut.steps) steps.delete(code);
    for (const step of pack.steps) steps.set(step.code, step);
  }
  return steps;
}

const asRule = ({ code, runsFor, starts, limit, ends, pausesIn, alarms }: PackClock): TimeRule => ({
  ...{ code, runsFor, starts, ends, pausesIn, alarms },
  limit: limit as Limit,
});

/** @throws ClockError for a region or zone that is not known */
export function rulesOf(lineage: Lineage, years: Calendar["years"]): Rules {
  return {
    steps: stepsOf(lineage),
    clocks: clocksOf(lineage).map(asRule),
    calendar: packCalendar(lineage.at(-1)?.calendar, years),
  };
}

/**
 * The working days of a place: the public holidays of its region, and those that its pack adds.
 *
 * @throws ClockError for a region or zone that is not known
 */
export function packCalendar(
  calendar: JurisdictionPack["calendar"] | undefined,
  years: Calendar["years"],
): Calendar {
  const { region = null, zone = "UTC", weekend = [6, 7], holidays = [] } = calendar ?? {};
  const days = weekend as Calendar["weekend"];
  const [country = "", state] = region?.split("-") ?? [];
  const base: Calendar =
    region === null
      ? { zone, weekend: days, holidays: new Set(), years }
      : calendarApart({ country, ...(state ? { state } : {}), zone, weekend: days }, years);
  const all = new Set(base.holidays);
  for (const holiday of holidays) {
    if ("dates" in holiday) for (const date of holiday.dates) all.add(date);
    else for (let year = years.from; year <= years.until; year++) all.add(`${year}-${holiday.every}`);
  }
  return { ...base, holidays: all };
}
