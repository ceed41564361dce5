import { readFile } from "node:fs/promises";
import {
  type Encoded,
  readDescription,
  recordKeys,
  SynthError,
  systemRandom,
  type TableMethod,
  writeProtectedTable,
  writeWhole,
} from "@leeward/synth";
import { type Command, JSON_OPTION, type OptionValue, printLine, UsageError } from "../command.ts";
import { encodeNamed, numberOption, readDescriptionText, SOURCE_OPTIONS } from "./source.ts";

/** Protects one exact table by hiding, rounding or cell keys, for offices whose law asks for that. */
export const synthTables: Command = {
  name: "synth tables",
  summary:
    "Protects one exact table by hiding small counts, rounding or cell keys; not differential privacy.",
  operands: "FILE",
  options: {
    describe: { type: "string", help: "the description file (see synth describe)" },
    columns: { type: "string", help: "one or two columns, with a comma between them" },
    method: { type: "string", help: "suppress, round or cell-key" },
    threshold: { type: "string", help: "suppress: counts from 1 to below this are hidden; 10 unless told" },
    interval: { type: "string", help: "suppress: no one may come nearer to a hidden count; 5 unless told" },
    base: { type: "string", help: "round: to multiples of this; 5 unless told" },
    keys: {
      type: "string",
      help: "cell-key: the file of record keys, made if absent; keep it as secret as the rows",
    },
    most: { type: "string", help: "cell-key: the largest change; 5 unless told" },
    variance: { type: "string", help: "cell-key: the variance of a change; 4 unless told" },
    out: { type: "string", help: "the folder to make; it must not exist" },
    ...SOURCE_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    "leeward synth tables cases.csv --describe cases.description.json --columns sex,age --method suppress --out table-1",
    "leeward synth tables cases.csv --describe cases.description.json --columns sex,age --method cell-key --keys cases.keys --out table-2",
  ],
  run: async (io, values, operands) => {
    const { describe, columns, out } = values;
    if (typeof describe !== "string" || typeof columns !== "string" || typeof out !== "string")
      throw new UsageError("Give --describe FILE, --columns A,B, --method and --out FOLDER.");
    const methodFor = methodOf(values);
    const description = readDescription(await readDescriptionText(describe));
    const encoded = await encodeNamed(io, values, operands, description);
    const card = await writeProtectedTable(encoded, {
      columns: columns.split(",").map((name) => name.trim()),
      method: await methodFor(encoded),
      out,
    });
    if (values.json) printLine(io.out, JSON.stringify({ out, card }));
    else {
      printLine(io.out, `${out}: ${card.rows} cells, totals among them. What this does not protect against:`);
      for (const limit of card.notProtected) printLine(io.out, `- ${limit}`);
    }
    return 0;
  },
};

/** Reads the method's settings before anything else is read; record keys need the rows. */
function methodOf(values: Readonly<Record<string, OptionValue>>): (encoded: Encoded) => Promise<TableMethod> {
  const { method, keys } = values;
  const whole = (name: string, otherwise: number, least: number) => {
    const value = numberOption(values, name, otherwise);
    if (!Number.isInteger(value) || value < least)
      throw new UsageError(`--${name} is a whole number from ${least}.`);
    return value;
  };
  if (method === "suppress") {
    const rule = { threshold: whole("threshold", 10, 2), interval: whole("interval", 5, 1) };
    return async () => ({ name: "suppress", ...rule });
  }
  if (method === "round") {
    const base = whole("base", 5, 2);
    return async () => ({ name: "round", base, random: systemRandom() });
  }
  if (method !== "cell-key") throw new UsageError("--method is suppress, round or cell-key.");
  if (typeof keys !== "string") throw new UsageError("--method cell-key needs --keys FILE.");
  const most = whole("most", 5, 1);
  const variance = numberOption(values, "variance", 4);
  if (!(variance > 0) || variance > most ** 2)
    throw new UsageError("--variance is a number above 0 and at most the square of --most.");
  return async (encoded) => ({
    name: "cell-key",
    most,
    variance,
    keys: await readKeys(keys, encoded.data.rows),
  });
}

/** Four bytes for each row; the same file must serve every table of the same rows, or differences average the change away. */
async function readKeys(path: string, rows: number): Promise<Uint32Array> {
  try {
    const bytes = await readFile(path);
    return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, k) => bytes.readUInt32LE(4 * k));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT"))
      throw new SynthError("source-unreadable", "The file of record keys may not be read.", { cause });
  }
  const made = recordKeys(rows, systemRandom());
  await writeWhole(path, new Uint8Array(made.buffer), 0o600);
  return made;
}
