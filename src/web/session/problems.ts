import { NoAnswer, Refusal } from "../api/client.ts";
import type { DeskSay } from "../texts/index.ts";

/** What went wrong, in the reader's language: what happened and what to do. */
export function sayProblem(say: DeskSay, error: unknown): string {
  if (error instanceof NoAnswer || isPartAway(error)) return say("problem.no-answer");
  if (!(error instanceof Refusal)) return say("problem.here");
  const key = `problem.${error.code}`;
  return say.knows(key) ? say(key) : say("problem.other", { code: error.code });
}

/** A later part of the page's code or texts (`build-parts.ts`). */
const isPartAway = (error: unknown): boolean => error instanceof Error && error.name === "PartAwayError";
