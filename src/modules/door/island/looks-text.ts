import { ROLES } from "../../../core/access/coverage.ts";
import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayTime } from "./days.ts";
import type { OwnCase, OwnLook } from "./file-answers.ts";

/** Who looked at what and why, or was refused; shown, read aloud and copied in the same words. */
export function sayLook(
  say: Say<DoorKey>,
  language: DoorLanguage,
  look: OwnLook,
): { readonly who: string; readonly what: string; readonly when: string; readonly isRead: boolean } {
  const category = say(`category-${look.category}`);
  const time = sayTime(new Date(look.at), language);
  if (!look.agency) {
    return { who: "", what: say("file-looked-you", { category }), when: time, isRead: true };
  }
  const isRead = look.outcome === "read" && look.notOpened === null;
  const role = ROLES.find((known) => known === look.role) ?? "other";
  const what = isRead
    ? say("file-looked-read", { category, purpose: say(`purpose-${look.purpose ?? "support"}`) })
    : say(isWithoutYes(look.refusal) ? "file-looked-refused-consent" : "file-looked-refused", { category });
  return {
    who: say(`role-${role}`),
    what: look.printedFor ? `${what} ${say("file-looked-printed")}` : what,
    when: say("file-looked-when", { agency: look.agency.name, time }),
    isRead,
  };
}

/** Who opened a part in an emergency, when and why. */
export const sayGlass = (
  say: Say<DoorKey>,
  language: DoorLanguage,
  { agency, at, category, reason }: OwnCase["glasses"][number],
): string =>
  say("file-glass", {
    agency: agency.name,
    category: say(`category-${category}`),
    reason,
    time: sayTime(new Date(at), language),
  });

/** Closed for want of the person's yes, and not for the looker's role or reason. */
const isWithoutYes = (refusal: string | null): boolean => refusal === "not-shared" || refusal === "withdrawn";
