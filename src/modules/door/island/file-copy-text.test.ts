import { expect, it } from "vitest";
import { sayIn } from "../pages/texts/index.ts";
import type { OwnCase, OwnSection } from "./file-answers.ts";
import { writeCopy } from "./file-copy-text.ts";

const FILE = {
  holder: { name: "Harbour <House>", kind: "shelter" },
  consents: [{ sentence: "I allow <b>this</b>", givenAt: "2026-11-01T10:00:00Z", withdrawnAt: null }],
  referrals: [
    {
      ...{ agency: { name: "Law <Corner>", kind: "legal-aid" }, wanted: "legal-advice", state: "begun" },
      stateSince: "2026-11-03T10:00:00Z",
    },
  ],
} as unknown as OwnCase;
const SECTION: OwnSection = {
  facts: [{ label: "What I want", value: '<script>alert("x")</script> & a bed' }],
  writtenAt: "2026-11-02T10:00:00Z",
  agency: { name: "Harbour <House>", kind: "shelter" },
};

it.each(["en", "ar"] as const)(
  "a copy in %s holds what was shown, as text, runs nothing, and is named like any page",
  (language) => {
    const page = writeCopy(FILE, [{ category: "needs-and-risk", section: SECTION }], {
      ...{ say: sayIn(language), language, now: new Date("2026-11-26T10:00:00Z") },
    });
    expect(page).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; a bed");
    expect(page).not.toMatch(/<script|<b>|https?:|<House>|<Corner>/);
    expect(page).toContain(sayIn(language)("refer-begun", { agency: "Law &lt;Corner&gt;" }));
    expect(page).toContain("default-src 'none'");
    expect(page).toContain(`<title>${sayIn(language)("site-name")}</title>`);
    expect(page).toContain(language === "ar" ? 'dir="rtl"' : 'dir="ltr"');
  },
);
