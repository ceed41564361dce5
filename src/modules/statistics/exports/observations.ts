import { ageGroupOf, genderOf, isUnknown, type Topic, topicsOf, type Unit } from "../columns.ts";
import type { Reader } from "../findings.ts";
import { type Range, sumOf } from "../ranges.ts";
import type { AskedFrame } from "../store.ts";

/**
 * Counts of a release as the UN asks for them. Only what was counted is given; who is of unknown sex, age or purpose is in
 * the totals alone. What a code of the UN's does not say by itself stands beside it.
 */
export interface ReportedFor {
  /** UN M49, three digits. */
  readonly area: string;
  /** ISO 3166-1 alpha-3. */
  readonly iso: string;
  /** Of a release that has no year of its own. */
  readonly year: string;
  /** Which years the release counts; null where it does not say. */
  readonly frame: Pick<AskedFrame, "fromYear" | "toYear"> | null;
  /** Residents, for rates of the whole population; none where only counts are wanted. */
  readonly population: number | null;
  /** The release's identifier. */
  readonly source: string;
}

export type Sex = "F" | "M" | "_T";
export type Age = "Y0T17" | "Y_GE18" | "_T";
export type Form = "" | "FL" | "SX" | "OG" | "OP";

export interface Observation {
  readonly year: string;
  readonly form: Form;
  readonly sex: Sex;
  readonly age: Age;
  readonly range: Range;
  readonly notes: readonly string[];
}

/** A year of the release, and what is true of whom it counts; no unit where the release has one year, or none. */
interface Year {
  readonly label: string;
  readonly unit: Unit | null;
  readonly notes: readonly string[];
}

const YEAR_IS_ASKED = "The year was given by whoever asked for this file.";
const SEX_IS_GENDER = "Sex is filled from gender as the person lives it; sex was not asked.";

const FORM_OF: Readonly<Record<string, Form>> = {
  ...{ "forced-labour": "FL", servitude: "FL", "child-labour": "FL", slavery: "FL" },
  ...{ sexual: "SX", "sexual-exploitation": "SX", "organ-removal": "OG" },
};

const groupOf = (label: string) => (label === "child" || label === "adult" ? label : ageGroupOf(label));

export function yearsOf(
  topics: readonly Topic[],
  { year, frame }: Pick<ReportedFor, "year" | "frame">,
): readonly Year[] {
  const counted = topics.find(({ role, isSet }) => role === "year" && !isSet);
  const years = counted?.units.filter(({ label }) => /^\d{4}$/.test(label)) ?? [];
  if (years.length > 0) return years.map((unit) => ({ label: unit.label, unit, notes: [] }));
  if (frame !== null && frame.fromYear === frame.toYear)
    return [{ label: `${frame.fromYear}`, unit: null, notes: [] }];
  return [{ label: year, unit: null, notes: [YEAR_IS_ASKED] }];
}

/** What is counted, by year, form, sex and age, as far as the release has tables for it. */
export function observationsOf(reader: Reader, asked: Pick<ReportedFor, "year" | "frame">): Observation[] {
  const topics = topicsOf(reader.tables);
  const of = (role: Topic["role"]) => topics.find((topic) => topic.role === role);
  const single = (topic: Topic | undefined) => (topic?.isSet === false ? topic : undefined);
  const [genders, purpose] = [single(of("gender")), of("purpose")];
  // Where it was counted by itself it is one cell, with a narrower range than a sum of bands.
  const ages = topics.find(({ name }) => name === "adulthood") ?? single(of("age"));
  const sexUnits = (sex: Sex) =>
    genders?.units.filter(({ label }) => genderOf(label) === (sex === "F" ? "woman" : "man")) ?? [];
  const ageUnits = (age: Age) =>
    ages?.units.filter(({ label }) => groupOf(label) === (age === "Y0T17" ? "child" : "adult")) ?? [];
  const agesFit = ages?.units.every(({ label }) => groupOf(label) !== "across") === true;
  const formUnits = (form: Form): Unit[] =>
    (purpose?.units ?? []).filter(({ label }) => !isUnknown(label) && (FORM_OF[label] ?? "OP") === form);
  const sexes: Sex[] = genders ? ["_T", "F", "M"] : ["_T"];
  const groups: Age[] = agesFit ? ["_T", "Y0T17", "Y_GE18"] : ["_T"];
  const forms: Form[] = purpose ? ["", "SX", "FL", "OG", "OP"] : [""];
  const found: Observation[] = [];
  for (const { label: year, unit: at, notes: ofYear } of yearsOf(topics, asked))
    for (const form of forms)
      for (const sex of sexes)
        for (const age of groups) {
          const parts = [
            ...(at ? [[at]] : []),
            ...(sex === "_T" ? [] : [sexUnits(sex)]),
            ...(age === "_T" ? [] : [ageUnits(age)]),
          ];
          const units = formUnits(form);
          const range =
            form !== "" && purpose?.isSet
              ? countAny(reader, parts, units)
              : countOf(reader, form === "" ? parts : [...parts, units]);
          if (!range) continue;
          const notes = [...(sex !== "_T" && genders?.name !== "sex" ? [SEX_IS_GENDER] : []), ...ofYear];
          found.push({ year, form, sex, age, range, notes });
        }
  return found;
}

/** Which release a count is of, and what must be known of it. */
export const sourceOf = ({ source }: Pick<ReportedFor, "source">, notes: readonly string[]): string =>
  [`Release ${source}.`, ...notes].join(" ");

/** People who are in one of each of these; null where something has no unit or no table. */
export function countOf(reader: Reader, parts: readonly (readonly Unit[])[]): Range | null {
  const groups = parts.reduce<Unit[][]>(
    (all, units) => all.flatMap((group) => units.map((unit) => [...group, unit])),
    [[]],
  );
  const ranges = groups.map((units) => reader.of(units));
  if (groups.length === 0 || ranges.includes(null)) return null;
  return sumOf(ranges.filter((range) => range !== null));
}

/**
 * People of these parts of whom at least one of these members of a set is true: all of them less those of whom none is. Null
 * where no table is over so many columns.
 */
function countAny(
  reader: Reader,
  parts: readonly (readonly Unit[])[],
  members: readonly Unit[],
): Range | null {
  if (members.length === 0) return null;
  const all = countOf(reader, parts);
  const none = countOf(reader, [...parts, ...members.map((unit) => [{ ...unit, value: "no" }])]);
  if (!all || !none) return null;
  return {
    count: Math.max(0, all.count - none.count),
    low: Math.max(0, all.low - none.high),
    high: Math.max(0, all.high - none.low),
  };
}
