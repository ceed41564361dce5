import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, toHex } from "../../keys/testing.ts";
import { foldWord } from "./fold.ts";
import { loadWordList } from "./lists.ts";
import { newSecret, type Secret } from "./secret.ts";
import { readWords, secretToWords, type WordsRead } from "./words.ts";

const list = await loadWordList("vi");
const { words, places } = list;

describe("the Vietnamese list", () => {
  test("has words of two syllables of its own alphabet, written one way", () => {
    for (const word of words) {
      expect(word).toMatch(/^[a-ik-vxyà-ỹ]{1,7} [a-ik-vxyà-ỹ]{1,7}$/u);
      expect(word).toBe(word.normalize("NFC"));
    }
    const first = Map.groupBy(words, (word) => foldWord(word.split(" ")[0] as string));
    expect(Math.max(...[...first.values()].map((of) => of.length))).toBeLessThanOrEqual(12);
  });

  // Else a syllable of one word, typed alone, would be taken for another word.
  test("none reads as one syllable, or as another turned round", () => {
    const syllables = new Set(words.flatMap((word) => word.split(" ").map(foldWord)));
    expect([...places.keys()].filter((word) => syllables.has(word))).toEqual([]);
    const turned = words.filter((word) => {
      const [one, other] = word.split(" ");
      const place = places.get(foldWord(`${other}${one}`));
      return place !== undefined && words[place] !== word;
    });
    expect(turned).toEqual([]);
  });
});

describe("Vietnamese words are read", () => {
  const secretOf = (text: string): Secret => newSecret(seededRandom(text));
  const known = (read: WordsRead): string => ("secret" in read ? toHex(read.secret) : JSON.stringify(read));
  const bare = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

  test.each<[string, (own: readonly string[]) => string]>([
    ["as they are shown", (own) => own.join(" ")],
    ["in lines with numbers", (own) => own.map((word, at) => `${at + 1}. ${word}`).join("\n")],
    ["without a mark", (own) => own.map(bare).join(" ")],
    ["joined, without a mark", (own) => own.map((word) => bare(word).replace(" ", "")).join(" ")],
    ["joined, with marks apart from their letters", (own) => own.join(" ").normalize("NFD")],
    [
      "some joined, some not",
      (own) => own.map((word, at) => (at % 2 ? word : word.replace(" ", ""))).join(", "),
    ],
    ["without any space, in capitals", (own) => own.map(bare).join("").replaceAll(" ", "").toUpperCase()],
    ["with hyphens", (own) => own.map((word) => word.replace(" ", "-")).join(" ")],
  ])("%s", async (_how, write) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.constantFrom("vi" as const, "en" as const),
        async (text, page) => {
          const secret = secretOf(text);
          const own = await secretToWords(secret, "vi");
          expect(known(await readWords(write(own), page))).toBe(toHex(secret));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a syllable that was left out or misspelt is named with its place", async () => {
    const own = await secretToWords(secretOf("syllables"), "vi");
    const [one = "", other = ""] = (own[4] as string).split(" ");
    for (const wrong of [one, `${one} ${other}${other[0]}`]) {
      const slip = await readWords(own.with(4, wrong).join(" "), "vi");
      expect(slip, wrong).toMatchObject({ slip: "unknown-words", unknown: [{ position: 5, word: wrong }] });
    }
  });

  test("a syllable written twice leaves eight words, one of them unknown", async () => {
    const own = await secretToWords(secretOf("twice"), "vi");
    const twice = (own[2] as string).replace(/^\S+/, "$& $&");
    const slip = await readWords(own.with(2, twice).join(" "), "vi");
    expect("unknown" in slip && [slip.slip, slip.unknown.length]).toEqual(["unknown-words", 1]);
  });

  test("too few are counted as words, not as syllables", async () => {
    const own = await secretToWords(secretOf("few"), "vi");
    expect(await readWords(own.slice(0, 4).join(" "), "vi")).toMatchObject({
      slip: "too-few-words",
      seen: 4,
    });
  });
});
