import { expect, it } from "vitest";
import { CATEGORIES, PURPOSES } from "../../../core/access/context.ts";
import { ROLES } from "../../../core/access/coverage.ts";
import { en } from "../pages/texts/en.ts";
import { doorCatalogues, sayIn } from "../pages/texts/index.ts";
import { WANTED } from "../wanted.ts";
import type { OpenOwnAsk, OwnCase, OwnLook, OwnSection } from "./file-answers.ts";
import { writeCopy } from "./file-copy-text.ts";
import { CLOCKS, STATES, sayNow } from "./next-text.ts";

const AGENCY = { name: "Harbour <House>", kind: "shelter" };
const FILE = {
  ...{ state: "recovery", stateSince: "2026-11-01T10:00:00Z", goesAt: null, handOvers: [], left: [] },
  next: [
    {
      ...{ what: "recovery", name: null, dueAt: "2027-01-01T10:00:00Z" },
      source: {
        ...{ cited: "CETS 197, Article 13 (2005)", citedIn: "en", isConfirmed: false },
        ...{ note: "At least 30 days <i>.", noteIn: "en" },
      },
    },
  ],
  glasses: [{ agency: AGENCY, at: "2026-11-02T10:00:00Z", category: "health", reason: "She <u>fainted</u>" }],
  orders: [
    {
      ...{ authority: "District <Court>", article: "s. 94", court: null, reference: "DC-7", agency: AGENCY },
      ...{ categories: ["account"], issuedAt: "2026-11-01T10:00:00Z", expiresAt: "2027-11-01T10:00:00Z" },
      ...{ endedAt: null, deferredUntil: null, reads: [] },
    },
  ],
  holder: { name: "Harbour <House>", kind: "shelter" },
  consents: [
    {
      ...{
        sentence: "I allow <b>this</b>",
        sentenceIn: "en",
        givenAt: "2026-11-01T10:00:00Z",
        withdrawnAt: null,
      },
      ...{ agency: AGENCY, categories: ["contact"], purpose: "support", expiresAt: "2027-11-01T10:00:00Z" },
    },
  ],
  referrals: [
    {
      ...{ agency: { name: "Law <Corner>", kind: "legal-aid" }, wanted: "legal-advice", state: "begun" },
      stateSince: "2026-11-03T10:00:00Z",
      ...{
        categories: ["identity", "health"],
        letter: [{ category: "health", names: ["Allergies", "<Pain>"] }],
      },
    },
  ],
} as unknown as OwnCase;
const SECTION: OwnSection = {
  facts: [{ label: "What I want", value: '<script>alert("x")</script> & a bed', valueIn: null }],
  writtenAt: "2026-11-02T10:00:00Z",
  agency: { name: "Harbour <House>", kind: "shelter" },
};

const LOOK = {
  ...{
    at: "2026-11-04T10:00:00Z",
    agency: AGENCY,
    role: "caseworker",
    category: "health",
    purpose: "support",
  },
  ...{ outcome: "read", notOpened: null, printedFor: null, refusal: null },
} as OwnLook;
const ASK: OpenOwnAsk = {
  ...{ id: "1", kind: "question", category: "needs-and-risk", dueAt: "2026-11-09T10:00:00Z" },
  ...{ outcome: "answered", answeredAt: "2026-11-05T10:00:00Z", rating: null },
  ...{ text: "Who <decides>?", answer: "Two & no more." },
};

it.each(["en", "ar"] as const)(
  "a copy in %s holds what was shown, as text, runs nothing, and is named like any page",
  (language) => {
    const page = writeCopy(
      FILE,
      { sections: [{ category: "needs-and-risk", section: SECTION }], looks: [LOOK], asks: [ASK] },
      {
        ...{ say: sayIn(language), language, now: new Date("2026-11-26T10:00:00Z") },
      },
    );
    expect(page).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; a bed");
    expect(page).not.toMatch(/<script|<Pain>|<b>|<i>|<u>|https?:|<House>|<Corner>|<Court>|<decides>/);
    expect(page).toContain(sayIn(language)("refer-begun", { agency: "Law &lt;Corner&gt;" }));
    const say = sayIn(language);
    for (const shown of [
      ...[
        say("file-now", { state: say("state-recovery") }),
        say("clock-recovery-ends"),
        say("file-unconfirmed"),
      ],
      ...["At least 30 days &lt;i&gt;.", "She &lt;u&gt;fainted&lt;/u&gt;", "District &lt;Court&gt;", "DC-7"],
      ...[
        say("role-caseworker"),
        `${say("category-health")} (Allergies`,
        "&lt;Pain&gt;)",
        "Who &lt;decides&gt;?",
        "Two &amp; no more.",
        "I allow &lt;b&gt;this&lt;/b&gt;",
      ],
    ]) {
      expect(page).toContain(shown);
    }
    expect(page).toContain("default-src 'none'");
    expect(page).toContain(`<title>${sayIn(language)("site-name")}</title>`);
    expect(page).toContain(language === "ar" ? 'dir="rtl"' : 'dir="ltr"');
  },
);

/** Kills: a sentence of ours that a person would read in English on a page of another language. */
it.each(["vi", "fil", "sq", "ro", "es", "fr"] as const)(
  "a copy in %s has no English words of ours",
  (language) => {
    const say = sayIn(language);
    const named = { name: "Ω", kind: "shelter" };
    const dates = { dueAt: "2027-01-01T10:00:00Z" };
    const file = {
      ...FILE,
      ...{ holder: named, goesAt: "2027-03-01T10:00:00Z" },
      next: Object.keys(CLOCKS).map((what) => ({
        ...{ what, name: null, ...dates },
        source: { cited: "Ω", citedIn: language, note: "Ω", noteIn: language, isConfirmed: false },
      })),
      glasses: FILE.glasses.map((glass) => ({ ...glass, agency: named, reason: "Ω" })),
      orders: FILE.orders.map((order) => ({ ...order, agency: named, authority: "Ω", article: "94" })),
      consents: FILE.consents.map((consent) => ({ ...consent, agency: named, sentence: "Ω" })),
      referrals: WANTED.map((wanted) => ({ ...FILE.referrals[0], agency: named, wanted, letter: [] })),
    } as unknown as OwnCase;
    const looks = [
      ...ROLES.map((role) => ({ ...LOOK, agency: named, role })),
      ...PURPOSES.map((purpose) => ({ ...LOOK, agency: named, purpose, printedFor: "work" })),
      { ...LOOK, agency: named, outcome: "refused", refusal: "not-shared" },
    ] as OwnLook[];
    const asks = (["question", "correction", "complaint", "rating"] as const).map((kind) => ({
      ...{ ...ASK, kind, text: "Ω", answer: "Ω" },
    }));
    const sections = CATEGORIES.map((category) => ({
      category,
      section: { facts: [], writtenAt: SECTION.writtenAt, agency: named },
    }));
    const page = writeCopy(file, { sections, looks, asks }, { say, language, now: new Date(0) });
    const said = [
      ...page.slice(page.indexOf("<body>")).split(/<[^>]*>/),
      ...STATES.flatMap((state) => Object.values(sayNow(say, language, { ...file, state }) ?? {})),
    ];
    expect(said.length).toBeGreaterThan(150);
    // Words that stand in nearly every English sentence, and in none of these languages.
    expect(
      said.filter((one) => /\b(the|you|your|was|with|they|this|have|should|someone)\b/i.test(one)),
    ).toEqual([]);
    const theirs = new Set<string>(Object.values(doorCatalogues[language]));
    const ours = new Set(Object.values<string>(en).filter((text) => !theirs.has(text)));
    expect(said.filter((one) => ours.has(one))).toEqual([]);
  },
);
