import type { Category } from "../../../core/access/context.ts";
import type { Catalogue, Language } from "../../../core/texts/index.ts";
import type { Field, OptionSet, PlainAnswer, PlainField, Row, RowsField } from "../model/field.ts";
import type { CareKey } from "./en.ts";

export type { CareKey } from "./en.ts";

/** The words of one language; a reader loads only their own. */
export async function loadCareTexts(language: Language): Promise<Catalogue<CareKey>> {
  if (language === "ar") return (await import("./ar.ts")).ar;
  return (await import("./en.ts")).en;
}

type Texts = Catalogue<CareKey>;
// Fields, groups and options are made from the same lists as the keys, so each has its text; the types cannot see
// that through a list of all categories.
const textOf = (texts: Readonly<Record<string, string>>, key: string): string => {
  const text = texts[key];
  if (text === undefined) throw new Error(`There is no text for ${key}.`);
  return text;
};

/** What a field is called. */
export const fieldLabel = (texts: Texts, category: Category, field: Field): string =>
  textOf(texts, `${category}.${field.name}`);

/** What a field within an entry is called. */
export const rowFieldLabel = (texts: Texts, category: Category, { name }: RowsField, field: Field): string =>
  textOf(texts, `${category}.${name}.${field.name}`);

/** The heading of a group of fields, and why it is asked. */
export const groupLabel = (
  texts: Texts,
  category: Category,
  group: string,
): { heading: string; why: string } => ({
  heading: textOf(texts, `${category}/${group}`),
  why: textOf(texts, `${category}/${group}/why`),
});

/** What an answer of a closed list is called; `texts` has at least the answers of that list. */
export function optionLabel(
  texts: Readonly<Record<string, string>>,
  locale: string,
  options: OptionSet,
  code: string,
): string {
  if (options.namedAs) {
    return new Intl.DisplayNames([locale], { type: options.namedAs, fallback: "code" }).of(code) ?? code;
  }
  const label = textOf(texts, `${options.name}:${code}`);
  const part = options.partOf?.(code);
  return part === undefined ? label : `${textOf(texts, `${options.name}/${part}`)}: ${label}`;
}

/** One entry in words: what it is about, then in brackets what else was answered. */
export function rowInWords(
  { key, fields }: RowsField,
  row: Row,
  say: (field: PlainField, answer: PlainAnswer) => string,
): string {
  const said = (field: PlainField): string[] => {
    const answer = row[field.name];
    return answer === undefined ? [] : [say(field, answer)];
  };
  const more = fields.flatMap(said);
  return said(key).join("") + (more.length > 0 ? ` (${more.join("; ")})` : "");
}
