import { wordsOf } from "./fold.ts";
import { unitsOf } from "./units.ts";

/**
 * A name in Latin letters without marks, lower case, each script by its usual romanisation: Arabic, Armenian, Bengali,
 * Chinese (pinyin), Cyrillic, Devanagari, Ethiopic, Georgian, Greek, Hangul, Hebrew, kana. Letters of other scripts stay
 * as they are. Vowels that a script does not write are not guessed. Linear; bounded as `fold` is.
 */
export const romanise = (name: string): string => wordsOf(name).map(romaniseWord).filter(Boolean).join(" ");

/** The same for a word of `wordsOf`. */
export const romaniseWord = (word: string): string =>
  unitsOf(word)
    .map(({ latin }) => latin)
    .join("");
