import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, toHex } from "../../keys/testing.ts";
import { foldWord } from "./fold.ts";
import { loadWordList } from "./lists.ts";
import { newSecret, type Secret } from "./secret.ts";
import { readWords, secretToWords, type WordsRead } from "./words.ts";

const list = await loadWordList("bn");
const { words, places } = list;

test("Bengali words have four to fourteen letters and signs once folded, and are written one way", () => {
  for (const word of words) {
    expect(word).toMatch(/^[\u0985-\u09b9\u09ce\u09dc-\u09df][\u0980-\u09df]+$/u);
    expect(word).toBe(word.normalize("NFC"));
    expect(foldWord(word)).toMatch(/^.{4,14}$/u);
  }
  expect(places.size).toBe(words.length);
});

describe("Bengali folds by sound", () => {
  test.each([
    ["vowel signs tell words apart", "কাক", "কুক", false],
    ["a dot below, in one sign or two", "গা\u09dc\u09bf", "গা\u09a1\u09bc\u09bf", true],
    ["yya, in one sign or two", "ময়না".replace("য়", "\u09df"), "ময়না".normalize("NFD"), true],
    ["yya is not j", "ময়না", "মজনা", false],
    ["o in one sign or two", "গোলাপ", "গ\u09c7\u09beলাপ", true],
    ["joiners that nobody sees", "র\u200d্যাম", "র্যাম", true],
    ["letters that were not joined", "চশমা", "চশ্‌মা", true],
    ["khanda ta", "শরৎ", "শরত্", true],
    ["long and short", "দীঘি", "দিঘী", true],
    ["three sibilants", "শালিক", "সালিক", true],
    ["two n, two j", "যন্ত্রণা", "জন্ত্রনা", true],
    ["rra", "গাড়ি", "গারি", true],
    ["ri", "কৃষক", "ক্রিষক", true],
    ["nga", "রঙ", "রং", true],
    ["nga before another", "সঙ্গীত", "সংগীত", true],
    ["candrabindu", "চাঁদ", "চাদ", true],
    ["ya-phala", "সন্ধ্যা", "সন্ধা", true],
    ["o at the end", "ভালো", "ভাল", true],
  ])("%s", (_what, one, other, isSame) => {
    expect(foldWord(one) === foldWord(other)).toBe(isSame);
  });

  test("and leaves the marks of other scripts to fall away", () => {
    expect(foldWord("किताब")).toBe("कतब");
    expect(foldWord("Été")).toBe("ete");
  });
});

describe("Bengali words are read", () => {
  const secretOf = (text: string): Secret => newSecret(seededRandom(text));
  const known = (read: WordsRead): string => ("secret" in read ? toHex(read.secret) : JSON.stringify(read));
  const otherHand: Readonly<Record<string, string>> = {
    "\u09c0": "\u09bf",
    "\u09c1": "\u09c2",
    শ: "স",
    ন: "ণ",
    জ: "য",
    ৎ: "ত",
  };

  test.each<[string, (own: readonly string[]) => string]>([
    [
      "in numbered lines, with Bengali digits",
      (own) => own.map((word, at) => `${"১২৩৪৫৬৭৮"[at]}। ${word}`).join("\n"),
    ],
    ["with every sign apart", (own) => own.join(" ").normalize("NFD")],
    [
      "as another hand spells them",
      (own) => own.join(" ").replace(/[\u09c0\u09c1শনৎ]|(?<!\u09cd)জ/gu, (sign) => otherHand[sign] ?? ""),
    ],
    [
      "without candrabindu, with letters that are not joined",
      (own) => own.join(" ").replaceAll("\u0981", "").replaceAll("\u09cd", "\u09cd\u200c"),
    ],
  ])("%s", async (_how, write) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.constantFrom("bn" as const, "en" as const),
        async (text, page) => {
          const secret = secretOf(text);
          const own = await secretToWords(secret, "bn");
          expect(known(await readWords(write(own), page))).toBe(toHex(secret));
        },
      ),
      { numRuns: 60 },
    );
  });

  // Kills: a compound that is parted only where both halves are no words.
  test("a compound that was written as two words is one", async () => {
    const parted = new Map([
      ["দেয়ালঘড়ি", "দেয়াল ঘড়ি"],
      ["কাঁঠালবিচি", "কাঁঠাল বিচি"],
      ["শীতলপাটি", "শীতল পাটি"],
      ["সকালবেলা", "সকাল বেলা"],
    ]);
    const compound = words.filter((word) => parted.has(word));
    expect(compound.length).toBeGreaterThan(1);
    for (const word of compound) {
      const bits = (BigInt(words.indexOf(word)) << 65n) | 0x1357_9bdf_0246_8acen;
      const secret = Uint8Array.from({ length: 10 }, (_, i) => Number((bits >> BigInt(72 - 8 * i)) & 0xffn));
      const own = await secretToWords(secret, "bn");
      expect(own[0]).toBe(word);
      expect(known(await readWords(own.with(0, parted.get(word) ?? "").join(" "), "bn"))).toBe(toHex(secret));
    }
  });

  test("a word in the list's own spelling is proposed for one that is not in it", async () => {
    const own = await secretToWords(secretOf("slip"), "bn");
    const slip = await readWords(own.with(6, `${own[6]}ক`).join(" "), "bn");
    expect(slip).toMatchObject({ slip: "unknown-words", language: "bn", unknown: [{ position: 7 }] });
    expect("unknown" in slip && slip.unknown[0]?.nearest[0]).toBe(own[6]);
  });
});
