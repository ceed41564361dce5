import type { Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { WANTED } from "../wanted.ts";
import type { OwnReferral } from "./file-answers.ts";

/** Of the states of care's `REFERRAL_STATES`; the others mean that nothing came of it. */
export const TOLD = ["sent", "acknowledged", "accepted", "begun", "ended", "stopped"] as const;

/** What another agency was asked for, and where that is; a code that is newer than the texts is told in general. */
export function sayAsked(
  say: Say<DoorKey>,
  { wanted, state, agency, outside }: OwnReferral,
): { readonly what: string; readonly where: string; readonly file: string } {
  return {
    file: outside ? sayFile(say, agency.name, outside) : "",
    what: say(`wanted-${WANTED.find((known) => known === wanted) ?? "other-support"}`),
    where: say(`refer-${TOLD.find((told) => told === state) ?? "back"}`, { agency: agency.name }),
  };
}

/** An agency that is not on Leeward has a file, which nobody can take back: what was asked and said of that. */
function sayFile(
  say: Say<DoorKey>,
  agency: string,
  { recalledAt, askedAt, deletedAt }: NonNullable<OwnReferral["outside"]>,
): string {
  const since = deletedAt
    ? say("refer-outside-deleted")
    : askedAt
      ? say("refer-outside-asked")
      : recalledAt
        ? say("refer-outside-recalled")
        : "";
  return `${say("refer-outside", { agency })} ${since}`.trim();
}
