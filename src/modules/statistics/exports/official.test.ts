import { describe, expect, it } from "vitest";
import { Reader } from "../findings.ts";
import type { ReleasedTables } from "../tables.ts";
import { glotipCsv, sdgCsv } from "./official.ts";

const COLUMNS = [
  { name: "gender", values: ["woman", "man", "unknown"] },
  { name: "ageBand", values: ["9-17", "18-24", "25-34", "unknown"] },
  { name: "purpose", values: ["forced-labour", "servitude", "sexual", "forced-begging", ""] },
];
/** One person more in each further cell of the three. */
function counted(columns = COLUMNS): ReleasedTables {
  const shapes = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];
  const sizes = columns.map(({ values }) => values.length);
  const rows = columns.reduce<number[][]>(
    (all, { values }) => all.flatMap((row) => values.map((_, n) => [...row, n])),
    [[]],
  );
  const tables = shapes.map((shape) => {
    const counts = Array.from({ length: shape.reduce((all, c) => all * (sizes[c] ?? 1), 1) }, () => 0);
    for (const [n, row] of rows.entries()) {
      const cell = shape.reduce((at, c) => at * (sizes[c] ?? 1) + (row[c] ?? 0), 0);
      counts[cell] = (counts[cell] ?? 0) + n + 1;
    }
    return { shape, counts, low: counts.map((n) => n - 1), high: counts.map((n) => n + 2) };
  });
  return { columns, tables };
}
const ASKED = {
  ...{ area: "068", iso: "BOL", year: "2025", population: 12_000_000, source: "r1" },
  frame: { fromYear: 2025, toYear: 2025 },
};
const read = (text: string) => {
  const [head = [], ...rows] = text
    .trimEnd()
    .split("\r\n")
    .map(
      (line) =>
        line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "").replaceAll('"', "")) ??
        [],
    );
  return rows.map((row) => Object.fromEntries(head.map((name, n) => [name, row[n] ?? ""])));
};
const total = (of: (g: number, a: number, p: number) => boolean): number => {
  let n = 0;
  let sum = 0;
  for (let g = 0; g < 3; g++)
    for (let a = 0; a < 4; a++) for (let p = 0; p < 5; p++) if (++n && of(g, a, p)) sum += n;
  return sum;
};

describe("SDG 16.2.2 as SDMX-CSV 2.0", () => {
  const rows = read(sdgCsv(new Reader(counted()), ASKED));
  const value = (SERIES: string, SEX = "_T", AGE = "_T") => {
    const found = rows.filter((row) => row.SERIES === SERIES && row.SEX === SEX && row.AGE === AGE);
    expect(found, `${SERIES} ${SEX} ${AGE} once`).toHaveLength(1);
    return Number(found[0]?.OBS_VALUE);
  };

  it("obeys the format: three columns first, known actions, codes, each key once, as many cells in each row", () => {
    const text = sdgCsv(new Reader(counted()), ASKED);
    expect(text).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,/);
    expect(text.endsWith("\r\n")).toBe(true);
    for (const row of rows) {
      expect(row.STRUCTURE).toBe("dataflow");
      expect(row.STRUCTURE_ID).toMatch(/^[A-Za-z-]+:[A-Z_]+\(\d+\.\d+(\.\d+)?\)$/);
      expect(row.ACTION).toMatch(/^[IARD]$/);
      expect(row.REF_AREA, "M49 without zeros in front").toBe("68");
      expect(row.SEX).toMatch(/^(F|M|_T)$/);
      expect(row.AGE).toMatch(/^(Y0T17|Y_GE18|_T)$/);
      expect(row.PRODUCT).toBe("_T");
      expect(row.TIME_PERIOD).toBe("2025");
      expect(Number(row.LOWER_BOUND)).toBeLessThanOrEqual(Number(row.OBS_VALUE));
      expect(Number(row.UPPER_BOUND)).toBeGreaterThanOrEqual(Number(row.OBS_VALUE));
      expect(row.SOURCE_DETAIL).toBe("Release r1");
    }
    const keys = rows.map((row) => [row.SERIES, row.SEX, row.AGE, row.TIME_PERIOD].join());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("counts what a slow recount counts, and puts who is unknown into the totals alone", () => {
    expect(value("VC_HTF_DETV")).toBe(total(() => true));
    expect(value("VC_HTF_DETV", "F", "Y0T17")).toBe(total((g, a) => g === 0 && a === 0));
    expect(value("VC_HTF_DETV", "M", "Y_GE18")).toBe(total((g, a) => g === 1 && (a === 1 || a === 2)));
    expect(value("VC_HTF_DETVFL", "F")).toBe(total((g, _, p) => g === 0 && p < 2));
    expect(value("VC_HTF_DETVSX", "M", "Y_GE18")).toBe(
      total((g, a, p) => g === 1 && (a === 1 || a === 2) && p === 2),
    );
    expect(value("VC_HTF_DETVOP")).toBe(total((_, __, p) => p === 3));
    expect(
      rows.some(({ SERIES }) => SERIES?.startsWith("VC_HTF_DETVOG")),
      "nothing was counted of it",
    ).toBe(false);
  });

  it("gives rates of the whole population alone, and none where no population is given", () => {
    expect(value("VC_HTF_DETVR")).toBeCloseTo((100_000 * total(() => true)) / 12_000_000, 3);
    expect(rows.filter(({ UNIT_MEASURE, SEX }) => UNIT_MEASURE === "PER_100000_POP" && SEX !== "_T")).toEqual(
      [],
    );
    expect(sdgCsv(new Reader(counted()), { ...ASKED, population: null })).not.toContain("PER_100000_POP");
  });

  it("counts once who is in several members of a set, and gives no age where a band holds children and adults", () => {
    const yesNo = ["no", "yes"];
    const set = counted([
      { name: "ageBand", values: ["15-19", "20-24"] },
      { name: "purpose: forced-labour", values: yesNo },
      { name: "purpose: servitude", values: yesNo },
    ]);
    const found = read(sdgCsv(new Reader(set), ASKED)).filter(
      ({ UNIT_MEASURE }) => UNIT_MEASURE === "NUMBER",
    );
    expect(found.map(({ SERIES, AGE, OBS_VALUE }) => [SERIES, AGE, OBS_VALUE])).toEqual([
      ["VC_HTF_DETV", "_T", "36"],
      // All but those of whom both are "no": the first and the fifth row, of one person and of five.
      ["VC_HTF_DETVFL", "_T", "30"],
    ]);
    expect(found[1]).toMatchObject({ LOWER_BOUND: "27", UPPER_BOUND: "33" });
  });

  it("leaves out what would need a table of more than three columns, rather than count a part of it", () => {
    const yesNo = ["no", "yes"];
    const wide = counted([
      { name: "purpose: forced-labour", values: yesNo },
      { name: "purpose: servitude", values: yesNo },
      { name: "gender", values: ["woman", "man"] },
    ]);
    const labour = (tables: ReleasedTables) =>
      read(sdgCsv(new Reader(tables), ASKED)).filter(({ SERIES }) => SERIES === "VC_HTF_DETVFL");
    expect(labour(wide).map(({ SEX }) => SEX)).toEqual(["_T", "F", "M"]);
    expect(labour({ ...wide, tables: wide.tables.filter(({ shape }) => shape.length < 3) })).toMatchObject([
      { SEX: "_T" },
    ]);
  });

  it("takes the year that was counted over the one that is asked for, and says of both where they are from", () => {
    const notes = (asked: typeof ASKED) =>
      read(sdgCsv(new Reader(counted()), asked)).map(({ TIME_PERIOD, COMMENT_OBS, SEX }) => [
        ...[TIME_PERIOD, COMMENT_OBS?.includes("The year was given by whoever asked"), SEX],
        COMMENT_OBS?.includes("Sex is filled from gender"),
      ]);
    const one = notes({ ...ASKED, year: "2019" });
    expect(one.length).toBeGreaterThan(10);
    for (const [year, isAsked, sex, isGender] of one)
      expect([year, isAsked, isGender]).toEqual(["2025", false, sex !== "_T"]);
    for (const [year, isAsked] of notes({ ...ASKED, frame: { fromYear: 2020, toYear: 2024 } }))
      expect([year, isAsked]).toEqual(["2025", true]);
    const sexed = counted([{ name: "sex", values: ["woman", "man", "unknown"] }, ...COLUMNS.slice(1)]);
    expect(sdgCsv(new Reader(sexed), ASKED), "of a file that asked for sex").not.toContain(
      "filled from gender",
    );
  });
});

it("UNODC's table has its columns and words, the ranges after them, and the same counts", () => {
  const rows = read(glotipCsv(new Reader(counted()), ASKED));
  expect(
    Object.keys(rows[0] ?? {})
      .slice(0, 13)
      .join(),
  ).toBe(
    "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source",
  );
  expect(
    rows.find(
      ({ Dimension, Sex, Age }) => Dimension === "Total" && Sex === "Female" && Age === "0 to 17 years",
    ),
  ).toMatchObject({
    ...{ Iso3_code: "BOL", Indicator: "Detected trafficking victims", Category: "Total", Year: "2025" },
    txtVALUE: `${total((g, a) => g === 0 && a === 0)}`,
    Source: "Release r1. Sex is filled from gender as the person lives it; sex was not asked.",
  });
  expect(rows.filter(({ Category }) => Category === "Forced labour").length).toBeGreaterThan(3);
});
