import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { parquetWriteFile } from "hyparquet-writer/src/node.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDescription } from "../description.ts";
import { draftDescription } from "../draft.ts";
import { encodeSource, type Source } from "../encode.ts";
import { querySource } from "./database.ts";
import { fileSource } from "./file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-import-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function rowsOf(source: Source): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of source.rows) rows.push(...batch.map((row) => [...row]));
  return rows;
}

const wanted = {
  header: ["sex", "note"],
  rows: [
    ["Female", 'says "no", twice'],
    ["", "one\ntwo"],
  ],
};
const csv = 'sex,note\nFemale,"says ""no"", twice"\n,"one\ntwo"\n';

function workbook(): Uint8Array {
  const texts = ["sex", "note", "Female", 'says "no", twice', "one\ntwo"]
    .map((text) => `<si><t>${text.replaceAll('"', "&quot;")}</t></si>`)
    .join("");
  const sheet = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row><row r="3"><c r="B3" t="inlineStr"><is><t>one\ntwo</t></is></c></row></sheetData></worksheet>`;
  return zipSync({
    "xl/sharedStrings.xml": strToU8(`<sst>${texts}</sst>`),
    "xl/worksheets/sheet1.xml": strToU8(sheet),
  });
}

describe("the same table", () => {
  it.each([
    ["CSV with quotes and newlines", "a.csv", csv],
    ["CSV with a byte order mark", "b.csv", `\uFEFF${csv}`],
    ["CSV compressed", "c.csv.gz", gzipSync(csv)],
    ["CSV in UTF-16", "d.csv", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, "utf16le")])],
    ["Excel", "e.xlsx", workbook()],
  ])("is read from %s", async (_, name, content) => {
    const source = await fileSource(await file(name, content));
    expect({ header: source.header, rows: await rowsOf(source) }).toEqual(wanted);
  });

  // Kills: empty lines left out of a column of its own; kept where there are more; one before the header taken for it.
  it.each([
    [
      "one column, where an empty line is a missing value",
      '\n\nsex\nFemale\n\nMale\n\n""\n',
      ["Female", "", "Male", "", ""],
    ],
    ["one column and one row, missing, with no end of line", 'sex\n""', [""]],
    ["one column that holds its own name", "sex\r\n\r\nsex\r\n", ["", "sex"]],
    ["two columns, where an empty line is nothing", "\nsex,age\n\nFemale,\n\n\n,\n", ["Female,", ","]],
  ])("is read from CSV of %s", async (name, text, rows) => {
    const source = await fileSource(await file(`${name.replaceAll(" ", "-")}.csv`, text));
    expect(source.header[0]).toBe("sex");
    expect((await rowsOf(source)).map((row) => row.join(","))).toEqual(rows);
  });

  it("is read from Parquet", async () => {
    const filename = join(folder, "f.parquet");
    parquetWriteFile({
      filename,
      columnData: [
        { name: "sex", data: ["Female", null], type: "STRING" },
        { name: "note", data: ['says "no", twice', "one\ntwo"], type: "STRING" },
      ],
    });
    const source = await fileSource(filename);
    expect({ header: source.header, rows: await rowsOf(source) }).toEqual(wanted);
  });

  it("is read from a database query in pages, read-only (a scripted client stands in for PostgreSQL)", async () => {
    const said: string[] = [];
    const pages = [[["Female", 'says "no", twice']], [[null, "one\ntwo"]], []];
    const client = {
      query: async ({ text }: { text: string }) => {
        said.push(text);
        return {
          fields: [{ name: "sex" }, { name: "note" }],
          rows: text.startsWith("fetch") ? (pages.shift() ?? []) : [],
        };
      },
    };
    const source = await querySource(client, "select sex, note from people");
    expect({ header: source.header, rows: await rowsOf(source) }).toEqual(wanted);
    expect(said[0]).toMatch(/read only/);
    expect(said.at(-1)).toBe("rollback");
  });
});

describe("a CSV with semicolons", () => {
  // Kills: commas in any case, semicolons in any case, separators counted inside quotes.
  it.each([
    [
      "semicolons",
      "sex;note\nF;1,5\nM;a, b\n",
      ["sex", "note"],
      [
        ["F", "1,5"],
        ["M", "a, b"],
      ],
    ],
    ["commas in a quoted name", '"sex, told, as";note\nF;1\n', ["sex, told, as", "note"], [["F", "1"]]],
    ["semicolons in a quoted name", '"a; b; c",note\nF,1;2\n', ["a; b; c", "note"], [["F", "1;2"]]],
    ["semicolons in cells alone", "sex,note\nF,1;2;3\n", ["sex", "note"], [["F", "1;2;3"]]],
    ["one column", "sex\nF\n", ["sex"], [["F"]]],
  ])("is told from one with commas by its header: %s", async (name, content, header, rows) => {
    const source = await fileSource(await file(`separated by ${name}.csv`, content));
    expect({ header: source.header, rows: await rowsOf(source) }).toEqual({ header, rows });
  });
});

describe("bad files", () => {
  it.each([
    ["no header", "", "source-empty"],
    ["a ragged row", "a,b\n1,2\n3\n", "source-ragged"],
    ["a quote that is not closed", 'a,b\n"1,2\n', "source-unreadable"],
    ["Latin-1", Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xe9, 0x2c, 0x31, 0x0a]), "source-encoding"],
    ["two columns of one name", "a,a\n1,2\n", "source-columns"],
  ])("are refused: %s", async (name, content, code) => {
    const path = await file(`bad ${name}.csv`, content);
    await expect(fileSource(path).then(rowsOf)).rejects.toMatchObject({ code });
  });

  it("are refused although the first rows of a sheet are sound: a longer row far down, a sheet cut off", async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = Array.from({ length: 20_000 }, (_, k) => `<row>${cell("a")}${cell(`b${k}`)}</row>`).join("");
    const book = (sheet: string) => zipSync({ "xl/worksheets/sheet1.xml": strToU8(sheet) });
    const long = `<worksheet><sheetData>${rows}<row>${cell("a")}${cell("b")}${cell("c")}</row></sheetData></worksheet>`;
    const read = async (name: string, sheet: string) =>
      rowsOf(await fileSource(await file(name, book(sheet))));
    await expect(read("long.xlsx", long)).rejects.toMatchObject({ code: "source-ragged" });
    await expect(read("cut.xlsx", `<worksheet><sheetData>${rows}`)).rejects.toMatchObject({
      code: "source-unreadable",
    });
    expect(await read("sound.xlsx", `<worksheet><sheetData>${rows}</sheetData></worksheet>`)).toHaveLength(
      19_999,
    );
  });

  // Without the limits of xlsx.ts these were taken, or refused late: one far column took 20 s and 2 GB.
  it.each<[string, string, string, string]>([
    [
      "a cell in a far column",
      "",
      '<row><c r="A1"><v>a</v></c><c r="ZZZZZZZ1"><v>1</v></c></row>',
      "larger than can be read",
    ],
    ["a header of one far cell", "", '<row><c r="XFD1"><v>a</v></c></row>', "Two columns"],
    [
      "a cell beyond Excel's length",
      "",
      `<row><c><v>${"x".repeat(40_000)}</v></c></row>`,
      "larger than can be read",
    ],
    ["a shared text beyond it", `<si><t>${"x".repeat(40_000)}</t></si>`, "", "larger than can be read"],
    ["a million empty shared texts", "<si/>".repeat(1_100_000), "", "larger than can be read"],
    ["a text that does not end", "", `<row><c><v>${"x".repeat(3_000_000)}`, "larger than can be read"],
    ["a tag that does not end", "", `<row a="${"x".repeat(3_000_000)}`, "larger than can be read"],
    ["elements in elements", "", "<a>".repeat(200), "larger than can be read"],
    [
      "an entity of entities",
      "",
      '<!DOCTYPE a [<!ENTITY b "cc">]><row><c><v>&b;</v></c></row>',
      "not an Excel workbook",
    ],
  ])("are refused before they take the machine: a workbook with %s", async (name, texts, rows, sentence) => {
    const book = zipSync({
      "xl/sharedStrings.xml": strToU8(`<sst>${texts}</sst>`),
      "xl/worksheets/sheet1.xml": strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    });
    expect(book.length, "small as it is sent").toBeLessThan(200_000);
    const read = file(`${name}.xlsx`, book).then(fileSource).then(rowsOf);
    await expect(read).rejects.toMatchObject({
      name: "SynthError",
      message: expect.stringContaining(sentence),
    });
  });

  it("are refused before they take the machine: a quote that holds the rest of the file, packed a thousand times", async () => {
    const packed = gzipSync(`a,b\n1,"${"x\n".repeat(8_000_000)}`);
    expect(packed.length).toBeLessThan(20_000);
    await expect(fileSource(await file("bomb.csv.gz", packed)).then(rowsOf)).rejects.toMatchObject({
      code: "source-unreadable",
      message: expect.stringContaining("longer than 4 MiB"),
    });
  });

  it("are refused: Parquet or a query with two columns of one name, Parquet damaged far down", async () => {
    const columnData = [
      { name: "a", data: ["1"], type: "STRING" as const },
      { name: "a", data: ["2"], type: "STRING" as const },
    ];
    const filename = join(folder, "twice.parquet");
    parquetWriteFile({ filename, columnData });
    await expect(fileSource(filename)).rejects.toMatchObject({ code: "source-columns" });
    const fields = [{ name: "a" }, { name: "a" }];
    const client = { query: async () => ({ fields, rows: [["1", "2"]] }) };
    await expect(querySource(client, "select 1 as a, 2 as a")).rejects.toMatchObject({
      code: "source-columns",
    });
    const long = Array.from({ length: 5000 }, (_, k) => `value ${(k * 7919) % 5003}`);
    parquetWriteFile({
      filename: join(folder, "sound.parquet"),
      columnData: [{ name: "a", data: long, type: "STRING" }],
    });
    const bytes = await readFile(join(folder, "sound.parquet"));
    bytes.fill(0xff, 4, bytes.length >> 1);
    const damaged = await fileSource(await file("damaged.parquet", bytes));
    expect(damaged.header).toEqual(["a"]);
    await expect(rowsOf(damaged)).rejects.toMatchObject({ name: "SynthError", code: "source-unreadable" });
  });

  it("are refused: not an Excel workbook, not Parquet, not there", async () => {
    await expect(fileSource(await file("bad.xlsx", "no"))).rejects.toMatchObject({
      code: "source-unreadable",
    });
    await expect(fileSource(await file("bad.parquet", "no"))).rejects.toMatchObject({
      code: "source-unreadable",
    });
    await expect(fileSource(join(folder, "nowhere.csv"))).rejects.toMatchObject({
      code: "source-unreadable",
    });
  });
});

const describeText = (columns: unknown[], more: object = {}) =>
  JSON.stringify({ leewardSynth: 1, title: "t", columns, ...more });
const encode = async (text: string, columns: unknown[], more: object = {}) =>
  encodeSource(
    await fileSource(await file(`t${Math.random()}.csv`, text)),
    readDescription(describeText(columns, more)),
  );

describe("encoding", () => {
  it("types columns, keeps missing as missing, bins by public bounds and splits several values in one cell", async () => {
    const { data, domain } = await encode("sex,age,means\nF,17,threats;debt\n,,\nM,200,other\n", [
      { name: "sex", kind: "category", values: ["F", "M"] },
      { name: "age", kind: "number", edges: [0, 18, 100] },
      { name: "means", kind: "set", separator: ";", values: ["threats", "debt"] },
    ]);
    expect(domain.columns.map(({ name }) => name)).toEqual(["sex", "age", "means: threats", "means: debt"]);
    expect([...data.codes]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 0, 0]);
  });

  it("keeps the first declared number of rows of each person", async () => {
    const { data, seen } = await encode(
      "id,x\n1,a\n2,b\n1,b\n1,a\n",
      [{ name: "x", kind: "category", values: ["a", "b"], missing: false }],
      {
        person: { column: "id", rowsPerPerson: 2 },
      },
    );
    expect([...data.codes]).toEqual([0, 1, 1]);
    expect(seen.rowsBeyondBound).toBe(1);
  });

  it("keeps the first rows of each of very many people", async () => {
    const lines = Array.from({ length: 30_000 }, (_, k) => `${k % 10_000},${k < 10_000 ? "a" : "b"}`);
    const { data, seen } = await encode(
      `id,x\n${lines.join("\n")}\n`,
      [{ name: "x", kind: "category", values: ["a", "b"], missing: false }],
      { person: { column: "id", rowsPerPerson: 2 } },
    );
    expect(seen.rowsBeyondBound).toBe(10_000);
    expect(data.codes.reduce((sum, code) => sum + code, 0)).toBe(10_000);
  });

  it.each([
    ["no rows", "x\n", [{ name: "x", kind: "category", values: ["a"] }], "source-empty"],
    [
      "a column nobody described",
      "x,name\na,b\n",
      [{ name: "x", kind: "category", values: ["a"] }],
      "column-not-described",
    ],
    [
      "a described column that is not there",
      "y\na\n",
      [{ name: "x", kind: "category", values: ["a"] }],
      "column-not-described",
    ],
    [
      "a value outside, told to refuse",
      "x\nb\n",
      [{ name: "x", kind: "category", values: ["a"], outside: "refuse" }],
      "value-outside-domain",
    ],
    [
      "2,000 columns",
      "x\na\n",
      Array.from({ length: 2000 }, (_, k) => ({ name: `c${k}`, kind: "category", values: ["a"] })),
      "source-columns",
    ],
    [
      "6,000 values",
      "x\na\n",
      [{ name: "x", kind: "category", values: Array.from({ length: 6000 }, (_, k) => `v${k}`) }],
      "domain-too-wide",
    ],
    ["edges that fall", "x\na\n", [{ name: "x", kind: "number", edges: [2, 1] }], "description-invalid"],
  ])("refuses %s", async (_, text, columns, code) => {
    await expect(encode(text, columns)).rejects.toMatchObject({ code });
  });
});

describe("a drafted description", () => {
  it("drops what looks like names and numbers of people, and says that domains must be public", async () => {
    const lines = Array.from(
      { length: 60 },
      (_, k) => `P${k * 7919},${k % 2 ? "Female" : "Male"},${k % 50},a;b`,
    );
    const path = await file("draft.csv", `name,sex,age,means\n${lines.join("\n")}\n`);
    const { description, remarks } = await draftDescription(await fileSource(path), "t");
    expect(description.drop).toEqual(["name"]);
    expect(description.columns.map(({ kind }) => kind)).toEqual(["category", "number", "set"]);
    expect(remarks[0]).toMatch(/public knowledge/);
    expect(() => readDescription(JSON.stringify(description))).not.toThrow();
  });
});
