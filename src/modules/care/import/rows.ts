import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline, Transform } from "node:stream";
import { readSheet, SynthError } from "@leeward/synth";
import { CsvError, parse } from "csv-parse";
import { CareError } from "../errors.ts";

/** A caseload as rows of cells, whatever kind of file it came in; the heading is the first of them. */
export interface RawRow {
  /** As a spreadsheet counts: the heading is row 1. Of JSON, which record, beginning with 2 for the same reason. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** What the cells of a file mean beyond their text. */
export interface FileKind {
  readonly kind: "csv" | "xlsx" | "json";
  /** From when a workbook counts its days. */
  readonly daysFrom: 1900 | 1904 | null;
}

export type RawRows = AsyncGenerator<RawRow, Buffer>;

const CSV_BYTES_MAX = 256 * 1024 * 1024;
/** Of a workbook or a JSON file, which are held in memory. */
const HELD_BYTES_MAX = 64 * 1024 * 1024;
const RECORD_BYTES_MAX = 512 * 1024;
/** Unpacking goes piece by piece, so that one piece cannot become gigabytes at once. */
const PIECE_BYTES = 64 * 1024;

/**
 * The rows of a file, known by its first bytes: a workbook (XLSX), JSON, or else CSV in UTF-8. What the rows return
 * at their end is the SHA-256 of the file.
 *
 * @param open the file from its first byte; called twice
 * @throws CareError `import-too-large`, `import-not-csv`, `import-unreadable`
 */
export async function readRows(open: () => Readable): Promise<FileKind & { readonly rows: RawRows }> {
  const first = await firstBytes(open());
  if (first.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) return sheetRows(await whole(open()));
  if (/^\uFEFF?\s*[[{]/.test(first.toString("utf8"))) {
    return { kind: "json", daysFrom: null, rows: jsonRows(await whole(open())) };
  }
  return { kind: "csv", daysFrom: null, rows: csvRows(open()) };
}

async function firstBytes(file: Readable): Promise<Buffer> {
  let first = Buffer.alloc(0);
  for await (const chunk of file) {
    first = Buffer.concat([first, Buffer.from(chunk)]);
    if (first.length >= 64) break; // which closes the file
  }
  return first.subarray(0, 64);
}

async function whole(file: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.length;
    if (bytes > HELD_BYTES_MAX) throw new CareError("import-too-large", { bytesMax: HELD_BYTES_MAX });
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

async function* csvRows(file: Readable): RawRows {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(
        bytes > CSV_BYTES_MAX ? new CareError("import-too-large", { bytesMax: CSV_BYTES_MAX }) : null,
        chunk,
      );
    },
  });
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES_MAX,
  });
  // An error of either stream comes out of the loop below, since the parser is destroyed with it.
  pipeline(file, counted, parser, () => undefined);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: ++row, cells };
  } catch (cause) {
    if (cause instanceof CsvError) {
      throw new CareError("import-not-csv", { row: row + 1, reason: cause.code }, { cause });
    }
    throw cause;
  }
  return hash.digest();
}

async function sheetRows(bytes: Buffer): Promise<FileKind & { readonly rows: RawRows }> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
  }
  const sheet = await readSheet(pieces).catch(refuseSheet);
  async function* rows(): RawRows {
    yield sheet.header;
    try {
      for await (const batch of sheet.rows) yield* batch;
    } catch (cause) {
      refuseSheet(cause);
    }
    return sha256(bytes);
  }
  return { kind: "xlsx", daysFrom: sheet.daysFrom, rows: rows() };
}

function refuseSheet(cause: unknown): never {
  if (!(cause instanceof SynthError)) throw cause;
  if (cause.code === "source-empty") throw new CareError("import-no-rows", {}, { cause });
  throw new CareError("import-unreadable", { reason: cause.message }, { cause });
}

/** Records as Primero exports them: `[{ "id": …, "data": { field: answer } }]`. */
async function* jsonRows(bytes: Buffer): RawRows {
  const refuse = (reason: string, cause?: unknown) =>
    new CareError("import-unreadable", { reason }, { cause });
  let records: unknown;
  try {
    records = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    // The parser's own sentence would repeat what stands there.
    throw refuse("It is not JSON in UTF-8.", cause);
  }
  if (!Array.isArray(records)) throw refuse("It is not a list of records.");
  const data = records.map((record: unknown) => {
    if (!isObject(record) || !isObject(record.data)) throw refuse("A record has no field named data.");
    return record.data;
  });
  const heading = [...new Set(data.flatMap((record) => Object.keys(record)))];
  yield { row: 1, cells: heading };
  for (const [at, record] of data.entries()) {
    yield { row: at + 2, cells: heading.map((name) => cellOf(record[name])) };
  }
  return sha256(bytes);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && value.length === 0) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
