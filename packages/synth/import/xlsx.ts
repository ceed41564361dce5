import { createReadStream } from "node:fs";
import { Unzip, UnzipInflate } from "fflate";
import { SaxesParser } from "saxes";
import type { Source } from "../encode.ts";
import { SynthError } from "../errors.ts";
import { sourceOf } from "./csv.ts";

/** One file inside the workbook as text, piece by piece; nothing when the workbook has no such file. */
async function* partOf(path: string, part: string): AsyncGenerator<string> {
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
  for await (const chunk of createReadStream(path)) {
    unzip.push(chunk as Buffer);
    if (failure) throw failure;
    yield* pieces;
    pieces = [];
  }
  unzip.push(new Uint8Array(0), true);
  if (failure) throw failure;
  yield* pieces;
}

/** The workbook's shared texts; rich text is joined. */
async function sharedTexts(path: string): Promise<string[]> {
  const texts: string[] = [];
  let current = "";
  let isInText = false;
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    if (name === "si") current = "";
    isInText = name === "t";
  });
  parser.on("text", (text) => {
    if (isInText) current += text;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "t") isInText = false;
    if (name === "si") texts.push(current);
  });
  for await (const piece of partOf(path, "xl/sharedStrings.xml")) parser.write(piece);
  return texts;
}

/** "BC12" is column 54. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}

/** The rows of the first sheet as they come, header first; cells that are not there are empty. */
async function* sheetRows(path: string): AsyncGenerator<string[][]> {
  const texts = await sharedTexts(path);
  let rows: string[][] = [];
  let row: string[] = [];
  let place = 0;
  let type = "";
  let value = "";
  let isInValue = false;
  let isFound = false;
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "row") row = [];
    if (name === "c") {
      place = attributes.r ? columnOf(attributes.r) : row.length;
      type = attributes.t ?? "";
      value = "";
    }
    isInValue = name === "v" || name === "t";
  });
  parser.on("text", (text) => {
    if (isInValue) value += text;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "v" || name === "t") isInValue = false;
    if (name === "c") {
      while (row.length < place) row.push("");
      row[place] = type === "s" ? (texts[Number(value)] ?? "") : value;
    }
    if (name === "row") rows.push(row);
  });
  for await (const piece of partOf(path, "xl/worksheets/sheet1.xml")) {
    isFound = true;
    parser.write(piece);
    if (rows.length > 0) yield rows;
    rows = [];
  }
  if (!isFound) throw new SynthError("source-unreadable", "The workbook has no first sheet.");
  parser.close();
}

async function* refusing(rows: AsyncIterable<string[][]>): AsyncGenerator<string[][]> {
  try {
    yield* rows;
  } catch (cause) {
    if (cause instanceof SynthError) throw cause;
    throw new SynthError("source-unreadable", "The file is not an Excel workbook (.xlsx) that can be read.", {
      cause,
    });
  }
}

/** As many cells in each row as in the header; rows without any text are left out. */
function squared(rows: readonly string[][], width: number): string[][] {
  for (const row of rows) {
    if (row.length > width)
      throw new SynthError("source-ragged", "A row of the sheet is longer than its header.");
    while (row.length < width) row.push("");
  }
  return rows.filter((row) => row.some((cell) => cell !== ""));
}

/**
 * The first sheet of an Excel workbook as a source, read as a stream: its first row is the header; dates stay the
 * numbers Excel keeps. Only the workbook's list of different texts is held in memory.
 *
 * @throws SynthError `source-unreadable`, `source-empty`, `source-ragged`; those of later rows when they are read
 */
export async function xlsxSource(path: string): Promise<Source> {
  const batches = refusing(sheetRows(path));
  const first = await batches.next();
  const [header, ...ahead] = first.done ? [] : first.value;
  if (!header || header.length === 0)
    throw new SynthError("source-empty", "The first sheet has no header row.");
  const width = header.length;
  async function* rest(): AsyncGenerator<string[][]> {
    for await (const rows of batches) yield squared(rows, width);
  }
  return sourceOf(header, squared(ahead, width), rest());
}
