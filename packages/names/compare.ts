import { isParticle } from "./particles.ts";
import { learned } from "./spelling.ts";
import { joinWords, limitOf, readWords, type Word, wordEvidence } from "./word.ts";

/** How fast the score leaves 0.5 on either side of the limit, in the natural logarithms of `wordEvidence`. */
const EVIDENCE_SPREAD = 3;
/** Equal words are 1, and nothing else is. */
const UNEQUAL_MOST = 0.99;
/** What a word that only one of the names has takes away, beside one that both must have. */
const EXTRA_WORD_WEIGHT = 0.25;
/** An initial that fits is worth so much. */
const INITIAL_SCORE = 0.7;
/** A particle tells nobody apart. */
const PARTICLE_WEIGHT = 0.2;

/**
 * How likely two names are spellings of one, whatever their scripts, from 0 to 1. 1 is for names that `fold` to the same
 * words in any order; of single words, 0.5 is what one in a thousand unrelated pairs reaches. Words are matched in any
 * order; a word that one name lacks counts little, one that is another counts much; scripts without spaces are compared
 * as a whole, too. Never throws; what it costs is bounded (`NAME_LENGTH_MAX`, `NAME_WORDS_MAX`).
 */
export function compare(a: string, b: string): number {
  const [left, right] = [readWords(a), readWords(b)];
  if (left.length === 0 || right.length === 0) return 0;
  if (sameWords(left, right)) return 1;
  return Math.max(byWords(left, right), asWholes(left, right));
}

function sameWords(a: readonly Word[], b: readonly Word[]): boolean {
  return a.length === b.length && textOf(a) === textOf(b);
}
const textOf = (words: readonly Word[]): string =>
  words
    .map(({ folded }) => folded)
    .sort()
    .join(" ");

/** Each word of the name that says less is given the likeliest one of the other; each word is taken once. */
function byWords(a: readonly Word[], b: readonly Word[]): number {
  const [few, many] = saysLess(a, b) ? [a, b] : [b, a];
  const pairs = few
    .flatMap((one, i) => many.map((other, j) => ({ i, j, score: wordScore(one, other) })))
    .sort((x, y) => y.score - x.score);
  const [mine, theirs] = [new Map<number, number>(), new Set<number>()];
  for (const { i, j, score } of pairs) {
    if (mine.has(i) || theirs.has(j)) continue;
    mine.set(i, score);
    theirs.add(j);
  }
  let [sum, all, least] = [0, 0, 1];
  few.forEach((word, i) => {
    const score = mine.get(i) ?? 0;
    sum += weightOf(word) * score;
    all += weightOf(word);
    if (!isParticle(word.folded)) least = Math.min(least, score);
  });
  const extra = total(many.filter((_, j) => !theirs.has(j)));
  // A name is nearly as doubtful as its most doubtful word.
  const score = ((sum / all + least) / 2) * (all / (all + EXTRA_WORD_WEIGHT * extra));
  return Math.min(UNEQUAL_MOST, score);
}

/** Equally telling names are ordered by their letters, so that which is asked first makes no difference. */
function saysLess(a: readonly Word[], b: readonly Word[]): boolean {
  const [one, other] = [total(a), total(b)];
  return one < other || (one === other && textOf(a) <= textOf(b));
}

function wordScore(a: Word, b: Word): number {
  if (a.folded === b.folded) return 1;
  if (a.latin.length === 0 || b.latin.length === 0) return 0;
  if (a.latin.length === 1 || b.latin.length === 1) return a.latin[0] === b.latin[0] ? INITIAL_SCORE : 0;
  const evidence = wordEvidence(a, b);
  const score = scoreOf(evidence - limitOf(a, b));
  // In one script spellings are near: a beginning or an end in common is not enough.
  return a.script === b.script ? score * shareSaid(evidence, SAME_SCRIPT_SHARE, a, b) : score;
}

/** Of what two words could say at best a part must be said, or one long part would speak for all. */
const SAME_SCRIPT_SHARE = 0.5;
const WHOLE_SHARE = 0.35;
const shareSaid = (evidence: number, enough: number, a: Word, b: Word): number =>
  Math.min(1, Math.max(0, evidence / (Math.max(weightOf(a), weightOf(b)) * enough)));

const scoreOf = (evidence: number): number => UNEQUAL_MOST / (1 + Math.exp(-evidence / EVIDENCE_SPREAD));

/** What a word would say if it were matched: a long or rare one more. */
const weightOf = (word: Word): number =>
  -learned.letters.logOf(word.latin) * (isParticle(word.folded) ? PARTICLE_WEIGHT : 1);
const total = (words: readonly Word[]): number => words.reduce((sum, word) => sum + weightOf(word), 0);

/** Of two names of several words, one is cut into at most so many more. */
const WORDS_CUT_MOST = 2;
const WITHOUT_SPACES = new Set(["han", "hangul", "kana"]);

/** Names that are cut into words differently, as one word each: as they stand, and with the surname at the other end. */
function asWholes(a: readonly Word[], b: readonly Word[]): number {
  const cutAlike = a.length === b.length && a.length > 1;
  const [one, other] = a.length <= b.length ? [a, b] : [b, a];
  if (cutAlike || (one.length === 1 && other.length === 1)) return 0;
  const hasSpaces = !one.some(({ script }) => WITHOUT_SPACES.has(script));
  if (one.length > 1 && hasSpaces && other.length - one.length > WORDS_CUT_MOST) return 0;
  const whole = joinWords(one);
  const orders = [
    other,
    [...other.slice(-1), ...other.slice(0, -1)],
    [...other.slice(1), ...other.slice(0, 1)],
  ];
  return Math.max(
    ...orders.map((words) => {
      const theirs = joinWords(words);
      if (theirs.folded === whole.folded) return UNEQUAL_MOST;
      const evidence = wordEvidence(whole, theirs);
      return scoreOf(evidence - limitOf(whole, theirs)) * shareSaid(evidence, WHOLE_SHARE, whole, theirs);
    }),
  );
}
