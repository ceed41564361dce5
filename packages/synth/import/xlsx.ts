import { createReadStream } from "node:fs";
import { Unzip, UnzipInflate } from "fflate";
import { SaxesParser } from "saxes";
import type { Source } from "../encode.ts";
import { SynthError } from "../errors.ts";
import { sourceOf } from "./csv.ts";

/** Feeds one file inside the workbook to `onText`, as a stream; false when the workbook has no such file. */
async function readPart(path: string, part: string, onText: (text: string) => void): Promise<boolean> {
  let found = false;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let failure: unknown;
  const unzip = new Unzip((file) => {
    if (file.name !== part) return;
    found = true;
    file.ondata = (error, data, isFinal) => {
      if (error) failure = error;
      else onText(decoder.decode(data, { stream: !isFinal }));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const chunk of createReadStream(path)) unzip.push(chunk as Buffer);
  unzip.push(new Uint8Array(0), true);
  if (failure) throw failure;
  return found;
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
  await readPart(path, "xl/sharedStrings.xml", (text) => parser.write(text));
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

/**
 * The first sheet of an Excel workbook as a source: its first row is the header; dates stay the numbers Excel keeps.
 * Sheets hold at most 1,048,576 rows; the texts of the sheet are held in memory while it is read.
 *
 * @throws SynthError `source-unreadable`, `source-empty`, `source-ragged`
 */
export async function xlsxSource(path: string): Promise<Source> {
  const rows: string[][] = [];
  try {
    const texts = await sharedTexts(path);
    let row: string[] = [];
    let place = 0;
    let type = "";
    let value = "";
    let isInValue = false;
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
    const isFound = await readPart(path, "xl/worksheets/sheet1.xml", (text) => parser.write(text));
    if (!isFound) throw new SynthError("source-unreadable", "The workbook has no first sheet.");
    parser.close();
  } catch (cause) {
    if (cause instanceof SynthError) throw cause;
    throw new SynthError("source-unreadable", "The file is not an Excel workbook (.xlsx) that can be read.", {
      cause,
    });
  }
  const header = rows.shift();
  if (!header || header.length === 0)
    throw new SynthError("source-empty", "The first sheet has no header row.");
  for (const row of rows) {
    if (row.length > header.length)
      throw new SynthError("source-ragged", "A row of the sheet is longer than its header.");
    while (row.length < header.length) row.push("");
  }
  return sourceOf(
    header,
    rows.filter((row) => row.some((cell) => cell !== "")),
  );
}
