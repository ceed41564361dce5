import { releaseSource } from "../modules/statistics/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import {
  AUDIT_OPTION,
  auditRunsOf,
  PRIVACY_OPTIONS,
  privacyOf,
  QUESTION_OPTION,
  questionOf,
  STATISTICIAN_OPTIONS,
  sayRelease,
  UUID,
  withStatistician,
} from "./with-statistician.ts";

/** Releases a table that was imported, if the gate lets it through. */
export const releaseSourceCommand: Command = {
  name: "release source",
  summary: "Makes a safe release of an imported source; through the gate, and out of the year's epsilon.",
  operands: "SOURCE",
  options: {
    ...STATISTICIAN_OPTIONS,
    ...PRIVACY_OPTIONS,
    ...AUDIT_OPTION,
    ...QUESTION_OPTION,
    columns: { type: "string", help: "one to eight of the source's columns, with commas" },
    out: { type: "string", help: "the folder to make; it must not exist" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward release source 7f0c1d1e-… --as omar@statistics.example --question 'Who is found for which purpose?' --columns gender,ageBroad,purpose --epsilon 1 --out world < password.txt",
  ],
  run: async (io, values, operands) => {
    const [sourceId] = operands;
    const { out, columns } = values;
    if (!sourceId || operands.length !== 1 || !UUID.test(sourceId))
      throw new UsageError("Give the number of one source; leeward release sources lists them.");
    if (typeof out !== "string" || typeof columns !== "string")
      throw new UsageError("Give --columns A,B and --out FOLDER.");
    const privacy = { ...privacyOf(values), auditRuns: auditRunsOf(values), question: questionOf(values) };
    const made = await withStatistician(io, values, (house, secret) =>
      releaseSource(house, secret, {
        ...{ ...privacy, sourceId, out, columns: columns.split(","), signal: io.signal },
        onProgress: (step) => printLine(io.err, step),
      }),
    );
    return sayRelease(io, values, made);
  },
};
