import { readDescription, systemRandom, writeKAnonymous } from "@leeward/synth";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { encodeNamed, numberOption, readDescriptionText, SOURCE_OPTIONS } from "./source.ts";

const rowsAStep = 10_000;

/** Makes k-anonymous rows, for offices whose law asks for that. */
export const synthKAnonymous: Command = {
  name: "synth k-anonymous",
  summary: "Makes rows whose combinations at least k true rows share; not differential privacy.",
  operands: "FILE",
  options: {
    describe: { type: "string", help: "the description file (see synth describe)" },
    k: { type: "string", help: "how many true rows share each combination at least; 10 unless told" },
    length: { type: "string", help: "combinations of up to so many columns, 1 to 3; 2 unless told" },
    out: { type: "string", help: "the folder to make; it must not exist" },
    ...SOURCE_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ["leeward synth k-anonymous cases.csv --describe cases.description.json --k 10 --out rows-2022"],
  run: async (io, values, operands) => {
    const { describe, out } = values;
    if (typeof describe !== "string" || typeof out !== "string")
      throw new UsageError("Give --describe FILE and --out FOLDER.");
    const k = numberOption(values, "k", 10);
    const length = numberOption(values, "length", 2);
    if (length !== 1 && length !== 2 && length !== 3) throw new UsageError("--length is 1, 2 or 3.");
    const description = readDescription(await readDescriptionText(describe));
    const encoded = await encodeNamed(io, values, operands, description);
    const card = await writeKAnonymous(encoded, {
      ...{ k, length, random: systemRandom(), out, signal: io.signal },
      onRows: (rows) => {
        if (rows % rowsAStep === 0) printLine(io.err, `${rows} of ${encoded.data.rows} rows made`);
      },
    });
    if (values.json) printLine(io.out, JSON.stringify({ out, card }));
    else {
      printLine(io.out, `${out}: ${card.rows} rows. What this does not protect against:`);
      for (const limit of card.notProtected) printLine(io.out, `- ${limit}`);
    }
    return 0;
  },
};
