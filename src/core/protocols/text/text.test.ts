import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES, PURPOSES } from "../../access/context.ts";
import { AGENCY_KINDS } from "../../access/coverage.ts";
import { renderTexts } from "../statement.ts";
import { ONWARD_RULES, orderScope, type Terms } from "../terms.ts";
import { SIGNED_LANGUAGES } from "./lexicon.ts";
import { parseAgreement } from "./parse.ts";
import { LEXICONS, type Numbered, plainText, renderAgreement } from "./render.ts";

const line = (min: number) =>
  fc
    .string({ unit: fc.constantFrom(..."abcé ش漢.,;:(){}[]1·’–"), minLength: min, maxLength: 40 })
    .map((text) => text.trim())
    .filter((text) => text.length >= min);
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const pair = fc.record({ purpose: fc.constantFrom(...PURPOSES), category: fc.constantFrom(...CATEGORIES) });

const terms: fc.Arbitrary<Terms> = fc.record({
  title: line(1),
  parties: fc
    .uniqueArray(
      fc.record({
        agencyId: fc.uuid(),
        name: line(1),
        kind: fc.constantFrom(...AGENCY_KINDS),
        contact: line(3),
      }),
      { minLength: 2, maxLength: 5, selector: ({ agencyId }) => agencyId },
    )
    .map((parties) => parties.sort((one, other) => (one.agencyId < other.agencyId ? -1 : 1))),
  scope: fc.array(pair, { minLength: 1, maxLength: 12 }).map(orderScope),
  legalBasis: fc.record({ text: line(3), citation: line(3) }),
  retentionDays: fc.integer({ min: 1, max: 36_500 }),
  onwardRule: fc.constantFrom(...ONWARD_RULES),
  inForceFrom: day,
  inForceUntil: day,
  reviewOn: day,
});
const numbered: fc.Arbitrary<Numbered> = fc.record({
  agreement: fc.uuid(),
  version: fc.integer({ min: 1, max: 999 }),
  terms,
});

/** One field of the object replaced by the same field of another one. */
const CHANGES: readonly ((one: Terms, other: Terms) => Terms)[] = [
  (one, { title }) => ({ ...one, title }),
  (one, { parties }) => ({ ...one, parties }),
  (one, { parties: [first] }) => ({
    ...one,
    parties: one.parties.map((party, nth) => (nth === 0 && first ? { ...first } : party)),
  }),
  (one, { parties: [first] }) => ({
    ...one,
    parties: one.parties.map((party, nth) =>
      nth === 1 && first ? { ...party, agencyId: first.agencyId } : party,
    ),
  }),
  (one) => ({ ...one, parties: one.parties.slice(1) }),
  (one, { scope }) => ({ ...one, scope }),
  (one) => ({ ...one, scope: one.scope.slice(1) }),
  (one, { scope }) => ({ ...one, scope: orderScope([...one.scope, ...scope.slice(0, 1)]) }),
  (one, { legalBasis }) => ({ ...one, legalBasis }),
  (one, { retentionDays }) => ({ ...one, retentionDays }),
  (one) => ({ ...one, onwardRule: one.onwardRule === "none" ? "with-consent" : "none" }),
  (one, { inForceFrom }) => ({ ...one, inForceFrom }),
  (one, { inForceUntil }) => ({ ...one, inForceUntil }),
  (one, { reviewOn }) => ({ ...one, reviewOn }),
];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

describe("the text that people sign", () => {
  // Kills: a value left out of a template, two values with one word, a month that reads as another.
  it("reads back into the very object, in every language", () => {
    fc.assert(
      fc.property(numbered, (one) => {
        const texts = renderTexts(one);
        for (const language of SIGNED_LANGUAGES) {
          expect(parseAgreement(texts[language], language)).toEqual(one);
        }
      }),
      { numRuns: 200 },
    );
  });

  // Kills: any field that a template forgets.
  it("changes in every language when any field of the object changes, and in none when nothing does", () => {
    fc.assert(
      fc.property(
        numbered,
        terms,
        fc.nat(CHANGES.length - 1).map((nth) => CHANGES[nth] ?? ((one: Terms) => one)),
        (one, other, change) => {
          const changed = { ...one, terms: change(one.terms, other) };
          const [before, after] = [renderTexts(one), renderTexts(changed)];
          for (const language of SIGNED_LANGUAGES) {
            expect(before[language] === after[language]).toBe(same(one, changed));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("changes with the agreement's number and the version", () => {
    fc.assert(
      fc.property(numbered, numbered, (one, other) => {
        const mixed = [
          { ...one, agreement: other.agreement },
          { ...one, version: one.version + 1 },
        ];
        for (const changed of mixed) {
          for (const language of SIGNED_LANGUAGES) {
            expect(renderTexts(changed)[language]).not.toBe(renderTexts(one)[language]);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("marks as enforced exactly what the rule of access looks at", () => {
    const [one] = fc.sample(numbered, { numRuns: 1, seed: 7 });
    if (!one) throw new Error("one sample");
    const spans = renderAgreement(one, "en").clauses.flatMap(({ paragraphs }) => paragraphs.flat());
    const marks = spans.filter((span) => typeof span !== "string");
    const enforced = new Set(marks.filter((mark) => mark.enforced).map(({ path }) => path.split(".")[0]));
    expect([...enforced].sort()).toEqual([
      ...["agreement", "inForceFrom", "inForceUntil", "parties", "scope", "version"],
    ]);
  });

  it("has in each language a word of its own for every value of a list", () => {
    for (const language of SIGNED_LANGUAGES) {
      const { kinds, purposes, categories, onwardRules, months } = LEXICONS[language];
      for (const words of [kinds, purposes, categories, onwardRules, months]) {
        const all = Object.values(words);
        expect(new Set(all).size).toBe(all.length);
        for (const word of all) expect(word).not.toMatch(/[⟦⟧⟨⟩\n]/);
      }
      for (const month of months) expect(month).not.toContain(" ");
    }
  });

  it("is made of its template's version: whoever changes a template changes the number, and this line", () => {
    const party = (agencyId: string, name: string) =>
      ({ agencyId, name, kind: "ngo", contact: "desk@example.org" }) as const;
    const sample: Numbered = {
      agreement: "00000000-0000-4000-8000-000000000001",
      version: 1,
      terms: {
        title: "Sample",
        parties: [
          party("00000000-0000-4000-8000-000000000002", "One"),
          party("00000000-0000-4000-8000-000000000003", "Two"),
        ],
        scope: orderScope(
          PURPOSES.flatMap((purpose) => CATEGORIES.map((category) => ({ purpose, category }))),
        ),
        legalBasis: { text: "The law says so", citation: "Act, section 1" },
        retentionDays: 30,
        onwardRule: "none",
        inForceFrom: "2026-01-01",
        inForceUntil: "2027-02-28",
        reviewOn: "2026-12-31",
      },
    };
    const hash = createHash("sha256");
    for (const language of SIGNED_LANGUAGES) {
      hash.update(plainText(renderAgreement(sample, language)));
      hash.update(JSON.stringify(LEXICONS[language]));
    }
    expect(hash.digest("hex").slice(0, 16)).toBe("47ce381ed60e187b");
  });
});
