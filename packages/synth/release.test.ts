import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDescription } from "./description.ts";
import { encodeSource, type Source } from "./encode.ts";
import { fileSource } from "./import/file.ts";
import { openOutput } from "./output.ts";
import { seededRandom, systemRandom } from "./random.ts";
import { writeRelease } from "./release.ts";
import { countTable } from "./tables.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-release-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const description = readDescription(
  JSON.stringify({
    leewardSynth: 1,
    title: "People <met>",
    domainsArePublic: true,
    columns: [
      { name: "sex", kind: "category", list: "sex" },
      { name: "age", kind: "number", edges: [0, 18, 30, 100] },
      { name: "means", kind: "set", separator: ";", values: ["threats", "debt", "drugs"] },
      { name: "pregnant", kind: "category", values: ["yes", "no"] },
    ],
    impossible: [{ sex: ["Male"], pregnant: ["yes"] }],
  }),
);

function people(rows: number): Source {
  const cells = Array.from({ length: rows }, (_, k) => {
    const sex = k % 3 === 0 ? "Male" : "Female";
    return [
      sex,
      `${(k * 37) % 80}`,
      ["threats", "threats;debt", "", "drugs"][k % 4] ?? "",
      sex === "Male" ? "no" : k % 5 === 0 ? "yes" : "no",
    ];
  });
  return {
    header: ["sex", "age", "means", "pregnant"],
    rows: {
      async *[Symbol.asyncIterator]() {
        yield cells;
      },
    },
  };
}

const release = async (name: string, rows = 900, more: object = {}) =>
  writeRelease(await encodeSource(people(rows), description), {
    description,
    epsilon: 4,
    delta: 1e-6,
    out: join(folder, name),
    release: "r-1",
    random: seededRandom("release"),
    ...more,
  });

const csvOf = async (path: string): Promise<Record<string, string>[]> =>
  parse(await readFile(join(folder, path), "utf8"), { columns: true });

/** The yes-or-no value of a member of a set, or the cell itself. */
function answerOf(row: Record<string, string>, column: string): string {
  const [set = "", member] = column.split(": ");
  if (member === undefined) return row[column] ?? "";
  return (row[set] ?? "").split(";").includes(member) ? "yes" : "no";
}

describe("a release", () => {
  it("publishes only tables that equal the count of the published rows", async () => {
    await release("agree");
    const rows = await csvOf("agree/microdata.csv");
    for (const [name, order] of [
      ["one-way", 1],
      ["two-way", 2],
      ["three-way", 3],
    ] as const) {
      const counted = new Map<string, number>();
      const lines = await csvOf(`agree/tables/${name}.csv`);
      expect(lines.length).toBeGreaterThan(5);
      for (const line of lines) {
        const matches = rows.filter((row) =>
          Array.from(
            { length: order },
            (_, k) => answerOf(row, line[`column_${k + 1}`] ?? "") === line[`value_${k + 1}`],
          ).every(Boolean),
        );
        expect(matches.length).toBe(Number(line.count));
        expect(Number(line.low_95)).toBeLessThanOrEqual(Number(line.count));
        expect(Number(line.high_95)).toBeGreaterThanOrEqual(Number(line.count));
        const table = Array.from({ length: order }, (_, k) => line[`column_${k + 1}`]).join("|");
        counted.set(table, (counted.get(table) ?? 0) + Number(line.count));
      }
      for (const total of counted.values()) expect(total).toBe(rows.length);
    }
  });

  // Kills: a zero cell without a range (a combination that was lost would seem certain not to exist), a table that is missing.
  it("says of every table how wide its ranges are, and how many a cell that is not listed may hold", async () => {
    const { bandOf, card } = await release("quality");
    const lines = await csvOf("quality/tables/quality.csv");
    expect(lines.length).toBe(6 + 15 + 20);
    expect(card.files.map(({ name }) => name)).toContain("tables/quality.csv");
    const encoded = await encodeSource(people(900), description);
    const names = encoded.domain.columns.map(({ name }) => name);
    let unlisted = 0;
    let within = 0;
    for (const line of lines) {
      const columns = [1, 2, 3].flatMap((k) => line[`column_${k}`] || []);
      const shape = columns.map((name) => names.indexOf(name));
      const band = bandOf(shape);
      expect(Number(line.cells)).toBe(band.counts.length);
      expect(line.measured).toBe(band.measured ? "yes" : "no");
      expect(Number(line.half_width_mean)).toBeCloseTo(band.halfWidth, 0);
      expect(Number(line.half_width_max)).toBeGreaterThanOrEqual(Number(line.half_width_mean));
      const zeros = [...band.counts.keys()].filter((cell) => band.counts[cell] === 0);
      expect(line.unlisted_high_95).toBe(
        zeros.length === 0 ? "" : `${Math.max(...zeros.map((cell) => band.high[cell] ?? 0))}`,
      );
      const truth = countTable(encoded.data, shape);
      unlisted += zeros.length;
      within += zeros.filter((cell) => (truth[cell] ?? 0) <= Number(line.unlisted_high_95)).length;
    }
    expect(unlisted).toBeGreaterThan(100);
    expect(within / unlisted).toBeGreaterThan(0.95);
  });

  it("never writes a combination that cannot be", async () => {
    await release("impossible");
    const rows = await csvOf("impossible/microdata.csv");
    expect(rows.filter((row) => row.sex === "Male" && row.pregnant === "yes")).toEqual([]);
  });

  // Kills: a misspelt value that is let through (the rule would match nobody, and nobody would be told).
  it.each([
    [
      "a value of another case",
      { sex: ["male"], pregnant: ["yes"] },
      '"sex" has no value "male"; it has "Female", "Male"',
    ],
    ["a class of numbers by other bounds", { age: ["0 to 18"], pregnant: ["yes"] }, 'it has "0 to under 18"'],
    [
      "one wrong value among right ones",
      { sex: ["Male"], pregnant: ["yes", "Yes"] },
      '"pregnant" has no value "Yes"',
    ],
  ])("refuses an impossible combination with %s", (_, rule, sentence) => {
    const misspelt = { ...description, impossible: [rule] };
    expect(() => readDescription(JSON.stringify(misspelt))).toThrow(
      expect.objectContaining({ code: "description-invalid", message: expect.stringContaining(sentence) }),
    );
  });

  it("says NOT PRIVATE when a seed was given, and does not when the system's randomness was used", async () => {
    const seeded = await release("seeded");
    expect(seeded.card.isPrivate).toBe(false);
    expect(seeded.card.notes[0]).toMatch(/NOT PRIVATE/);
    expect(await readFile(join(folder, "seeded/report.html"), "utf8")).toMatch(/Not private/);
    const real = await release("real", 900, { random: systemRandom() });
    expect(real.card.isPrivate).toBe(true);
    expect(real.card.privacy.epsilonReached).toBeLessThanOrEqual(4);
  });

  it("says that someone in two rows is promised less, unless a column names the person", async () => {
    const said = "for someone in two rows, epsilon is twice as large";
    expect((await release("rows")).card.privacy.neighbours).toContain(said);
    const person = { column: "id", rowsPerPerson: 2 };
    const named = { ...description, person };
    const source = people(90);
    const withKey: Source = {
      header: ["id", ...source.header],
      rows: (async function* () {
        for await (const batch of source.rows) yield batch.map((row, k) => [`${k}`, ...row]);
      })(),
    };
    const { card } = await writeRelease(await encodeSource(withKey, named), {
      ...{ description: named, epsilon: 4, delta: 1e-6, out: join(folder, "named") },
      ...{ release: "r-1", random: seededRandom("named") },
    });
    expect(card.privacy.neighbours).toContain("(at most 2)");
    expect(card.privacy.neighbours).not.toContain(said);
  });

  it("explains what an epsilon above 4 gives away", async () => {
    const { card } = await release("twelve", 900, { epsilon: 12 });
    expect(card.notes.join(" ")).toMatch(/odds about one person may grow/);
  });

  it("makes a strict page: no script, nothing from elsewhere, text escaped", async () => {
    await release("page");
    const html = await readFile(join(folder, "page/report.html"), "utf8");
    expect(html).not.toMatch(/<script|https?:\/\/|style="|\son\w+=|url\(/i);
    expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
    expect(html).toContain("People &lt;met&gt;");
    expect(html).toContain("prefers-color-scheme:dark");
    // Not 1 in 1,000,000, which is delta.
    expect(html).toContain('the promise can fail</th><td class="number">1 time in 55,000 at most</td>');
  });

  it.each([1, 2])("is made of %i row too", async (rows) => {
    const { card } = await release(`rows-${rows}`, rows);
    expect(card.rows).toBeGreaterThanOrEqual(1);
  });

  // Kills: a missing value of a single column written as an empty line, and read as nobody.
  it("of one column reads back with all of its rows, those with a missing value too", async () => {
    const values = ["yes", "no"];
    const one = readDescription(
      JSON.stringify({
        ...description,
        impossible: [],
        columns: [{ name: "met", kind: "category", values }],
      }),
    );
    const rows = Array.from({ length: 300 }, (_, k) => [["yes", "no", ""][k % 3] ?? ""]);
    const source: Source = {
      header: ["met"],
      rows: (async function* () {
        yield rows;
      })(),
    };
    const out = join(folder, "one-column");
    const { card } = await writeRelease(await encodeSource(source, one), {
      ...{ description: one, epsilon: 4, delta: 1e-6, out, release: "r-1", random: seededRandom("one") },
    });
    const text = await readFile(join(out, "microdata.csv"), "utf8");
    expect(text).not.toMatch(/^$\n/m);
    const back = await fileSource(join(out, "microdata.csv"));
    const cells: string[] = [];
    for await (const batch of back.rows) cells.push(...batch.map(([cell = "-"]) => cell));
    expect(cells).toHaveLength(card.rows);
    expect(cells.filter((cell) => cell === "").length).toBeGreaterThan(80);
    expect([...new Set(cells)].sort()).toEqual(["", "no", "yes"]);
  });

  it("is made of one column with one value", async () => {
    const one = readDescription(
      '{"leewardSynth":1,"title":"t","domainsArePublic":true,"columns":[{"name":"x","kind":"category","values":["a"],"missing":false}]}',
    );
    const source: Source = {
      header: ["x"],
      rows: {
        async *[Symbol.asyncIterator]() {
          yield [["a"], ["a"]];
        },
      },
    };
    const made = await writeRelease(await encodeSource(source, one), {
      description: one,
      epsilon: 1,
      delta: 1e-6,
      out: join(folder, "one"),
      release: "r",
      random: seededRandom("x"),
    });
    expect(made.microdata.width).toBe(1);
  });

  // Kills: a card that only says how many tables there are (a reader would take what is not listed for zero).
  it("names each table of more than a million cells on its card and in its report, and writes it nowhere", async () => {
    const values = Array.from({ length: 1100 }, (_, k) => `v${k}`);
    const wide = readDescription(
      JSON.stringify({
        leewardSynth: 1,
        title: "wide",
        domainsArePublic: true,
        columns: [
          { name: "from", kind: "category", values, missing: false },
          { name: "to", kind: "category", values, missing: false },
          { name: "sex", kind: "category", values: ["F", "M"], missing: false },
        ],
      }),
    );
    const source: Source = {
      header: ["from", "to", "sex"],
      rows: {
        async *[Symbol.asyncIterator]() {
          yield Array.from({ length: 400 }, (_, k) => [`v${k % 5}`, `v${k % 3}`, k % 2 ? "F" : "M"]);
        },
      },
    };
    const { card } = await writeRelease(await encodeSource(source, wide), {
      description: wide,
      epsilon: 4,
      delta: 1e-6,
      out: join(folder, "wide"),
      release: "r",
      random: seededRandom("wide"),
    });
    expect(card.tablesLeftOut).toEqual([
      ["from", "to"],
      ["from", "to", "sex"],
    ]);
    const pairs = await csvOf("wide/tables/two-way.csv");
    expect(new Set(pairs.map((line) => `${line.column_1} ${line.column_2}`))).toEqual(
      new Set(["from sex", "to sex"]),
    );
    expect(await csvOf("wide/tables/three-way.csv")).toEqual([]);
    const report = await readFile(join(folder, "wide/report.html"), "utf8");
    expect(report).toMatch(/2 tables of more than a million cells are not written out/);
    expect(report).toContain("<li>from by to by sex</li>");
  });

  it("leaves nothing behind when it is stopped, and refuses a folder that exists", async () => {
    const controller = new AbortController();
    const stopped = release("stopped", 900, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: "stopped" });
    await expect(release("agree")).rejects.toMatchObject({ code: "output-exists" });
    const left = await readdir(folder);
    expect(left.filter((name) => name.includes("stopped") || name.includes("draft"))).toEqual([]);
  });

  it("says that the disk is full, and leaves nothing behind", async () => {
    const output = await openOutput(join(folder, "full"));
    function* endless(): Generator<string> {
      yield "some rows\n";
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    }
    await expect(output.write("microdata.csv", endless())).rejects.toThrow(/disk is full/);
    await output.discard();
    expect((await readdir(folder)).filter((name) => name.includes("full"))).toEqual([]);
  });
});
