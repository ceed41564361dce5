import type { WordList } from "./lists.ts";
import type { heard, soundsOf } from "./sounds.ts";

const distanceMax = 2;
const sharedStart = 4;

/** How characters sound. It is large, and needed for Chinese alone, where nothing opened. */
export interface Sounds {
  readonly soundsOf: typeof soundsOf;
  readonly heard: typeof heard;
}

/**
 * Places of the list's words that a folded word may have been meant for, likeliest first: one or two letters added,
 * left out, changed or swapped; the same first four letters; or the Arabic article, which many hands add. In Chinese,
 * with {@link Sounds}, what sounds the same before what shares a character.
 */
export function nearestWords(list: WordList, folded: string, sounds?: Sounds): number[] {
  if (list.written === "characters") return nearestCharacters(list, folded, sounds);
  const bare = folded.replace(/^\u0648?\u0627\u0644/u, "");
  const found: { place: number; distance: number }[] = [];
  for (const [word, place] of list.places) {
    if (word === folded) continue;
    const distance = word === bare ? 0 : editDistance(word, folded);
    const startsAlike = folded.length >= sharedStart && word.startsWith(folded.slice(0, sharedStart));
    // Two slips in a word of three letters leave nothing of it.
    if (distance <= Math.min(distanceMax, folded.length - 2)) found.push({ place, distance });
    else if (startsAlike) found.push({ place, distance: distanceMax + 1 });
  }
  return found.sort((a, b) => a.distance - b.distance || a.place - b.place).map(({ place }) => place);
}

/**
 * The same sounds, as an input method that was trusted too much leaves them; nearly the same; the two characters turned
 * round; one of them in its place, or a character too much.
 */
function nearestCharacters(list: WordList, folded: string, sounds?: Sounds): number[] {
  const ways = [...folded].length > 2 ? [] : (sounds?.soundsOf(folded) ?? []);
  const found: { place: number; distance: number }[] = [];
  for (const [word, place] of list.places) {
    if (word === folded) continue;
    const distance = Math.min(distanceOfSounds(ways, word, sounds), distanceOfCharacters(word, folded));
    if (distance <= distanceMax + 1) found.push({ place, distance });
  }
  return found.sort((a, b) => a.distance - b.distance || a.place - b.place).map(({ place }) => place);
}

function distanceOfSounds(ways: readonly (readonly string[])[], word: string, sounds?: Sounds): number {
  if (sounds === undefined || ways.length === 0) return Number.POSITIVE_INFINITY;
  const own = sounds.soundsOf(word);
  const some = (isNear: (one: readonly string[], other: readonly string[]) => boolean) =>
    ways.some((one) => own.some((other) => isNear(one, other)));
  if (some((one, other) => one.join() === other.join())) return 0;
  if (some((one, other) => one.map(sounds.heard).join() === other.map(sounds.heard).join())) return 1;
  return some((one, other) => editDistance(one.join(""), other.join("")) === 1)
    ? distanceMax
    : Number.POSITIVE_INFINITY;
}

function distanceOfCharacters(word: string, folded: string): number {
  const distance = editDistance(word, folded);
  // One of two characters is left; a swap, or one too many, has both.
  if (distance === 1) return folded.length === word.length && word[0] !== folded[1] ? distanceMax + 1 : 1;
  return Number.POSITIVE_INFINITY;
}

/**
 * Letters to add, remove, change or swap with a neighbour to turn one word into the other (optimal string
 * alignment). Cost grows with the product of the lengths.
 */
export function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > distanceMax) return distanceMax + 1;
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min(num(row[j]) + 1, num(next[j - 1]) + 1, num(row[j - 1]) + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        cost = Math.min(cost, num(before[j - 2]) + 1);
      }
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return num(row[right.length]);
}

function num(cell: number | undefined): number {
  if (cell === undefined) throw new Error("a cell of the table is missing");
  return cell;
}
