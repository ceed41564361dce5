import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayDate } from "./days.ts";
import type { OwnConsent } from "./file-answers.ts";
import { nowMs } from "./server-clock.ts";

export const isOver = ({ withdrawnAt, expiresAt }: OwnConsent): boolean =>
  withdrawnAt === null && Date.parse(expiresAt) <= nowMs();

/** What was allowed to whom, and whether it is on; shown, read aloud and copied in the same words. */
export function sayConsent(
  say: Say<DoorKey>,
  language: DoorLanguage,
  consent: OwnConsent,
): { readonly what: string; readonly about: string } {
  const { agency, categories, purpose, expiresAt, withdrawnAt } = consent;
  const named = new Intl.ListFormat(language).format(
    categories.map((category) => say(`category-${category}`)),
  );
  const date = sayDate((withdrawnAt ?? expiresAt).slice(0, 10), language);
  return {
    what: say("file-allow-what", { agency: agency.name, categories: named }),
    about: withdrawnAt
      ? say("file-allow-off", { date })
      : isOver(consent)
        ? say("file-allow-over", { date })
        : say("file-allow-until", { purpose: say(`purpose-${purpose}`), date }),
  };
}
