import { CryptoError } from "../../keys/bytes.ts";
import { foldWord } from "./fold.ts";

/** Languages that have a list of 2,048 words. */
export const wordLanguages = [
  "en",
  "ar",
  "fr",
  "es",
  "ru",
  "uk",
  "ro",
  "zh",
  "fil",
  "sq",
  "vi",
  "bn",
] as const;
export type WordLanguage = (typeof wordLanguages)[number];

/** The list for who reads `language`: their own, else the English one, beside which digits are the better way. */
export const wordLanguageOf = (language: string): WordLanguage =>
  wordLanguages.find((known) => known === language) ?? "en";

/**
 * What people put between words: spaces; nothing, a word being two characters; spaces inside words too, a word being two
 * syllables; or spaces, but one inside a compound as another hand would not.
 */
type Written = "spaced" | "characters" | "syllables" | "compounds";

const written: Readonly<Partial<Record<WordLanguage, Written>>> = {
  zh: "characters",
  vi: "syllables",
  bn: "compounds",
};

export interface WordList {
  readonly language: WordLanguage;
  readonly written: Written;
  /** 2,048 words; a word's place is its 11 bits. */
  readonly words: readonly string[];
  /** From a folded word to its place. */
  readonly places: ReadonlyMap<string, number>;
}

export const listLength = 2048;

const loaders: Readonly<Record<WordLanguage, () => Promise<readonly string[]>>> = {
  en: async () => (await import("./english.ts")).englishWords,
  ar: async () => (await import("./arabic.ts")).arabicWords,
  fr: async () => (await import("./french.ts")).frenchWords,
  es: async () => (await import("./spanish.ts")).spanishWords,
  ru: async () => (await import("./russian.ts")).russianWords,
  uk: async () => (await import("./ukrainian.ts")).ukrainianWords,
  ro: async () => (await import("./romanian.ts")).romanianWords,
  sq: async () => (await import("./albanian.ts")).albanianWords,
  zh: async () => (await import("./chinese.ts")).chineseWords,
  fil: async () => (await import("./filipino.ts")).filipinoWords,
  vi: async () => (await import("./vietnamese.ts")).vietnameseWords,
  bn: async () => (await import("./bengali.ts")).bengaliWords,
};

const loaded = new Map<WordLanguage, Promise<WordList>>();

/** The list of a language; fetched when first asked for, and kept. */
export function loadWordList(language: WordLanguage): Promise<WordList> {
  const before = loaded.get(language);
  if (before !== undefined) return before;
  const list = loaders[language]().then((words) => asWordList(language, words));
  loaded.set(language, list);
  // A failed download must not be remembered as the answer.
  list.catch(() => loaded.delete(language));
  return list;
}

function asWordList(language: WordLanguage, words: readonly string[]): WordList {
  const places = new Map(words.map((word, place) => [foldWord(word), place]));
  if (places.size !== listLength) {
    throw new CryptoError(
      "bad-value",
      `The word list "${language}" has ${places.size} different words, not 2,048.`,
    );
  }
  return { language, written: written[language] ?? "spaced", words, places };
}
