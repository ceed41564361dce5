import type { WordList } from "./lists.ts";

const distanceMax = 2;
const sharedStart = 4;

/**
 * Places of the list's words that a folded word may have been meant for, likeliest first: one or two letters added,
 * left out, changed or swapped; the same first four letters; or the Arabic article, which many hands add.
 */
export function nearestWords(list: WordList, folded: string): number[] {
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
