import { LEARNED, LETTER_PAIRS } from "./learned.ts";
import type { Unit } from "./units.ts";

/** Of each emission so much is kept for what was never seen, spread over nothing, one, two or three letters. */
export const UNSEEN = 0.02;
export const UNSEEN_BY_LENGTH = [0.35, 0.45, 0.15, 0.05] as const;
/** A Latin letter that no sound stands for. */
export const INSERTED = 0.02;
export const OUTPUT_LENGTH_MAX = 3;
/** Letters a to z are 1 to 26; a string of up to three is a number of base 27, nothing is 0. */
export const BASE = 27;

/** How a sound is written in Latin letters: a share of 1 for each string, by its number. */
export type Outputs = ReadonlyMap<number, number>;

/** A word in Latin letters as the numbers of its letters; others than a to z are left out. */
export function latinNumbers(latin: string): Uint8Array {
  const numbers = new Uint8Array(latin.length);
  let length = 0;
  for (let i = 0; i < latin.length; i++) {
    const number = latin.charCodeAt(i) - 96;
    if (number >= 1 && number <= 26) numbers[length++] = number;
  }
  return numbers.subarray(0, length);
}

/** The number of a string of at most three letters. */
const outputNumber = (latin: string): number =>
  latinNumbers(latin).reduce((number, letter) => number * BASE + letter, 0);

/** The string of such a number. */
export function outputText(output: number): string {
  let text = "";
  for (let rest = output; rest > 0; rest = Math.floor(rest / BASE)) {
    text = String.fromCharCode(96 + (rest % BASE)) + text;
  }
  return text;
}

/** How likely a name is to have these letters, as pairs of neighbours and alone; made by `learning/`. */
export class LetterModel {
  readonly #pair: Float64Array;
  readonly #single: Float64Array;

  /** @param counts of neighbours by `first * 27 + second`; 0 is the beginning or the end */
  constructor(counts: ArrayLike<number>) {
    const rows = new Float64Array(BASE);
    const columns = new Float64Array(BASE);
    let total = 0;
    for (let i = 0; i < BASE * BASE; i++) {
      const count = counts[i] ?? 0;
      rows[Math.floor(i / BASE)]! += count;
      columns[i % BASE]! += count;
      total += count;
    }
    this.#single = columns.map((count) => (count + 1) / (total + BASE));
    this.#pair = new Float64Array(BASE * BASE);
    for (let i = 0; i < BASE * BASE; i++) {
      const row = Math.floor(i / BASE);
      // Twenty letters' worth of trust in the single letter keeps rare pairs from saying much.
      const share = ((counts[i] ?? 0) + 20 * this.#single[i % BASE]!) / (rows[row]! + 20);
      this.#pair[i] = Math.log(share);
    }
  }

  single(letter: number): number {
    return this.#single[letter] ?? 0;
  }

  /** Natural logarithm of the probability of a whole word. */
  logOf(latin: Uint8Array): number {
    let [before, sum] = [0, 0];
    for (const letter of latin) {
      sum += this.#pair[before * BASE + letter]!;
      before = letter;
    }
    return sum + this.#pair[before * BASE]!;
  }
}

/** Everything that a spelling is judged by. */
export interface Spelling {
  readonly outputs: ReadonlyMap<string, Outputs>;
  readonly letters: LetterModel;
}

/** Reads lines `key string=share string=share ...`, shares in thousandths. */
function readOutputs(text: string): Map<string, Outputs> {
  const outputs = new Map<string, Outputs>();
  for (const line of text.trim().split("\n")) {
    const [key = "", ...written] = line.split(" ");
    const shares = written.map((part) => {
      const [latin = "", share = "0"] = part.split("=");
      return [outputNumber(latin), Number(share) / 1000] as const;
    });
    outputs.set(key, new Map(shares));
  }
  return outputs;
}

/** The costs that ship with the package. */
export const learned: Spelling = {
  outputs: readOutputs(LEARNED),
  letters: new LetterModel(LETTER_PAIRS.trim().split(/\s+/).map(Number)),
};

/** The sounds for which outputs are known; what is not learnt is taken by the letters of its usual romanisation. */
export function learntKeys(units: readonly Unit[], outputs: ReadonlyMap<string, Outputs>): string[] {
  return units.flatMap(({ key, latin }) => (outputs.has(key) ? [key] : [...latin]));
}

/**
 * The paths on which sounds become letters. `forward[i * width + j]`: probability that the first `i` sounds wrote the
 * first `j` letters, summed over all ways.
 */
export function forward(keys: readonly string[], latin: Uint8Array, spelling: Spelling): Float64Array {
  const width = latin.length + 1;
  const reached = new Float64Array((keys.length + 1) * width);
  reached[0] = 1;
  for (let i = 0; i <= keys.length; i++) {
    const one = spelling.outputs.get(keys[i] ?? "");
    const two = i + 1 < keys.length ? spelling.outputs.get(`${keys[i]}${keys[i + 1]}`) : undefined;
    for (let j = 0; j < width; j++) {
      const here = reached[i * width + j]!;
      if (here === 0) continue;
      if (j + 1 < width) {
        reached[i * width + j + 1]! += here * INSERTED * spelling.letters.single(latin[j]!);
      }
      if (i === keys.length) continue;
      let [output, unseen] = [0, UNSEEN];
      for (let length = 0; length <= OUTPUT_LENGTH_MAX && j + length < width; length++) {
        if (length > 0) {
          output = output * BASE + latin[j + length - 1]!;
          unseen *= spelling.letters.single(latin[j + length - 1]!);
        }
        const share = emission(one, output, unseen * UNSEEN_BY_LENGTH[length]!);
        reached[(i + 1) * width + j + length]! += here * share;
        const shared = two?.get(output);
        if (shared !== undefined) {
          reached[(i + 2) * width + j + length]! += here * shared * (1 - INSERTED) * (1 - UNSEEN);
        }
      }
    }
  }
  return reached;
}

/** Probability that a sound is written so, with what is kept for the unseen. */
export const emission = (outputs: Outputs | undefined, output: number, unseen: number): number =>
  (1 - INSERTED) * ((1 - UNSEEN) * (outputs?.get(output) ?? 0) + unseen);

/**
 * How much more likely these letters are as a spelling of these sounds than as any name at all: natural logarithm.
 * Positive speaks for the same name. Costs `keys * letters * 4`, both bounded by the length of a word.
 */
export function evidence(keys: readonly string[], latin: Uint8Array, spelling: Spelling = learned): number {
  const reached = forward(keys, latin, spelling);
  // Less than a number can hold is nothing: its logarithm speaks against every name, however long.
  return Math.log(reached[reached.length - 1]!) - spelling.letters.logOf(latin);
}
