import { openDatabase } from "../core/db/index.ts";
import type { House } from "../core/house.ts";
import { Identity } from "../core/identity/index.ts";
import { furnish, keyHoldersOf, prepareGround } from "../main.ts";
import { AUDIT_RUNS, type MadeRelease, type ReleaseAudit } from "../modules/statistics/index.ts";
import { readPassword, signIn } from "./as-member.ts";
import { type CommandIo, type OptionValue, printLine, UsageError } from "./command.ts";
import { setting } from "./running.ts";
import { numberOption } from "./synth/source.ts";

/** What every command of a statistician takes. */
export const STATISTICIAN_OPTIONS = {
  as: { type: "string", help: "e-mail address of a statistician of the agency" },
  code: { type: "string", help: "the member's code of six digits, where a second factor is enrolled" },
  demonstration: { type: "boolean", help: "in the demonstration's database" },
} as const;

/** How much a release may tell. */
export const PRIVACY_OPTIONS = {
  epsilon: {
    type: "string",
    help: "how much may be learned about one person; 1 unless told, 4 in all of a year",
  },
  delta: {
    type: "string",
    help: "of (epsilon, delta)-privacy; 1e-6 unless told, and below the chance that the promise fails",
  },
} as const;

/** What a release is for; written down before anything is counted. */
export const QUESTION_OPTION = {
  question: {
    type: "string",
    help: "that it is to answer: who is counted, where, in which time; published with it, as it is",
  },
} as const;

/** How often a release is attacked before it is kept. */
export const AUDIT_OPTION = {
  "audit-runs": {
    type: "string",
    help: "attacks with and without the worst person, each; 500 unless told: more prove more",
  },
} as const;

const EPSILON_MAX = 4;
const DELTA_MAX = 1e-5;
const AUDIT_RUNS_MIN = 100;
const AUDIT_RUNS_MAX = 100_000;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Values = Readonly<Record<string, OptionValue>>;

/** @throws UsageError */
export function privacyOf(values: Values): { readonly epsilon: number; readonly delta: number } {
  const epsilon = numberOption(values, "epsilon", 1);
  const delta = numberOption(values, "delta", 1e-6);
  if (!(epsilon > 0 && epsilon <= EPSILON_MAX))
    throw new UsageError(`--epsilon is a number above 0, at most ${EPSILON_MAX}.`);
  if (!(delta > 0 && delta <= DELTA_MAX))
    throw new UsageError(`--delta is a number above 0, at most ${DELTA_MAX}.`);
  return { epsilon, delta };
}

/** @throws UsageError */
export function questionOf({ question }: Values): string {
  const text = typeof question === "string" ? question.trim() : "";
  if (text.length < 3 || text.length > 400)
    throw new UsageError("Give --question, which it is to answer, in 3 to 400 letters.");
  return text;
}

/** @throws UsageError */
export function auditRunsOf(values: Values): number {
  const runs = numberOption(values, "audit-runs", AUDIT_RUNS);
  if (!Number.isInteger(runs) || runs < AUDIT_RUNS_MIN || runs > AUDIT_RUNS_MAX)
    throw new UsageError(`--audit-runs is a whole number from ${AUDIT_RUNS_MIN} to ${AUDIT_RUNS_MAX}.`);
  return runs;
}

/** What came of a release, on stdout. @returns the code to end with */
export function sayRelease(io: CommandIo, values: Values, { card, audit, folder }: MadeRelease): number {
  if (values.json) printLine(io.out, JSON.stringify({ out: folder, card, audit }));
  else if (folder) printLine(io.out, `${folder}: ${card.rows} rows. ${card.privacy.promise}`);
  if (!values.json) printLine(io.out, sayAudit(audit));
  return audit.passed ? 0 : 1;
}

/** What attacks proved, beside what is claimed. */
function sayAudit({ claimed, epsilon, epsilonIfGaussian, confidence, runs, passed }: ReleaseAudit): string {
  const proved = `epsilon at least ${epsilon.toFixed(2)}, or ${epsilonIfGaussian.toFixed(2)} if its noise is normal`;
  const said = `Audit, ${runs} runs: ${proved} (${100 * confidence} in 100 sure); ${claimed.epsilon} is claimed.`;
  return passed
    ? said
    : `${said}\nFAILED: attacks proved more than is claimed. No folder is made, and it cannot be published; it is paid for.`;
}

/** Signs in as `--as` says, with the password of the environment or of standard input, and closes the house behind it. */
export async function withStatistician<T>(
  io: CommandIo,
  values: Values,
  use: (house: House, secret: Uint8Array) => Promise<T>,
): Promise<T> {
  if (typeof values.as !== "string")
    throw new UsageError("Give --as with the e-mail address of a statistician.");
  const password = await readPassword(io);
  const { config, log } = setting(io);
  const kind = values.demonstration ? "demonstration" : "production";
  const ground = await prepareGround(config, kind, log, { isBeside: true });
  const db = openDatabase({ connectionString: ground.serverUrl, sizeMax: 2, log });
  const keys = keyHoldersOf(ground, db, "leeward_visitor");
  try {
    const house = furnish(ground, db, keys, log);
    return await use(house, await signIn(new Identity(house), values.as, password, values.code));
  } finally {
    keys.close();
    await db.close();
    await ground.stop();
  }
}
