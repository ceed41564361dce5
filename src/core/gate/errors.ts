import { ProblemError, type ProblemKind } from "../http/index.ts";

const day = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? "";

/** Why a tool may not run, in plain words; `at`: since when, or when it ended. */
export const REFUSALS = {
  "unknown-version": () =>
    "The registry does not know this version of the tool. Start the server of this release, which declares it.",
  "never-assessed": () => "Your agency has never assessed this tool.",
  "one-signature": (at: Date | null) =>
    `The assessment of ${day(at)} has one signature. A data-protection officer signs second, on the page Tools.`,
  "other-version": () =>
    "Your agency assessed another version of this tool. This one needs an assessment of its own.",
  withdrawn: (at: Date | null) => `The assessment was withdrawn on ${day(at)}.`,
  expired: (at: Date | null) => `The assessment expired on ${day(at)}. Renew it on the page Tools.`,
  restored: (at: Date | null) =>
    `The house was restored from a backup on ${day(at)}. Both people sign an assessment anew, on the page Tools.`,
  "advice-not-asked": () => "The survivors’ council has to be asked first, on the page Tools.",
  "advice-unanswered": (at: Date | null) =>
    `The survivors’ council was asked on ${day(at)} and has not answered yet.`,
  "advice-not-met": (at: Date | null) =>
    `The survivors’ council answered on ${day(at)}: against it, or with conditions. A new assessment has to say why it is not followed, or how the conditions are met.`,
  "run-over": () => "This run is over already, or began more than a day ago. Begin it anew.",
} as const satisfies Record<string, (at: Date | null) => string>;
export type Refusal = keyof typeof REFUSALS;

/** A tool may not run, or not go on. */
export class GateRefusal extends ProblemError<Refusal> {
  override readonly name = "GateRefusal";
  constructor(refusal: Refusal, at: Date | null) {
    super(refusal, { status: 409, sentence: REFUSALS[refusal](at) }, { at });
  }
}

const KINDS = {
  "assessors-only": {
    status: 403,
    sentence:
      "A supervisor signs an assessment first and a data-protection officer second; both can withdraw one.",
  },
  "tool-changed": {
    status: 409,
    sentence: "The tool is not what your page showed: it has another version now. Load the page again.",
  },
  "until-within-a-year": {
    status: 422,
    sentence: "An assessment holds until a day that is still to come, within a year from now.",
  },
  "advice-met": {
    status: 422,
    sentence:
      "The council answered against it or with conditions: say why that is not followed, or how the conditions are met.",
  },
} as const satisfies Record<string, ProblemKind>;
export type GateErrorCode = keyof typeof KINDS;

/** What can go wrong with assessments and advice. */
export class GateError extends ProblemError<GateErrorCode> {
  override readonly name = "GateError";
  constructor(code: GateErrorCode, options?: ErrorOptions) {
    super(code, KINDS[code], {}, options);
  }
}

const CONSTRAINTS: Readonly<Record<string, GateErrorCode>> = {
  tool_changed: "tool-changed",
  until_within_a_year: "until-within-a-year",
  advice_met: "advice-met",
};

/** Turns what the database refused into a problem. */
export async function orGateError<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    const constraint =
      typeof cause === "object" && cause !== null && "constraint" in cause ? String(cause.constraint) : "";
    const code = CONSTRAINTS[constraint];
    throw code ? new GateError(code, { cause }) : cause;
  });
}
