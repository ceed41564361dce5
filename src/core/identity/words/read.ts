import { type DigitsSlip, readDigits } from "./digits.ts";
import type { WordLanguage } from "./lists.ts";
import type { Secret } from "./secret.ts";
import { readWords, type WordsSlip } from "./words.ts";

export type SecretSlip = WordsSlip | DigitsSlip | { readonly slip: "empty" };

/** Reads what a person kept, words or digits, from one field. `language` is the page's. */
export async function readSecret(
  text: string,
  language: WordLanguage,
): Promise<{ readonly secret: Secret } | SecretSlip> {
  if (/\p{L}/u.test(text)) return await readWords(text, language);
  return /\p{Nd}/u.test(text) ? readDigits(text) : { slip: "empty" };
}
