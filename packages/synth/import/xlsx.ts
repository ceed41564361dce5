import { createReadStream } from "node:fs";
import { Unzip, UnzipInflate } from "fflate";
import { SaxesParser } from "saxes";
import type { Source } from "../encode.ts";
import { SynthError } from "../errors.ts";
import { sourceOf } from "./csv.ts";

/** Excel's own limits: columns of a sheet, characters of a cell. A reference beyond them is no mistake but an attack. */
const COLUMNS_MAX = 16_384;
const CELL_LENGTH_MAX = 32_767;
/** Of the workbook's different texts together, which are held in memory: a small archive can hold any number. */
const TEXTS_LENGTH_MAX = 64 * 1024 * 1024;
/** Of XML at once: rows are handed on before the next piece, so that few of them wait, however wide they are. */
const PIECE_LENGTH = 16_384;
const DEPTH_MAX = 100;
const HELD_MAX = 1024 * 1024;

function tooLarge(what: string): SynthError {
  return new SynthError("source-unreadable", `The workbook is larger than can be read: ${what}.`);
}

/** Opens the workbook's bytes from their beginning; called once for each part that is read. */
type OpenBytes = () => AsyncIterable<Uint8Array>;

/** One file inside the workbook as text, piece by piece; nothing when the workbook has no such file. */
async function* partOf(openBytes: OpenBytes, part: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let pieces: string[] = [];
  let failure: unknown;
  const unzip = new Unzip((file) => {
    if (file.name !== part) return;
    file.ondata = (error, data, isFinal) => {
      if (error) failure = error;
      else pieces.push(decoder.decode(data, { stream: !isFinal }));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of openBytes()) {
    unzip.push(chunk);
    if (failure) throw failure;
    yield* inParts(pieces);
    pieces = [];
  }
  unzip.push(new Uint8Array(0), true);
  if (failure) throw failure;
  yield* inParts(pieces);
}

/** A thousandth of what it becomes may have come in: nobody takes it whole. */
function* inParts(pieces: readonly string[]): Generator<string> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PIECE_LENGTH) yield piece.slice(at, at + PIECE_LENGTH);
  }
}

/** What an element of the sheet means to its reader. */
interface Handlers {
  readonly open: (name: string, attributes: Record<string, string>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/** XML piece by piece, which may neither nest deeper than any workbook nor hold one tag, text or comment without end. */
class BoundedXml {
  readonly #parser = new SaxesParser();
  #depth = 0;
  /** Characters since the parser last told anything: so many it holds. */
  #held = 0;

  constructor({ open, text, close }: Handlers) {
    const parser = this.#parser;
    const told = () => {
      this.#held = 0;
    };
    parser.on("comment", told);
    parser.on("cdata", told);
    parser.on("processinginstruction", told);
    parser.on("opentag", ({ name, attributes }) => {
      told();
      this.#depth += 1;
      if (this.#depth > DEPTH_MAX) throw tooLarge("its parts stand in one another without end");
      open(name, attributes);
    });
    parser.on("text", (found) => {
      told();
      text(found);
    });
    parser.on("closetag", ({ name }) => {
      told();
      this.#depth -= 1;
      close(name);
    });
  }

  write(piece: string): void {
    this.#held += piece.length;
    if (this.#held > HELD_MAX) throw tooLarge("one tag, text or comment does not end");
    this.#parser.write(piece);
  }

  close(): void {
    this.#parser.close();
  }
}

/** The workbook's shared texts; rich text is joined. */
async function sharedTexts(openBytes: OpenBytes): Promise<string[]> {
  const texts: string[] = [];
  let current = "";
  let isInText = false;
  let length = 0;
  const xml = new BoundedXml({
    open: (name) => {
      if (name === "si") current = "";
      isInText = name === "t";
    },
    text: (text) => {
      if (isInText) current += text;
      if (current.length > CELL_LENGTH_MAX) throw tooLarge(`a text has over ${CELL_LENGTH_MAX} characters`);
    },
    close: (name) => {
      if (name === "t") isInText = false;
      if (name !== "si") return;
      texts.push(current);
      length += current.length + 64; // an empty one takes its place too
      if (length > TEXTS_LENGTH_MAX) throw tooLarge("its texts have over 64 million characters");
    },
  });
  for await (const piece of partOf(openBytes, "xl/sharedStrings.xml")) xml.write(piece);
  return texts;
}

/** "BC12" is column 54. @throws SynthError beyond the columns that a sheet can have */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
    if (column > COLUMNS_MAX) throw tooLarge(`a cell stands beyond column ${COLUMNS_MAX}`);
  }
  return column - 1;
}

/** Whether the workbook counts its days from 1904, as those of old Macintoshes do. */
async function countsFrom1904(openBytes: OpenBytes): Promise<boolean> {
  let from1904 = false;
  const xml = new BoundedXml({
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = ["1", "true"].includes(attributes.date1904 ?? "");
    },
    text: () => undefined,
    close: () => undefined,
  });
  for await (const piece of partOf(openBytes, "xl/workbook.xml")) xml.write(piece);
  return from1904;
}

/** A row of a sheet: its number as the spreadsheet shows it, and its cells, empty where there is none. */
export interface SheetRow {
  readonly row: number;
  readonly cells: string[];
}

/** The rows of the first sheet as they come, header first; cells that are not there are empty. */
async function* sheetRows(openBytes: OpenBytes): AsyncGenerator<SheetRow[]> {
  const texts = await sharedTexts(openBytes);
  let rows: SheetRow[] = [];
  let row: string[] = [];
  let number = 0;
  let place = 0;
  let type = "";
  let value = "";
  let isInValue = false;
  let isFound = false;
  let width: number | undefined;
  const xml = new BoundedXml({
    open: (name, attributes) => {
      if (name === "row") {
        row = [];
        number = attributes.r ? rowNumber(attributes.r) : number + 1;
      }
      if (name === "c") {
        place = attributes.r ? columnOf(attributes.r) : row.length;
        if (place >= (width ?? COLUMNS_MAX)) throw longerThanHeader();
        type = attributes.t ?? "";
        value = "";
      }
      isInValue = name === "v" || name === "t";
    },
    text: (text) => {
      if (isInValue) value += text;
      if (value.length > CELL_LENGTH_MAX) throw tooLarge(`a cell has over ${CELL_LENGTH_MAX} characters`);
    },
    close: (name) => {
      if (name === "v" || name === "t") isInValue = false;
      if (name === "c") {
        while (row.length < place) row.push("");
        row[place] = type === "s" ? (texts[Number(value)] ?? "") : value;
      }
      if (name === "row") {
        width ??= ensureHeader(row).length;
        rows.push({ row: number, cells: row });
      }
    },
  });
  for await (const piece of partOf(openBytes, "xl/worksheets/sheet1.xml")) {
    isFound = true;
    xml.write(piece);
    if (rows.length > 0) yield rows;
    rows = [];
  }
  if (!isFound) throw new SynthError("source-unreadable", "The workbook has no first sheet.");
  xml.close();
}

/** @throws SynthError for a number that no row has */
function rowNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw tooLarge("a row stands beyond the last one that a sheet can have");
  return Number(text);
}

const longerThanHeader = (): SynthError =>
  new SynthError("source-ragged", "A row of the sheet is longer than its header.");

/** Before any row is read, so that a header of one far cell does not make every row as wide. */
function ensureHeader(header: string[]): string[] {
  if (header.length === 0) throw new SynthError("source-empty", "The first sheet has no header row.");
  const named = header.filter((name) => name !== "");
  if (new Set(named).size !== named.length)
    throw new SynthError("source-columns", "Two columns of the file have the same name.");
  return header;
}

async function* refusing<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (cause) {
    throw refusalOf(cause);
  }
}

const refusalOf = (cause: unknown): SynthError =>
  cause instanceof SynthError
    ? cause
    : new SynthError("source-unreadable", "The file is not an Excel workbook (.xlsx) that can be read.", {
        cause,
      });

/** As many cells in each row as in the header; rows without any text are left out. */
function squared(rows: readonly SheetRow[], width: number): SheetRow[] {
  for (const { cells } of rows) {
    while (cells.length < width) cells.push("");
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/** A sheet that is being read: its header, then the rows below it that hold anything, each as wide as the header. */
export interface Sheet {
  readonly header: SheetRow;
  /** Excel keeps a day as the number of days since 1900, or since 1904. */
  readonly daysFrom: 1900 | 1904;
  readonly rows: AsyncIterable<readonly SheetRow[]>;
}

/**
 * The first sheet of an Excel workbook, read as a stream; several columns of its header may have no name. Only the
 * workbook's list of different texts is held in memory.
 *
 * @param openBytes the workbook from its first byte; called three times
 * @throws SynthError `source-unreadable`, `source-empty`, `source-ragged`; those of later rows when they are read
 */
export async function readSheet(openBytes: OpenBytes): Promise<Sheet> {
  const batches = refusing(sheetRows(openBytes));
  const first = await batches.next();
  const [header, ...ahead] = first.done ? [] : first.value;
  if (!header) throw new SynthError("source-empty", "The first sheet has no header row.");
  const width = header.cells.length;
  async function* rows(): AsyncGenerator<SheetRow[]> {
    yield squared(ahead, width);
    for await (const batch of batches) yield squared(batch, width);
  }
  const from1904 = await countsFrom1904(openBytes).catch((cause: unknown) => {
    throw refusalOf(cause);
  });
  return { header, daysFrom: from1904 ? 1904 : 1900, rows: rows() };
}

/**
 * The first sheet of an Excel workbook as a source, read as a stream: its first row is the header; dates stay the
 * numbers Excel keeps. Only the workbook's list of different texts is held in memory.
 *
 * @throws SynthError `source-unreadable`, `source-empty`, `source-ragged`; those of later rows when they are read
 */
export async function xlsxSource(path: string): Promise<Source> {
  const { header, rows } = await readSheet(() => createReadStream(path));
  async function* cellsOf(): AsyncGenerator<string[][]> {
    for await (const batch of rows) {
      if (batch.length > 0) yield batch.map(({ cells }) => cells);
    }
  }
  return sourceOf(header.cells, [], cellsOf());
}
