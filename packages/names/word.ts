import { foldWord, wordsOf } from "./fold.ts";
import { LIMITS } from "./limits.ts";
import { scriptOf } from "./scripts.ts";
import { evidence, latinNumbers, learned, learntKeys } from "./spelling.ts";
import { unitsOf } from "./units.ts";

/** A word, made ready to be compared. */
export interface Word {
  readonly folded: string;
  /** Its sounds under their names in the learned costs. */
  readonly keys: readonly string[];
  /** Its letters, or those of its usual romanisation, as numbers. */
  readonly latin: Uint8Array;
  /** The script of its first letter. */
  readonly script: string;
}

/** The words of a name, ready; bounded as `wordsOf` is. */
export const readWords = (name: string): Word[] => wordsOf(name).map(readWord);

function readWord(word: string): Word {
  const units = unitsOf(word);
  return {
    folded: foldWord(word),
    keys: learntKeys(units, learned.outputs),
    latin: latinNumbers(units.map(({ latin }) => latin).join("")),
    script: scriptOf(word.codePointAt(0) ?? 0),
  };
}

/** Several words written as one, as scripts without spaces do. */
export const joinWords = (words: readonly Word[]): Word => ({
  folded: words.map(({ folded }) => folded).join(""),
  keys: words.flatMap(({ keys }) => keys),
  latin: Uint8Array.from(words.flatMap(({ latin }) => [...latin])),
  script: words[0]?.script ?? "other",
});

/** What one in a thousand unrelated pairs of such scripts reaches by chance, in `evidence`. */
export function limitOf(a: Word, b: Word): number {
  const other = a.script === "latin" ? b.script : b.script === "latin" ? a.script : "both";
  return LIMITS[other] ?? LIMITS.latin ?? 0;
}

/**
 * How much more likely two words are as spellings of one name than as two names: natural logarithm. Each is read as a
 * spelling of the other; where one is in Latin letters it is what the sounds of the other may write.
 */
export function wordEvidence(a: Word, b: Word): number {
  if (a.latin.length === 0 || b.latin.length === 0) return Number.NEGATIVE_INFINITY;
  if (a.script === "latin" && b.script !== "latin") return evidence(b.keys, a.latin);
  if (b.script === "latin" && a.script !== "latin") return evidence(a.keys, b.latin);
  return (evidence(a.keys, b.latin) + evidence(b.keys, a.latin)) / 2;
}
