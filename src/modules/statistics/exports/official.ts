import { csvCell } from "@leeward/synth";
import type { Reader } from "../findings.ts";
import {
  type Age,
  type Form,
  type Observation,
  observationsOf,
  type ReportedFor,
  type Sex,
  sourceOf,
} from "./observations.ts";

/** Files of SDG indicator 16.2.2 and of the table of UNODC's Global Report (GLOTIP). The shapes, with where they were read: docs/statistics.md. */

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
      ...["Counts", String(range.count), sourceOf(asked, notes)],
      ...[range.low, range.high].map(String),
    ]
      .map(csvCell)
      .join(","),
  );
  return `${[GLOTIP_COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}
