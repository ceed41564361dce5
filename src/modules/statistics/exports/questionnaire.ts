import { csvCell } from "@leeward/synth";
import { isUnknown, topicsOf } from "../columns.ts";
import type { Reader } from "../findings.ts";
import type { Range } from "../ranges.ts";
import {
  type Age,
  countOf,
  type Form,
  type Observation,
  observationsOf,
  type ReportedFor,
  type Sex,
  sourceOf,
  yearsOf,
} from "./observations.ts";

/**
 * The shape of UNODC's questionnaire for its Global Report on Trafficking in Persons: what it asks, line by line, a column for
 * each year. A release fills in people who were detected; the other lines stay open for whoever has those numbers. Which
 * edition was read, and how much of it: docs/statistics.md.
 */

/** Where a line's numbers are: of this release; to be had from a release with other columns; never from a release. */
type Answer = "given" | "not in this release" | "not answered from here";

interface Line {
  /** The number of the question, where it was read. */
  readonly number: string;
  readonly asked: string;
  readonly who: string;
  readonly answer: Answer;
  readonly byYear: ReadonlyMap<string, Range>;
  readonly notes: readonly string[];
}

const open = (number: string, asked: string, who = ""): Line => ({
  ...{ number, asked, who, answer: "not answered from here", byYear: new Map(), notes: [] },
});

/** Of police, prosecutors and courts: no release has any of it. */
const OF_OFFENDERS: readonly Line[] = [
  open("1.1", "Offences recorded"),
  open("1.2", "Articles of law for 1.1"),
  open("1.3", "Source of 1.1"),
  open("2.1", "Suspected, arrested or cautioned", "male"),
  open("2.1", "Suspected, arrested or cautioned", "female"),
  open("2.2", "Articles of law for 2.1"),
  open("2.3", "Source of 2.1"),
  ...["Prosecuted", "Convicted"].flatMap((asked) => [open("", asked, "male"), open("", asked, "female")]),
  open("", "Convicted, by citizenship"),
];

const WHO: readonly (readonly [Sex, Age, string])[] = [
  ["_T", "_T", "everyone"],
  ["F", "Y_GE18", "women"],
  ["M", "Y_GE18", "men"],
  ["F", "Y0T17", "girls"],
  ["M", "Y0T17", "boys"],
  ["F", "_T", "female, of any age"],
  ["M", "_T", "male, of any age"],
  ["_T", "Y_GE18", "18 or over"],
  ["_T", "Y0T17", "under 18"],
];
const ASKED: readonly (readonly [Form, string])[] = [
  ["", "Detected people, by age and sex"],
  ["SX", "Detected people, sexual exploitation"],
  ["FL", "Detected people, forced labour, servitude or slavery"],
  ["OG", "Detected people, removal of organs"],
  ["OP", "Detected people, other forms"],
];
const NOT_READ = "number not read";

function detected(observations: readonly Observation[]): Line[] {
  return ASKED.flatMap(([form, asked]) =>
    WHO.map(([sex, age, who]): Line => {
      const found = observations.filter((one) => one.form === form && one.sex === sex && one.age === age);
      return {
        ...{ number: "", asked, who, answer: found.length > 0 ? "given" : "not in this release" },
        byYear: new Map(found.map(({ year, range }) => [year, range])),
        notes: [...new Set(found.flatMap(({ notes }) => notes))],
      };
    }),
  );
}

/** Countries where the release has them, else regions; whoever has several is in each of them. */
function byCitizenship(reader: Reader, asked: Pick<ReportedFor, "year" | "frame">): Line[] {
  const topics = topicsOf(reader.tables);
  const topic =
    topics.find(({ name }) => name === "citizenshipCountry") ?? topics.find(({ role }) => role === "origin");
  const title = "Detected people, by citizenship";
  const years = yearsOf(topics, asked);
  const lines = (topic?.units ?? []).map((unit): Line => {
    const found = years.flatMap(({ label, unit: year, notes }) => {
      const range = countOf(reader, year ? [[unit], [year]] : [[unit]]);
      return range ? [{ label, range, notes }] : [];
    });
    return {
      ...{ number: "", asked: title, who: isUnknown(unit.label) ? "unknown" : unit.label },
      answer: found.length > 0 ? "given" : "not in this release",
      byYear: new Map(found.map(({ label, range }) => [label, range])),
      notes: [...new Set(found.flatMap(({ notes }) => notes))],
    };
  });
  if (lines.length > 0) return lines;
  return [{ ...open("", title), answer: "not in this release" }];
}

/** All lines as CSV, in the order of the form; a year has three columns, the last two its range. */
export function questionnaireCsv(reader: Reader, asked: ReportedFor): string {
  const years = yearsOf(topicsOf(reader.tables), asked).map(({ label }) => label);
  const lines = [
    ...OF_OFFENDERS,
    ...detected(observationsOf(reader, asked)),
    ...byCitizenship(reader, asked),
    open("", "Own citizens who came back, by the country that they came back from"),
  ];
  const rows = lines.map(({ number, asked: what, who, answer, byYear, notes }) => {
    const cells = years.flatMap((year) => {
      const range = byYear.get(year);
      return range ? [range.count, range.low, range.high].map(String) : ["", "", ""];
    });
    const source = answer === "given" ? sourceOf(asked, notes) : "";
    return [asked.iso, number || NOT_READ, what, who, answer, ...cells, source];
  });
  const head = [
    ...["country", "question", "asked", "who", "answer"],
    ...years.flatMap((year) => [year, `${year}_low_95`, `${year}_high_95`]),
    "source",
  ];
  return `${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
