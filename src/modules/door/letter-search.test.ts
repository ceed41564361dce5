import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSnippet } from "./letter-search.ts";

describe("what is looked for in letters", () => {
  const TABLE: readonly (readonly [string, string, string | null])[] = [
    ["They took my PASSPORT.", "passport", "PASSPORT"],
    ["Elle s'appelle Zoé, elle a peur", "zoe", "Zoé"],
    ["Elle s'appelle Zoe\u0301, elle a peur", "ZOÉ", "Zoe\u0301"],
    ["أَخَذُوا جَوَازَ سَفَرِي", "جواز", "جَوَازَ"],
    ["Ｂright Homes", "bright", "Ｂright"],
    ["a  b\nc", "b c", "b\nc"],
    ["passport", "visa", null],
    ["passport", "  ", null],
    ["", "x", null],
    ["🙂 help 🙂", "help", "help"],
  ];
  for (const [text, sought, match] of TABLE) {
    it(`finds ${JSON.stringify(sought)} in ${JSON.stringify(text)}: ${JSON.stringify(match)}`, () => {
      expect(findSnippet(text, sought)?.match ?? null).toBe(match);
    });
  }

  // Kills: places counted in letters instead of units; a match that loses its last mark; a cut through a letter.
  it("are words of the text itself, with what stands around them in its order", () => {
    const letter = fc.constantFrom("a", "é", "e\u0301", "ß", "İ", "ﬁ", "س", "سَ", "🙂", " ", "\n", "B");
    const anyText = fc.array(letter, { maxLength: 200 }).map((letters) => letters.join(""));
    fc.assert(
      fc.property(anyText, fc.nat(150), fc.integer({ min: 1, max: 8 }), (text, start, length) => {
        const letters = [...text];
        const sought = letters.slice(start, start + length).join("");
        const found = findSnippet(text, sought);
        if (sought.trim().normalize("NFKD").replaceAll(/\p{M}/gu, "") === "") return;
        expect(found).not.toBeNull();
        if (!found) return;
        expect(text.includes(found.match)).toBe(true);
        expect(text.toWellFormed()).toContain(found.match + found.after.slice(0, 20).replace(/\uFFFD$/, ""));
        expect(found.before.length).toBeLessThanOrEqual(60);
        expect(findSnippet(found.match, sought)?.match).toBe(found.match);
      }),
    );
  });
});
