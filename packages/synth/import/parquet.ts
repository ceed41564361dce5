import { ensureDifferentNames, type Source } from "../encode.ts";
import { SynthError } from "../errors.ts";

/** A value of a database or of Parquet as the text that a CSV file would hold; lists are joined by semicolons. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(textOf).join(";");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

const groupRows = 20_000;

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new SynthError("source-unreadable", "The file is not a Parquet file that can be read.", { cause });
  }
}

/**
 * A Parquet file as a source; a part of a row group at a time is in memory.
 *
 * @throws SynthError `source-unreadable` (of a damaged part of it: when that is read), `source-columns`
 */
export async function parquetSource(path: string): Promise<Source> {
  // A server imports this package for other ends, and would keep what reads these files for as long as it runs.
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import(
    "hyparquet"
  );
  const { compressors } = await import("hyparquet-compressors");
  const { file, metadata } = await readable(async () => {
    const bytes = await asyncBufferFromFile(path);
    return { file: bytes, metadata: await parquetMetadataAsync(bytes) };
  });
  const header = parquetSchema(metadata).children.map(({ element }) => element.name);
  ensureDifferentNames(header);
  const rows = Number(metadata.num_rows);
  return {
    header,
    rows: {
      async *[Symbol.asyncIterator]() {
        for (let rowStart = 0; rowStart < rows; rowStart += groupRows) {
          const rowEnd = Math.min(rows, rowStart + groupRows);
          const records = await readable(() =>
            parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors }),
          );
          yield records.map((record) => header.map((name) => textOf(record[name])));
        }
      },
    },
  };
}
