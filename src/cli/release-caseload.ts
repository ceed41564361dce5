import { releaseCaseload, USUAL_COLUMNS } from "../modules/statistics/index.ts";
import { type Command, JSON_OPTION, type OptionValue, printLine, UsageError } from "./command.ts";
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

const YEARS = /^(\d{4})(?:-(\d{4}))?$/;

function yearsOf(said: OptionValue): { from: number; to: number } | null {
  if (typeof said !== "string") return null;
  const [, from, to = from] = YEARS.exec(said) ?? [];
  if (from === undefined || to === undefined || from > to)
    throw new UsageError("--years is a year, or two with a hyphen, the earlier first.");
  return { from: Number(from), to: Number(to) };
}

/** Releases the caseload of a statistician's own agency, if the gate lets it through. */
export const releaseCaseloadCommand: Command = {
  name: "release caseload",
  summary: "Makes a safe release of one's agency's caseload; needs a valid rights assessment (docs/gate.md).",
  options: {
    ...STATISTICIAN_OPTIONS,
    ...PRIVACY_OPTIONS,
    ...AUDIT_OPTION,
    ...QUESTION_OPTION,
    columns: {
      type: "string",
      help: `up to eight of the codebook, with commas; ${USUAL_COLUMNS.join(",")} unless told`,
    },
    population: { type: "string", help: "the number of a population of one's statistics office" },
    years: { type: "string", help: "of registration: 2025, or 2024-2025; all of them unless told" },
    out: { type: "string", help: "the folder to make; it must not exist" },
    ...JSON_OPTION,
  },
  examples: [
    "LEEWARD_PASSWORD=… leeward release caseload --as amina@harbour.example --question 'Who was helped until 2026?' --epsilon 1 --out caseload-2026",
    "leeward release caseload --as omar@statistics.example --population 7f0c… --years 2026 --question 'By which means in 2026?' --columns adulthood,act,means --out 2026 < password.txt",
  ],
  run: async (io, values, operands) => {
    const { as, out } = values;
    if (typeof as !== "string" || typeof out !== "string" || operands.length > 0)
      throw new UsageError("Give --as with the e-mail address of a statistician, and --out FOLDER.");
    const privacy = { ...privacyOf(values), auditRuns: auditRunsOf(values), question: questionOf(values) };
    const columns = typeof values.columns === "string" ? values.columns.split(",") : USUAL_COLUMNS;
    const populationId = typeof values.population === "string" ? values.population : null;
    if (populationId !== null && !UUID.test(populationId))
      throw new UsageError("--population is the number of a population, as the page Releases shows it.");
    const years = yearsOf(values.years);
    const made = await withStatistician(io, values, (house, secret) =>
      releaseCaseload(house, secret, {
        ...{ ...privacy, out, columns, populationId, signal: io.signal },
        ...(years ? { years } : {}),
        onProgress: (step) => printLine(io.err, step),
      }),
    );
    return sayRelease(io, values, made);
  },
};
