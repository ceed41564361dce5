import { csvCell } from "@leeward/synth";
import { ageGroupOf, genderOf, isUnknown, type Topic, topicsOf, type Unit } from "../columns.ts";
import type { Reader } from "../findings.ts";
import { type Range, sumOf } from "../ranges.ts";
import type { AskedFrame } from "../store.ts";

/**
 * Counts of a release for who reports to the UN: SDG indicator 16.2.2 and the table of UNODC's Global Report (GLOTIP). The
 * shapes, with where they were read: docs/statistics.md. Only what was counted is given; who is of unknown sex, age or
 * purpose is in the totals alone. What a code of the UN's does not say by itself stands beside it.
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

type Sex = "F" | "M" | "_T";
type Age = "Y0T17" | "Y_GE18" | "_T";
type Form = "" | "FL" | "SX" | "OG" | "OP";

interface Observation {
  readonly year: string;
  readonly form: Form;
  readonly sex: Sex;
  readonly age: Age;
  readonly range: Range;
  readonly notes: readonly string[];
}

const YEAR_IS_ASKED = "The year was given by whoever asked for this file.";
const SEX_IS_GENDER = "Sex is filled from gender as the person lives it; sex was not asked.";

const FORM_OF: Readonly<Record<string, Form>> = {
  ...{ "forced-labour": "FL", servitude: "FL", "child-labour": "FL", slavery: "FL" },
  ...{ sexual: "SX", "sexual-exploitation": "SX", "organ-removal": "OG" },
};

/** What is counted, by year, form, sex and age, as far as the release has tables for it. */
function observationsOf(reader: Reader, { year, frame }: Pick<ReportedFor, "year" | "frame">): Observation[] {
  const topics = topicsOf(reader.tables);
  const of = (role: Topic["role"]) => topics.find((topic) => topic.role === role);
  const single = (topic: Topic | undefined) => (topic?.isSet === false ? topic : undefined);
  const [genders, ages, purpose] = [single(of("gender")), single(of("age")), of("purpose")];
  const sexUnits = (sex: Sex) =>
    genders?.units.filter(({ label }) => genderOf(label) === (sex === "F" ? "woman" : "man")) ?? [];
  const ageUnits = (age: Age) =>
    ages?.units.filter(({ label }) => ageGroupOf(label) === (age === "Y0T17" ? "child" : "adult")) ?? [];
  const agesFit = ages?.units.every(({ label }) => ageGroupOf(label) !== "across") === true;
  const formUnits = (form: Form): Unit[] =>
    (purpose?.units ?? []).filter(({ label }) => !isUnknown(label) && (FORM_OF[label] ?? "OP") === form);
  const ownYear = frame !== null && frame.fromYear === frame.toYear ? `${frame.fromYear}` : null;
  const years: (Unit | null)[] = single(of("year"))?.units.filter(({ label }) => /^\d{4}$/.test(label)) ?? [];
  const sexes: Sex[] = genders ? ["_T", "F", "M"] : ["_T"];
  const groups: Age[] = agesFit ? ["_T", "Y0T17", "Y_GE18"] : ["_T"];
  const forms: Form[] = purpose ? ["", "SX", "FL", "OG", "OP"] : [""];
  const found: Observation[] = [];
  for (const at of years.length > 0 ? years : [null])
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
          const notes = [
            ...(sex !== "_T" && genders?.name !== "sex" ? [SEX_IS_GENDER] : []),
            ...(at || ownYear !== null ? [] : [YEAR_IS_ASKED]),
          ];
          found.push({ year: at?.label ?? ownYear ?? year, form, sex, age, range, notes });
        }
  return found;
}

/** People who are in one of each of these; null where something has no unit or no table. */
function countOf(reader: Reader, parts: readonly (readonly Unit[])[]): Range | null {
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

/** The dimensions and attributes of the SDG data structure that are given, in its order. */
const SDG_COLUMNS = [
  ...["STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REPORTING_TYPE", "SERIES", "REF_AREA", "SEX", "AGE"],
  ...["URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV", "OCCUPATION", "CUST_BREAKDOWN"],
  ...["COMPOSITE_BREAKDOWN", "DISABILITY_STATUS", "ACTIVITY", "PRODUCT", "TIME_PERIOD"],
  ...[
    "OBS_VALUE",
    "OBS_STATUS",
    "UNIT_MULT",
    "UNIT_MEASURE",
    "NATURE",
    "COMMENT_OBS",
    "UPPER_BOUND",
    "LOWER_BOUND",
  ],
  ...["SOURCE_DETAIL"],
];
const PER = 100_000;
const COMMENT =
  "Detected cases, not prevalence. A count with noise for privacy; bounds hold 95 times in 100.";

/** SDG 16.2.2 as an SDMX-CSV 2.0 data message: counts, and rates per 100,000 where a population is given. */
export function sdgCsv(reader: Reader, asked: ReportedFor): string {
  const line = (one: Observation, series: string, unit: string, of: (value: number) => string) =>
    [
      ...[
        "dataflow",
        "IAEG-SDGs:DF_SDG_GLH(1.24)",
        "I",
        "A",
        "N",
        series,
        String(Number(asked.area)),
        one.sex,
        one.age,
      ],
      ...Array.from({ length: 9 }, () => "_T"),
      ...[one.year, of(one.range.count), "E", "0", unit, "C", [COMMENT, ...one.notes].join(" ")],
      ...[of(one.range.high), of(one.range.low)],
      `Release ${asked.source}`,
    ]
      .map(csvCell)
      .join(",");
  const lines = observationsOf(reader, asked).flatMap((one) => {
    const { population } = asked;
    const count = line(one, `VC_HTF_DETV${one.form}`, "NUMBER", String);
    if (population === null || one.sex !== "_T" || one.age !== "_T") return [count];
    const rate = (value: number) => String(Number(((PER * value) / population).toPrecision(4)));
    return [count, line(one, `VC_HTF_DETV${one.form}R`, "PER_100000_POP", rate)];
  });
  return `${[SDG_COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

const GLOTIP_COLUMNS = [
  ...[
    "Iso3_code",
    "Country",
    "Region",
    "Subregion",
    "Indicator",
    "Dimension",
    "Category",
    "Sex",
    "Age",
    "Year",
  ],
  ...["Unit of measurement", "txtVALUE", "Source", "Low_95", "High_95"],
];
const CATEGORIES: Readonly<Record<Form, string>> = {
  ...{ "": "Total", FL: "Forced labour", SX: "Sexual exploitation", OG: "Removal of organ", OP: "Other" },
};
const SEXES: Readonly<Record<Sex, string>> = { F: "Female", M: "Male", _T: "Total" };
const AGES: Readonly<Record<Age, string>> = {
  Y0T17: "0 to 17 years",
  Y_GE18: "18 years or over",
  _T: "Total",
};

/** The same in the columns of the table that UNODC publishes (`data_glotip.xlsx`), with the range of each count after them. */
export function glotipCsv(reader: Reader, asked: ReportedFor): string {
  const lines = observationsOf(reader, asked).map(({ year, form, sex, age, range, notes }) =>
    [
      ...[asked.iso, "", "", "", "Detected trafficking victims"],
      ...[form === "" ? "Total" : "by form of exploitation", CATEGORIES[form], SEXES[sex], AGES[age], year],
      ...["Counts", String(range.count), [`Release ${asked.source}`, ...notes].join(". ")],
      ...[range.low, range.high].map(String),
    ]
      .map(csvCell)
      .join(","),
  );
  return `${[GLOTIP_COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}
