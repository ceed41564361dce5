import {
  ensurePublicDomains,
  readDescription,
  releaseIdentifier,
  rhoOf,
  seededRandom,
  systemRandom,
  writeRelease,
} from "@leeward/synth";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { encodeNamed, numberOption, readDescriptionText, SOURCE_OPTIONS } from "./source.ts";

/** Turns a sensitive table into a folder that may be published. */
export const synthRelease: Command = {
  name: "synth release",
  summary:
    "Makes synthetic rows, tables that agree with them, a card and a report, under differential privacy.",
  operands: "FILE",
  options: {
    describe: { type: "string", help: "the description file (see synth describe)" },
    epsilon: {
      type: "string",
      help: "how much may be learned about one person; 4 unless told, small is safer",
    },
    delta: {
      type: "string",
      help: "of (epsilon, delta)-privacy; 1e-6 unless told, and below the chance that the promise fails",
    },
    out: { type: "string", help: "the folder to make; it must not exist" },
    seed: { type: "string", help: "for tests only: repeatable, and then NOT private" },
    ...SOURCE_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    "leeward synth release cases.csv --describe cases.description.json --epsilon 2 --delta 1e-6 --out release-2022",
  ],
  run: async (io, values, operands) => {
    const { describe, out, seed } = values;
    if (typeof describe !== "string" || typeof out !== "string")
      throw new UsageError("Give --describe FILE and --out FOLDER.");
    const epsilon = numberOption(values, "epsilon", 4);
    const delta = numberOption(values, "delta", 1e-6);
    const say = (step: string) => printLine(io.err, step);
    const description = readDescription(await readDescriptionText(describe));
    // Before the whole table is read, which may take minutes.
    ensurePublicDomains(description);
    rhoOf(epsilon, delta);
    const encoded = await encodeNamed(io, values, operands, description);
    say(
      `read ${encoded.seen.rows} rows; ${encoded.seen.rowsBeyondBound} beyond the bound per person were left out`,
    );
    for (const [column, cells] of encoded.seen.outside)
      say(`"${column}": ${cells} cells outside the declared values`);
    say("(the lines above are for you alone: exact counts must not be published)");
    if (epsilon > 4) say(`epsilon ${epsilon} is above 4: the report says what that gives away`);
    const random = typeof seed === "string" ? seededRandom(seed) : systemRandom();
    const { card } = await writeRelease(encoded, {
      description,
      epsilon,
      delta,
      out,
      random,
      release: releaseIdentifier(),
      signal: io.signal,
      onProgress: say,
    });
    if (values.json) printLine(io.out, JSON.stringify({ out, card }));
    else printLine(io.out, `${out}: ${card.rows} rows. ${card.privacy.promise}`);
    return 0;
  },
};
