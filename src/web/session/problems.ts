import type { Say } from "../../core/texts/index.ts";
import { NoAnswer, Refusal } from "../api/client.ts";
import type { TextKey } from "../texts/index.ts";
import { PROBLEM_TEXTS } from "../texts/problems.ts";

/** What went wrong, in the reader's language: what happened and what to do. */
export function sayProblem(say: Say<TextKey>, error: unknown): string {
  if (error instanceof NoAnswer) return say("problem.no-answer");
  if (!(error instanceof Refusal)) return say("problem.here");
  const key = PROBLEM_TEXTS[error.code];
  return key ? say(key) : say("problem.other", { code: error.code });
}
