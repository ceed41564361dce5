import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { forEachResidual, residualShare, toContrasts } from "./contrasts.ts";
import { type Description, readDescription } from "./description.ts";
import { draftDescription } from "./draft.ts";
import { encodeSource } from "./encode.ts";
import { csvSource } from "./import/csv.ts";
import { seededRandom } from "./random.ts";
import { writeRelease } from "./release.ts";
import { countTable, shapesOf, sizesOf } from "./tables.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-several-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const means = ["debt", "drugs", "threats"];
const columns = ["means_1", "means_2", "means_3"];
const describedAs = (set: object, more: object = {}): Description =>
  readDescription(
    JSON.stringify({
      leewardSynth: 1,
      title: "Means",
      domainsArePublic: true,
      columns: [
        { name: "sex", kind: "category", values: ["F", "M"], missing: false },
        { name: "means", kind: "set", values: means, ...set },
      ],
      ...more,
    }),
  );

/** Each person has none to three means, in the order in which they were told. */
const people = Array.from({ length: 800 }, (_, k) => ({
  sex: k % 3 ? "F" : "M",
  means: [["threats", "debt"], [], ["drugs"], ["debt", "threats", "drugs"], ["threats"]][k % 5] ?? [],
}));

async function fileOf(name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

const severalColumns = () =>
  fileOf("several.csv", [
    `sex,${columns.join(",")}`,
    ...people.map((one) => [one.sex, ...columns.map((_, k) => one.means[k] ?? "")].join(",")),
  ]);

it("a drafted description reads numbered columns as one set, and answers to several questions as they are", async () => {
  const lines = people.map((one, k) =>
    [
      one.sex,
      ...columns.map((_, place) => one.means[place] ?? ""),
      k % 2 ? "yes" : "no",
      k % 3 ? "yes" : "no",
    ].join(","),
  );
  const path = await fileOf("draft.csv", [`sex,${columns.join(",")},asked_1,asked_2`, ...lines]);
  const { description, remarks } = await draftDescription(await csvSource(path, ","), "Means");
  expect(description.columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "sex category",
    "means set",
    "asked_1 category",
    "asked_2 category",
  ]);
  expect(description.columns[1]).toEqual({
    name: "means",
    kind: "set",
    separator: ";",
    values: means,
    columns,
  });
  expect(remarks.join(" ")).toContain('"means_1", "means_2", "means_3" are read as one set');
  expect(readDescription(JSON.stringify(description))).toEqual(description);
});

it("values in several columns are the same people as values in one cell, whatever their order", async () => {
  const oneCell = await fileOf("one-cell.csv", [
    "sex,means",
    ...people.map((one) => `${one.sex},${one.means.toReversed().join("|")}`),
  ]);
  const several = await encodeSource(await csvSource(await severalColumns(), ","), describedAs({ columns }));
  const inOne = await encodeSource(await csvSource(oneCell, ","), describedAs({ separator: "|" }));
  expect(several.data).toEqual(inOne.data);
  expect(several.domain.columns.map(({ name }) => name)).toEqual([
    "sex",
    "means: debt",
    "means: drugs",
    "means: threats",
  ]);
});

it("a release writes the set as one column, and its tables count the rows that hold each value", async () => {
  const description = describedAs({ columns });
  const encoded = await encodeSource(await csvSource(await severalColumns(), ","), description);
  const out = join(folder, "release");
  const random = seededRandom("several");
  await writeRelease(encoded, { description, epsilon: 4, delta: 1e-6, out, release: "r", random });
  const read = async (name: string): Promise<Record<string, string>[]> =>
    parse(await readFile(join(out, name), "utf8"), { columns: true });
  const rows = await read("microdata.csv");
  expect(Object.keys(rows[0] ?? {})).toEqual(["sex", "means"]);
  const lines = (await read("tables/one-way.csv")).filter((line) => line.column_1?.startsWith("means: "));
  expect(lines.length).toBeGreaterThanOrEqual(6);
  for (const { column_1 = "", value_1, count } of lines) {
    const value = column_1.slice("means: ".length);
    const holding = rows.filter((row) => (row.means ?? "").split(";").includes(value)).length;
    expect(Number(count)).toBe(value_1 === "yes" ? holding : rows.length - holding);
    if (value_1 === "yes")
      expect(Math.abs(holding - people.filter((one) => one.means.includes(value)).length)).toBeLessThan(60);
  }
});

/** A third was never asked, a third had no means, a third told of some. */
const asked = Array.from({ length: 900 }, (_, k) => ({
  sex: k % 2 ? "F" : "M",
  means: k % 3 === 0 ? "" : k % 3 === 1 ? "nothing" : (["threats;debt", "drugs", "debt"][(k % 4) % 3] ?? ""),
}));

// Kills: an empty cell read as none, none written as an empty cell, a made-up row that is not recorded and holds a value.
it("what was not recorded of a set stays apart from none of it, from the file to the rows and their tables", async () => {
  const description = describedAs({ separator: ";", missing: true, none: "nothing" });
  const lines = ["sex,means", ...asked.map(({ sex, means: told }) => `${sex},${told}`)];
  const encoded = await encodeSource(await csvSource(await fileOf("asked.csv", lines), ","), description);
  expect(encoded.domain.columns.map(({ name }) => name)).toEqual([
    "sex",
    ...["debt", "drugs", "threats", "(not recorded)"].map((member) => `means: ${member}`),
  ]);
  expect([...countTable(encoded.data, [4])]).toEqual([600, 300]);
  expect([...encoded.data.codes.slice(0, 15)]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0]);
  const out = join(folder, "asked");
  const random = seededRandom("asked");
  await writeRelease(encoded, { description, epsilon: 4, delta: 1e-6, out, release: "r", random });
  const read = async (name: string): Promise<Record<string, string>[]> =>
    parse(await readFile(join(out, name), "utf8"), { columns: true });
  const rows = await read("microdata.csv");
  for (const [cell, truth] of [
    ["", 300],
    ["nothing", 300],
  ] as const)
    expect(Math.abs(rows.filter((row) => row.means === cell).length - truth)).toBeLessThan(40);
  const tables = await read("tables/two-way.csv");
  for (const { column_1 = "", value_1, column_2, value_2, count } of tables) {
    if (column_2 !== "means: (not recorded)") continue;
    const holds = (row: Record<string, string>) =>
      column_1 === "sex"
        ? row.sex === value_1
        : (row.means ?? "").split(";").includes(column_1.slice("means: ".length)) === (value_1 === "yes");
    const matches = rows.filter((row) => holds(row) && (row.means === "") === (value_2 === "yes"));
    expect(matches.length).toBe(Number(count));
    expect([column_1 !== "sex" && value_1, value_2]).not.toEqual(["yes", "yes"]);
  }
});

it("the columns of a set that are all empty were not recorded", async () => {
  const path = await fileOf("none-of-them.csv", [
    `sex,${columns.join(",")}`,
    "F,,,",
    "F,none,,",
    "M,,debt,",
    "M,unheard of,,",
  ]);
  const { data } = await encodeSource(await csvSource(path, ","), describedAs({ columns, missing: true }));
  expect([...countTable(data, [4])]).toEqual([3, 1]);
  expect(data.codes[4]).toBe(1);
});

// Kills: a set whose every column counts for itself (one value told twice would count twice), rows beyond the bound.
it("one person, with all bounded rows and any values in any columns, moves all tables by at most the stated length", async () => {
  const cell = fc.constantFrom("", "", ...means, "threats;debt", "unheard of");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("F", "M"), cell, cell, cell), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 3 }),
      async (theirs, rowsPerPerson) => {
        const description = describedAs({ columns }, { person: { column: "id", rowsPerPerson } });
        const encode = async (rows: readonly (readonly string[])[]) => {
          const source = {
            header: ["id", "sex", ...columns],
            rows: (async function* () {
              yield rows;
            })(),
          };
          return (await encodeSource(source, description)).data;
        };
        const others = people
          .slice(0, 20)
          .map((one, k) => [`${k}`, one.sex, ...columns.map((_, place) => one.means[place] ?? "")]);
        const before = await encode(others);
        const after = await encode([...others, ...theirs.map((cells) => ["them", ...cells])]);
        for (const order of [0, 1, 2, 3]) {
          for (const shape of shapesOf(before.width, order)) {
            const sizes = sizesOf(before, shape);
            const moved = countTable(after, shape).map((count, k) => count - countTable(before, shape)[k]!);
            toContrasts(moved, sizes);
            let squares = 0;
            forEachResidual(sizes, (place, norm) => {
              squares += moved[place]! ** 2 / Number(norm);
            });
            expect(squares).toBeLessThanOrEqual(rowsPerPerson ** 2 * residualShare(sizes) + 1e-9);
          }
        }
      },
    ),
    { numRuns: 40, seed: 31, verbose: true },
  );
});

it.each([
  ["no column and no separator", {}, {}],
  ["a value that holds the separator", { separator: "e", columns }, {}],
  ["a column that is read twice", { columns: ["sex", "means_1"] }, {}],
  ["a word for none that is a value", { separator: ";", missing: true, none: "debt" }, {}],
  ["a word for none where empty is none", { separator: ";", none: "nothing" }, {}],
  ["a column that names the person", { columns }, { person: { column: "means_2", rowsPerPerson: 1 } }],
])("a set is refused with %s", (_, set, more) => {
  expect(() => describedAs(set, more)).toThrow(expect.objectContaining({ code: "description-invalid" }));
});

it("a file that lacks one of the columns of a set is refused", async () => {
  const path = await fileOf("lacking.csv", ["sex,means_1,means_2", "F,debt,"]);
  await expect(encodeSource(await csvSource(path, ","), describedAs({ columns }))).rejects.toMatchObject({
    code: "column-not-described",
    message: expect.stringContaining("means_3"),
  });
});
