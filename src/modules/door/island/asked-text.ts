import type { Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import type { OwnReferral } from "./file-answers.ts";

const WANTED = [
  "safe-place",
  "health-care",
  "counselling",
  "legal-advice",
  "child-protection",
  "identification",
  "interpreting",
  "work-and-income",
  "return-home",
] as const;

const TOLD = ["sent", "acknowledged", "accepted", "begun", "ended", "stopped"] as const;

/** What another agency was asked for, and where that is; a code that is newer than the texts is told in general. */
export function sayAsked(
  say: Say<DoorKey>,
  { wanted, state, agency }: OwnReferral,
): { readonly what: string; readonly where: string } {
  return {
    what: say(`wanted-${WANTED.find((known) => known === wanted) ?? "other-support"}`),
    where: say(`refer-${TOLD.find((told) => told === state) ?? "back"}`, { agency: agency.name }),
  };
}
