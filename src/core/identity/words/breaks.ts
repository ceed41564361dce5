import { foldWord, wordsOf } from "./fold.ts";
import type { WordList } from "./lists.ts";

/**
 * Where one word ends and the next begins. The words of most lists are parted by spaces. Chinese is written without: eight
 * words may come as sixteen characters in a row, or with a space after each. Vietnamese words, and Chinese ones in pinyin,
 * are two syllables, which may be joined; of a Bengali compound one hand makes one word and another two. There the text is cut into units, and units are put together so that as much as
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
  const runs = wordsOf(text).map((typed) => ({ typed, folded: foldWord(typed) }));
  const letters = runs.filter(({ folded }) => folded !== "");
  return { typed: letters.map(({ typed }) => typed), folded: letters.map(({ folded }) => folded) };
}

/** The words among these runs, for who writes as readers of this list do. */
export function wordsIn(list: WordList, runs: Parted): Parted {
  if (list.written === "spaced") return runs;
  // A whole page: about how many words it has is all that will be said.
  if (runs.typed.length > unitsLooked) return runs;
  const units = unitsIn(list, runs);
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

function unitsIn(list: WordList, runs: Parted): Unit[] {
  if (list.written === "characters") return hanUnits(runs);
  if (list.written === "syllables") return syllableUnits(list, runs);
  // Joined only where the list has the whole.
  return runs.typed.map((typed) => ({ typed, joint: " ", joins: false }));
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

/** A way to part the first units: what it costs, and how many units its last word has. */
interface Way {
  readonly cost: number;
  readonly last: number;
}

/** Words from units: the cheapest way, and of equal ones that whose number of words is nearest to eight. */
function joinUnits(list: WordList, units: readonly Unit[]): string[] {
  const best = cheapestWays(list, units);
  const ends = [...(best[units.length] ?? [])].sort(
    ([one, { cost }], [other, { cost: costOfOther }]) =>
      cost - costOfOther || Math.abs(one - wordCount) - Math.abs(other - wordCount),
  );
  const parted: string[] = [];
  let end = units.length;
  for (let words = ends[0]?.[0] ?? 0; words > 0; words--) {
    const last = best[end]?.get(words)?.last ?? 1;
    parted.unshift(typedOf(units.slice(end - last, end)));
    end -= last;
  }
  return parted;
}

/** For each number of units, and each number of words that they can make, the cheapest way. */
function cheapestWays(list: WordList, units: readonly Unit[]): Map<number, Way>[] {
  const best = [new Map<number, Way>([[0, { cost: 0, last: 0 }]])];
  for (let end = 1; end <= units.length; end++) {
    const found = new Map<number, Way>();
    for (let last = 1; last <= Math.min(unitsMax, end); last++) {
      const own = costOf(list, units.slice(end - last, end));
      for (const [words, before] of best[end - last] ?? []) {
        const cost = before.cost + own;
        if (cost < (found.get(words + 1)?.cost ?? Number.POSITIVE_INFINITY))
          found.set(words + 1, { cost, last });
      }
    }
    best.push(found);
  }
  return best;
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
