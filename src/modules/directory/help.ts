import { isDate, readWelcome, type Welcome } from "./check-field.ts";

/** One service as someone who looks for help reads it: only what was published. */
export interface Help {
  readonly id: string;
  readonly name: string;
  readonly organization: string | null;
  readonly description: string | null;
  /** What is different just now. */
  readonly alert: string | null;
  readonly whoFor: string | null;
  readonly fees: string | null;
  readonly welcome: readonly Welcome[];
  /** As they are written, with a code of two or three letters where one was given. */
  readonly languages: readonly { readonly code: string | null; readonly name: string | null }[];
  readonly phones: readonly string[];
  readonly places: readonly { readonly street: string | null; readonly town: string }[];
  /** There is a place whose address is not shown. */
  readonly hidesAddress: boolean;
  /** Days 0 (Monday) to 6 as HSDS writes them, hours as `09:00`. */
  readonly hours: readonly {
    readonly days: readonly number[];
    readonly opens: string;
    readonly closes: string;
  }[];
  readonly isOpen: boolean;
  /** Whether places are free, and on which day somebody last counted: not how many, since who comes and goes would show. */
  readonly free: { readonly hasPlaces: boolean; readonly on: string | null } | null;
  /** Days such as 2026-11-25. */
  readonly assuredOn: string | null;
  readonly survivorReviewedOn: string | null;
}

type Nested = Readonly<Record<string, unknown>>;

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const HOUR = /^\d\d:\d\d/;

/** @param service as the public API gives it, with all that belongs to it */
export function helpOf(service: Nested, isOpen: boolean): Help {
  const visits = listOf(service.service_at_locations);
  const locations = visits.map((visit) => objectOf(visit.location));
  const addresses = locations.flatMap((location) => listOf(location.addresses));
  const schedules = [service, ...visits, ...locations].flatMap((each) => listOf(each.schedules));
  const phones = [service, ...visits, ...locations].flatMap((each) => listOf(each.phones));
  const languages = [service, ...locations].flatMap((each) => listOf(each.languages));
  const { leeward_places: places } = service;
  return {
    id: String(service.id),
    name: String(service.name ?? ""),
    organization: textOf(objectOf(service.organization).name),
    description: textOf(service.description),
    alert: textOf(service.alert),
    whoFor: textOf(service.eligibility_description),
    fees: textOf(service.fees_description),
    welcome: readWelcome(service.leeward_welcome),
    languages: unique(languages.map(({ code, name }) => ({ code: textOf(code), name: textOf(name) }))),
    phones: unique(phones.flatMap(({ number }) => textOf(number) ?? [])),
    places: unique(
      addresses.map(({ address_1, city, state_province }) => ({
        street: textOf(address_1),
        town: [city, state_province].flatMap((each) => textOf(each) ?? []).join(", "),
      })),
    ),
    hidesAddress: locations.some(({ leeward_confidentiality }) => leeward_confidentiality === "place"),
    hours: unique(schedules.flatMap(hoursOf)),
    isOpen,
    free:
      places === "free" || places === "none"
        ? { hasPlaces: places === "free", on: dayOf(service.leeward_places_on) }
        : null,
    assuredOn: dayOf(service.assured_date),
    survivorReviewedOn: dayOf(service.leeward_survivor_reviewed_date),
  };
}

function hoursOf(schedule: Nested): Help["hours"] {
  const days = String(schedule.byday ?? "")
    .split(",")
    .map((day) => DAYS.indexOf(day.trim()));
  const [opens, closes] = [schedule.opens_at, schedule.closes_at].map((time) => HOUR.exec(String(time))?.[0]);
  const isWeekly = schedule.freq === "WEEKLY" && (schedule.interval === undefined || schedule.interval === 1);
  return opens && closes && isWeekly && !days.includes(-1) ? [{ days, opens, closes }] : [];
}

const listOf = (value: unknown): Nested[] => (Array.isArray(value) ? value.map(objectOf) : []);
const objectOf = (value: unknown): Nested =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Nested) : {};
const textOf = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : null;
const dayOf = (value: unknown): string | null => (typeof value === "string" && isDate(value) ? value : null);
const unique = <T>(all: readonly T[]): T[] => [
  ...new Map(all.map((each) => [JSON.stringify(each), each])).values(),
];
