import { knownIn, type Parted, runsOf, wordCount, wordsIn } from "./breaks.ts";
import { foldWord } from "./fold.ts";
import { loadWordList, type WordLanguage, type WordList, wordLanguages } from "./lists.ts";
import { nearestWords, type Sounds } from "./nearest.ts";
import { numberToSecret, type Secret, secretToNumber, wordsCheck } from "./secret.ts";

/**
 * The secret as eight words of 2,048: 76 secret bits, then 12 check bits, eleven bits a word, first word first.
 * The secret does not know a language: the same one can be shown in another.
 */

const bitsPerWord = 11n;
const checkBits = 12n;

/** A word that is in no list. `position` counts from 1; `nearest` has at most three words, the likeliest first. */
export interface UnknownWord {
  readonly position: number;
  readonly word: string;
  readonly nearest: readonly string[];
}

export type WordsSlip =
  | {
      readonly slip: "too-few-words" | "too-many-words";
      readonly seen: number;
      readonly wanted: number;
      readonly language: WordLanguage;
      readonly unknown: readonly UnknownWord[];
    }
  | {
      readonly slip: "unknown-words";
      readonly language: WordLanguage;
      readonly unknown: readonly UnknownWord[];
    }
  /** Each word is in a list, but not all in the same: `positions` are those outside the list of `language`. */
  | {
      readonly slip: "mixed-languages";
      readonly language: WordLanguage;
      readonly positions: readonly number[];
    }
  /**
   * All eight are in the list and yet they are no secret: one is wrong, or two changed places. `swaps` are pairs of
   * positions, `instead` words that look alike, which would make the check right: what to look at first, no proof.
   */
  | {
      readonly slip: "words-check-failed";
      readonly language: WordLanguage;
      readonly swaps: readonly (readonly [number, number])[];
      readonly instead: readonly { readonly position: number; readonly word: string }[];
    };

export type WordsRead = { readonly secret: Secret; readonly language: WordLanguage } | WordsSlip;

/** Eight words in the language asked for. */
export async function secretToWords(secret: Uint8Array, language: WordLanguage): Promise<string[]> {
  const list = await loadWordList(language);
  let bits = (secretToNumber(secret) << checkBits) | wordsCheck(secret);
  const words: string[] = [];
  for (let i = 0; i < wordCount; i++, bits >>= bitsPerWord) {
    words.unshift(list.words[Number(bits & 0x7ffn)] as string);
  }
  return words;
}

/** A text as the words of one list. */
interface Reading extends Parted {
  readonly list: WordList;
}

const readingOf = (list: WordList, runs: Parted): Reading => ({ list, ...wordsIn(list, runs) });

/**
 * Reads eight words as a person types or pastes them; see {@link foldWord} for what is forgiven. `language` is
 * the page's: its list is tried first, and the others are loaded only where it does not open. Two lists can hold the
 * same eight words; then the check says which was meant. Chinese words may be written in pinyin.
 */
export async function readWords(text: string, language: WordLanguage): Promise<WordsRead> {
  const runs = runsOf(text);
  const own = readingOf(await loadWordList(language), runs);
  const secret = secretIn(own);
  if (secret !== undefined) return { secret, language };
  const others = wordLanguages.filter((other) => other !== language);
  const [sounds, ...lists] = await Promise.all([import("./sounds.ts"), ...others.map(loadWordList)]);
  const readings = [own, ...lists.map((list) => readingOf(list, runs))];
  const pinyin = sounds.asPinyin(await loadWordList("zh"));
  return readFrom([...readings, readingOf(pinyin, runs)], sounds);
}

function readFrom(readings: readonly Reading[], sounds: Sounds): WordsRead {
  for (const reading of readings) {
    const secret = secretIn(reading);
    if (secret !== undefined) return { secret, language: reading.list.language };
  }
  const { list, typed, folded } = bestReading(readings);
  const places = folded.map((word) => list.places.get(word));

  const missing = places.flatMap((place, at) => (place === undefined ? [at] : []));
  // A slip of the hand can make a word of another language; who wrote eight in one language is shown what is near.
  const elsewhere = missing.filter(
    (at) =>
      readings.some((other) => other.list.places.has(folded[at] as string)) &&
      nearestWords(list, folded[at] as string, sounds).length === 0,
  );
  const strangers = missing.filter((at) => !elsewhere.includes(at));
  // Someone who pasted a whole page gets no likely words for each of its thousands.
  const looked = folded.length <= 2 * wordCount ? strangers : [];
  const unknown = looked.map((at) => unknownWord({ list, typed, folded }, places, at, sounds));
  if (folded.length !== wordCount) {
    const slip = folded.length < wordCount ? "too-few-words" : "too-many-words";
    return { slip, seen: folded.length, wanted: wordCount, language: list.language, unknown };
  }
  if (unknown.length > 0) return { slip: "unknown-words", language: list.language, unknown };
  if (elsewhere.length > 0) {
    return { slip: "mixed-languages", language: list.language, positions: elsewhere.map((at) => at + 1) };
  }
  return checkFailed(list, places.filter(isKnown), sounds);
}

/** What eight words say in one list, when it has them all and their check is right. */
function secretIn({ list, folded }: Reading): Secret | undefined {
  if (folded.length !== wordCount) return undefined;
  const places = folded.map((word) => list.places.get(word));
  return places.every(isKnown) ? secretOf(places) : undefined;
}

/** The reading whose list knows most of the words; the first one on a tie. */
function bestReading(readings: readonly Reading[]): Reading {
  return readings.reduce((best, reading) =>
    knownIn(reading.list, reading) > knownIn(best.list, best) ? reading : best,
  );
}

function secretOf(places: readonly number[]): Secret | undefined {
  const bits = places.reduce((sum, place) => (sum << bitsPerWord) | BigInt(place), 0n);
  const secret = numberToSecret(bits >> checkBits);
  return secret !== undefined && wordsCheck(secret) === (bits & 0xfffn) ? secret : undefined;
}

function unknownWord(
  { list, typed, folded }: Reading,
  places: readonly (number | undefined)[],
  at: number,
  sounds: Sounds,
): UnknownWord {
  const near = nearestWords(list, folded[at] as string, sounds);
  // When this is the only gap, the check says which of the near words was meant, but for one time in 4,096.
  const fits = (place: number) => {
    const filled = places.map((known, other) => (other === at ? place : known));
    return filled.length === wordCount && filled.every(isKnown) && secretOf(filled) !== undefined;
  };
  const nearest = [...near.filter(fits), ...near.filter((place) => !fits(place))].slice(0, 3);
  return {
    position: at + 1,
    word: typed[at] as string,
    nearest: nearest.map((place) => list.words[place] as string),
  };
}

function isKnown(place: number | undefined): place is number {
  return place !== undefined;
}

/**
 * What to look at when the check fails. The 28 swaps fit by chance in fewer than 1 of 100 cases, the look-alikes
 * (a few dozen) about as rarely. All 16,376 single replacements would fit four times by chance: they say nothing.
 */
function checkFailed(list: WordList, places: readonly number[], sounds: Sounds): WordsSlip {
  const swaps: [number, number][] = [];
  const instead: { position: number; word: string }[] = [];
  for (let left = 0; left < wordCount; left++) {
    for (let right = left + 1; right < wordCount; right++) {
      const swapped = places.with(left, places[right] as number).with(right, places[left] as number);
      if (secretOf(swapped) !== undefined) swaps.push([left + 1, right + 1]);
    }
    const word = foldWord(list.words[places[left] as number] as string);
    for (const place of nearestWords(list, word, sounds)) {
      if (secretOf(places.with(left, place)) === undefined) continue;
      instead.push({ position: left + 1, word: list.words[place] as string });
    }
  }
  return { slip: "words-check-failed", language: list.language, swaps, instead };
}
