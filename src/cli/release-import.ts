import { stat } from "node:fs/promises";
import { asMember } from "../core/access/context.ts";
import {
  importSource,
  listSources,
  SOURCE_FORMS,
  SOURCE_KINDS,
  StatisticsError,
} from "../modules/statistics/index.ts";
import {
  type Command,
  type CommandIo,
  JSON_OPTION,
  type OptionValue,
  printLine,
  UsageError,
} from "./command.ts";
import { STATISTICIAN_OPTIONS, withStatistician } from "./with-statistician.ts";

const STEP_ROWS = 25_000;

/** Brings a table of someone else's in, as codes, so that releases can be made of it. */
export const releaseImport: Command = {
  name: "release import",
  summary: "Imports CTDC's public columns or an HTCDS caseload as a source of releases (CSV, .gz, XLSX).",
  operands: "FILE",
  options: {
    ...STATISTICIAN_OPTIONS,
    form: { type: "string", help: `which columns it has: ${SOURCE_FORMS.join(" or ")}` },
    kind: {
      type: "string",
      help: "synthetic: made up already; public: anyone can have it; caseload: cases of people",
    },
    title: { type: "string", help: "what it is called; everyone reads it" },
    origin: { type: "string", help: "where it is from, and of when; everyone reads it" },
    "leave-out": { type: "boolean", help: "count nothing of columns that the form does not know" },
    ...JSON_OPTION,
  },
  examples: [
    'leeward release import ctdc.csv --as omar@statistics.example --form ctdc --kind synthetic --title "Global Synthetic Dataset" --origin "CTDC, IOM, 2025" < password.txt',
    'leeward release import caseload.csv --as omar@statistics.example --form htcds --kind caseload --title "Caseload of a partner" --origin "Sent in March 2026" < password.txt',
  ],
  run: async (io, values, operands) => {
    const [path] = operands;
    const form = choiceOf(SOURCE_FORMS, "form", values.form);
    const kind = choiceOf(SOURCE_KINDS, "kind", values.kind);
    const title = textOf("title", values.title, 160);
    const origin = textOf("origin", values.origin, 400);
    if (!path || operands.length !== 1) throw new UsageError("Give one FILE.");
    const file = await stat(path).catch(() => null);
    if (!file?.isFile()) throw new UsageError(`There is no file ${path}.`);
    const leavesOut = values["leave-out"] === true;
    const today = new Date().toISOString().slice(0, 10);
    const done = await withStatistician(io, values, (house, secret) =>
      importSource(house, secret, {
        ...{ path, form, kind, title, origin, leavesOut, today, signal: io.signal, onRows: progress(io) },
      }),
    ).catch((error: unknown) => {
      if (error instanceof StatisticsError && Array.isArray(error.extra.unknown))
        for (const name of error.extra.unknown) printLine(io.err, `unknown column: ${name}`);
      throw error;
    });
    if (values.json) printLine(io.out, JSON.stringify(done));
    else {
      printLine(io.out, `${done.id}: ${done.rows} people, as ${done.columns.join(", ")}.`);
      if (done.leftOut.length > 0) printLine(io.err, `counted as nothing: ${done.leftOut.join(", ")}`);
      if (done.withoutConsent > 0)
        printLine(io.err, `${done.withoutConsent} rows without consent are not counted`);
      for (const [column, cells] of Object.entries(done.notOnList))
        printLine(io.err, `${column}: ${cells} cells on no list`);
    }
    return 0;
  },
};

/** Which sources there are. */
export const releaseSources: Command = {
  name: "release sources",
  summary: "Lists the sources that one's agency imported, with their numbers and columns.",
  options: { ...STATISTICIAN_OPTIONS, ...JSON_OPTION },
  examples: ["leeward release sources --as omar@statistics.example < password.txt"],
  run: async (io, values, operands) => {
    if (operands.length > 0) throw new UsageError("It takes no operand.");
    const sources = await withStatistician(io, values, (house, secret) =>
      asMember(house.db, secret, "statistics", listSources),
    );
    if (values.json) printLine(io.out, JSON.stringify({ sources }));
    else
      for (const { id, title, kind, columns } of sources)
        printLine(io.out, `${id}  ${title} (${kind}): ${columns.join(", ")}`);
    return 0;
  },
};

function choiceOf<Choice extends string>(
  choices: readonly Choice[],
  name: string,
  said: OptionValue,
): Choice {
  const found = choices.find((choice) => choice === said);
  if (!found) throw new UsageError(`--${name} takes one of: ${choices.join(", ")}.`);
  return found;
}

function textOf(name: string, said: OptionValue, lengthMax: number): string {
  const text = typeof said === "string" ? said.trim() : "";
  if (text.length < 3 || text.length > lengthMax)
    throw new UsageError(`Give --${name}, of 3 to ${lengthMax} letters.`);
  return text;
}

function progress(io: CommandIo): (rows: number) => void {
  let next = STEP_ROWS;
  return (rows) => {
    if (rows < next) return;
    next = rows - (rows % STEP_ROWS) + STEP_ROWS;
    printLine(io.err, `read ${rows} rows`);
  };
}
