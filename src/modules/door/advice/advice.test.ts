import { describe, expect, it } from "vitest";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { type AdvicePack, checkPack, isSigned } from "./model.ts";
import { ownAdvice, PACKS_DIR, readPacks } from "./read.ts";

const someone = { name: "A Reader", on: "2026-12-01" };
type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the check says of the house's page about phones after something was done to it. */
function faultsAfter(
  change: (pack: AdvicePack, first: Writable<AdvicePack["statements"][number]>) => void,
  file = "phone.json",
): string[] {
  const pack = structuredClone(ownAdvice("coe").get("phone") as AdvicePack);
  change(pack, pack.statements[0] as AdvicePack["statements"][number]);
  return checkPack(file, pack);
}

describe("the house's packs of advice", () => {
  it("are right: every statement in every language, with its source and its days", () => {
    expect(readPacks(PACKS_DIR).faults).toEqual([]);
    expect([...ownAdvice("coe").keys()]).toEqual(["happens", "children", "rights", "job", "phone"]);
  });

  it("say what the law of the door's own place asks about children, and name the places that there are", () => {
    const codeOf = (place: string) => ownAdvice(place).get("children")?.jurisdiction?.code;
    const places = ["coe", "gb-eaw", "gb-sct", "it"];
    expect(places.map(codeOf)).toEqual(places);
    expect(() => ownAdvice("../phone")).toThrow(
      /LEEWARD_DOOR_JURISDICTION is “..\/phone”.*coe, gb-eaw, gb-sct, it/,
    );
  });

  it("are open in production only when each statement is signed in that language, by a lawyer too where it is law", () => {
    const pack = structuredClone(ownAdvice("coe").get("phone") as AdvicePack);
    expect(isSigned(pack, "en")).toBe(false);
    for (const { reviews } of pack.statements) reviews.en = someone;
    expect([isSigned(pack, "en"), isSigned(pack, "ar")]).toEqual([true, false]);
    const [first] = pack.statements as [AdvicePack["statements"][number]];
    first.counsel = null;
    expect(isSigned(pack, "en")).toBe(false);
    first.counsel = someone;
    expect(isSigned(pack, "en")).toBe(true);
    first.reviews.en = null;
    expect(isSigned(pack, "en"), "one of several is not read").toBe(false);
  });
});

// Each names a check that is not there, if it is silent.
describe("the check of a pack says what is wrong and where", () => {
  it.each(DOOR_LANGUAGES)("a translation into %s that is missing, in each of its places", (language) => {
    const without = (texts: object) => Reflect.deleteProperty(texts, language);
    for (const [place, change] of [
      ["title", (pack: AdvicePack) => without(pack.title)],
      ["lead", (pack: AdvicePack) => without(pack.lead)],
      ["phone-near, text", (pack: AdvicePack) => without(pack.statements[0]?.text ?? {})],
      ["phone-near, title", (pack: AdvicePack) => without(pack.statements[0]?.title ?? {})],
      ["phone-near, reviews", (pack: AdvicePack) => without(pack.statements[0]?.reviews ?? {})],
    ] as const) {
      const faults = faultsAfter(change);
      expect(faults, place).toHaveLength(1);
      expect(faults[0]).toContain(`phone.json, ${place}: `);
      expect(faults[0]).toContain(language);
    }
  });

  it.each<[string, Parameters<typeof faultsAfter>[0], RegExp]>([
    ["an empty text", (_, first) => (first.text.ru = " "), /phone-near: text, ru: nothing is written/],
    [
      "an untranslated one",
      (_, first) => (first.text.vi = first.text.en),
      /phone-near: text, vi: is still the English/,
    ],
    ["markup", (_, first) => (first.text.en = "<b>No</b>"), /text, en: has .*< >/],
    [
      "a turned direction",
      (_, first) => (first.title.ar = `\u202e${first.title.ar}`),
      /title, ar: has .*nobody sees/,
    ],
    ["no source", (_, first) => (first.sources = []), /phone-near, sources: /],
    [
      "a source that is no public address",
      (_, first) =>
        (first.sources = [{ title: "T", publisher: "P", date: "2020", address: "http://x.test" }]),
      /phone-near, sources, 0, address: /,
    ],
    [
      "a day that is none",
      (_, first) => (first.writtenOn = "2026-02-30"),
      /2026-02-30 is no day of the calendar/,
    ],
    [
      "a review that is due before",
      (_, first) => (first.reviewDue = first.writtenOn),
      /reviewDue .* is not after/,
    ],
    [
      "a signature from before",
      (_, first) => (first.reviews.fr = { name: "Early", on: "2020-01-01" }),
      /Early signed on 2020-01-01, before it was written/,
    ],
    [
      "a statement twice",
      (pack) => pack.statements.push(...pack.statements.slice(0, 1)),
      /phone-near: is there twice/,
    ],
    ["a lawyer where there is no law", (_, first) => (first.counsel = null), /counsel stands only beside/],
    [
      "law that asks no lawyer",
      (pack) => (pack.jurisdiction = { code: "xx", name: pack.title }),
      /phone-near: counsel is missing/,
    ],
    ["a word that nobody asked for", (pack) => Object.assign(pack, { note: "x" }), /the file: must not have/],
  ])("%s", (_, change, said) => {
    expect(faultsAfter(change).join("\n")).toMatch(said);
  });

  it("a file under another name, no pack at all, and what is no JSON", () => {
    expect(faultsAfter(() => undefined, "phones.json")).toEqual([
      "phones.json, the file is named phone.json after what is in it",
    ]);
    for (const value of [null, [], "x", 7, {}, { statements: null }, { statements: [null] }]) {
      expect(checkPack("x.json", value).length, JSON.stringify(value)).toBeGreaterThan(0);
    }
  });
});
