import type { Category, Purpose } from "../../core/access/context.ts";
import type { DeskSay } from "./index.ts";

/** The name of a code in the reader's language; a code that is newer than the texts is shown as it is. */
export const sayCode = (say: DeskSay, group: string, code: string): string => {
  const key = `${group}.${code}`;
  return say.knows(key) ? say(key) : code.replaceAll("-", " ");
};

export const sayRole = (say: DeskSay, role: string): string => sayCode(say, "role", role);
export const sayCategory = (say: DeskSay, category: Category): string => say(`category.${category}`);
export const sayPurpose = (say: DeskSay, purpose: Purpose): string => say(`purpose.${purpose}`);
export const sayEntryKind = (say: DeskSay, kind: string): string => sayCode(say, "entry", kind);

/** “Contact, Needs and risk”, in the reader's own way of listing. */
export const sayCategories = (
  { say, locale }: { readonly say: DeskSay; readonly locale: string },
  categories: readonly Category[],
): string =>
  new Intl.ListFormat(locale, { type: "unit" }).format(categories.map((one) => sayCategory(say, one)));

/** Why a part is closed; `others` are the purposes that would open it, “none” where there are none. */
export function sayRefusal(
  say: DeskSay,
  refusal: string,
  values: { readonly purpose: string; readonly others: string; readonly agency: string },
): string {
  const key = `refusal.${refusal}`;
  return say(say.knows(key) ? key : "refusal.other", { ...values, others: values.others || "none" });
}

/** “woman, 25–34. Tigrinya”: what is known for counting, and no more. */
export function sayCaseAbout(
  say: DeskSay,
  locale: string,
  about: { readonly gender: string; readonly ageBand: string; readonly language: string | null },
): string {
  const age = about.ageBand === "unknown" ? "" : say("about.age", { band: about.ageBand.replace("-", "–") });
  const person = [sayCode(say, "gender", about.gender), age].filter(Boolean).join(say("about.comma"));
  return about.language ? `${person}. ${sayLanguage(locale, about.language)}` : person;
}

/** A language by its own code, named in the reader's language. */
export function sayLanguage(locale: string, code: string): string {
  return new Intl.DisplayNames([locale], { type: "language", fallback: "code" }).of(code) ?? code;
}
