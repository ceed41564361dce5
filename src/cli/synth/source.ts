import { readFile } from "node:fs/promises";
import {
  type Description,
  type Encoded,
  encodeSource,
  fileSource,
  querySource,
  type Source,
  SynthError,
} from "@leeward/synth";
import pg from "pg";
import { type CommandIo, type OptionValue, printLine, UsageError } from "../command.ts";

/** Options shared by the commands that read a table. */
export const SOURCE_OPTIONS = {
  database: { type: "string", help: "read a database query instead of a file: its URL" },
  query: { type: "string", help: "the query, with --database" },
} as const;

/** Opens the table that a command was pointed at, runs `use` with it, and closes it whatever happens. */
export async function withSource<T>(
  values: Readonly<Record<string, OptionValue>>,
  operands: readonly string[],
  use: (source: Source) => Promise<T>,
): Promise<T> {
  const { database, query } = values;
  if (typeof database !== "string") {
    const [path] = operands;
    if (path === undefined || operands.length > 1)
      throw new UsageError("Name one file to read (CSV, TSV, Parquet or XLSX).");
    return use(await fileSource(path));
  }
  if (typeof query !== "string" || operands.length > 0)
    throw new UsageError("--database goes with --query and no file.");
  const client = new pg.Client({ connectionString: database });
  try {
    await client.connect();
  } catch (cause) {
    throw new SynthError("source-unreadable", "The database cannot be reached with that URL.", { cause });
  }
  try {
    return await use(await querySource(client, query));
  } finally {
    await client.end();
  }
}

const rowsAStep = 100_000;

/** Reads the table that a command was pointed at into codes; says how far it is, and stops at Ctrl-C. */
export function encodeNamed(
  io: CommandIo,
  values: Readonly<Record<string, OptionValue>>,
  operands: readonly string[],
  description: Description,
): Promise<Encoded> {
  let told = 0;
  const onRows = (rows: number) => {
    if (rows - told < rowsAStep) return;
    told = rows;
    printLine(io.err, `reading: ${rows} rows so far`);
  };
  return withSource(values, operands, (source) =>
    encodeSource(source, description, { signal: io.signal, onRows }),
  );
}

/** A number from an option; words that are not numbers are wrong use, numbers out of range are refused later. */
export function numberOption(
  values: Readonly<Record<string, OptionValue>>,
  name: string,
  otherwise?: number,
): number {
  const text = values[name];
  if (text === undefined && otherwise !== undefined) return otherwise;
  if (typeof text !== "string" || text.trim() === "") throw new UsageError(`Give --${name} a number.`);
  return Number(text);
}

/** The text of a description file. */
export async function readDescriptionText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new SynthError("source-unreadable", "The description file does not exist or may not be read.", {
      cause,
    });
  }
}
