import type { Category } from "../../../core/access/context.ts";
import { type DoorLanguage, localeOf, type Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { WANTED } from "../wanted.ts";
import type { OwnReferral } from "./file-answers.ts";

/** Of the states of care's `REFERRAL_STATES`; the others mean that nothing came of it. */
export const TOLD = ["sent", "acknowledged", "accepted", "begun", "ended", "stopped"] as const;

/** What another agency was asked for, and where that is; a code that is newer than the texts is told in general. */
export function sayAsked(
  say: Say<DoorKey>,
  language: DoorLanguage,
  { wanted, state, agency, outside, categories, letter }: OwnReferral,
): { readonly what: string; readonly where: string; readonly file: string; readonly parts: string } {
  const list = new Intl.ListFormat(localeOf(language), { type: "unit" });
  const nameOf = (category: Category): string => {
    const names = letter.find((part) => part.category === category)?.names ?? [];
    const part = say(`category-${category}`);
    return names.length > 0 ? `${part} (${list.format(names)})` : part;
  };
  return {
    parts: list.format(categories.map(nameOf)),
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
