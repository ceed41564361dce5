import type { Category } from "../../../core/access/context.ts";
import { type Language, localeOf } from "../../../core/texts/index.ts";
import { fieldsOf } from "../model/categories.ts";
import { type Answer, codesOf, type Field, rowsOf, type SectionDocument } from "../model/field.ts";
import { type CareKey, fieldLabel, loadCareTexts, optionLabel, rowInWords } from "./index.ts";

/** One answer with the name of its field, as *My file* shows it. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

const YES_NO: Readonly<Record<Language, readonly [string, string]>> = {
  en: ["Yes", "No"],
  ar: ["نعم", "لا"],
};

/** A document in words, in the order of its form. The person's page is told what to show and need not know the forms. */
export async function describeDocument(
  category: Category,
  document: SectionDocument,
  language: Language,
): Promise<Fact[]> {
  const texts = await loadCareTexts(language);
  return fieldsOf(category).flatMap((field) => {
    const answer = document[field.name];
    if (answer === undefined) return [];
    return [{ label: fieldLabel(texts, category, field), value: say(field, answer, texts, language) }];
  });
}

function say(
  field: Field,
  answer: Answer,
  texts: Readonly<Record<CareKey, string>>,
  language: Language,
): string {
  const locale = localeOf(language);
  switch (field.kind) {
    case "choice":
    case "choices": {
      const codes = typeof answer === "string" ? [answer] : codesOf(answer);
      return new Intl.ListFormat(locale, { type: "conjunction" }).format(
        codes.map((code: string) => optionLabel(texts, locale, field.options, code)),
      );
    }
    case "yes-no":
      return YES_NO[language][answer === true ? 0 : 1];
    case "date":
      return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
        new Date(String(answer)),
      );
    case "number":
      return new Intl.NumberFormat(locale).format(Number(answer));
    case "text":
    case "long-text":
      return String(answer);
    case "rows":
      return rowsOf(answer)
        .map((row) => rowInWords(field, row, (one, said) => say(one, said, texts, language)))
        .join("\n");
  }
}

const ONLY: Readonly<Record<Language, string>> = { en: "only: ", ar: "فقط: " };

/** “only: First name, Language they speak best”, for each part of which a yes names lines. */
export async function sayLines(
  lines: readonly { readonly category: Category; readonly lines: readonly string[] }[],
  language: Language,
): Promise<Partial<Record<Category, string>>> {
  if (lines.length === 0) return {};
  const texts = await loadCareTexts(language);
  const list = new Intl.ListFormat(localeOf(language), { type: "unit" });
  return Object.fromEntries(
    lines.map(({ category, lines: named }) => [
      category,
      ONLY[language] +
        list.format(
          fieldsOf(category).flatMap((field) =>
            named.includes(field.name) ? [fieldLabel(texts, category, field)] : [],
          ),
        ),
    ]),
  );
}
