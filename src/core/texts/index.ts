import { IntlMessageFormat } from "intl-messageformat";
import { dateFormat, numberFormat, pluralRules } from "./intl.ts";

/** The languages that every page is written in, the desk's too. */
export const LANGUAGES = ["en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages of the door, in the order in which they are offered; why these: docs/decisions/0145. */
export const DOOR_LANGUAGES = [
  "en",
  "fr",
  "es",
  "ar",
  "zh",
  "ru",
  "bn",
  "fil",
  "ro",
  "sq",
  "uk",
  "vi",
] as const;
export type DoorLanguage = (typeof DOOR_LANGUAGES)[number];

/** The language of what is written in {@link LANGUAGES} alone, for who reads another. */
export const houseLanguageOf = (language: DoorLanguage): Language =>
  LANGUAGES.find((known) => known === language) ?? "en";

export const directionOf = (language: DoorLanguage): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** Languages whose locale is not their own code: digits stay those of our pictures, codes and keyboards. */
const LOCALES: Readonly<Partial<Record<DoorLanguage, string>>> = {
  en: "en-GB",
  ar: "ar-u-nu-latn",
  bn: "bn-u-nu-latn",
};

/** The locale of a language's numbers and dates. */
export const localeOf = (language: DoorLanguage): string => LOCALES[language] ?? language;

/** Texts by key, in ICU message syntax; each language has every key, or the build fails. */
export type Catalogue<Key extends string> = Readonly<Record<Key, string>>;

export type Values = Readonly<Record<string, string | number | Date>>;

/** Says the text of a key, with its values filled in. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/** Texts that were read once, for whoever speaks next. */
const read = new WeakMap<Catalogue<string>, Map<DoorLanguage, Map<string, IntlMessageFormat>>>();

function formatsOf(catalogue: Catalogue<string>, language: DoorLanguage): Map<string, IntlMessageFormat> {
  const byLanguage = read.get(catalogue) ?? new Map<DoorLanguage, Map<string, IntlMessageFormat>>();
  const formats = byLanguage.get(language) ?? new Map<string, IntlMessageFormat>();
  read.set(catalogue, byLanguage.set(language, formats));
  return formats;
}

const formatters = {
  getNumberFormat: (locale: string | string[] | undefined, options?: Intl.NumberFormatOptions) =>
    numberFormat(String(locale), options),
  getDateTimeFormat: (locale: string | string[] | undefined, options: Intl.DateTimeFormatOptions = {}) =>
    dateFormat(String(locale), options),
  getPluralRules: (locale: string | string[] | undefined, options: Intl.PluralRulesOptions = {}) =>
    pluralRules(String(locale), options),
};

/**
 * @param zone the time zone of the reader, as in the tz database
 * @returns a function that throws where a text needs a value that was not given
 */
export function speaker<Key extends string>(
  language: DoorLanguage,
  catalogue: Catalogue<Key>,
  zone = "UTC",
): Say<Key> {
  const formats = formatsOf(catalogue, language);
  return (key, values) => {
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(catalogue[key], localeOf(language), {}, { ignoreTag: true, formatters });
      formats.set(key, format);
    }
    return String(format.format({ zone, ...values }));
  };
}
