import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, toHex } from "../../keys/testing.ts";
import { wordCount } from "./breaks.ts";
import { foldWord, wordsOf } from "./fold.ts";
import { loadWordList, type WordLanguage, wordLanguages } from "./lists.ts";
import { editDistance } from "./nearest.ts";
import { newSecret, numberToSecret, type Secret, secretBits, secretToNumber, wordsCheck } from "./secret.ts";
import { readWords, secretToWords, type WordsRead } from "./words.ts";

const seed = fc.string({ minLength: 1 });
const language = fc.constantFrom(...wordLanguages);
const secretOf = (text: string): Secret => newSecret(seededRandom(text));

/** The slip, or a failed test when the words were taken. */
function slipOf(read: WordsRead): Exclude<WordsRead, { secret: Secret }> {
  if ("secret" in read) throw new Error("the words were taken");
  return read;
}

async function expectSecret(text: string, page: WordLanguage, secret: Secret): Promise<void> {
  const read = await readWords(text, page);
  expect("secret" in read ? toHex(read.secret) : read).toBe(toHex(secret));
}

describe("a secret", () => {
  test("has 76 bits, each of which varies", () => {
    let ever = 0n;
    let always = ~0n;
    for (let i = 0; i < 300; i++) {
      const number = secretToNumber(secretOf(`secret ${i}`));
      expect(number >> BigInt(secretBits)).toBe(0n);
      ever |= number;
      always &= number;
    }
    expect(ever).toBe((1n << BigInt(secretBits)) - 1n);
    expect(always).toBe(0n);
  });

  test("is eight words in any language, and the words give it back whatever language the page has", async () => {
    await fc.assert(
      fc.asyncProperty(seed, language, language, async (text, written, page) => {
        const secret = secretOf(text);
        const words = await secretToWords(secret, written);
        expect(words.length).toBe(wordCount);
        await expectSecret(words.join(" "), page, secret);
      }),
    );
  });

  test("is all of the words: another secret gives other words, and each of the 76 bits changes some", async () => {
    const secret = secretOf("bits");
    const words = (await secretToWords(secret, "en")).join(" ");
    for (let bit = 4; bit < 80; bit++) {
      const other = new Uint8Array(secret);
      other[bit >> 3] = (other[bit >> 3] as number) ^ (0x80 >> (bit & 7));
      expect((await secretToWords(other, "en")).join(" ")).not.toBe(words);
    }
  });
});

describe("words are read as people write them", () => {
  const secret = secretOf("as written");

  test.each([
    ["numbered lines", (words: string[]) => words.map((word, i) => `${i + 1}. ${word}`).join("\n")],
    ["brackets and commas", (words: string[]) => words.map((word, i) => `(${i + 1}) ${word},`).join(" ")],
    ["capitals", (words: string[]) => words.join(" ").toUpperCase()],
    ["many spaces and tabs", (words: string[]) => `  ${words.join(" \t  ")}\r\n`],
    ["no-break and zero-width spaces", (words: string[]) => words.join("\u00a0\u200b ")],
    [
      "direction marks",
      (words: string[]) => words.map((word) => `\u2067\u200f${word}\u2069`).join("\u200e "),
    ],
    ["dashes", (words: string[]) => words.join("-")],
    [
      "accents that a keyboard put in",
      (words: string[]) => words.join(" ").replace("e", "é").replace("ا", "أ"),
    ],
    ["full-width letters", (words: string[]) => words.join(" ").replace(/[a-z]/g, fullWidth)],
    ["soft hyphens", (words: string[]) => words.map((word) => `${word[0]}\u00ad${word.slice(1)}`).join(" ")],
  ])("%s", async (_name, write) => {
    for (const written of wordLanguages) {
      await expectSecret(write(await secretToWords(secret, written)), "en", secret);
    }
  });

  test("Arabic with vowel signs, tatweel, other alefs, ya, kaf and ha, and Arabic numbering", async () => {
    for (let i = 0; i < 60; i++) {
      const own = secretOf(`arabic ${i}`);
      const text = (await secretToWords(own, "ar"))
        .map((word, at) => `${String.fromCodePoint(0x0661 + at)}۔ ${voweled(word)}`)
        .join("، ");
      await expectSecret(text, "en", own);
      await expectSecret(text.normalize("NFD"), "ar", own);
    }
  });

  function fullWidth(letter: string): string {
    return String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
  }

  function voweled(word: string): string {
    const swapped = word.replace(/[أإآ]/g, "ا").replace(/ة$/, "ه").replace(/ي/g, "ی").replace(/ك/g, "ک");
    return `${swapped[0]}\u064e\u0640${swapped.slice(1)}\u0652`;
  }

  test("folding twice is folding once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => foldWord(foldWord(text)) === foldWord(text)),
    );
  });

  test("numbers and signs are no words", () => {
    expect(wordsOf("1. Lemon,\n2) river - ٣ نهر!")).toEqual(["Lemon", "river", "نهر"]);
  });
});

describe("a slip is named", () => {
  const secret = secretOf("slips");

  test("too few and too many words, with how many there were", async () => {
    const words = await secretToWords(secret, "en");
    expect(slipOf(await readWords(words.slice(1).join(" "), "en"))).toMatchObject({
      slip: "too-few-words",
      seen: 7,
      wanted: 8,
    });
    expect(slipOf(await readWords("lemon", "en"))).toMatchObject({ slip: "too-few-words", seen: 1 });
    expect(slipOf(await readWords([...words, "lemon"].join(" "), "en"))).toMatchObject({
      slip: "too-many-words",
      seen: 9,
    });
    const hundred = Array.from({ length: 100 }, () => "lemon").join(" ");
    expect(slipOf(await readWords(hundred, "ar"))).toMatchObject({
      slip: "too-many-words",
      seen: 100,
      language: "en",
    });
  });

  test("a whole pasted page is only too many words: none of them is compared with a list of likely ones", async () => {
    const page = "Nobody should have to wait for this sentence. ".repeat(20_000);
    expect(slipOf(await readWords(page, "en"))).toMatchObject({
      slip: "too-many-words",
      seen: 160_000,
      unknown: [],
    });
  });

  // Kills: the check not asked which of them fits.
  test("a mistyped word is found, and the word that was meant stands first but for those that pass the check too", async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        language,
        fc.nat(7),
        fc.nat(20),
        fc.constantFrom("drop", "double", "swap"),
        async (text, written, at, spot, how) => {
          const words = await secretToWords(secretOf(text), written);
          const right = words[at] as string;
          const wrong = misspelt(right, spot, how).normalize("NFC");
          const list = await loadWordList(written);
          fc.pre(!list.places.has(foldWord(wrong)) && foldWord(wrong).length > 2);
          // One key of Bengali can be two letters of its sound: of a short word too little is left then.
          fc.pre(written !== "bn" || editDistance(foldWord(wrong), foldWord(right)) < 2);
          // A vowel sign before the first letter belongs to nothing.
          fc.pre(/^\p{L}/u.test(wrong));
          const slip = slipOf(await readWords(words.with(at, wrong).join(" "), written));
          if (slip.slip !== "unknown-words") throw new Error(slip.slip);
          expect(slip.unknown).toHaveLength(1);
          expect(slip.unknown[0]).toMatchObject({ position: at + 1, word: wrong });
          const nearest = slip.unknown[0]?.nearest ?? [];
          expect(nearest).toContain(right);
          // Of four thousand words one passes the check by chance: only such a one may stand before it.
          for (const other of nearest.slice(0, nearest.indexOf(right)))
            expect("secret" in (await readWords(words.with(at, other).join(" "), written)), other).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });

  function misspelt(word: string, spot: number, how: string): string {
    const at = spot % (word.length - 1);
    if (how === "drop") return word.slice(0, at) + word.slice(at + 1);
    if (how === "double") return word.slice(0, at + 1) + word.slice(at);
    return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  }

  test("the Arabic article is recognised", async () => {
    const words = await secretToWords(secret, "ar");
    const slip = slipOf(await readWords(words.with(2, `وال${words[2]}`).join(" "), "ar"));
    expect(slip).toMatchObject({ slip: "unknown-words", unknown: [{ position: 3 }] });
    expect("unknown" in slip && slip.unknown[0]?.nearest[0]).toBe(words[2]);
  });

  test("two words that changed places are pointed at, wherever they stand", async () => {
    await fc.assert(
      fc.asyncProperty(seed, fc.nat(7), fc.nat(7), async (text, one, two) => {
        const words = await secretToWords(secretOf(text), "en");
        fc.pre(words[one] !== words[two]);
        const swapped = words.with(one, words[two] as string).with(two, words[one] as string);
        const read = await readWords(swapped.join(" "), "en");
        // One swap in 4,096 passes the check by chance; the mailbox is then simply not there.
        if ("secret" in read) return;
        const pair = [Math.min(one, two) + 1, Math.max(one, two) + 1];
        expect(read.slip === "words-check-failed" && read.swaps).toContainEqual(pair);
      }),
      { numRuns: 60 },
    );
  });

  test("a word taken for one that looks alike is pointed at; what looks like nothing is only said to be wrong", async () => {
    const list = await loadWordList("en");
    const words = await secretToWords(numbered([list.words.indexOf("bread"), 5, 900, 33, 1200, 77]), "en");
    expect(words[0]).toBe("bread");
    const slip = slipOf(await readWords(words.with(0, "broad" === words[0] ? "" : "brand").join(" "), "en"));
    expect(slip).toMatchObject({ slip: "words-check-failed", language: "en" });
    expect(slip.slip === "words-check-failed" && slip.instead).toContainEqual({ position: 1, word: "bread" });
    const other = slipOf(await readWords(words.with(0, "zucchini").join(" "), "en"));
    expect(other.slip === "words-check-failed" && other.instead.some(({ position }) => position === 1)).toBe(
      false,
    );
  });

  /** A secret whose first words are known. */
  function numbered(places: readonly number[]): Secret {
    const bits =
      places.reduce((sum, place) => (sum << 11n) | BigInt(place), 0n) << BigInt(76 - places.length * 11);
    return Uint8Array.from({ length: 10 }, (_, i) => Number((bits >> BigInt(72 - 8 * i)) & 0xffn));
  }

  test("words of two languages are told apart, with the places of the odd ones", async () => {
    const english = await secretToWords(secret, "en");
    const arabic = await secretToWords(secret, "ar");
    const mixed = english.map((word, at) => (at === 1 || at === 6 ? (arabic[at] as string) : word));
    expect(slipOf(await readWords(mixed.join(" "), "ar"))).toEqual({
      slip: "mixed-languages",
      language: "en",
      positions: [2, 7],
    });
  });

  // Kills: the first list that has all eight words is taken at its word.
  test("eight words that two lists have open what their own language says, whatever language the page has", async () => {
    const [ru, uk] = await Promise.all([loadWordList("ru"), loadWordList("uk")]);
    const shared = [...uk.places].filter(([word]) => ru.places.has(word)).map(([, place]) => place);
    const isShared = (word: string) => ru.places.has(foldWord(word));
    // Six words that both lists have and ten bits of a seventh are a secret; its check makes the rest.
    const both: string[][] = [];
    for (let nth = 0; both.length < 3 && nth < 4_000; nth++) {
      const places = Array.from({ length: 7 }, (_, at) => shared[(nth * 7 + at * 31) % shared.length] ?? 0);
      const bits = places.reduce((sum, place) => (sum << 11n) | BigInt(place), 0n) >> 1n;
      const found = numberToSecret(bits);
      const words = found && (await secretToWords(found, "uk"));
      if (words?.every(isShared)) both.push(words);
    }
    expect(both.length, `${shared.length} words stand in both lists`).toBe(3);
    for (const words of both) {
      const read = await readWords(words.join(" "), "uk");
      expect(read).toMatchObject({ language: "uk" });
      expect(await readWords(words.join(" "), "ru")).toEqual(read);
    }
  });

  // Kills: the check left out, or shortened.
  test("the check of twelve bits is the whole last word and one bit of the seventh: no other last word fits", async () => {
    const list = await loadWordList("en");
    const words = await secretToWords(secret, "en");
    for (let place = 0; place < 2048; place += 29) {
      const last = list.words[place] as string;
      if (last !== words[7])
        expect(await readWords(words.with(7, last).join(" "), "en")).toHaveProperty("slip");
    }
    const seventh = list.places.get(foldWord(words[6] as string)) as number;
    const other = list.words[seventh ^ 1] as string;
    expect(await readWords(words.with(6, other).join(" "), "en")).toHaveProperty(
      "slip",
      "words-check-failed",
    );
  });

  test("a wrong secret has the right check once in about 4,096 times", () => {
    const wanted = wordsCheck(secret);
    let same = 0;
    for (let i = 0; i < 40_960; i++) if (wordsCheck(numbered([i & 2047, i >> 11])) === wanted) same++;
    // Ten are expected; fewer than one or more than thirty would not happen by chance in a million runs.
    expect(same).toBeGreaterThan(0);
    expect(same).toBeLessThan(31);
  });

  test("random words are no secret", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2047), { minLength: 8, maxLength: 8 }), async (places) => {
        const list = await loadWordList("en");
        const read = await readWords(places.map((place) => list.words[place]).join(" "), "en");
        // By chance one in 4,096: then it must at least write the very same words.
        if ("secret" in read)
          expect(await secretToWords(read.secret, "en")).toEqual(places.map((p) => list.words[p]));
      }),
      { numRuns: 40 },
    );
  });
});
