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

/** A word, or several as one, as it is kept and asked for: words meet words, wholes meet what is written without spaces. */
const [WORD, WHOLE, UNSPACED] = ["", "j", "c"] as const;

/**
 * What a name is kept under, so that other spellings find it (`asks`): each word's romanisation (`w:`) and its likeliest
 * skeletons (`s:`); behind `j` and `c` the same of several words as one, which scripts without spaces write so. They are
 * names in the clear: give them away only under a keyed hash (HMAC), and even then they tell who is called alike (README,
 * *Blind tokens*).
 *
 * @returns at most `TOKENS_MAX` different strings of at most 1,100 characters; none for a name without a letter
 */
export function tokens(name: string): string[] {
  const { telling: words, particles } = wordsThatCount(name);
  const [first = ""] = words;
  // What is a title in one language may be asked for as a word in another.
  const kept = [...words, ...particles].slice(0, WORDS_OF_TOKENS_MAX);
  const found = kept.flatMap((word) => tokensOf(word, WORD));
  if (words.length > 1) {
    for (const whole of wholesOf(words)) found.push(...tokensOf(whole, WHOLE));
  } else if (isUnspaced(first)) {
    const given = givenName(first);
    found.push(...given.flatMap((piece) => tokensOf(piece, WORD)));
    found.push(...[first, ...given].flatMap((piece) => tokensOf(piece, UNSPACED)));
  }
  return [...new Set(found)];
}

/** What a name that is looked for asks of the tokens that others are kept under. */
export interface Asked {
  /** For each of its words what may be there instead; a name is found where each word is. */
  readonly words: readonly (readonly string[])[];
  /** All of it as one: where one of these is, the words need not be. Empty for a single word. */
  readonly whole: readonly string[];
}

/** The tokens that find a name in whatever spelling; as many as `tokens` at most. */
export function asks(name: string): Asked {
  const words = wordsThatCount(name).telling;
  const [first = ""] = words;
  if (words.length > 1) {
    const wholes = wholesOf(words).slice(0, 2);
    return {
      words: words.map((word) => tokensOf(word, WORD)),
      whole: [...new Set(wholes.flatMap((whole) => tokensOf(whole, UNSPACED)))],
    };
  }
  const one = tokensOf(first, WORD);
  if (words.length === 0) return { words: [], whole: [] };
  return { words: [isUnspaced(first) ? [...one, ...tokensOf(first, WHOLE)] : one], whole: [] };
}

function tokensOf(piece: string, as: string): string[] {
  const skeletons = skeletonsOf(unitsOf(piece), SKELETONS_PER_PIECE).filter((skeleton) => skeleton !== "");
  return [
    `${as}w:${romaniseWord(piece) || foldWord(piece)}`,
    ...skeletons.map((skeleton) => `${as}s:${skeleton}`),
  ];
}

/** Articles and titles count only where there is nothing else. */
function wordsThatCount(name: string): { telling: string[]; particles: string[] } {
  const all = joinServants(wordsOf(name)).map(withoutArticle);
  const particles = all.filter((word) => isParticle(foldWord(word)));
  const telling = particles.length < all.length ? all.filter((word) => !particles.includes(word)) : all;
  return {
    telling: telling.slice(0, WORDS_OF_TOKENS_MAX),
    particles: particles.slice(0, WORDS_OF_TOKENS_MAX),
  };
}

/** "Servant of": with what follows it one name, which is written in one word, two or three. */
const SERVANT = /^(?:abd|abdul|abdel|abdal|abdol|عبد|абд|абдул|абдель|עבד)$/;
const ARTICLE = /^(?:al|el|ul|ال|аль|эль|אל)$/;

function joinServants(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < words.length; i++) {
    let word = words[i] ?? "";
    if (SERVANT.test(word) && i + 1 < words.length) {
      if (ARTICLE.test(words[i + 1] ?? "") && i + 2 < words.length) word += words[++i];
      word += words[++i];
    }
    joined.push(word);
  }
  return joined;
}

/** Words as one: all of them with the surname at either end, and without it. */
function wholesOf(words: readonly string[]): string[] {
  const [, ...rest] = words;
  const [last = "", front] = [words.at(-1), words.slice(0, -1)];
  const wholes = [words.join(""), [last, ...front].join(""), rest.join(""), front.join("")];
  return rest.length === 1 ? wholes.slice(0, 2) : wholes;
}

const isUnspaced = (word: string): boolean =>
  ["han", "hangul", "kana"].includes(scriptOf(word.codePointAt(0) ?? 0));

/** Chinese and Korean names of three characters: what follows the surname, which alone would find too many. */
function givenName(word: string): string[] {
  const characters = [...word];
  const script = scriptOf(word.codePointAt(0) ?? 0);
  return characters.length === 3 && script !== "kana" ? [characters.slice(1).join("")] : [];
}

/** Arabic writes its article at the word, where other scripts set it apart or leave it out. */
const withoutArticle = (word: string): string => word.replace(/^\u0627\u0644(?=..)/, "");
