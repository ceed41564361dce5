import {
  BASE,
  emission,
  forward,
  INSERTED,
  LetterModel,
  OUTPUT_LENGTH_MAX,
  type Outputs,
  type Spelling,
  UNSEEN,
  UNSEEN_BY_LENGTH,
} from "../spelling.ts";

/** A word's sounds, and the letters that somebody wrote it with. */
export interface Example {
  readonly keys: readonly string[];
  readonly latin: Uint8Array;
}

const ROUNDS = 8;
/** Outputs that are expected less often in all examples are chance. */
const EXPECTED_LEAST = 0.3;
/** One in five pairs of the list may be no pair: a given name beside a surname. */
const WRONG_SHARE = 0.2;

/**
 * Expectation maximisation (Ristad and Yianilos, Learning String-Edit Distance, 1998, with outputs of up to three
 * letters): each round counts how often each sound is expected to be written with each string, given the costs of the
 * round before, and makes the counts the new costs. A pair counts as much as it is likely to be one.
 */
export function learn(examples: readonly Example[]): {
  outputs: Map<string, Outputs>;
  counts: Map<string, number>;
} {
  const letters = new LetterModel(pairCounts(examples.map(({ latin }) => latin)));
  let outputs = firstGuess(examples);
  let counts = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const expected = new Map<string, Map<number, number>>();
    for (const example of examples) count(example, { outputs, letters }, round > 0, expected);
    counts = new Map([...expected].map(([key, outs]) => [key, sum(outs.values())]));
    outputs = new Map([...expected].map(([key, outs]) => [key, sharesOf(outs)]));
  }
  return { outputs, counts };
}

/** One letter is likelier than none, none than two: enough for the first round to find which goes with which. */
function firstGuess(examples: readonly Example[]): Map<string, Outputs> {
  const outs = new Map<number, number>([[0, 0.1]]);
  for (const { latin } of examples) {
    latin.forEach((_, j) => {
      let output = 0;
      for (let length = 1; length <= OUTPUT_LENGTH_MAX && j + length <= latin.length; length++) {
        output = output * BASE + latin[j + length - 1]!;
        outs.set(output, [0, 0.03, 0.002, 0.0001][length] ?? 0);
      }
    });
  }
  return new Map(examples.flatMap(({ keys }) => keys.map((key) => [key, outs] as const)));
}

function count(
  { keys, latin }: Example,
  spelling: Spelling,
  mayBeWrong: boolean,
  expected: Map<string, Map<number, number>>,
): void {
  const width = latin.length + 1;
  const before = forward(keys, latin, spelling);
  const after = backward(keys, latin, spelling);
  const all = before[before.length - 1]!;
  if (all === 0) return;
  const odds = (all / Math.exp(spelling.letters.logOf(latin))) * ((1 - WRONG_SHARE) / WRONG_SHARE);
  const weight = mayBeWrong ? odds / (1 + odds) : 1;
  keys.forEach((key, i) => {
    let outs = expected.get(key);
    if (!outs) {
      outs = new Map();
      expected.set(key, outs);
    }
    const known = spelling.outputs.get(key);
    for (let j = 0; j < width; j++) {
      let output = 0;
      for (let length = 0; length <= OUTPUT_LENGTH_MAX && j + length < width; length++) {
        if (length > 0) output = output * BASE + latin[j + length - 1]!;
        const share = emission(known, output, 0);
        const path = (before[i * width + j]! * share * after[(i + 1) * width + j + length]! * weight) / all;
        if (path > 1e-6) outs.set(output, (outs.get(output) ?? 0) + path);
      }
    }
  });
}

/** `[i * width + j]`: probability that the sounds from `i` on write the letters from `j` on. */
function backward(keys: readonly string[], latin: Uint8Array, spelling: Spelling): Float64Array {
  const width = latin.length + 1;
  const left = new Float64Array((keys.length + 1) * width);
  const single = (j: number): number => spelling.letters.single(latin[j]!);
  left[left.length - 1] = 1;
  for (let i = keys.length; i >= 0; i--) {
    const known = spelling.outputs.get(keys[i] ?? "");
    for (let j = width - 1; j >= 0; j--) {
      let here = left[i * width + j]!;
      if (j + 1 < width) here += INSERTED * single(j) * left[i * width + j + 1]!;
      let [output, unseen] = [0, UNSEEN];
      for (let length = 0; i < keys.length && length <= OUTPUT_LENGTH_MAX && j + length < width; length++) {
        if (length > 0) {
          output = output * BASE + latin[j + length - 1]!;
          unseen *= single(j + length - 1);
        }
        const share = emission(known, output, unseen * (UNSEEN_BY_LENGTH[length] ?? 0));
        here += share * left[(i + 1) * width + j + length]!;
      }
      left[i * width + j] = here;
    }
  }
  return left;
}

/** Shares of what was expected often enough; half an example of doubt keeps rare sounds from being sure. */
function sharesOf(expected: ReadonlyMap<number, number>): Outputs {
  const kept = [...expected].filter(([, times]) => times > EXPECTED_LEAST);
  const all = sum(kept.map(([, times]) => times)) + 0.5;
  return new Map(kept.map(([output, times]) => [output, times / all]));
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** How often each letter follows each, as `first * 27 + second`, with 0 for the beginning and the end. */
export function pairCounts(words: readonly Uint8Array[]): Float64Array {
  const counts = new Float64Array(BASE * BASE);
  for (const word of words) {
    let before = 0;
    for (const letter of [...word, 0]) {
      counts[before * BASE + letter]! += 1;
      before = letter;
    }
  }
  return counts;
}
