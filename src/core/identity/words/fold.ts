import { foldBengali } from "./fold-bengali.ts";
import { simplified } from "./traditional.ts";

/**
 * What a person types, made comparable. Folding forgets what keyboards, phones and hands differ in, and nothing
 * that tells two words of a list apart (a test holds every list free of words that fold alike).
 */

/** Marks that steer direction, join letters or hyphenate: they are seen by nobody and typed by no one. */
const invisible = /[\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]/gu;
/** Marks, but for those of Bengali, which are its vowels. */
const marks = /(?![\u0980-\u09ff])\p{M}/gu;
const bengali = /[\u0980-\u09ff]/u;
/** A word of two syllables is the same with a space between them or none. */
const spaces = /\s+/gu;
/** Tatweel stretches a word; a lone hamza is left out by many hands. */
const dropped = /[\u0640\u0621]/gu;

/** Letters that Arabic, Persian and Urdu keyboards write differently, or that hands take for one another. */
const sameLetter: Readonly<Record<string, string>> = {
  "\u0671": "\u0627", // alef wasla -> alef
  "\u0649": "\u064a", // alef maqsura -> ya
  "\u06cc": "\u064a", // Farsi ya -> ya
  "\u06d2": "\u064a", // ya barree -> ya
  "\u0629": "\u0647", // ta marbuta -> ha
  "\u06be": "\u0647", // ha doachashmee -> ha
  "\u06c1": "\u0647", // ha goal -> ha
  "\u06c3": "\u0647", // ta marbuta goal -> ha
  "\u06d5": "\u0647", // ae -> ha
  "\u06a9": "\u0643", // keheh -> kaf
  đ: "d", // has no mark that could be taken off
};

/** The letter, or the simplified character, that another is written for. */
const plainLetter = (letter: string): string => sameLetter[letter] ?? simplified[letter] ?? letter;

/**
 * One word in its comparable form: compatibility forms resolved (NFKD), in lower case, without accents, Arabic
 * vowel signs, tatweel, hamza, spaces and invisible marks; the forms of alef, ya, ha and kaf as one letter each; d for the
 * Vietnamese đ; Bengali as it sounds; the Chinese
 * list's characters in their simplified form.
 */
export function foldWord(word: string): string {
  const plain = word
    .normalize("NFKD")
    .replace(invisible, "")
    .replace(marks, "")
    .replace(dropped, "")
    .replace(spaces, "")
    .toLowerCase();
  const letters = Array.from(plain, plainLetter).join("");
  return bengali.test(letters) ? foldBengali(letters) : letters;
}

/**
 * The words of a text as they were typed, without numbering, punctuation, line ends or invisible marks.
 * "1. Lemon,\n2) river" has two words.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .replace(invisible, "")
      .match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  );
}

/** ASCII digits for the digits of any script's keyboard: Arabic-Indic, Persian, full width and the rest. */
export function plainDigits(text: string): string {
  return Array.from(text.normalize("NFKC").replace(invisible, ""), digitOf).join("");
}

function digitOf(char: string): string {
  if (!/\p{Nd}/u.test(char)) return char;
  // The ten digits of a script stand in one run of code points, zero first (a stability policy of Unicode).
  const code = char.codePointAt(0) as number;
  let first = code;
  while (first > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String(code - first);
}
