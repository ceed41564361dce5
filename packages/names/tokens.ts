import { skeletonsOf } from "./consonants.ts";
import { foldWord, wordsOf } from "./fold.ts";
import { isParticle } from "./particles.ts";
import { romaniseWord } from "./romanise.ts";
import { scriptOf } from "./scripts.ts";
import { unitsOf } from "./units.ts";

/** Made with these tables; tokens of another version are not found, so whoever keeps tokens makes them anew. */
export const TOKENS_VERSION = 1;
const SKELETONS_PER_PIECE = 4;
const WORDS_OF_TOKENS_MAX = 8;
const WHOLES_MAX = 4;
/** No name has more tokens: for each word and whole, its letters and four skeletons. */
export const TOKENS_MAX = (WORDS_OF_TOKENS_MAX + WHOLES_MAX) * (1 + SKELETONS_PER_PIECE);

/**
 * What a name can be found by: two spellings of one name share at least one token, most of the time; the more they
 * share, the likelier they are one. `w:` is a word's romanisation, `s:` one of the likeliest skeletons of its
 * consonants. They are names in the clear: give them away only under a keyed hash (HMAC), and even then they tell who
 * is called alike (README, *Blind tokens*).
 *
 * @returns at most `TOKENS_MAX` different strings of at most 130 characters; none for a name without a letter
 */
export function tokens(name: string): string[] {
  const found = new Set<string>();
  for (const piece of piecesOf(name)) {
    found.add(`w:${romaniseWord(piece) || foldWord(piece)}`);
    for (const skeleton of skeletonsOf(unitsOf(piece), SKELETONS_PER_PIECE)) {
      if (skeleton !== "") found.add(`s:${skeleton}`);
    }
  }
  return [...found];
}

/** The words that count, and some of them as one, because not every script and habit cuts a name alike. */
function piecesOf(name: string): string[] {
  const all = wordsOf(name).map(withoutArticle);
  const telling = all.filter((word) => !isParticle(foldWord(word)));
  const words = (telling.length > 0 ? telling : all).slice(0, WORDS_OF_TOKENS_MAX);
  return [...words, ...wholesOf(words).slice(0, WHOLES_MAX)];
}

function wholesOf(words: readonly string[]): string[] {
  const [first = "", ...rest] = words;
  if (rest.length === 0) return givenName(first);
  const last = words.at(-1) ?? "";
  const wholes = [
    words.join(""),
    [last, ...words.slice(0, -1)].join(""),
    rest.join(""),
    words.slice(0, -1).join(""),
  ];
  return rest.length === 1 ? wholes.slice(0, 2) : wholes;
}

/** Chinese and Korean names of three characters: what follows the surname, which alone would find too many. */
function givenName(word: string): string[] {
  const characters = [...word];
  const script = scriptOf(word.codePointAt(0) ?? 0);
  return characters.length === 3 && (script === "han" || script === "hangul")
    ? [characters.slice(1).join("")]
    : [];
}

/** Arabic writes its article at the word, where other scripts set it apart or leave it out. */
const withoutArticle = (word: string): string => word.replace(/^\u0627\u0644(?=..)/, "");
