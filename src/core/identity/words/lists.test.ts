import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { foldWord } from "./fold.ts";
import { listLength, loadWordList, wordLanguages } from "./lists.ts";
import { editDistance } from "./nearest.ts";
import { pairsOneSlipApart } from "./testing.ts";

const lists = await Promise.all(wordLanguages.map(loadWordList));

describe.each(lists)("the list $language", ({ language, words, places }) => {
  test("has 2,048 words, and no two fold alike", () => {
    expect(words.length).toBe(listLength);
    expect(places.size).toBe(listLength);
    for (const [place, word] of words.entries()) expect(places.get(foldWord(word))).toBe(place);
  });

  // A word's place is eleven bits of somebody's secret.
  test("has not changed since words were first given out", () => {
    const digest = createHash("sha256").update(words.join("\n")).digest("hex");
    expect(digest).toBe(
      {
        en: "7e697932f2b416a775eb730ee5653971cd153a99eb98008e5b0c453fe90f40c4",
        ar: "a50ace72f559ff31ac8f9e105ee73efb0a409ff77e341116385f1b600198690b",
        fr: "cda1a356a13b55bcdc48ea0ea7bb114acb2587deeedb0e1042b04bbb4b67d551",
        es: "7c455ca579c3a7f72f2177ca674c0f8658289dde57295a4e708f68622e396bf2",
        ru: "729835cbaffc5767a80fd543670320b5212ea36f7764c5c7a96f38c6849cb539",
        uk: "21876ef98ec53c1ebf2647d29e23a266b5a7e51d264642318ca9331ef3b37db2",
        ro: "e10110f8d9ca13995cd62aaa9fe6711112936efba25a898fba57cdc883797f32",
        sq: "e2a75c2603b2253a16110a0811d653d3efd63530582fef5360cbb4761ca72e7c",
        zh: "c5e9e83ccf90436178061cbbcc75849f9a7d4d26d5cfd9007d970539b46b54cd",
        fil: "2f6b7eebacdb75224cb831dd6a8095157e1dae5b8b11194405c4396b9607dd10",
      }[language],
    );
  });
});

// Chinese words are typed by their sound: what is one slip there stands in `chinese.test.ts`.
test.each(wordLanguages.filter((language) => language !== "en" && language !== "zh"))(
  "no word of the list %s becomes another by one slip, and the words stand in order",
  async (language) => {
    const { words, places } = await loadWordList(language);
    expect(pairsOneSlipApart([...places.keys()])).toEqual([]);
    expect(words).toEqual([...words].sort());
  },
);

test.each([
  ["ru", /^[а-яё]{4,9}$/],
  ["uk", /^[абвгдеєжзиіїйклмнопрстуфхцчшщьюя]{4,9}$/],
  ["ro", /^[a-pr-vxzăâîșț]{4,9}$/],
  ["sq", /^[a-vxyzçë]{4,9}$/],
  ["fil", /^[abdeghiklmnoprstuwy]{4,9}$/],
] as const)(
  "no words of the list %s share their first four letters, and each has four to nine of its own alphabet",
  async (language, alphabet) => {
    const { words, places } = await loadWordList(language);
    for (const word of words) expect(word).toMatch(alphabet);
    expect(new Set([...places.keys()].map((word) => word.slice(0, 4))).size).toBe(listLength);
  },
);

test("no Arabic word becomes another by the article or a joined particle", async () => {
  const folded = [...(await loadWordList("ar")).places.keys()];
  const known = new Set(folded);
  const joined = folded.flatMap((word) => ["ال", "و", "ب", "ل"].map((before) => before + word));
  expect(joined.filter((word) => known.has(word))).toEqual([]);
});

test("Arabic words have three to seven letters", async () => {
  const { words } = await loadWordList("ar");
  for (const word of words) expect(word).toMatch(/^[\u0621-\u064a]{3,7}$/u);
});

test("no two English words share their first four letters, and fewer pairs are one slip apart than in BIP-39", async () => {
  const { words } = await loadWordList("en");
  expect(new Set(words.map((word) => word.slice(0, 4))).size).toBe(listLength);
  const { wordlist } = await import("@scure/bip39/wordlists/english.js");
  expect(pairsOneSlipApart(words).length).toBeLessThan(pairsOneSlipApart(wordlist).length);
});

test("nobody is given a word of harm to remember", async () => {
  const harm =
    /^(abuse|victim|illegal|rescue|slave|weapon|gun|kill|murder|rape|sex|naked|nude|police|prison|jail|arrest|crime|guilt|blood|hurt|injury|danger|fear|afraid|force|punish|trap|auction|owner|debt|loan|kiss|body|skin|god|drug|alcohol|war|army|bomb|knife|shame|secret|escape|border|visa|legal)$/;
  const { words } = await loadWordList("en");
  expect(words.filter((word) => harm.test(word))).toEqual([]);
});

test("the distance between two words counts added, lost, changed and swapped letters", () => {
  expect(editDistance("lemon", "lemon")).toBe(0);
  expect(editDistance("lemon", "elmon")).toBe(1);
  expect(editDistance("lemon", "lemn")).toBe(1);
  expect(editDistance("lemon", "lemons")).toBe(1);
  expect(editDistance("lemon", "melon")).toBe(2);
  expect(editDistance("lemon", "orange")).toBeGreaterThan(2);
});
