import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../core/texts/index.ts";
import { ApiError } from "./island/api.ts";
import { sayFailure } from "./island/failures.ts";
import { KEPT_DAYS } from "./kept.ts";
import { adviceAr } from "./pages/texts/advice-ar.ts";
import { adviceEn } from "./pages/texts/advice-en.ts";
import { ar } from "./pages/texts/ar.ts";
import { en } from "./pages/texts/en.ts";
import { sayIn } from "./pages/texts/index.ts";

const catalogues = { en: { ...en, ...adviceEn }, ar: { ...ar, ...adviceAr } };
const VALUES = {
  agency: "Harbour House",
  recipient: "Harbour House",
  number: "112",
  days: 60,
  hours: 24,
  minutes: 24,
  count: 2,
  seen: 3,
  position: 3,
  word: "lemon",
  typed: "lemon",
  nearest: "melon",
  left: "1",
  right: "2",
  groups: "1, 2",
  day: "Saturday",
  hour: "21:00",
  date: "1 May 2027",
  purpose: "helping me",
  categories: "my health",
  category: "my health",
  until: "2027-05-01",
  state: "we have met",
  time: "1 May 2027, 12:00",
  reason: "fire",
  authority: "Court",
  article: "5",
  reference: "17/2027",
  court: "Court",
  from: "Harbour House",
  to: "Open Door",
};

/** Sentences, words and syllables, counted as the two published formulas ask. */
function measure(text: string): { sentences: number; words: number; syllables: number; letters: number } {
  const words = text.match(/[A-Za-z’]+/g) ?? [];
  const sentences = Math.max(1, (text.match(/[.!?:]+(\s|$)/g) ?? []).length);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word.toLowerCase()), 0);
  return { sentences, words: words.length, syllables, letters: words.join("").length };
}
const syllablesIn = (word: string): number =>
  Math.max(1, (word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").match(/[aeiouy]{1,2}/g) ?? []).length);

describe("the door's texts", () => {
  it("can all be said, in each language, with the same values", () => {
    for (const language of LANGUAGES) {
      const say = sayIn(language);
      for (const key of Object.keys(catalogues[language]) as (keyof typeof catalogues.en)[]) {
        expect(say(key, VALUES), key).not.toMatch(/[{}]/);
      }
    }
  });

  it("ask for the same values in each language", () => {
    const names = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)/g)].map((found) => found[1]))].sort();
    for (const key of Object.keys(catalogues.en) as (keyof typeof catalogues.en)[]) {
      const plain = (text: string) => text.replaceAll(/\{(\w+), plural,/g, "{$1}");
      const values = (text: string) =>
        names(plain(text)).filter((name) => name !== undefined && name in VALUES);
      expect(values(catalogues.ar[key]), key).toEqual(values(catalogues.en[key]));
    }
  });

  it("are all said somewhere: no text waits for a page that does not exist", () => {
    const files = ["island", "pages", "."].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder))
        .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
        .map((name) => readFileSync(join(import.meta.dirname, folder, name), "utf8")),
    );
    const code = files.join("\n");
    const isSaid = (key: string): boolean =>
      code.includes(`"${key}"`) ||
      [...code.matchAll(/[`"]([a-z]+(?:-[a-z]+)*-)\$\{/g)].some((made) => key.startsWith(made[1] ?? "?"));
    expect(Object.keys(catalogues.en).filter((key) => !isSaid(key))).toEqual([]);
  });

  it("never say before someone chose to tell what would give them away", () => {
    const first = Object.values(adviceEn).join(" ");
    expect(first).not.toMatch(/traffick|victim|exploit|abus/i);
    expect(Object.values(adviceAr).join(" ")).not.toMatch(/اتجار|ضحي|استغلال/);
  });

  it("promise the days that the job keeps", () => {
    for (const catalogue of Object.values(catalogues)) {
      for (const key of ["back-lost-more", "back-not-found"] as const)
        expect(catalogue[key]).toContain(`${KEPT_DAYS}`);
    }
  });

  it("can be read at the age of twelve, by Flesch and Kincaid's formula and by Coleman and Liau's", () => {
    const say = sayIn("en");
    const keys = Object.keys(catalogues.en) as (keyof typeof catalogues.en)[];
    const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);
    const text = keys.map((key) => sentence(say(key, VALUES))).join(" ");
    const { sentences, words, syllables, letters } = measure(text);
    const kincaidGrade = 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
    const colemanLiauGrade = 0.0588 * ((letters / words) * 100) - 0.296 * ((sentences / words) * 100) - 15.8;
    // Grade 6 is read at eleven to twelve.
    expect(kincaidGrade, `Flesch-Kincaid ${kincaidGrade.toFixed(1)}`).toBeLessThan(6);
    expect(colemanLiauGrade, `Coleman-Liau ${colemanLiauGrade.toFixed(1)}`).toBeLessThan(6);
  });
});

it("who is told that too much came hears how long, that it is not their doing, and whom to call", () => {
  const said = (problem: object) =>
    sayFailure(new ApiError("too-many", problem), sayIn("en"), "112", "tell-not-sent");
  expect(said({ retryAfterSeconds: 1_430 })).toEqual([
    expect.stringMatching(/nothing wrong.*still here.*in 24 minutes\..*call 112/),
  ]);
  expect(said({ retryAfterSeconds: 31 })[0]).toContain("in a minute.");
  expect(said({})[0], "the server does not say how long").toContain("in 5 minutes.");
});
