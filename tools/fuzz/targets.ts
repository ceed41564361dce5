import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileSource, type Source, SynthError } from "@leeward/synth";
import { strToU8, zipSync } from "fflate";
import { secretToDigits } from "../../src/core/identity/words/digits.ts";
import { readSecret } from "../../src/core/identity/words/read.ts";
import { newSecret } from "../../src/core/identity/words/secret.ts";
import { secretToWords } from "../../src/core/identity/words/words.ts";
import { CareError } from "../../src/modules/care/errors.ts";
import { IMPORT_FORMS, readCaseload } from "../../src/modules/care/import/read-file.ts";
import type { FuzzTarget } from "./fuzzer.ts";

/** The parsers of files and of what people type, as strangers reach them. Those of the ledger are in its own package. */

const bytes = (text: string): Uint8Array => Buffer.from(text);

const HEADING =
  "cas_CaseOwner,prs_FirstName,prs_SecondName,prs_Gender,prs_Birthdate,prs_Citizenship,prs_PrimaryLanguage,con_Consent,vic_TypeOfExploitation,vic_MethodsOfControl,cas_Status,cas_IncomingReferralDate";
const CASELOAD = `${HEADING}\r\nCaseworker 1,"Selam ""S""",Haile,Feminine,2001-02-03,ER,tir,TRUE,ForcedLabour;Servitude,DebtBondage,Active,2026-01-02\r\nCaseworker 2,Ana,,Masculine,,RO,ron,FALSE,Other,,Closed,\r\n`;

const PRIMERO = `id,name_first,sex,nationality,language,estimated,status,date_of_birth\r\n1,Amal,female,"[""eritrea""]","[""tigrinya""]",true,open,2011-02-03\r\n`;
const PRIMERO_JSON =
  '[{"id":"1","data":{"name_first":"Amal","nationality":["eritrea"],"estimated":false,"family":[]}}]';

export const caseloads: FuzzTarget = {
  name: "caseloads (HTCDS, CSV)",
  seeds: [bytes(CASELOAD), bytes(`\ufeff${HEADING}\n`), bytes(PRIMERO), bytes(PRIMERO_JSON)],
  dictionary: [
    ...HEADING.split(","),
    ...PRIMERO.slice(0, 60).split(","),
    "2001-02-30",
    "TRUE",
    "ForcedLabour",
    "Followup",
    "\r",
    "\n",
    '",',
  ],
  files: /src\/modules\/care\/(import|model)|csv-parse/,
  eat: async (input) => {
    let isTaken = false;
    for (const form of IMPORT_FORMS) {
      const rows = readCaseload(() => Readable.from(inPieces(input)), form, "2026-11-25");
      try {
        for (let row = await rows.next(); !row.done; row = await rows.next());
        isTaken = true;
      } catch (error) {
        if (!(error instanceof CareError)) throw error;
      }
    }
    return isTaken;
  },
};

/** As a disk or a network hands it over: a character may be cut in two. */
function* inPieces(input: Uint8Array): Generator<Buffer> {
  const size = Math.max(1, Math.ceil(input.length / 3));
  for (let at = 0; at < input.length; at += size) yield Buffer.from(input.subarray(at, at + size));
}

const CSV = 'sex,age,note\nFemale,12,"says ""no"", twice"\n,,"one\ntwo"\n';

export const tables: FuzzTarget = {
  name: "tables (CSV)",
  seeds: [bytes(CSV), bytes(`\ufeff${CSV}`), Buffer.from(`\ufeff${CSV}`, "utf16le")],
  dictionary: ["sex", '"', '""', "\n", "\r\n", ",", "\xff\xfe"],
  files: /packages\/synth\/import|csv-parse/,
  eat: (input) => readTable(input, "csv"),
};

const shared = (texts: string): string => `<sst>${texts}</sst>`;
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const SHARED = shared("<si><t>sex</t></si><si><t>note</t></si><si><r><t>Fe</t></r><r><t>male</t></r></si>");
const SHEET = sheet(
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>4.5</v></c></row><row r="3"><c r="B3" t="inlineStr"><is><t>one\ntwo</t></is></c></row>',
);
/** IOM's own workbook, where the open data is there. */
const TEMPLATE = "../shared/data/htcds/Toolkit__Excel__HTCDS_Excel_Spreadsheet_v2.0.xlsx";
const BETWEEN = "\n<!-- the sheet -->\n";

const workbook = (texts: string, rows: string): Uint8Array =>
  zipSync({ "xl/sharedStrings.xml": strToU8(texts), "xl/worksheets/sheet1.xml": strToU8(rows) });

export const workbooks: FuzzTarget = {
  name: "workbooks (XLSX as it is)",
  seeds: [
    workbook(SHARED, SHEET),
    workbook(shared(""), sheet("")),
    ...(existsSync(TEMPLATE) ? [readFileSync(TEMPLATE)] : []),
  ],
  dictionary: ["PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "xl/worksheets/sheet1.xml"],
  files: /packages\/synth\/import|fflate|saxes/,
  eat: (input) => readTable(input, "xlsx"),
};

/** Changed before they are packed, or hardly one of them would get past the sums of the archive. */
export const sheets: FuzzTarget = {
  name: "sheets (XML in XLSX)",
  seeds: [bytes(`${SHARED}${BETWEEN}${SHEET}`)],
  dictionary: [
    '<c r="XFD1"><v>1</v></c>',
    '<c r="ZZZZZZ1">',
    'r="A1"',
    't="s"',
    "<v>999999</v>",
    "<row>",
    "</row>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;",
    "&#x1F600;",
    "<![CDATA[",
    BETWEEN,
  ],
  files: /packages\/synth\/import|fflate|saxes/,
  eat: (input) => {
    const [texts = "", rows = ""] = Buffer.from(input).toString("latin1").split(BETWEEN);
    return readTable(workbook(texts, rows), "xlsx");
  },
};

async function readTable(input: Uint8Array, ending: "csv" | "xlsx"): Promise<boolean> {
  const path = join(tmpdir(), `leeward-fuzz-${randomUUID()}.${ending}`);
  await writeFile(path, input);
  try {
    const source: Source = await fileSource(path);
    for await (const rows of source.rows) {
      if (rows.some((row) => row.length !== source.header.length))
        throw new Error("a row is not as long as its header");
    }
    return true;
  } catch (error) {
    if (error instanceof SynthError) return false;
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

const secret = newSecret((length) => new Uint8Array(length).fill(7));

export const words: FuzzTarget = {
  name: "words and digits",
  seeds: [
    bytes((await secretToWords(secret, "en")).join(" ")),
    bytes((await secretToWords(secret, "ar")).join(" ")),
    bytes(secretToDigits(secret).join(" ")),
  ],
  dictionary: [
    "\u0660",
    "\u06f1",
    "\uff11",
    "\u0640",
    "\u200f",
    "\u0627\u0644",
    "e\u0301",
    "\ufb01",
    "1. ",
    "-",
  ],
  files: /src\/core\/identity\/words/,
  eat: async (input) => {
    const text = Buffer.from(input).toString("utf8");
    const found = [await readSecret(text, "en"), await readSecret(text, "ar")];
    return found.some((read) => "secret" in read);
  },
};
