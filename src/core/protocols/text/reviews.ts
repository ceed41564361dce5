import type { SignedLanguage } from "./lexicon.ts";

/**
 * Who has confirmed, as counsel who reads the language, that a template of the text says what the rule does: a name
 * and a day. Null: nobody yet; pages say *unreviewed*, and what is signed says so too.
 */
export const templateReviewedBy: Readonly<
  Record<SignedLanguage, { readonly name: string; readonly on: string } | null>
> = { en: null, fr: null, es: null, ar: null };
