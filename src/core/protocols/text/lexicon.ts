import type { Category, Purpose } from "../../access/context.ts";
import type { AgencyKind } from "../../access/coverage.ts";
import type { OnwardRule } from "../terms.ts";

/** The languages in which agencies sign. */
export const SIGNED_LANGUAGES = ["en", "fr", "es", "ar"] as const;
export type SignedLanguage = (typeof SIGNED_LANGUAGES)[number];

/** The same in each of the languages that people sign. */
export const inEachLanguage = <Said>(
  say: (language: SignedLanguage) => Said,
): Readonly<Record<SignedLanguage, Said>> => ({
  en: say("en"),
  fr: say("fr"),
  es: say("es"),
  ar: say("ar"),
});

/**
 * The words of one language. A sentence holds its values as `{name}`; each name stands in exactly one place of its
 * clause, and two different values of a list never have the same word, so that a text can be read back.
 */
export interface Lexicon {
  readonly between: string;
  readonly parties: {
    readonly heading: string;
    /** `{name}`, `{kind}`, `{id}`, `{contact}`. */
    readonly each: string;
    readonly never: string;
  };
  readonly scope: {
    readonly heading: string;
    /** `{purpose}`, `{categories}`. */
    readonly each: string;
    readonly nothingElse: string;
  };
  /** `{text}`, `{citation}`. */
  readonly basis: { readonly heading: string; readonly say: string; readonly shares: string };
  /** `{days}`. */
  readonly retention: { readonly heading: string; readonly say: string };
  /** `{onward}`. */
  readonly onward: { readonly heading: string; readonly say: string };
  /** `{from}`, `{until}`, `{review}`. */
  readonly time: { readonly heading: string; readonly say: string; readonly review: string };
  readonly ending: { readonly heading: string; readonly suspend: string; readonly end: string };
  /** `{agreement}`, `{version}`. */
  readonly text: { readonly heading: string; readonly number: string; readonly marks: string };
  readonly listComma: string;
  readonly months: readonly string[];
  readonly kinds: Readonly<Record<AgencyKind, string>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly categories: Readonly<Record<Category, string>>;
  readonly onwardRules: Readonly<Record<OnwardRule, string>>;
}
