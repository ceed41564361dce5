import type { Category } from "../../../core/access/context.ts";
import { isKeepableText } from "../../../core/http/index.ts";
import { bandOfIdentity } from "../model/age.ts";
import { cleanLine, isCalendarDay } from "../model/document.ts";
import type { Answer, OptionSet, PlainField, SectionDocument } from "../model/field.ts";
import type { JourneyState } from "../model/journey.ts";
import { languageCode } from "../model/languages.ts";
import { type AgeBand, type CountedGender, countedGender } from "../rules.ts";
import { type Column, STATE_OF_STATUS } from "./columns.ts";

/** Why a row was refused, and what to change; the report names row and column, never the value. */
export const REFUSALS = {
  "empty-row": "The row holds nothing. Take it out.",
  "cell-count":
    "The row has more or fewer cells than the heading. Look for a comma or a quote that is missing.",
  "no-consent": "The person has not agreed to this record. Ask them, or leave the row out.",
  "bad-text":
    "The cell holds characters that are no text (a NUL, or bytes that are not UTF-8). Write it anew.",
  "too-long": "The text is longer than the field takes. Shorten it.",
  "not-a-date": "Write the day as 2026-11-23.",
  "later-than-today": "The day lies ahead. Correct it.",
  "not-a-number": "Write a number in digits.",
  "out-of-range": "The number is beyond what can be. Correct it.",
  "not-on-list": "Use the value names of HTCDS 2.0; several are joined by a semicolon.",
  "not-a-country": "Use a code of ISO 3166 with two letters, such as NG.",
  "not-a-language": "Use a code of ISO 639, such as eng or en.",
  "not-yes-or-no": "Write TRUE or FALSE.",
  "no-heading": "The cell stands under no heading. Give the column a name, or empty the cell.",
  "broken-formula": "The cell shows an error of the spreadsheet. Write the value itself.",
  "not-ours": "Someone else has this case now, or it is a second file of the same person. Leave the row out.",
} as const;
export type RefusalCode = keyof typeof REFUSALS;

export interface RefusedRow {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number;
  /** Null where the row as a whole is meant. */
  readonly column: string | null;
  readonly code: RefusalCode;
}

/** One person's case, as a row tells it. */
export interface RowCase {
  readonly state: JourneyState;
  readonly gender: CountedGender;
  readonly ageBand: AgeBand;
  readonly language: string | null;
  readonly documents: ReadonlyMap<Category, SectionDocument>;
}

/** What spreadsheets show where a formula came to nothing. */
const BROKEN = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/;

type Read = { readonly answer: Answer } | { readonly code: RefusalCode };

/**
 * A row as a case, or why it is refused: every column that must be mended is named at once.
 *
 * @param today `2026-11-23`, for ages and for days that lie ahead
 */
export function readRow(
  columns: readonly (Column | null)[],
  cells: readonly string[],
  row: number,
  today: string,
): { readonly found: RowCase } | { readonly refused: RefusedRow[] } {
  if (cells.length !== columns.length) return { refused: [{ row, column: null, code: "cell-count" }] };
  const refused: RefusedRow[] = [];
  const documents = new Map<Category, Record<string, Answer>>();
  let state: JourneyState = "contact";
  for (const [at, column] of columns.entries()) {
    const cell = (cells[at] ?? "").trim();
    if (cell === "") continue;
    if (column === null) {
      if (!/^\d{1,7}$/.test(cell)) refused.push({ row, column: null, code: "no-heading" });
      continue;
    }
    if (column.home === "state") {
      const known = STATE_OF_STATUS.get(cell.toLowerCase());
      if (known) state = known;
      else refused.push({ row, column: column.name, code: "not-on-list" });
      continue;
    }
    const read = readCell(column.field, cell, today);
    if ("code" in read) refused.push({ row, column: column.name, code: read.code });
    else if (column.name === "con_Consent" && read.answer === false) {
      refused.push({ row, column: column.name, code: "no-consent" });
    } else {
      const document = documents.get(column.category) ?? {};
      document[column.field.name] = read.answer;
      documents.set(column.category, document);
    }
  }
  if (refused.length > 0) return { refused };
  if (documents.size === 0) return { refused: [{ row, column: null, code: "empty-row" }] };
  return { found: { state, documents, ...codesOf(documents.get("identity") ?? {}, today) } };
}

/** What is kept for counting. */
export function codesOf(
  identity: SectionDocument,
  today: string,
): Pick<RowCase, "gender" | "ageBand" | "language"> {
  const { gender, primaryLanguage } = identity;
  return {
    gender: countedGender(typeof gender === "string" ? gender : null),
    ageBand: bandOfIdentity(identity, today),
    language: typeof primaryLanguage === "string" ? primaryLanguage : null,
  };
}

/** A cell as an answer to a field, or what is wrong with it. */
export function readCell(field: PlainField, cell: string, today: string): Read {
  if (BROKEN.test(cell)) return { code: "broken-formula" };
  if (!isKeepableText(cell) || cell.includes("\uFFFD")) return { code: "bad-text" };
  switch (field.kind) {
    case "text": {
      const line = cleanLine(cell);
      return line.length <= field.lengthMax ? { answer: line } : { code: "too-long" };
    }
    case "long-text":
      return cell.length <= field.lengthMax ? { answer: cell } : { code: "too-long" };
    case "date":
      return readDate(field, cell, today);
    case "number":
      return readNumber(field, cell);
    case "yes-no":
      return readYesNo(cell);
    case "choice":
      return readChoice(field.options, cell);
    case "choices": {
      const codes = new Set<string>();
      for (const part of cell.split(";").map((piece) => piece.trim())) {
        if (part === "") continue;
        const read = readChoice(field.options, part);
        if ("code" in read) return read;
        codes.add(String(read.answer));
      }
      return codes.size > 0 && codes.size <= field.countMax
        ? { answer: [...codes] }
        : { code: "not-on-list" };
    }
  }
}

/** Days that tell of the past cannot lie ahead; those of plans can. */
const AHEAD: ReadonlySet<string> = new Set(["planEnds"]);

function readDate(field: PlainField, cell: string, today: string): Read {
  if (!/^(19|20)\d{2}-\d{2}-\d{2}$/.test(cell) || !isCalendarDay(cell)) return { code: "not-a-date" };
  return cell > today && !AHEAD.has(field.name) ? { code: "later-than-today" } : { answer: cell };
}

function readNumber(field: PlainField & { kind: "number" }, cell: string): Read {
  if (!/^-?\d{1,12}(\.\d{1,12})?$/.test(cell)) return { code: "not-a-number" };
  const value = Number(cell);
  if (field.decimals === 0 && !Number.isInteger(value)) return { code: "not-a-number" };
  return value >= field.min && value <= field.max ? { answer: value } : { code: "out-of-range" };
}

function readYesNo(cell: string): Read {
  const said = cell.toLowerCase();
  if (["true", "yes", "1"].includes(said)) return { answer: true };
  if (["false", "no", "0"].includes(said)) return { answer: false };
  return { code: "not-yes-or-no" };
}

/**
 * A value's name without what its spellings differ in: IOM's spreadsheet offers "Forced military (by non-state actors)" and
 * "Mining and quarrying" where the standard has ForcedMilitaryByNonStateActors and B_MiningAndQuarrying.
 */
const bareName = (name: string): string =>
  name
    .trim()
    .replace(/^[A-U]_/, "")
    .toLowerCase()
    .replaceAll(/[\s_,.()/&'-]/g, "");

const byName = new WeakMap<OptionSet, ReadonlyMap<string, string>>();

function readChoice(options: OptionSet, cell: string): Read {
  if (options.namedAs === "language") {
    const code = languageCode(cell);
    return code ? { answer: code } : { code: "not-a-language" };
  }
  let names = byName.get(options);
  if (!names) {
    names = new Map(
      options.options.flatMap(({ code, htcds }) => [
        [bareName(code), code] as const,
        [bareName(htcds ?? code), code] as const,
      ]),
    );
    byName.set(options, names);
  }
  const code = names.get(bareName(cell));
  if (code) return { answer: code };
  return { code: options.namedAs === "region" ? "not-a-country" : "not-on-list" };
}
