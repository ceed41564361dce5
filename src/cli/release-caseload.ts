import { openDatabase } from "../core/db/index.ts";
import { Identity } from "../core/identity/index.ts";
import { furnish, keyHoldersOf, prepareGround } from "../main.ts";
import { releaseCaseload, USUAL_COLUMNS } from "../modules/statistics/index.ts";
import { readPassword, signIn } from "./as-member.ts";
import { type Command, JSON_OPTION, type OptionValue, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";
import { numberOption } from "./synth/source.ts";

const EPSILON_MAX = 4;
const DELTA_MAX = 1e-5;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
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
    as: { type: "string", help: "e-mail address of the statistician whose agency's caseload it is" },
    code: { type: "string", help: "the member's code of six digits, where a second factor is enrolled" },
    epsilon: {
      type: "string",
      help: "how much may be learned about one person; 1 unless told, 4 in all of a year",
    },
    delta: { type: "string", help: "the chance that the promise fails; 1e-6 unless told" },
    columns: {
      type: "string",
      help: `up to eight of the codebook, with commas; ${USUAL_COLUMNS.join(",")} unless told`,
    },
    population: { type: "string", help: "the number of a population of one's statistics office" },
    years: { type: "string", help: "of registration: 2025, or 2024-2025; all of them unless told" },
    out: { type: "string", help: "the folder to make; it must not exist" },
    demonstration: { type: "boolean", help: "from the demonstration's database" },
    ...JSON_OPTION,
  },
  examples: [
    "LEEWARD_PASSWORD=… leeward release caseload --as amina@harbour.example --epsilon 1 --out caseload-2026",
    "leeward release caseload --as omar@statistics.example --population 7f0c… --years 2026 --columns adulthood,act,means --out 2026 < password.txt",
  ],
  run: async (io, values, operands) => {
    const { as, out } = values;
    if (typeof as !== "string" || typeof out !== "string" || operands.length > 0)
      throw new UsageError("Give --as with the e-mail address of a statistician, and --out FOLDER.");
    const epsilon = numberOption(values, "epsilon", 1);
    const delta = numberOption(values, "delta", 1e-6);
    if (!(epsilon > 0 && epsilon <= EPSILON_MAX))
      throw new UsageError(`--epsilon is a number above 0, at most ${EPSILON_MAX}.`);
    if (!(delta > 0 && delta <= DELTA_MAX))
      throw new UsageError(`--delta is a number above 0, at most ${DELTA_MAX}.`);
    const columns = typeof values.columns === "string" ? values.columns.split(",") : USUAL_COLUMNS;
    const populationId = typeof values.population === "string" ? values.population : null;
    if (populationId !== null && !UUID.test(populationId))
      throw new UsageError("--population is the number of a population, as the page Releases shows it.");
    const years = yearsOf(values.years);
    const password = await readPassword(io);
    const { config, log } = setting(io);
    const ground = await prepareGround(config, values.demonstration ? "demonstration" : "production", log);
    const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
    const keys = keyHoldersOf(ground, db, "leeward_visitor");
    try {
      const house = furnish(ground, db, keys, log);
      const secret = await signIn(new Identity(house), as, password, values.code);
      const card = await releaseCaseload(house, secret, {
        ...{ epsilon, delta, out, columns, populationId, signal: io.signal },
        ...(years ? { years } : {}),
        onProgress: (step) => printLine(io.err, step),
      });
      if (values.json) printLine(io.out, JSON.stringify({ out, card }));
      else printLine(io.out, `${out}: ${card.rows} rows. ${card.privacy.promise}`);
      return 0;
    } finally {
      keys.close();
      await db.close();
      await ground.stop();
    }
  },
};
