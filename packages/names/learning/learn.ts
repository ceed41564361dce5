import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { wordsOf } from "../fold.ts";
import { BASE, latinNumbers, type Outputs, outputText } from "../spelling.ts";
import { unitsOf } from "../units.ts";
import { type Example, learn, pairCounts } from "./expectation.ts";
import { halfOf, hasLists, NO_LISTS, type Pair, readWords } from "./pairs.ts";
import { latinByLatin } from "./pivot.ts";

/**
 * `node packages/names/learning/learn.ts`: writes `learned.ts` from the half of the word pairs that `halfOf` calls
 * "learn". What is written are shares in thousandths, of sounds and letters: no name.
 */
const SHARE_LEAST = 0.002;

/** The sounds of the original beside the letters of the Latin word. */
export const exampleOf = ({ latin, original }: Pair): Example => ({
  keys: wordsOf(original).flatMap((word) => unitsOf(word).map(({ key }) => key)),
  latin: latinOf(latin),
});
const latinOf = (latin: string): Uint8Array => latinNumbers(wordsOf(latin).join(""));

function main(): void {
  if (!hasLists()) {
    process.stderr.write(`${NO_LISTS}\n`);
    process.exit(1);
  }
  const pairs = readWords().filter(({ latin }) => halfOf(latin) === "learn");
  const outputs = new Map<string, Outputs>();
  const counts = new Map<string, number>();
  for (const script of new Set(pairs.map((pair) => pair.script))) {
    const examples = pairs.filter((pair) => pair.script === script).map(exampleOf);
    const known = learn(examples.filter(({ keys, latin }) => keys.length > 0 && latin.length > 0));
    for (const [key, outs] of known.outputs) outputs.set(key, outs);
    for (const [key, count] of known.counts) counts.set(key, count);
    process.stderr.write(`${script}: ${examples.length} pairs, ${known.outputs.size} sounds\n`);
  }
  for (const [key, outs] of latinByLatin(outputs, counts)) outputs.set(key, outs);
  const letters = pairCounts([...new Set(pairs.map(({ latin }) => latin))].map((latin) => latinOf(latin)));
  const head = "/** Written by `learning/learn.ts` from pairs of names (Wikidata, CC0): do not edit. */";
  const file = `${head}
/** How often each letter of Latin names follows each; a row for the beginning and each letter, as are the columns. */
export const LETTER_PAIRS = \`
${Array.from({ length: BASE }, (_, row) => [...letters.slice(row * BASE, (row + 1) * BASE)].join(" ")).join("\n")}
\`;

/** How each sound is written in Latin letters, in thousandths: \`ш sh=800\` is four times out of five. */
export const LEARNED = \`
${[...outputs].map(([key, outs]) => lineOf(key, outs)).join("\n")}
\`;
`;
  writeFileSync(join(import.meta.dirname, "../learned.ts"), file);
}

function lineOf(key: string, outs: Outputs): string {
  const shares = [...outs].filter(([, share]) => share >= SHARE_LEAST).sort(([, a], [, b]) => b - a);
  return [key, ...shares.map(([output, share]) => `${outputText(output)}=${Math.round(share * 1000)}`)].join(
    " ",
  );
}

if (process.argv[1] === import.meta.filename) main();
