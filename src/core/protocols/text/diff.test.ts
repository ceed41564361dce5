import { expect, it } from "vitest";
import type { Terms } from "../terms.ts";
import { diffText } from "./diff.ts";
import { renderAgreement } from "./render.ts";

const ONE = "00000000-0000-4000-8000-000000000002";
const TWO = "00000000-0000-4000-8000-000000000003";
const THREE = "00000000-0000-4000-8000-000000000004";
const party = (agencyId: string, name: string) => ({ agencyId, name, kind: "ngo", contact: "desk" }) as const;
const TERMS: Terms = {
  title: "Support",
  parties: [party(ONE, "One"), party(TWO, "Two")],
  scope: [
    { purpose: "support", category: "contact" },
    { purpose: "support", category: "health" },
    { purpose: "remedy", category: "money" },
  ],
  legalBasis: { text: "The law", citation: "Act 1" },
  retentionDays: 180,
  onwardRule: "none",
  inForceFrom: "2026-01-01",
  inForceUntil: "2027-01-01",
  reviewOn: "2026-06-01",
};
const textOf = (terms: Terms, version = 1) =>
  renderAgreement({ agreement: "00000000-0000-4000-8000-000000000001", version, terms }, "en");

/** `+new` and `-gone`, in order. */
const changesOf = (now: Terms, before: Terms): string[] =>
  diffText(textOf(now), textOf(before)).flatMap(({ paragraphs }) =>
    paragraphs
      .flat()
      .filter(({ change }) => change !== "same")
      .map(
        ({ span, change }) =>
          `${change === "new" ? "+" : "-"}${typeof span === "string" ? span : span.shown}`,
      ),
  );

it("shows nothing between a text and itself, and nothing without an earlier one", () => {
  expect(changesOf(TERMS, TERMS)).toEqual([]);
  expect(diffText(textOf(TERMS), null).some(({ changed }) => changed)).toBe(false);
});

it("shows what is new and what is gone, value by value", () => {
  const scope = [
    { purpose: "support", category: "contact" },
    { purpose: "support", category: "status" },
    { purpose: "remedy", category: "money" },
  ] as const;
  expect(changesOf({ ...TERMS, scope, retentionDays: 90 }, TERMS)).toEqual([
    "+status",
    "-health",
    "+90",
    "-180",
  ]);
  const later = { ...TERMS, inForceUntil: "2028-01-01", onwardRule: "with-consent" } as const;
  expect(changesOf(later, TERMS)).toEqual([
    ...["+others only with the person’s consent", "-no one", "+1 January 2028", "-1 January 2027"],
  ]);
});

it("shows a purpose or a party that comes or goes as a whole line", () => {
  const without = changesOf({ ...TERMS, scope: TERMS.scope.slice(0, 2) }, TERMS);
  expect(without.join("")).toBe("-For the purpose of -remedy-, the parties may open to each other: -money-.");
  const joined = changesOf({ ...TERMS, parties: [...TERMS.parties, party(THREE, "Three")] }, TERMS);
  expect(joined.join("")).toContain("+Three");
  expect(joined.every((one) => one.startsWith("+"))).toBe(true);
});
