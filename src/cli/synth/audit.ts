import { auditMechanism, type Mechanism, readDescription, rhoOf, seededRandom } from "@leeward/synth";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { encodeNamed, numberOption, readDescriptionText, SOURCE_OPTIONS } from "./source.ts";

/** Attacks a mechanism with this table and says how much the attacks could prove. */
export const synthAuditOf = (mechanism?: Mechanism): Command => ({
  name: "synth audit",
  summary:
    "Attacks the mechanism on a part of a table: what membership attacks can prove, beside what is claimed.",
  operands: "FILE",
  options: {
    describe: { type: "string", help: "the description file (see synth describe)" },
    epsilon: { type: "string", help: "the claimed epsilon; 4 unless told" },
    delta: { type: "string", help: "the claimed delta; 1e-6 unless told" },
    runs: { type: "string", help: "runs with and without the worst person; 1000 unless told" },
    seed: { type: "string", help: "repeats an audit; an audit publishes nothing" },
    ...SOURCE_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ["leeward synth audit cases.csv --describe cases.description.json --epsilon 4"],
  run: async (io, values, operands) => {
    const { describe, seed } = values;
    if (typeof describe !== "string") throw new UsageError("Give --describe FILE.");
    const epsilon = numberOption(values, "epsilon", 4);
    const delta = numberOption(values, "delta", 1e-6);
    const runs = numberOption(values, "runs", 1000);
    if (!Number.isInteger(runs) || runs < 20 || runs > 100_000)
      throw new UsageError("--runs is a whole number from 20 to 100000.");
    const description = readDescription(await readDescriptionText(describe));
    // Before the whole table is read, which may take minutes.
    rhoOf(epsilon, delta);
    const encoded = await encodeNamed(io, values, operands, description);
    const report = await auditMechanism(encoded, {
      epsilon,
      delta,
      runs,
      risk: 0.01,
      random: (what) => seededRandom(`${typeof seed === "string" ? seed : "audit"}/${what}`),
      signal: io.signal,
      onProgress: (step) => printLine(io.err, step),
      ...(mechanism ? { mechanism } : {}),
    });
    if (values.json) {
      printLine(io.out, JSON.stringify(report));
      return report.passed ? 0 : 1;
    }
    const { canary, oneRun, reconstruction } = report;
    printLine(io.out, `claimed: epsilon ${epsilon} at delta ${delta}`);
    printLine(
      io.out,
      `worst person, ${canary.runs} runs: epsilon at least ${canary.epsilon.toFixed(2)}; ${canary.epsilonIfGaussian.toFixed(2)} if the noise is Gaussian (99 in 100 sure)`,
    );
    printLine(
      io.out,
      `one run, ${oneRun.canaries} people by coin: epsilon at least ${oneRun.epsilon.toFixed(2)} (${oneRun.correct} of ${oneRun.guesses} guesses right; ${Math.round(100 * oneRun.confidence)} in 100 sure)`,
    );
    printLine(
      io.out,
      `people alone with their values, rebuilt from the tables of ${reconstruction.columns} columns: ` +
        `${reconstruction.rebuilt} of ${reconstruction.people} who were in; ` +
        `${reconstruction.rebuiltByChance} of ${reconstruction.others} who were not; ` +
        `without noise it would be ${reconstruction.rebuiltFromExactTables} of those who were in`,
    );
    for (const note of report.notes) printLine(io.out, `- ${note}`);
    printLine(
      io.out,
      report.passed
        ? "Nothing found against the claim."
        : "FAILED: an attack proved more than is claimed. Do not publish.",
    );
    return report.passed ? 0 : 1;
  },
});

export const synthAudit = synthAuditOf();
