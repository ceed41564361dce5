import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { ensureDifferentNames, type Source } from "../encode.ts";
import { SynthError } from "../errors.ts";

/** UTF-8 unless the first bytes say UTF-16; anything that is not valid text in that encoding is refused. */
async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of bytes) {
      decoder ??= new TextDecoder(
        chunk[0] === 0xff && chunk[1] === 0xfe
          ? "utf-16le"
          : chunk[0] === 0xfe && chunk[1] === 0xff
            ? "utf-16be"
            : "utf-8",
        { fatal: true },
      );
      yield decoder.decode(chunk, { stream: true });
    }
    if (decoder) yield decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new SynthError(
      "source-encoding",
      "The file is not UTF-8 text; save it as CSV UTF-8 and try again.",
      { cause },
    );
  }
}

function refusalOf(cause: unknown): SynthError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const line = cause instanceof Error && "lines" in cause ? ` near line ${String(cause.lines)}` : "";
  if (code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH" || code === "CSV_RECORD_INCONSISTENT_COLUMNS") {
    return new SynthError("source-ragged", `A row${line} has more or fewer cells than the header.`);
  }
  if (code === "CSV_MAX_RECORD_SIZE")
    return new SynthError(
      "source-unreadable",
      `A row${line} is longer than 4 MiB; most likely a quote is not closed.`,
    );
  if (code.startsWith("CSV_"))
    return new SynthError(
      "source-unreadable",
      `The CSV cannot be read${line}: a quote is not closed or stands inside a cell.`,
    );
  return new SynthError("source-unreadable", "The file cannot be read.", { cause });
}

const batchRows = 1024;
/** A quote that is never closed must not take the rest of the file into one cell. */
const recordBytesMax = 4 * 1024 * 1024;

async function* batched(parser: AsyncIterable<string[]>): AsyncGenerator<string[][]> {
  let batch: string[][] = [];
  try {
    for await (const row of parser) {
      batch.push(row);
      if (batch.length === batchRows) {
        yield batch;
        batch = [];
      }
    }
  } catch (cause) {
    throw cause instanceof SynthError ? cause : refusalOf(cause);
  }
  if (batch.length > 0) yield batch;
}

/** Where a comma is the decimal sign, spreadsheets write semicolons between cells: whichever the header has more of. */
function delimiterOf(text: string): "," | ";" {
  const [header = ""] = text.replaceAll(/"[^"]*"/g, "").split(/[\r\n]/, 1);
  return header.split(";").length > header.split(",").length ? ";" : ",";
}

async function* resumed(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/**
 * A CSV file (RFC 4180, or with semicolons; `.gz` too) as a source, read as a stream. Empty lines are left out, but in a
 * file of one column, where each is a missing value.
 *
 * @param delimiter what stands between cells; a comma or a semicolon, as the header has it, where it is not given
 * @throws SynthError `source-empty`, `source-ragged`, `source-encoding`, `source-unreadable`, `source-columns`
 */
export async function csvSource(path: string, delimiter?: string): Promise<Source> {
  try {
    await (await open(path)).close();
  } catch (cause) {
    throw new SynthError("source-unreadable", "The file does not exist or may not be read.", { cause });
  }
  // Opened twice: whether an empty line is a row can only be said once the header is known.
  const header = await headerOf(path, delimiter);
  const batches = batched(await parserOf(path, delimiter, header.length > 1))[Symbol.asyncIterator]();
  const first = await batches.next();
  const ahead = first.done ? [] : first.value;
  return sourceOf(header, ahead.slice(1 + ahead.findIndex(([cell]) => cell === header[0])), batches);
}

async function parserOf(
  path: string,
  delimiter: string | undefined,
  skipsEmptyLines: boolean,
): Promise<AsyncIterable<string[]>> {
  const raw = createReadStream(path, { highWaterMark: 1 << 18 });
  // A failed stage destroys the next one with its error, which then reaches whoever iterates: no callback needed.
  const bytes = path.endsWith(".gz") ? pipeline(raw, createGunzip(), () => {}) : raw;
  const text = decoded(bytes);
  const first = await text.next().catch((cause: unknown) => {
    throw cause instanceof SynthError ? cause : refusalOf(cause);
  });
  const start = first.done ? "" : first.value;
  return pipeline(
    Readable.from(resumed(start, text), { objectMode: true }),
    parse({
      bom: true,
      delimiter: delimiter ?? delimiterOf(start),
      skip_empty_lines: skipsEmptyLines,
      relax_column_count: false,
      max_record_size: recordBytesMax,
    }),
    () => {},
  );
}

async function headerOf(path: string, delimiter: string | undefined): Promise<string[]> {
  for await (const batch of batched(await parserOf(path, delimiter, true))) return batch[0] ?? [];
  throw new SynthError("source-empty", "The file has no header row.");
}

/** Checks a header and puts the rows already read in front of those to come. */
export function sourceOf(header: string[], ahead: string[][], rest?: AsyncIterator<string[][]>): Source {
  ensureDifferentNames(header);
  return {
    header,
    rows: {
      async *[Symbol.asyncIterator]() {
        if (ahead.length > 0) yield ahead;
        if (!rest) return;
        for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
      },
    },
  };
}
