import { type Age, isChild } from "../journey/shape.ts";
import { type AgeBand, ageBandOf, yearsBetween } from "../rules.ts";
import type { SectionDocument } from "./field.ts";

/** Bands of age of those under 18. */
const CHILD_BANDS: ReadonlySet<string> = new Set(["0-8", "9-17"]);

/** What a journey begins with where all that is known of an age is the band that the case counts by. */
export const ageOfBand = (ageBand: string): Age =>
  ageBand === "unknown" ? "not-asked" : CHILD_BANDS.has(ageBand) ? "child" : "adult";

/** Everything that is known of someone's age outside their sections. */
export interface KnownAge {
  /** By which the case counts, as it was opened. */
  readonly ageBand: string;
  /** As their identity says. */
  readonly ageDisputed: boolean;
  /** As their journey has recorded it since; null where no journey has begun. */
  readonly standingAge: Age | null;
}

/**
 * Whether someone is treated as a child: age in doubt means child (CETS 197, Article 10(3)). The one rule of the form, the API, the list and the
 * journey; `care.treated_as_child` says the same in the database.
 */
export const isTreatedAsChild = ({ ageBand, ageDisputed, standingAge }: KnownAge): boolean =>
  isChild({ age: standingAge ?? ageOfBand(ageBand), ageDisputed });

/** What cannot be, and is refused. */
export const AGE_FAULTS = ["range-turned", "born-later"] as const;
/** What contradicts, and may be true all the same: somebody claimed it. */
export const AGE_DOUBTS = [
  "claimed-outside-range",
  "born-outside-range",
  "claimed-not-born",
  "band-not-born",
] as const;
export type AgeDoubt = (typeof AGE_DOUBTS)[number];
export type AgeContradiction = (typeof AGE_FAULTS)[number] | AgeDoubt;

/**
 * What the answers of an identity about age say against one another, and against the band that the case counts by. Ages are whole years; a
 * claimed one may be a year off, since it is said from memory.
 *
 * @param today a day, `YYYY-MM-DD`
 * @param ageBand null where none is known yet
 */
export function ageContradictions(
  identity: SectionDocument,
  today: string,
  ageBand: string | null,
): AgeContradiction[] {
  const [claimed, from, to] = ["ageClaimed", "ageFrom", "ageTo"].map((name) => {
    const answer = identity[name];
    return typeof answer === "number" ? answer : null;
  }) as [number | null, number | null, number | null];
  const { birthDate } = identity;
  const isBorn = typeof birthDate === "string";
  const born = isBorn ? yearsBetween(birthDate, today) : null;
  const isOutside = (age: number) => (from !== null && age < from) || (to !== null && age > to);
  const found: AgeContradiction[] = [];
  if (from !== null && to !== null && from > to) found.push("range-turned");
  else {
    if (claimed !== null && isOutside(claimed)) found.push("claimed-outside-range");
    if (born !== null && isOutside(born)) found.push("born-outside-range");
  }
  if (isBorn && birthDate > today) found.push("born-later");
  if (born !== null && claimed !== null && Math.abs(born - claimed) > 1) found.push("claimed-not-born");
  if (born !== null && ageBand !== null && ageBand !== "unknown" && ageBandOf(born) !== ageBand) {
    found.push("band-not-born");
  }
  return found;
}

/** The band that a case is counted by from its identity alone: where its ages contradict or are disputed, nobody knows it. */
export function bandOfIdentity(identity: SectionDocument, today: string): AgeBand {
  const { birthDate, ageDisputed } = identity;
  if (ageDisputed === true || ageContradictions(identity, today, null).length > 0) return "unknown";
  return ageBandOf(typeof birthDate === "string" ? yearsBetween(birthDate, today) : null);
}
