import { describe, expect, it } from "vitest";
import { Reader } from "../findings.ts";
import type { ReleasedTables } from "../tables.ts";
import { questionnaireCsv } from "./questionnaire.ts";

const VALUES = {
  gender: ["woman", "man", "non-binary", "unknown"],
  ageBand: ["0-8", "9-17", "18-24", "65+", "unknown"],
  purpose: ["sexual-exploitation", "servitude", "organ-removal", "forced-begging", ""],
  citizenshipCountry: ["PH", "XK", ""],
  year: ["2024", "2025"],
  adulthood: ["", "child", "adult", "unknown"],
} as const;
type Person = { readonly [name in keyof typeof VALUES]: string };
const NAMES = ["gender", "ageBand", "purpose", "citizenshipCountry", "year"] as const;

/** A thousand people who differ, the same each time. */
const PEOPLE: readonly Person[] = Array.from({ length: 1000 }, (_, n) => {
  const pick = (name: keyof typeof VALUES, by: number) =>
    VALUES[name][Math.floor((n * by) / 7 + (n % by)) % VALUES[name].length] ?? "";
  return {
    ...{ gender: pick("gender", 3), ageBand: pick("ageBand", 11), purpose: pick("purpose", 17) },
    ...{ citizenshipCountry: pick("citizenshipCountry", 23), year: pick("year", 5) },
    adulthood: pick("adulthood", 13),
  };
});

/** All tables of up to three columns, counted person by person; each cell's range is one below and two above. */
function released(names: readonly (keyof Person)[]): ReleasedTables {
  const columns = names.map((name) => ({ name, values: [...VALUES[name]] }));
  const shapes: number[][] = [[]];
  for (const at of names.keys()) shapes.push(...shapes.map((one) => [...one, at]));
  const tables = shapes
    .filter(({ length }) => length <= 3)
    .map((shape) => {
      const groups = shape.reduce<string[][]>(
        (all, at) => all.flatMap((group) => (columns[at]?.values ?? []).map((value) => [...group, value])),
        [[]],
      );
      const counts = groups.map(
        (group) =>
          PEOPLE.filter((person) => shape.every((at, n) => person[names[at] as keyof Person] === group[n]))
            .length,
      );
      return { shape, counts, low: counts.map((n) => n - 1), high: counts.map((n) => n + 2) };
    });
  return { columns, tables };
}

const ASKED = { area: "608", iso: "PHL", year: "2019", population: null, source: "r1", frame: null };
const read = (names: readonly (keyof Person)[]) => {
  const [head = [], ...rows] = questionnaireCsv(new Reader(released(names)), ASKED)
    .trimEnd()
    .split("\r\n")
    .map(
      (line) =>
        line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "").replaceAll('"', "")) ??
        [],
    );
  return rows.map((row) => Object.fromEntries(head.map((name, n) => [name, row[n] ?? ""])));
};
const line = (rows: ReturnType<typeof read>, asked: string, who: string) => {
  const found = rows.filter((row) => row.asked?.startsWith(asked) && row.who === who);
  expect(found, `${asked}: ${who} once`).toHaveLength(1);
  return found[0] ?? {};
};

const isChild = ({ ageBand }: Person) => ageBand === "0-8" || ageBand === "9-17";
const isAdult = ({ ageBand }: Person) => ageBand === "18-24" || ageBand === "65+";
const WHO: readonly (readonly [string, (person: Person) => boolean])[] = [
  ["everyone", () => true],
  ["women", (one) => one.gender === "woman" && isAdult(one)],
  ["men", (one) => one.gender === "man" && isAdult(one)],
  ["girls", (one) => one.gender === "woman" && isChild(one)],
  ["boys", (one) => one.gender === "man" && isChild(one)],
  ["female, of any age", ({ gender }) => gender === "woman"],
  ["male, of any age", ({ gender }) => gender === "man"],
  ["18 or over", isAdult],
  ["under 18", isChild],
];
const FORMS: readonly (readonly [string, string])[] = [
  ["Detected people, sexual exploitation", "sexual-exploitation"],
  ["Detected people, forced labour", "servitude"],
  ["Detected people, removal of organs", "organ-removal"],
  ["Detected people, other forms", "forced-begging"],
];
const count = (is: (person: Person) => boolean, year: string) =>
  `${PEOPLE.filter((one) => one.year === year && is(one)).length}`;

describe("UNODC's questionnaire", () => {
  const rows = read(NAMES);

  it("counts each line and year as a slow recount does, with a range around it", () => {
    for (const year of VALUES.year) {
      for (const [who, is] of WHO)
        expect(line(rows, "Detected people, by age and sex", who)[year], `${who} ${year}`).toBe(
          count(is, year),
        );
      for (const [asked, purpose] of FORMS)
        for (const [who, is] of WHO.filter(([name]) => !["women", "men", "girls", "boys"].includes(name)))
          expect(line(rows, asked, who)[year], `${asked} ${who}`).toBe(
            count((one) => one.purpose === purpose && is(one), year),
          );
      for (const country of ["PH", "XK"])
        expect(line(rows, "Detected people, by citizenship", country)[year]).toBe(
          count(({ citizenshipCountry }) => citizenshipCountry === country, year),
        );
      expect(line(rows, "Detected people, by citizenship", "unknown")[year]).toBe(
        count(({ citizenshipCountry }) => citizenshipCountry === "", year),
      );
    }
    const given = rows.filter(({ answer }) => answer === "given");
    expect(given.length).toBeGreaterThan(30);
    for (const row of given)
      for (const year of VALUES.year) {
        expect(Number(row[`${year}_low_95`])).toBeLessThan(Number(row[year]));
        expect(Number(row[`${year}_high_95`])).toBeGreaterThan(Number(row[year]));
        expect(row.source).toMatch(/^Release r1\.( [A-Z][^.]+\.)*$/);
      }
  });

  it("keeps each question that a release cannot answer in its place, empty and said to be so", () => {
    expect(rows.slice(0, 7).map(({ question, who }) => [question, who])).toEqual([
      ...[
        ["1.1", ""],
        ["1.2", ""],
        ["1.3", ""],
        ["2.1", "male"],
        ["2.1", "female"],
        ["2.2", ""],
        ["2.3", ""],
      ],
    ]);
    const closed = rows.filter(({ answer }) => answer !== "given");
    for (const row of closed)
      for (const year of VALUES.year)
        expect([row[year], row[`${year}_low_95`], row[`${year}_high_95`]]).toEqual(["", "", ""]);
    expect(new Set(rows.slice(0, 12).map(({ answer }) => answer))).toEqual(
      new Set(["not answered from here"]),
    );
    expect(line(rows, "Own citizens", "").answer).toBe("not answered from here");
    // Year, form, sex and age are four columns.
    expect(line(rows, "Detected people, removal of organs", "girls").answer).toBe("not in this release");
    for (const { country, question } of rows) {
      expect(country).toBe("PHL");
      expect(question).toMatch(/^([12]\.[123]|number not read)$/);
    }
  });

  it("of a release without a year takes the one that is asked for, and then knows girls by form", () => {
    const plain = read(["gender", "ageBand", "purpose"]);
    expect(line(plain, "Detected people, removal of organs", "girls")).toMatchObject({
      2019: `${PEOPLE.filter((one) => one.purpose === "organ-removal" && one.gender === "woman" && isChild(one)).length}`,
      source: expect.stringContaining("The year was given by whoever asked"),
    });
    expect(line(plain, "Detected people, by citizenship", "").answer).toBe("not in this release");
  });

  it("takes child or adult where that was counted by itself, over a sum of bands", () => {
    const plain = read(["gender", "ageBand", "adulthood"]);
    const girls = PEOPLE.filter(
      ({ gender, adulthood }) => gender === "woman" && adulthood === "child",
    ).length;
    expect(line(plain, "Detected people, by age and sex", "girls")).toMatchObject({
      ...{ 2019: `${girls}`, "2019_low_95": `${girls - 1}`, "2019_high_95": `${girls + 2}` },
    });
  });
});
