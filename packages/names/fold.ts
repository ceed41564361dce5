import { scriptOf } from "./scripts.ts";

/** Of a longer name only so many UTF-16 units are looked at, so that no name costs more than any other. */
export const NAME_LENGTH_MAX = 256;
/** Of a name with more words only the first count. */
export const NAME_WORDS_MAX = 12;
/** Of a longer word only so many letters count. */
export const WORD_LENGTH_MAX = 32;

/** Letters that Unicode does not take apart into a letter and a mark. */
const LATIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ĸ: "k",
  ł: "l",
  ŋ: "ng",
  þ: "th",
  ŧ: "t",
  ə: "a",
  ɛ: "e",
  ɔ: "o",
  ƙ: "k",
  ɓ: "b",
  ɗ: "d",
  ƴ: "y",
};

/** One letter that several code points or habits write, in scripts that stand outside Latin. */
const SAME_LETTERS: Readonly<Record<string, string>> = {
  // Arabic: hamza is often left out; Persian, Urdu and Kurdish keyboards have letters of their own.
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ې: "ي",
  ے: "ي",
  ک: "ك",
  ہ: "ه",
  ھ: "ه",
  ە: "ه",
  ۀ: "ه",
  ۃ: "ة",
};

/** Told apart by `fold` no more, though they help to hear the name: Hebrew's last letters, the dots of yo. */
const FOLDED_LETTERS: Readonly<Record<string, string>> = {
  ך: "כ",
  ם: "מ",
  ן: "נ",
  ף: "פ",
  ץ: "צ",
  ё: "е",
  ґ: "г",
  ς: "σ",
  ة: "ه",
  ئ: "ي",
  ؤ: "و",
  և: "եւ",
};

const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6];
const MARK = /\p{M}/u;
const MARKS = /\p{M}/gu;
const IGNORED = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0640]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const APOSTROPHES = /['`\u00b4\u02b0-\u02ff\u2018\u2019\u201b\u2032\u05f3\u05f4"]/u;

/**
 * Words of a name in lower case, each of letters and digits of its own script: no control, no mark that a letter can do
 * without, one form of each letter. Hebrew keeps its geresh (as "'"), which makes another sound.
 *
 * @returns at most `NAME_WORDS_MAX` words of at most `WORD_LENGTH_MAX` code points; none for a name without a letter
 */
export function wordsOf(name: string): string[] {
  const text = name.slice(0, NAME_LENGTH_MAX).normalize("NFKC").toLowerCase().normalize("NFC");
  const words: string[] = [];
  let [word, length] = ["", 0];
  const end = (): void => {
    if (/[^']/.test(word)) words.push(word);
    [word, length] = ["", 0];
  };
  for (const character of text) {
    const letter = cleanLetter(character, word);
    if (letter === " ") end();
    else if (length < WORD_LENGTH_MAX) [word, length] = [word + letter, length + (letter === "" ? 0 : 1)];
    if (words.length === NAME_WORDS_MAX) return words;
  }
  end();
  return words;
}

/** What a character leaves in a word: itself in its plain form, nothing, or a space where a word ends. */
function cleanLetter(character: string, wordBefore: string): string {
  if (character >= "a" && character <= "z") return character;
  if (IGNORED.test(character)) return "";
  if (APOSTROPHES.test(character)) return isHebrew(wordBefore) ? "'" : "";
  const code = character.codePointAt(0) ?? 0;
  const script = scriptOf(code);
  if (script === "indic")
    return LETTER_OR_DIGIT.test(character) || MARK.test(character) ? digit(code, character) : " ";
  if (MARK.test(character)) return "";
  if (code === 0x30fb || !LETTER_OR_DIGIT.test(character)) return " ";
  if (script === "latin" || script === "greek") {
    const base = character.normalize("NFD").replace(MARKS, "");
    return LATIN_LETTERS[base] ?? base;
  }
  // Hiragana and katakana write the same sounds.
  if (code >= 0x3041 && code <= 0x3096) return String.fromCharCode(code + 0x60);
  return SAME_LETTERS[character] ?? digit(code, character);
}

function digit(code: number, character: string): string {
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String(code - zero);
}

const isHebrew = (word: string): boolean => word >= "\u05d0" && word <= "\u05f5";

/**
 * A name as one would look for it in its own script: lower case, no marks, no controls, one form of each letter, words
 * apart by one space. Linear; of very long names only the beginning counts (`NAME_LENGTH_MAX`).
 */
export const fold = (name: string): string => wordsOf(name).map(foldWord).join(" ");

/** The same for a word of `wordsOf`. */
export const foldWord = (word: string): string => {
  let folded = "";
  for (const letter of word) folded += letter === "'" ? "" : (FOLDED_LETTERS[letter] ?? letter);
  return folded;
};
