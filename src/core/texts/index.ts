import { IntlMessageFormat } from "intl-messageformat";

/** The languages that pages are written in; a door may add more. */
export const LANGUAGES = ["en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** The locale of a language's numbers and dates: our pictures and codes use European digits in Arabic too. */
export const localeOf = (language: Language): string => (language === "ar" ? "ar-u-nu-latn" : "en-GB");

/** Texts by key, in ICU message syntax; each language has every key, or the build fails. */
export type Catalogue<Key extends string> = Readonly<Record<Key, string>>;

export type Values = Readonly<Record<string, string | number | Date>>;

/** Says the text of a key, with its values filled in. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/**
 * @param zone the time zone of the reader, as in the tz database
 * @returns a function that throws where a text needs a value that was not given
 */
export function speaker<Key extends string>(
  language: Language,
  catalogue: Catalogue<Key>,
  zone = "UTC",
): Say<Key> {
  const formats = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    let format = formats.get(key);
    if (!format) {
      format = new IntlMessageFormat(catalogue[key], localeOf(language), {}, { ignoreTag: true });
      formats.set(key, format);
    }
    return String(format.format({ zone, ...values }));
  };
}
