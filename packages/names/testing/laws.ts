import assert from "node:assert/strict";
import fc from "fast-check";
import type * as face from "../index.ts";
import { KNOWN_NAMES } from "./known-names.ts";

export type NamesUnderTest = typeof face;
export interface Run {
  readonly seed: number;
  readonly runs: number;
}
export type Law = (names: NamesUnderTest, run: Run) => void;

const originals = KNOWN_NAMES.flatMap(([, original, latin]) => [original, latin]);
/** Controls of direction, joiners, marks that stand alone, halves of a pair, what NFKC makes eighteen letters of. */
const ODD = [
  "\u202e",
  "\u2066",
  "\u200f",
  "\u200d",
  "\ufeff",
  "\u0301",
  "\u064e",
  "\u05bc",
  "\u0940",
  "\u094d",
  "\ud83d",
  "\udc00",
  "\ufdfa",
  "\u0130",
  "\u00df",
  "'",
  "-",
  " ",
  "\0",
  "\u3000",
  "ー",
  "ッ",
  "ャ",
  "𠀀",
  "7",
  "van der ",
];
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...originals) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 12 }),
);
/** Words of letters that differ most from one language to the next: as many skeletons as a word can have. */
const doubtful = fc
  .array(fc.array(fc.constantFrom("ch", "gh", "j", "x", "ge", "w", "la"), { minLength: 3, maxLength: 6 }), {
    minLength: 8,
    maxLength: 14,
  })
  .map((words) => words.map((letters) => letters.join("")).join(" "));
/** Names of people, and what somebody may send instead of one. */
export const anyName = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")) },
  doubtful,
  fc.tuple(piece, fc.integer({ min: 50, max: 400 })).map(([one, times]) => one.repeat(times)),
);

export const laws: Readonly<Record<string, Law>> = {
  "any text has a score from 0 to 1, the same whichever is first": (names, run) =>
    check(run, fc.tuple(anyName, anyName), ([a, b]) => {
      const score = names.compare(a, b);
      assert.ok(score >= 0 && score <= 1, `${score}`);
      assert.equal(names.compare(b, a), score);
    }),
  "a name is itself, in any order of its words, and nothing else is": (names, run) =>
    check(run, fc.tuple(anyName, fc.oneof(anyName, fc.constant("")), fc.nat()), ([a, drawn, at]) => {
      const words = names.fold(a).split(" ");
      // Another name, or the same with one letter more.
      const place = at % (a.length + 1);
      const b = drawn === "" ? `${a.slice(0, place)}r${a.slice(place)}` : drawn;
      const same = (one: string, other: string) =>
        one.split(" ").sort().join(" ") === other.split(" ").sort().join(" ");
      if (words[0] === "") assert.equal(names.compare(a, b), 0);
      else {
        const turned = words.toReversed().join(" ");
        // Folded again, a long name could lose its last words, and a word its last letters.
        const kept = words.every((word) => [...word].length <= names.WORD_LENGTH_MAX);
        if (kept && turned.length <= names.NAME_LENGTH_MAX) assert.equal(names.compare(a, turned), 1, turned);
        assert.equal(names.compare(b, a) === 1, same(names.fold(a), names.fold(b)));
      }
    }),
  "folding leaves letters and digits, one space between words, and no name without end": (names, run) =>
    check(run, anyName, (name) => {
      const folded = names.fold(name);
      assert.match(folded, /^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u);
      assert.ok(folded.isWellFormed());
      assert.doesNotMatch(folded, /[\u0300-\u036f\u064b-\u065f\u0591-\u05c7\u202a-\u202e\u2066-\u2069]/u);
      const words = folded.split(" ");
      assert.ok(words.length <= names.NAME_WORDS_MAX);
      // A folded letter may be two (ß); a word is cut before it is folded.
      assert.ok(words.every((word) => [...word].length <= 2 * names.WORD_LENGTH_MAX));
    }),
  "marks, case, controls and width make no other name": (names, run) =>
    check(
      run,
      fc.tuple(fc.constantFrom(...originals), fc.nat(), fc.constantFrom(...ODD.slice(0, 5))),
      ([name, at, odd]) => {
        const place = at % (name.length + 1);
        const changed = `${name.slice(0, place)}${odd}${name.slice(place)}`;
        assert.equal(names.fold(changed), names.fold(name));
        assert.equal(
          names.fold(name.toUpperCase()).normalize("NFC"),
          names.fold(name.toUpperCase().toLowerCase()),
        );
        assert.equal(names.fold(name.normalize("NFD")), names.fold(name));
      },
    ),
  "tokens are bounded, different and never empty, and a name in any case and order has the same of its words":
    (names, run) =>
      check(run, anyName, (name) => {
        const tokens = names.tokens(name);
        assert.ok(tokens.length <= names.TOKENS_MAX, `${tokens.length}`);
        assert.equal(new Set(tokens).size, tokens.length);
        assert.ok(
          tokens.every((token) => /^[jc]?(w:.+|s:[PTKSMNL]+)$/su.test(token) && token.length <= 1100),
        );
        assert.equal(tokens.length > 0, names.fold(name) !== "");
        const { words, whole } = names.asks(name);
        assert.equal(words.length > 0, tokens.length > 0);
        assert.ok(words.flat().length + whole.length <= names.TOKENS_MAX);
        assert.ok(isFound(names, name, name), "a name finds itself");
      }),
  "of a name that is too long only the beginning counts": (names, run) =>
    check(run, fc.tuple(anyName, anyName), ([name, more]) => {
      const long = name.padEnd(names.NAME_LENGTH_MAX, "x y ").slice(0, names.NAME_LENGTH_MAX);
      assert.equal(names.fold(long + more), names.fold(long));
      assert.equal(names.romanise(long + more), names.romanise(long));
      assert.deepEqual(names.tokens(long + more), names.tokens(long));
      assert.equal(names.compare(long + more, long), names.compare(long, long));
    }),
  "skeletons hold consonants alone, as many as were asked for": (names, run) =>
    check(run, fc.tuple(anyName, fc.integer({ min: 1, max: 6 })), ([name, most]) => {
      const words = names.skeletons(name, most);
      assert.ok(words.length <= names.NAME_WORDS_MAX);
      for (const word of words) {
        assert.ok(word.length >= 1 && word.length <= most);
        assert.ok(word.every((skeleton) => /^[PTKSMNL]*$/.test(skeleton) && !/(.)\1/.test(skeleton)));
      }
    }),
  "a known name is found in its other script, and is no other name": (names, run) =>
    check(run, fc.tuple(fc.constantFrom(...KNOWN_NAMES), fc.constantFrom(...KNOWN_NAMES)), ([one, other]) => {
      const [, original, latin] = one;
      assert.ok(names.compare(original, latin) > 0.5, `${original} ${names.compare(original, latin)}`);
      assert.ok(isFound(names, original, latin), `${original} finds ${latin}`);
      assert.ok(isFound(names, latin, original), `${latin} finds ${original}`);
      if (other[2] !== latin && !/obama/i.test(other[2] + latin)) {
        assert.ok(
          names.compare(original, other[2]) < 0.5,
          `${original} ${other[2]} ${names.compare(original, other[2])}`,
        );
      }
    }),
};

/** As a search asks: each word is there, or all of them as one. */
function isFound(names: NamesUnderTest, asked: string, kept: string): boolean {
  const theirs = new Set(names.tokens(kept));
  const isThere = (list: readonly string[]): boolean => list.some((token) => theirs.has(token));
  const { words, whole } = names.asks(asked);
  return isThere(whole) || words.every(isThere);
}

function check<T>({ seed, runs }: Run, arbitrary: fc.Arbitrary<T>, holds: (value: T) => void): void {
  fc.assert(
    fc.property(arbitrary, (value) => holds(value)),
    { seed, numRuns: runs },
  );
}
