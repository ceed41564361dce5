import { existsSync, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { countryOf, languageOf } from "./import/primero-names.ts";
import { type FileRead, type ImportForm, type ReadRow, readCaseload } from "./import/read-file.ts";
import { dayOfNumber } from "./import/sheet-day.ts";

const TODAY = "2026-11-27";
const HTCDS_FOLDER = "../shared/data/htcds";

async function read(file: string | Uint8Array, form: ImportForm): Promise<{ rows: ReadRow[] } & FileRead> {
  const bytes = typeof file === "string" ? Buffer.from(file) : Buffer.from(file);
  // A few bytes at a time: whoever looks at the beginning of a file gets as little as a network gives.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
    bytes.subarray(at * 7, at * 7 + 7),
  );
  const reading = readCaseload(() => Readable.from(pieces), form, TODAY);
  const rows: ReadRow[] = [];
  for (;;) {
    const step = await reading.next();
    if (step.done) return { rows, ...step.value };
    rows.push(step.value);
  }
}

const documentsOf = (row: ReadRow | undefined) => {
  if (!row || !("found" in row)) throw new Error(`refused: ${JSON.stringify(row)}`);
  return Object.fromEntries(row.found.documents);
};

/** A workbook as the smallest that Excel would open; a cell that is a number stands as one. */
function workbook(rows: readonly (readonly (string | number | boolean)[])[], date1904 = false): Uint8Array {
  const letter = (at: number) => String.fromCharCode(65 + at);
  const cell = (value: string | number | boolean, at: number, row: number) => {
    const place = `r="${letter(at)}${row}"`;
    if (value === "") return "";
    if (typeof value === "number") return `<c ${place}><v>${value}</v></c>`;
    if (typeof value === "boolean") return `<c ${place} t="b"><v>${value ? 1 : 0}</v></c>`;
    return `<c ${place} t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const body = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map((value, i) => cell(value, i, at + 1)).join("")}</row>`,
  );
  return zipSync({
    "xl/workbook.xml": strToU8(`<workbook><workbookPr date1904="${date1904 ? 1 : 0}"/></workbook>`),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet><sheetData>${body.join("")}</sheetData></worksheet>`),
  });
}

describe("a workbook in HTCDS columns", () => {
  const HEAD = ["", "prs_FirstName", "prs_Birthdate", "con_Consent", "vic_TypeOfExploitation"];

  it("is read with the numbers of its rows, its days as days, and its own names of values", async () => {
    const { rows } = await read(
      workbook([
        HEAD,
        ["", "First Name", "Birthdate", "Consent", "Type of Exploitation"],
        [1, "Selam", 36_925, true, "Forced military (by non-state actors);Servitude"],
        [2, "", "", "", ""],
        [3, "Ana", "2001-02-03", "TRUE", "ForcedLabour"],
        [4, "Linh", 36_925, false, "Unheard"],
      ]),
      "htcds",
    );
    expect(rows.map(({ row }) => row)).toEqual([3, 5, 6]);
    expect(documentsOf(rows[0])).toEqual({
      identity: { firstName: "Selam", birthDate: "2001-02-03" },
      "needs-and-risk": { agreedToRecord: true },
      account: { exploitationTypes: ["armed-group", "servitude"] },
    });
    expect(documentsOf(rows[1]).identity).toEqual({ firstName: "Ana", birthDate: "2001-02-03" });
    expect(rows[2]).toEqual({
      row: 6,
      refused: [
        { row: 6, column: "con_Consent", code: "no-consent" },
        { row: 6, column: "vic_TypeOfExploitation", code: "not-on-list" },
      ],
    });
  });

  it("may count its days from 1904", async () => {
    const { rows } = await read(
      workbook(
        [
          ["prs_FirstName", "prs_Birthdate"],
          ["Ana", 35_463],
        ],
        true,
      ),
      "htcds",
    );
    expect(documentsOf(rows[0]).identity).toMatchObject({ birthDate: "2001-02-03" });
  });

  it("keeps no word that stands under no heading, and no formula that came to nothing", async () => {
    const { rows } = await read(workbook([HEAD, ["ask her sister", "Ana"], ["", "#REF!"]]), "htcds");
    expect(rows).toEqual([
      { row: 2, refused: [{ row: 2, column: null, code: "no-heading" }] },
      { row: 3, refused: [{ row: 3, column: "prs_FirstName", code: "broken-formula" }] },
    ]);
  });

  it.each([
    ["one that is cut off", workbook([HEAD, [1, "Ana"]]).subarray(0, 200), "import-unreadable"],
    ["one without a sheet", zipSync({ "a.txt": strToU8("a") }), "import-unreadable"],
    ["an empty one", workbook([]), "import-no-rows"],
    ["one with a heading that is none", workbook([["colour"], ["red"]]), "import-columns"],
    [
      "one with nothing but unnamed columns",
      workbook([
        ["", " "],
        [1, 2],
      ]),
      "import-columns",
    ],
    [
      "Primero's, whose columns are named in the language of the site",
      workbook([["ID"], ["1"]]),
      "import-primero-sheet",
    ],
  ])("refuses %s", async (what, file, code) => {
    await expect(read(file, what.startsWith("Primero") ? "primero" : "htcds")).rejects.toMatchObject({
      code,
    });
  });

  it.each([
    ["36925", 1900, "2001-02-03"],
    ["36925.75", 1900, "2001-02-03"],
    ["1", 1900, "1900-01-01"],
    ["59", 1900, "1900-02-28"],
    ["60", 1900, "60"], // a day that never was
    ["61", 1900, "1900-03-01"],
    ["0", 1904, "1904-01-01"],
    ["2001-02-03", 1900, "2001-02-03"],
    ["3 May", 1900, "3 May"],
  ] as const)("takes the day %s, counted from %s, for %s", (cell, from, day) => {
    expect(dayOfNumber(cell, from)).toBe(day);
  });
});

describe.skipIf(!existsSync(HTCDS_FOLDER))(`IOM's own spreadsheets (skipped without ${HTCDS_FOLDER})`, () => {
  it.each([
    "Toolkit__Excel__HTCDS_Excel_Spreadsheet_v2.0.xlsx",
    "Toolkit__Excel__HTCDS_Excel_Spreadsheet_single_select_with_validation_v2.0.xlsx",
  ])("%s is read when someone has filled in a row", async (name) => {
    const files = unzipSync(readFileSync(`${HTCDS_FOLDER}/${name}`));
    const sheet = new TextDecoder().decode(files["xl/worksheets/sheet1.xml"]);
    const filled = sheet.replace(
      /<row r="3"[^>]*>.*?<\/row>/s,
      `<row r="3"><c r="A3"><v>1</v></c><c r="D3" t="inlineStr"><is><t>Selam</t></is></c><c r="U3" t="inlineStr"><is><t>Through friends or social events</t></is></c></row>`,
    );
    expect(filled).not.toBe(sheet);
    const { rows } = await read(zipSync({ ...files, "xl/worksheets/sheet1.xml": strToU8(filled) }), "htcds");
    expect(rows).toHaveLength(1); // the thousand numbered rows that nobody filled in are none
    expect(documentsOf(rows[0])).toEqual({
      identity: { firstName: "Selam" },
      account: { recruitmentMethods: ["friends"] },
    });
  });
});

describe("an export from Primero", () => {
  const data = {
    case_id_display: "8a1b2c3",
    module_id: "primeromodule-cp",
    status: "open",
    name: "Amal Tesfai",
    name_first: "Amal",
    name_last: "Tesfai",
    name_nickname: "Mimi",
    name_other: "Amna",
    sex: "female",
    age: 15,
    date_of_birth: "2011-02-03",
    estimated: false,
    nationality: ["eritrea", "drc"],
    language: ["tigrinya", "ara"],
    telephone_current: "+15550101",
    consent_for_services: true,
    protection_concerns: ["refugee", "disabled"],
    family_details_section: [],
    religion: null,
  };
  const json = (...records: object[]) => JSON.stringify(records.map((record) => ({ id: "x", data: record })));
  const expected = {
    identity: {
      firstName: "Amal",
      familyName: "Tesfai",
      otherNames: "Mimi, Amna",
      gender: "feminine",
      ageClaimed: 15,
      birthDate: "2011-02-03",
      citizenship: ["ER", "CD"],
      primaryLanguage: "ti",
      secondaryLanguage: "ar",
    },
    contact: { mobilePhone: "+15550101" },
    "needs-and-risk": {
      comment: "Primero: 8a1b2c3",
      agreedToRecord: true,
      vulnerabilities: ["migration", "physical-health"],
    },
  };

  it("in JSON becomes the same case as in CSV, where lists stand as Ruby writes them", async () => {
    const fromJson = await read(json(data), "primero");
    expect(documentsOf(fromJson.rows[0])).toEqual(expected);
    expect(fromJson.rows[0]).toMatchObject({
      found: { state: "early-support", gender: "woman", ageBand: "9-17", language: "ti" },
    });
    expect(fromJson.leftOut).toEqual([]);
    const cells = { ...data, family_details_section: "", telephone_current: "'+15550101" };
    const quote = (value: unknown) =>
      `"${(Array.isArray(value) ? JSON.stringify(value).replaceAll(",", ", ") : String(value ?? "")).replaceAll('"', '""')}"`;
    const csv = `id,${Object.keys(cells).join(",")}\n1,${Object.values(cells).map(quote).join(",")}\n`;
    expect(documentsOf((await read(csv, "primero")).rows[0])).toEqual(expected);
  });

  it("keeps no birthday that is an estimate, and takes age in doubt for a child's", async () => {
    const { rows } = await read(
      json({ ...data, age: 19, date_of_birth: "2007-01-01", estimated: true }),
      "primero",
    );
    expect(rows[0]).toMatchObject({ found: { ageBand: "unknown" } });
    expect(documentsOf(rows[0]).identity).toMatchObject({ ageClaimed: 19, ageBasis: "impression" });
    expect(documentsOf(rows[0]).identity).not.toHaveProperty("birthDate");
    const known = await read(json({ name_first: "Ana", age: 19 }), "primero");
    expect(known.rows[0]).toMatchObject({ found: { ageBand: "18-24" } });
  });

  it("counts what has no home here by its column, and what a list of ours does not have", async () => {
    const { leftOut, rows } = await read(
      json(
        { ...data, religion: "x", marital_status: "divorced_separated" },
        { ...data, religion: "y", protection_concerns: ["refugee", "sexually_exploited"] },
        { ...data, family_details_section: [{ relation_name: "Miriam" }] },
      ),
      "primero",
    );
    expect(rows.every((row) => "found" in row)).toBe(true);
    expect([...leftOut].sort((a, b) => a.column.localeCompare(b.column))).toEqual([
      { column: "family_details_section", rows: 1 },
      { column: "marital_status", rows: 1 },
      { column: "protection_concerns", rows: 1 },
      { column: "religion", rows: 2 },
    ]);
  });

  it.each([
    ["a case that another office has now", { status: "transferred" }, "status", "not-ours"],
    ["a second file of one person", { status: "duplicate" }, "status", "not-ours"],
    ["a record that was taken out", { record_state: false }, "record_state", "not-ours"],
    ["no agreement", { consent_for_services: false }, "consent_for_services", "no-consent"],
    ["a sex that is on no list", { sex: "m" }, "sex", null],
    ["a country that is none", { nationality: ["atlantis"] }, "nationality", "not-a-country"],
    ["a language that is a placeholder", { language: ["language1"] }, "language", "not-a-language"],
    ["an age beyond any", { age: 300 }, "age", "out-of-range"],
    ["a birthday that lies ahead", { date_of_birth: "2031-01-01" }, "date_of_birth", "later-than-today"],
  ])("with %s is refused by row and column, never with the value", async (_what, change, column, code) => {
    const { rows, leftOut } = await read(json(data, { ...data, ...change }), "primero");
    if (code === null) expect(leftOut).toEqual([{ column, rows: 1 }]);
    else expect(rows[1]).toEqual({ row: 3, refused: [{ row: 3, column, code }] });
  });

  it.each([
    ["that is no list", "{}", "import-unreadable"],
    ["whose records have no data", '[{"id":"1"}]', "import-unreadable"],
    ["that breaks off", '[{"id":"1","data":{"name_first":"A', "import-unreadable"],
    ["of nothing that is known", '[{"data":{"colour":"red"}}]', "import-columns"],
    ["of no records", "[]", "import-columns"],
  ])("%s is refused as a whole, and nothing of it is repeated", async (_what, file, code) => {
    const refusal = await read(file, "primero").catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    expect(JSON.stringify(refusal)).not.toMatch(/red|name_first":"A/);
  });

  it("names every country of Primero's own list, and leaves a name that is none as it is", () => {
    const names =
      "afghanistan albania antigua_and_barbuda bosnia_and_herzegovina brunei burkina_faso cabo_verde congo drc cote_divoire czech_republic guinea_bissau kosovo kyrgyzstan laos macedonia micronesia moldova myanmar north_korea palestine papua_new_guinea russia st_kitts_and_nevis st_lucia st_vincent_and_the_grenadines sao_tome_and_principe south_korea south_sudan swaziland syria taiwan tanzania timor_leste trinidad_and_tobago turkey united_arab_emirates uk usa vatican venezuela vietnam gambia bahamas".split(
        " ",
      );
    expect(names.filter((name) => !/^[A-Z]{2}$/.test(countryOf(name)))).toEqual([]);
    expect([countryOf("congo"), countryOf("drc"), countryOf("guinea"), countryOf("atlantis")]).toEqual([
      "CG",
      "CD",
      "GN",
      "atlantis",
    ]);
    expect([languageOf("tigrinya"), languageOf("arabic"), languageOf("language1")]).toEqual([
      "ti",
      "ar",
      "language1",
    ]);
  });
});
