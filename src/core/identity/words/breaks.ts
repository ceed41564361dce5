import { foldWord, wordsOf } from "./fold.ts";
import type { WordList } from "./lists.ts";

/**
 * Where one word ends and the next begins. The words of most lists are parted by spaces. Chinese is written without: eight
 * words may come as sixteen characters in a row, or with a space after each. Vietnamese words, and Chinese ones in pinyin,
 * are two syllables, which may be joined. There the text is cut into units, and units are put together so that as much as
 * possible is in the list.
 */

export const wordCount = 8;

/** Words as they were typed, and as they are compared. */
export interface Parted {
  readonly typed: readonly string[];
  readonly folded: readonly string[];
}

/** What stands between spaces and signs. */
export function runsOf(text: string): Parted {
  const typed = wordsOf(text).filter((run) => foldWord(run) !== "");
  return { typed, folded: typed.map(foldWord) };
}

/** The words among these runs, for who writes as readers of this list do. */
export function wordsIn(list: WordList, runs: Parted): Parted {
  if (list.written === "spaced") return runs;
  const units = list.written === "characters" ? hanUnits(runs) : syllableUnits(list, runs);
  // A whole page: how many words it has is all that will be said.
  const typed = units.length > unitsLooked ? inTwos(units) : joinUnits(list, units);
  const joined = { typed, folded: typed.map(foldWord) };
  // Who parted eight words meant eight, whatever slips are in them.
  const isAsTyped = runs.typed.length === wordCount && knownIn(list, runs) >= knownIn(list, joined);
  return isAsTyped ? runs : joined;
}

/** How many of the words the list has. */
export function knownIn(list: WordList, { folded }: Parted): number {
  return folded.filter((word) => list.places.has(word)).length;
}

/** What words are made of. */
interface Unit {
  readonly typed: string;
  /** What stands between it and the unit before it, when both are of one word. */
  readonly joint: "" | " ";
  /** Whether it can be part of a longer word. */
  readonly joins: boolean;
}

const hanOrRest = /\p{Script=Han}|[^\p{Script=Han}]+/gu;

/** Each Chinese character by itself; letters of another script stay together. */
function hanUnits({ typed }: Parted): Unit[] {
  return typed
    .flatMap((run) => run.match(hanOrRest) ?? [])
    .map((unit) => ({ typed: unit, joint: "", joins: /\p{Script=Han}/u.test(unit) }));
}

/** What was parted by spaces, and what the list takes apart where nothing was. */
function syllableUnits(list: WordList, { typed }: Parted): Unit[] {
  return typed
    .flatMap((run) => wordsRunTogether(list, run) ?? [run])
    .map((unit) => ({ typed: unit, joint: " ", joins: !list.places.has(foldWord(unit)) }));
}

/** No syllable is longer, in Vietnamese or in pinyin. */
const syllableMax = 7;
const joinedMax = 2 * syllableMax;

/** The words of the list that were typed without a space between them; nothing when a letter is left over. */
function wordsRunTogether(list: WordList, run: string): string[] | undefined {
  // More than eight words and one is no way back, whatever it is.
  if (run.length <= syllableMax || run.length > (wordCount + 1) * joinedMax) return undefined;
  const letters = run.match(/\P{M}\p{M}*/gu) ?? [];
  const ways: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - joinedMax); start < end && ways[end] === undefined; start++) {
      const word = letters.slice(start, end).join("");
      const before = ways[start];
      if (before !== undefined && list.places.has(foldWord(word))) ways[end] = [...before, word];
    }
  }
  return ways[letters.length];
}

/** A slip can add a unit to a word of two. */
const unitsMax = 3;
/** As many as twice the words have, with slips. */
const unitsLooked = 2 * wordCount * unitsMax;
/** What a word outside the list costs, by its units: two are likelier a slip than a word lost or run together. */
const costOfUnknown = [0, 3, 2, 3] as const;

/** Words from units: the cheapest way, and of equal ones that with fewer words. */
function joinUnits(list: WordList, units: readonly Unit[]): string[] {
  /** For each number of units: what they cost, how many words they make, how many units the last of these has. */
  const best: { cost: number; words: number; last: number }[] = [{ cost: 0, words: 0, last: 0 }];
  for (let end = 1; end <= units.length; end++) {
    let found = { cost: Number.POSITIVE_INFINITY, words: 0, last: 1 };
    for (let last = 1; last <= Math.min(unitsMax, end); last++) {
      const before = best[end - last];
      if (before === undefined) continue;
      const cost = before.cost + costOf(list, units.slice(end - last, end));
      const words = before.words + 1;
      if (cost < found.cost || (cost === found.cost && words < found.words)) found = { cost, words, last };
    }
    best.push(found);
  }
  const words: string[] = [];
  for (let end = units.length; end > 0; ) {
    const last = best[end]?.last ?? 1;
    words.unshift(typedOf(units.slice(end - last, end)));
    end -= last;
  }
  return words;
}

function costOf(list: WordList, units: readonly Unit[]): number {
  if (list.places.has(foldWord(typedOf(units)))) return 0;
  const isOne = units.length === 1 || units.every(({ joins }) => joins);
  return isOne ? (costOfUnknown[units.length] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}

function inTwos(units: readonly Unit[]): string[] {
  return Array.from({ length: Math.ceil(units.length / 2) }, (_, at) =>
    typedOf(units.slice(2 * at, 2 * at + 2)),
  );
}

function typedOf(units: readonly Unit[]): string {
  return units.map(({ typed, joint }, at) => (at === 0 ? typed : joint + typed)).join("");
}
