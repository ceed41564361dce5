import type { Category } from "../../../core/access/context.ts";
import { type Calendar, inCalendar } from "../../../core/texts/calendars.ts";
import { type DoorLanguage, type Language, localeOf } from "../../../core/texts/index.ts";
import { fieldsOf } from "../model/categories.ts";
import { type Answer, codesOf, type Field, rowsOf, type SectionDocument } from "../model/field.ts";
import { loadFileAnswers } from "./file-answers/index.ts";
import { fileFields } from "./file-fields/index.ts";
import { fieldLabel, loadCareTexts, optionLabel, rowInWords } from "./index.ts";

/** One answer with the name of its field, as *My file* shows it. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The language of the value; null where it is what somebody wrote. */
  readonly valueIn: DoorLanguage | null;
}

interface Reader {
  readonly language: DoorLanguage;
  /** In which days are said to them; they are kept as ISO 8601. */
  readonly calendar: Calendar;
}

const YES_NO: Readonly<Record<Language, readonly [string, string]>> = {
  en: ["Yes", "No"],
  ar: ["نعم", "لا"],
};

/** What a language calls fields and answers: the desk's all of them, another of the door those that a person reads. */
type Words = Readonly<Record<string, string>>;

async function loadWords(language: DoorLanguage): Promise<Words> {
  if (language === "en" || language === "ar") return loadCareTexts(language);
  return { ...fileFields[language], ...(await loadFileAnswers(language)) };
}

/**
 * A document in words, in the order of its form. The person's page is told what to show and need not know the forms.
 *
 * @throws Error for a field that no person reads, in a language that the desk is not written in
 */
export async function describeDocument(
  category: Category,
  document: SectionDocument,
  reader: Reader,
): Promise<Fact[]> {
  const words = await loadWords(reader.language);
  return fieldsOf(category).flatMap((field) => {
    const answer = document[field.name];
    if (answer === undefined) return [];
    return [
      {
        label: labelOf(words, category, field),
        value: say(field, answer, words, reader),
        valueIn: isWritten(field) ? null : reader.language,
      },
    ];
  });
}

/** Which of the lines of a part the person may read, by their names in the order of the form. */
export async function nameLines(
  category: Category,
  lines: readonly string[],
  language: DoorLanguage,
): Promise<string[]> {
  const words = await loadWords(language);
  return fieldsOf(category).flatMap((field) =>
    field.personSees && lines.includes(field.name) ? [labelOf(words, category, field)] : [],
  );
}

function labelOf(words: Words, category: Category, { name }: Field): string {
  const label = words[`${category}.${name}`];
  if (label === undefined) throw new Error(`There is no name for ${category}.${name}.`);
  return label;
}

/** What somebody wrote stays as it is. */
const isWritten = ({ kind }: Field): boolean => kind === "text" || kind === "long-text";

function say(field: Field, answer: Answer, words: Words, reader: Reader): string {
  const locale = localeOf(reader.language);
  switch (field.kind) {
    case "choice":
    case "choices": {
      const codes = typeof answer === "string" ? [answer] : codesOf(answer);
      return new Intl.ListFormat(locale, { type: "conjunction" }).format(
        codes.map((code: string) => optionLabel(words, locale, field.options, code)),
      );
    }
    case "yes-no":
      return yesOrNo(answer === true, reader.language);
    case "date":
      return new Intl.DateTimeFormat(inCalendar(locale, reader.calendar), {
        dateStyle: "long",
        timeZone: "UTC",
      }).format(new Date(String(answer)));
    case "number":
      return new Intl.NumberFormat(locale).format(Number(answer));
    case "text":
    case "long-text":
      return String(answer);
    case "rows":
      return rowsOf(answer)
        .map((row) => rowInWords(field, row, (one, said) => say(one, said, words, reader)))
        .join("\n");
  }
}

function yesOrNo(isYes: boolean, language: DoorLanguage): string {
  if (language === "en" || language === "ar") return YES_NO[language][isYes ? 0 : 1];
  return fileFields[language][isYes ? "yes" : "no"] ?? "";
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
