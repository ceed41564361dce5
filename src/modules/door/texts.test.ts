import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { readingGrades } from "../../../tools/reading-grades.ts";
import { DOOR_LANGUAGES, type DoorLanguage } from "../../core/texts/index.ts";
import type { AdvicePack } from "./advice/model.ts";
import { PACKS_DIR, readPacks } from "./advice/read.ts";
import { ApiError } from "./island/api.ts";
import { sayFailure } from "./island/failures.ts";
import { KEPT_DAYS } from "./kept.ts";
import { type AdviceKey, adviceEn } from "./pages/texts/advice-en.ts";
import type { DoorKey } from "./pages/texts/en.ts";
import { doorCatalogues as catalogues, sayIn } from "./pages/texts/index.ts";

const KEYS = Object.keys(catalogues.en) as (DoorKey | AdviceKey)[];
const VALUES = {
  parts: "my name (First name)",
  agency: "Harbour House",
  recipient: "Harbour House",
  number: "112",
  days: 60,
  language: "English",
  hours: 24,
  places: "Harbour House 112",
  minutes: 24,
  count: 2,
  size: 25,
  shown: 40,
  seconds: 7,
  percent: 40,
  name: "picture.jpg",
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
  other: "Harbour House",
  to: "Open Door",
};

/** What the packs of advice say in a language, where nobody has to unfold it. */
const adviceIn = (language: DoorLanguage): string[] =>
  readPacks(PACKS_DIR).packs.flatMap(({ pack }) => textsOf(pack, language));
const textsOf = ({ title, lead, statements }: AdvicePack, language: DoorLanguage): string[] =>
  [title, lead, ...statements.flatMap((statement) => [statement.title, statement.text])].map(
    (texts) => texts[language],
  );

/** By Flesch and Kincaid's formula, and by Coleman and Liau's. */
function gradesOf(texts: readonly string[]) {
  const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);
  const { kincaidGrade, colemanLiauGrade } = readingGrades(texts.map(sentence).join(" "));
  return { kincaid: kincaidGrade, colemanLiau: colemanLiauGrade };
}
const isUnderSix = (grade: number): boolean => grade < 6;

type Part = ReturnType<IntlMessageFormat["getAst"]>[number];
/** The parts of a text, those inside its plurals too. */
function partsOf(text: string): Part[] {
  const within = (part: Part): Part[] =>
    "options" in part
      ? [part, ...Object.values(part.options).flatMap(({ value }) => value.flatMap(within))]
      : [part];
  return new IntlMessageFormat(text, "en", {}, { ignoreTag: true }).getAst().flatMap(within);
}
const LITERAL = 0;
const valuesOf = (text: string): string[] =>
  [
    ...new Set(
      partsOf(text).flatMap((part) => ("value" in part && part.type !== LITERAL ? [part.value] : [])),
    ),
  ].sort();
/** The forms of each plural of a text. */
const pluralsIn = (text: string): string[][] =>
  partsOf(text).flatMap((part) => ("options" in part ? [Object.keys(part.options)] : []));

/** Languages whose form "many" is for millions and fractions alone, which no text of the door counts. */
const HUGE: ReadonlySet<string> = new Set(["fr", "es"]);

/** Words for what happened to someone, by their stems: over a shoulder they say why a person reads this page. */
const GIVES_AWAY: Readonly<Record<string, RegExp>> = {
  en: /traffick|victim|exploit|abus/i,
  fr: /traite (d|h)|victim|exploit|abus|esclav/i,
  es: /trata de|víctim|explot|abus|esclav/i,
  ar: /اتجار|ضحي|استغلال/,
  zh: /贩|受害|剥削|虐待|奴/,
  ru: /торговл|жертв|эксплуат|насил|рабств/i,
  bn: /পাচার|ভুক্তভোগী|শোষণ|নির্যাতন/,
  fil: /biktima|trafik|pagsasamantala|abus/i,
  ro: /trafic|victim|exploat|abuz|sclav/i,
  sq: /trafik|viktim|shfryt|abuz|skllav/i,
  uk: /торгівл|жертв|експлуат|насил|рабств/i,
  vi: /buôn người|nạn nhân|bóc lột|xâm hại|nô lệ/i,
};

describe("the door's texts", () => {
  it("can all be said, in each language, with the same values", () => {
    for (const language of DOOR_LANGUAGES) {
      const say = sayIn(language);
      for (const key of KEYS) {
        expect(say(key, VALUES), `${language} ${key}`).not.toMatch(/[{}]/);
      }
    }
  });

  it("ask for the same values in each language", () => {
    for (const language of DOOR_LANGUAGES) {
      for (const key of KEYS) {
        const values = valuesOf(catalogues[language][key]);
        expect(values, `${language} ${key}`).toEqual(valuesOf(catalogues.en[key]));
      }
    }
  });

  it("count as the language counts: each plural has every form that its numbers take, and no other", () => {
    for (const language of DOOR_LANGUAGES) {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const key of KEYS) {
        for (const forms of pluralsIn(catalogues[language][key])) {
          const isAsked = (form: string) =>
            !form.startsWith("=") &&
            !(form === "many" && HUGE.has(language)) &&
            !(form === "zero" && forms.includes("=0"));
          const asked = pluralCategories.filter(isAsked).sort();
          expect(forms.filter(isAsked).sort(), `${language} ${key}`).toEqual(asked);
        }
      }
    }
  });

  it("are all said somewhere: no text waits for a page that does not exist", () => {
    const files = ["island", "notices", "pages", "."].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, folder))
        .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
        .map((name) => readFileSync(join(import.meta.dirname, folder, name), "utf8")),
    );
    const code = files.join("\n");
    const isSaid = (key: string): boolean =>
      code.includes(`"${key}"`) ||
      [...code.matchAll(/[`"]([a-z]+(?:-[a-z]+)*-)\$\{/g)].some((made) => key.startsWith(made[1] ?? "?"));
    expect(KEYS.filter((key) => !isSaid(key))).toEqual([]);
  });

  it("never say before someone chose to tell what would give them away", () => {
    const advice = Object.keys(adviceEn) as AdviceKey[];
    for (const language of DOOR_LANGUAGES) {
      const first = [...advice.map((key) => catalogues[language][key]), ...adviceIn(language)].join(" ");
      expect(first, language).not.toMatch(GIVES_AWAY[language] ?? /./);
    }
  });

  it("promise the days that the job keeps", () => {
    for (const catalogue of Object.values(catalogues)) {
      for (const key of ["back-lost-more", "back-not-found"] as const)
        expect(catalogue[key]).toContain(`${KEPT_DAYS}`);
    }
  });

  it("can be read at the age of twelve, by Flesch and Kincaid's formula and by Coleman and Liau's", () => {
    const say = sayIn("en");
    const text = [...KEYS.map((key) => say(key, VALUES)), ...adviceIn("en")];
    // Grade 6 is read at eleven to twelve. Each page by itself, as a browser shows it: `e2e/pages.test.ts`.
    expect(gradesOf(text)).toEqual({
      kincaid: expect.toSatisfy(isUnderSix),
      colemanLiau: expect.toSatisfy(isUnderSix),
    });
  });

  /** Fewer words than these say more of one word than of a text. */
  const WORDS_MIN = 80;
  it("can be so in each room by itself too, also behind a form: the words, the conversation, a question, My file", () => {
    const say = sayIn("en");
    const rooms = Map.groupBy(KEYS, (key) => key.split("-")[0] ?? "");
    const graded = [...rooms].flatMap(([room, keys]) => {
      const texts = keys.map((key) => say(key, VALUES));
      return texts.join(" ").split(" ").length < WORDS_MIN ? [] : [{ room, ...gradesOf(texts) }];
    });
    const names = graded.map(({ room }) => room);
    expect(names).toEqual(
      expect.arrayContaining(["words", "talk", "attach", "offer", "file", "wish", "help"]),
    );
    // As of each page in a browser: grade 7 begins at twelve.
    const hard = graded.filter(({ kincaid, colemanLiau }) => kincaid >= 7 || colemanLiau >= 7);
    expect(hard).toEqual([]);
  });

  it.each(readPacks(PACKS_DIR).packs)(
    "$file can be read at the age of twelve by itself, by both formulas",
    ({ pack }) => {
      expect(gradesOf(textsOf(pack, "en"))).toEqual({
        kincaid: expect.toSatisfy(isUnderSix),
        colemanLiau: expect.toSatisfy(isUnderSix),
      });
    },
  );
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
