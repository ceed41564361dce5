import { skeletonsOf } from "./consonants.ts";
import { wordsOf } from "./fold.ts";
import { unitsOf } from "./units.ts";

/**
 * For each word of a name its likeliest consonant skeletons, the likeliest first: P (b f p v w), T (d t), K (c g k kh q
 * x), S (ch j s sh ts z), M, N, L (l r); vowels, h and y are left out, a kind twice in a row is one. Words in which no
 * consonant is left have the empty skeleton.
 *
 * @param most at least 1, how many per word
 */
export const skeletons = (name: string, most = 4): string[][] =>
  wordsOf(name).map((word) => skeletonsOf(unitsOf(word), Math.max(1, most)));
