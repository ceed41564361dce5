/** Why a person needs new words: nobody has the old ones, or someone else does. */
export const WORDS_WHY = ["lost", "stolen"] as const;
export type WordsWhy = (typeof WORDS_WHY)[number];
