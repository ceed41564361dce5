import type { Card } from "@leeward/synth";
import { describe, expect, it } from "vitest";
import { type Break, breaksOf, type Codebook } from "./codebook.ts";
import { ageBandOf, ageGroupOf, topicsOf } from "./columns.ts";
import { figuresOf, findingsOf, looksOf, Reader, shareWithin } from "./findings.ts";
import { groupsOver, linesCsv } from "./pages/files.ts";
import { releaseBody } from "./pages/release-page.ts";
import { voiceOf } from "./pages/voice.ts";
import { differenceOf, shareOf, widen, wideningOf } from "./ranges.ts";
import type { ReleasedTables } from "./tables.ts";

/** A release of counts, each with a range of the same half width. */
function released(
  columns: Record<string, string[]>,
  count: (values: string[]) => number,
  half: number,
): ReleasedTables {
  const named = Object.entries(columns).map(([name, values]) => ({ name, values }));
  const shapes: number[][] = [[], ...named.map((_, n) => [n])];
  for (let a = 0; a < named.length; a++) for (let b = a + 1; b < named.length; b++) shapes.push([a, b]);
  const all = named.reduce<string[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((v) => [...row, v])),
    [[]],
  );
  const tables = shapes.map((shape) => {
    const keys = shape.reduce<string[][]>(
      (rows, column) => rows.flatMap((row) => (named[column]?.values ?? []).map((v) => [...row, v])),
      [[]],
    );
    const counts = keys.map((key) =>
      all
        .filter((row) => shape.every((column, n) => row[column] === key[n]))
        .reduce((sum, row) => sum + count(row), 0),
    );
    return {
      shape,
      counts,
      low: counts.map((n) => Math.max(0, n - half)),
      high: counts.map((n) => n + half),
    };
  });
  return { columns: named, tables };
}

const said = (tables: ReleasedTables) => findingsOf(new Reader(tables));
const GENDER = ["woman", "man", "unknown"];
const AGE = ["9-17", "18-24", "25-34", "unknown"];

describe("what a version of the codebook changed", () => {
  const variable = (name: string, ...codes: string[]) => ({
    ...{ name, entity: "event", many: false, htcds: null, en: name, ar: name },
    codes: codes.map((code) => ({ code, htcds: null, en: code, ar: code })),
  });
  const book = (version: number, ...variables: ReturnType<typeof variable>[]) =>
    ({ version, variables }) as Codebook;

  it("is told of what is counted alone: a new variable, a new code, one that is gone; and not of what stayed", () => {
    const before = book(1, variable("act", "a", "b"), variable("means", "m"), variable("sector", "s"));
    const after = book(
      2,
      variable("act", "a", "c"),
      variable("means", "m"),
      variable("new", "n"),
      variable("sector"),
    );
    expect(breaksOf(before, after, ["act", "means", "new"])).toEqual([
      { variable: "act", isNew: false, newCodes: ["c"], goneCodes: ["b"] },
      { variable: "new", isNew: true, newCodes: [], goneCodes: [] },
    ]);
  });
});

describe("a finding", () => {
  it("is said where the ranges carry it: the largest group, the share of children", () => {
    const tables = released(
      { gender: GENDER, ageBand: AGE },
      ([g, a]) => (g === "woman" && a === "9-17" ? 500 : 100),
      6,
    );
    expect(said(tables)).toMatchObject([
      { kind: "children", share: { count: 700 / 13 } },
      { kind: "largest", topics: ["gender", "ageBand"], units: [{ value: "woman" }, { value: "9-17" }] },
    ]);
  });

  it("is never said where they do not: one more than another, within the noise", () => {
    const tables = released(
      { gender: GENDER, ageBand: AGE },
      ([g, a]) => (g === "woman" && a === "9-17" ? 104 : 100),
      40,
    );
    expect(said(tables).filter(({ kind }) => kind === "largest")).toEqual([]);
  });

  it("never makes a group of those of whom it is unknown", () => {
    const tables = released({ purpose: ["forced-labour", "sexual", ""] }, ([p]) => (p === "" ? 900 : 100), 5);
    expect(said(tables)).toEqual([]);
  });

  it("looks at ranges that are wider the more cells a page looks at, because it picks among them", () => {
    const gap = 26; // two plain ranges of half a width of 12 lie apart; those for many cells at once do not
    const few = released({ sector: ["farm", "home"] }, ([s]) => (s === "farm" ? 200 + gap : 200), 12);
    const many = released(
      { sector: ["farm", "home"], place: Array.from({ length: 200 }, (_, n) => `p${n}`) },
      ([s]) => (s === "farm" ? (200 + gap) / 200 : 1),
      12,
    );
    expect(looksOf(figuresOf(few))).toBe(2);
    expect(looksOf(figuresOf(many))).toBe(202);
    expect(said(few)).toEqual([]);
    const wider = released({ sector: ["farm", "home"] }, ([s]) => (s === "farm" ? 230 : 200), 12);
    expect(said(wider)).toHaveLength(1);
  });

  it("of pure noise comes at most 5 times in 100, for all that a page could have said", () => {
    let seed = 20261127;
    const random = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return (seed + 0.5) / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    const rounds = 600;
    const values = Array.from({ length: 12 }, (_, n) => `v${n}`);
    let spoke = 0;
    let saidByPlainRanges = 0;
    for (let round = 0; round < rounds; round++) {
      const counts = new Map(values.map((value) => [value, 1000 + Math.round(20 * normal())]));
      const tables = released({ sector: values }, ([v]) => counts.get(v ?? "") ?? 0, Math.ceil(1.96 * 20));
      if (said(tables).length > 0) spoke++;
      const sorted = [...counts.values()].sort((a, b) => b - a);
      if ((sorted[0] ?? 0) - (sorted[1] ?? 0) > 20) saidByPlainRanges++;
    }
    expect(spoke / rounds, "seed 20261127").toBeLessThanOrEqual(0.05);
    expect(
      saidByPlainRanges / rounds,
      "the largest alone, without ranges, would have been said",
    ).toBeGreaterThan(0.1);
  });
});

describe("a page of any release", () => {
  const yesNo = ["no", "yes"];
  const tables = released(
    {
      gender: GENDER,
      ageBand: AGE,
      citizenshipRegion: ["Northern Africa", "Southern Asia", "Oceania"],
      exploitationRegion: ["Western Asia", "Southern Europe"],
      year: ["2023", "2024"],
      "purpose: forced-labour": yesNo,
      "control: debt": yesNo,
      "sector: construction": yesNo,
    },
    ([, , from, , year]) => (from === "Southern Asia" ? 9 : 2) + (year === "2024" ? 3 : 0),
    20,
  );
  const release = {
    ...{ id: "00000000-0000-4000-8000-000000000000", title: "<b>Title</b>", question: "Who?" },
    ...{
      publishedAt: new Date("2026-11-27T00:00:00Z"),
      withdrawnAt: null,
      withdrawnBecause: null,
      source: null,
      frame: null,
    },
    card: {
      release: "r1",
      rows: 9,
      privacy: { epsilon: 1, delta: 1e-6, rho: 0.02435597 },
      quality: { 1: { halfWidthMean: 4 } },
    } as unknown as Card,
  };

  const ASKED = { by: [], others: [], breaks: [], origin: "https://numbers.example" };

  it.each([
    ["caseload", true],
    ["public", true],
    ["synthetic", false],
  ] as const)("of a %s file says whether someone can be in two rows: %s", (kind, isSaid) => {
    const source = { title: "A file", origin: "Elsewhere", kind, form: "htcds", sha256: "00" };
    const body = releaseBody(voiceOf("en"), { ...release, source }, tables, ASKED);
    expect(body.includes("For someone in two rows, epsilon is twice as large.")).toBe(isSaid);
  });

  it.each(["en", "ar"])("in %s has words for every picture, and the map beside the corridors", (language) => {
    const body = releaseBody(voiceOf(language), release, tables, ASKED);
    for (const chart of body.split('class="as-chart"').slice(1)) {
      const [picture = ""] = chart.split('class="as-table"');
      expect(picture).toMatch(/(role="(img|group)"|<ol class="(roads|tiles)") aria-label="[^"]{8,}"/);
      // Whoever hears it gets the largest value too, with its range.
      expect(picture).toMatch(
        /(role="(img|group)"|<ol class="(roads|tiles)") aria-label="[^"]*\d[^"]*\(\D*[\d,]+\D+[\d,]+\)/,
      );
      for (const svg of picture.match(/<svg[^>]*>/g) ?? []) expect(svg).toContain('aria-hidden="true"');
    }
    const labels = body.match(/(?<=(role="(img|group)"|<ol class="(roads|tiles)") aria-label=")[^"]+/g) ?? [];
    expect(new Set(labels).size, "each says of which picture it is").toBe(labels.length);
    expect(body.match(/fig-(map|corridors)/g)).toEqual(["fig-map", "fig-corridors"]);
    expect(body.slice(body.indexOf("fig-map"), body.indexOf("fig-corridors")).match(/<figure/g)).toHaveLength(
      1,
    );
  });

  it.each(["en", "ar"] as const)(
    "in %s says which years it counts, which codebook, and where the numbers break with it; and how to cite it",
    (language) => {
      const { texts, unit } = voiceOf(language);
      const say = (fromYear: number, codebook: number, breaks: readonly Break[] = []) =>
        releaseBody(
          voiceOf(language),
          {
            ...release,
            frame: { fromYear, toYear: fromYear === 0 ? 9999 : 2025, codebook, columns: ["purpose"] },
          },
          tables,
          { ...ASKED, breaks },
        );
      expect(say(2024, 1)).toContain(texts.yearsOf("2024", "2025"));
      expect(say(0, 1)).toContain(texts.allYears);
      expect(say(0, 1)).toContain(texts.codebookFirst);
      expect(say(0, 2)).toContain(texts.codebookSame("2"));
      const added = { variable: "purpose", isNew: false, newCodes: ["servitude"], goneCodes: ["begging"] };
      const broken = say(0, 3, [added, { variable: "year", isNew: true, newCodes: [], goneCodes: [] }]);
      const word = (code: string) => unit({ column: "purpose", value: code, label: code });
      expect(broken).toContain(texts.codebookChanged("3"));
      expect(broken).toContain(texts.newAnswers(texts.columns.purpose ?? "", word("servitude")));
      expect(broken).toContain(texts.goneAnswers(texts.columns.purpose ?? "", word("begging")));
      expect(broken).toContain(texts.newColumn(texts.columns.year ?? ""));
      expect(broken).toMatch(
        new RegExp(
          `<cite>.*r1\\. .*<span dir="ltr">https://numbers\\.example/statistics/[^<]+lang=${language}</span>`,
        ),
      );
    },
  );

  it.each(["en", "ar"])(
    "in %s has a picture, a table and files of each topic, and runs nothing",
    (language) => {
      const body = releaseBody(voiceOf(language), release, tables, {
        ...ASKED,
        by: ["year", "gender"],
      });
      for (const part of ["pyr", "tiles", "means", "trend", "roads"])
        expect(body, part).toContain(`class="${part}`);
      expect(body.match(/<figure/g)).toHaveLength(figuresOf(tables).length);
      expect(body.match(/class="as-table"/g)).toHaveLength(figuresOf(tables).length);
      expect(body).not.toContain("<b>Title");
      expect(body).not.toMatch(/<script|style="|undefined|NaN/);
      expect(body).toContain("/tables.csv?topic&#61;purpose&#38;topic&#61;control");
    },
  );

  it("gives a file of each figure, a set's answers by their names", () => {
    const both = groupsOver(tables, ["purpose", "control"]) ?? [];
    expect(both.map(({ values }) => values)).toEqual([["forced-labour", "debt"]]);
    expect(linesCsv(["purpose", "control"], both, "r-1")).toMatch(
      /^purpose,control,count,low_95,high_95,release\nforced-labour,debt,\d+,\d+,\d+,r-1\n$/,
    );
    expect(groupsOver(tables, ["nothing"])).toBeNull();
  });

  it.each(["en", "ar"] as const)(
    "in %s shows no number of people without its range, and says of which questions nobody knows who has no answer",
    (language) => {
      const body = releaseBody(voiceOf(language), release, tables, ASKED);
      const { texts, column } = voiceOf(language);
      const total = new Reader(tables).of([]);
      const between = (count = 0, low = 0, high = 0) =>
        `${texts.people(voiceOf(language).number(count))} (${texts.between(voiceOf(language).number(low), voiceOf(language).number(high))})`;
      expect(body).toContain(
        texts.coverageText(between(total?.count, total?.low, total?.high), voiceOf(language).number(8)),
      );
      const unknown = new Reader(tables).of([{ column: "gender", value: "unknown", label: "unknown" }]);
      expect(body).toContain(between(unknown?.count, unknown?.low, unknown?.high));
      expect(body).toContain(
        texts.missingSets(["purpose", "control", "sector"].map((name) => column(name)).join(texts.comma)),
      );
    },
  );

  it.each(["en", "ar"] as const)(
    "in %s says of 100 people of how many nothing was recorded of a set, and makes no group of them",
    (language) => {
      // 30 of 100 were not asked; of 10 of the others none holds.
      const held: Readonly<Record<string, number>> = { "yes,no": 60, "no,no": 10, "no,yes": 30 };
      const asked = released(
        { "purpose: sexual": yesNo, "purpose: (not recorded)": yesNo },
        (values) => held[values.join()] ?? 0,
        1,
      );
      const voice = voiceOf(language);
      const body = releaseBody(voice, release, asked, ASKED);
      const { texts, column } = voice;
      expect(body).toContain(`<li>${column("purpose")}: <b class="num">${voice.hundred(30)}</b>`);
      expect(body).not.toContain(texts.missingSets(column("purpose")));
      expect(body, "but in the value of a box").not.toMatch(/> ?(.{0,20}: )?\(not recorded\)/);
      expect(column("purpose: (not recorded)")).toBe(`${column("purpose")}: ${texts.notRecorded}`);
      const few = released(
        { "purpose: sexual": yesNo, "purpose: (not recorded)": yesNo },
        ([s, n]) => (s === n ? 0 : n === "yes" ? 900 : 100),
        1,
      );
      expect(said(few)).toEqual([]);
    },
  );

  it("draws corridors of countries where no regions were counted, in two seconds of the processor at most for all pairs of countries", () => {
    const codes = Array.from({ length: 249 }, (_, n) =>
      String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26)),
    );
    const cells = 249 * 249;
    const counts = Array.from({ length: cells }, (_, n) => (n === 5 * 249 + 7 ? 900 : n % 9));
    const side = (by: (n: number) => number) => {
      const sums = Array.from({ length: 249 }, () => 0);
      for (const [n, count] of counts.entries()) sums[by(n)] = (sums[by(n)] ?? 0) + count;
      return sums;
    };
    const table = (shape: number[], all: number[]) => ({
      ...{ shape, counts: all, low: all.map((n) => Math.max(0, n - 9)), high: all.map((n) => n + 9) },
    });
    const countries: ReleasedTables = {
      columns: ["citizenshipCountry", "exploitationCountry"].map((name) => ({ name, values: codes })),
      tables: [
        table([], [counts.reduce((a, b) => a + b, 0)]),
        table(
          [0],
          side((n) => Math.floor(n / 249)),
        ),
        table(
          [1],
          side((n) => n % 249),
        ),
        table([0, 1], counts),
      ],
    };
    const began = process.cpuUsage();
    const body = releaseBody(voiceOf("en"), release, countries, ASKED);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000);
    expect(body).toContain("fig-corridors");
    expect(body).not.toContain("fig-map");
    const [, first = ""] = body.split(/class="roads" aria-label="[^"]*Bars, one for each pair of places/);
    expect(first).toMatch(/^[^<]*<li><span>[^<]* to [^<]*<\/span><b class="num">900<\/b>/);
  });
});

describe("ranges", () => {
  it.each([
    [1, 1],
    [2, 2.241403 / 1.959964],
    [10, 2.807034 / 1.959964],
    [100, 3.480756 / 1.959964],
  ])(
    "for %d statements at once are %d times as wide (quantiles of the normal distribution)",
    (together, factor) => {
      expect(wideningOf(together)).toBeCloseTo(factor, 6);
    },
  );

  it("are widened by the noise of the table, also where they end at nobody", () => {
    const [small, large] = widen(
      [
        { count: 2, low: 0, high: 9 },
        { count: 100, low: 90, high: 110 },
      ],
      10,
    );
    expect(large).toEqual({ count: 100, low: 85, high: 115 });
    expect(small).toEqual({ count: 2, low: 0, high: 14 });
  });

  it("of a difference hold what two ranges carry, and say that it stays open where they do not", () => {
    const range = (count: number, half: number) => ({ count, low: count - half, high: count + half });
    expect(differenceOf(range(130, 12), range(100, 9))).toEqual({
      by: 30,
      low: 15,
      high: 45,
      verdict: "more",
    });
    expect(differenceOf(range(100, 9), range(130, 12)).verdict).toBe("fewer");
    expect(differenceOf(range(110, 12), range(100, 9))).toEqual({
      by: 10,
      low: -5,
      high: 25,
      verdict: "open",
    });
  });

  it("of a share are those of the furthest part and whole, and there is none of nobody", () => {
    expect(shareOf({ count: 50, low: 40, high: 60 }, { count: 100, low: 80, high: 120 })).toEqual({
      count: 50,
      low: (100 * 40) / 120,
      high: 75,
    });
    expect(shareOf({ count: 5, low: 0, high: 9 }, { count: 5, low: 0, high: 9 })).toBeNull();
  });
});

describe("columns", () => {
  it("are known by their names, single or as a set of yes and no", () => {
    const topics = topicsOf({
      columns: [
        { name: "purpose", values: ["a"] },
        { name: "control: debt", values: ["no", "yes"] },
        { name: "control: threats", values: ["no", "yes"] },
        { name: "weather", values: ["rain"] },
      ],
    });
    expect(
      topics.map(({ name, role, isSet, units }) => [name, role, isSet, units.map(({ label }) => label)]),
    ).toEqual([
      ["purpose", "purpose", false, ["a"]],
      ["control", "means", true, ["debt", "threats"]],
      ["weather", null, false, ["rain"]],
    ]);
  });

  it("make pictures in which every column is, whatever it is called", () => {
    const yesNo = ["no", "yes"];
    const columns = { gender: GENDER, ageBand: AGE, year: ["2024"], purpose: ["a", "b"], weather: ["x"] };
    const tables = released({ ...columns, "means: debt": yesNo, "tools: phone": yesNo }, () => 1, 1);
    const drawn = figuresOf(tables).map(({ kind, topics }) => `${kind} ${topics.map(({ name }) => name)}`);
    expect(drawn).toEqual([
      "pyramid gender,ageBand",
      "trend year",
      "means purpose,means",
      "bars purpose",
      "bars weather",
      "bars tools",
    ]);
  });

  it("of two topics give shares of the one within the other, with the range of both", () => {
    const tables = released(
      { purpose: ["a", "b"], "means: debt": ["no", "yes"] },
      ([p, debt]) => (p === "a" ? (debt === "yes" ? 300 : 100) : 50),
      10,
    );
    const [purpose, means] = topicsOf(tables);
    const [whole, part] = [purpose?.units[0], means?.units[0]];
    const share = whole && part && shareWithin(new Reader(tables), whole, part);
    expect(share).toMatchObject({ count: 75 });
    expect(share?.low).toBeCloseTo((100 * 288) / 412, 6);
    expect(share?.high).toBeCloseTo((100 * 312) / 388, 6);
  });

  it.each([
    ["9-17", "child"],
    ["9--17", "child"],
    ["65+", "adult"],
    ["15-19", "across"],
    ["0 to under 18", "child"],
    ["unknown", "unknown"],
    ["", "unknown"],
    ["later", "unknown"],
  ])("of age know %s as %s", (band, group) => {
    expect(ageGroupOf(band)).toBe(group);
    if (group === "child") expect(ageBandOf(band)?.to).toBe(17);
  });
});
