import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { wordsOf } from "../fold.ts";
import { joinWords, readWords as readyWords, type Word, wordEvidence } from "../word.ts";
import { drawnScores, limitAmong } from "./negatives.ts";
import { halfOf, hasLists, NO_LISTS, readWords } from "./pairs.ts";

/**
 * `node packages/names/learning/limits.ts`, after `learn.ts`: writes `limits.ts`, what one in a thousand unrelated words
 * reaches by chance, from the half that was learnt from.
 */
const COUNT = 400_000;

interface Side {
  readonly one: string;
  readonly other: string;
  readonly words: readonly [Word, Word];
}

const sideOf = (one: string, other: string): Side => ({
  one,
  other,
  words: [joinWords(readyWords(one)), joinWords(readyWords(other))],
});

function limitFor(sides: readonly Side[], seed: number): number {
  const scores = drawnScores(
    sides,
    (i, j) => wordEvidence(sides[i]?.words[0] as Word, sides[j]?.words[1] as Word),
    { count: COUNT, seed },
  );
  return Math.round(limitAmong(scores) * 100) / 100;
}

if (!hasLists()) {
  process.stderr.write(`${NO_LISTS}\n`);
  process.exit(1);
}
const pairs = readWords().filter(({ latin }) => halfOf(latin) === "learn" && wordsOf(latin).length > 0);
const limits = new Map<string, number>();
for (const list of new Set(pairs.map(({ script }) => script))) {
  const sides = pairs
    .filter(({ script }) => script === list)
    .map((pair) => sideOf(pair.original, pair.latin));
  limits.set(sides[0]?.words[0].script ?? list, limitFor(sides, 1));
}
const latin = [...new Set(pairs.map((pair) => pair.latin))];
limits.set(
  "latin",
  limitFor(
    latin.map((word) => sideOf(word, word)),
    2,
  ),
);
// A name in two scripts, neither of them Latin: any original beside any original of another list.
const both = pairs.map((pair, i) => sideOf(pair.original, pairs[(i + 4500) % pairs.length]?.original ?? ""));
limits.set("both", limitFor(both, 3));
writeFileSync(
  join(import.meta.dirname, "../limits.ts"),
  `/** What one in a thousand unrelated words reaches, in natural logarithms. Written by \`learning/limits.ts\`: do not edit. */
export const LIMITS: Readonly<Record<string, number>> = {
${[...limits].map(([script, limit]) => `  ${script}: ${limit},`).join("\n")}
};
`,
);
