import { expect, test } from "vitest";
import { createWhen } from "../when.ts";
import { DeskTexts } from "./index.ts";
import { createSay } from "./say.ts";

const texts = new DeskTexts("ar");
await texts.need("care", "caseFile");
const say = createSay(texts.catalogue, "ar", "UTC");

test("in an Arabic text, a name in Latin letters and a range of numbers keep their own direction", () => {
  expect(say("share.ended", { agency: "Harbour House" })).toContain("\u2066Harbour House\u2069");
  expect(say("share.ended", { agency: "مركز 7" })).toContain("\u2067مركز 7\u2069");
  expect(say("about.age", { band: "25–34" })).toContain("\u206625–34\u2069");
});

test("a day with its hour stays one Arabic phrase within another text, though both are isolated within it", () => {
  const when = createWhen({
    say,
    locale: "ar-u-nu-latn",
    zone: "UTC",
    now: () => new Date("2026-11-26T12:00Z"),
  });
  const near = when.near("2026-07-17T00:08Z");
  expect(near).toContain("\u206600:08\u2069");
  const { catalogue } = texts;
  expect(catalogue["share.ended"]).toContain("{agency}");
  expect(say("share.ended", { agency: near })).toContain(`\u2067${near}\u2069`);
});

test("a code that chooses between forms stays as it is", () => {
  expect(say.knows("share.ended")).toBe(true);
  expect(say.knows("share.never")).toBe(false);
  expect(say("refusal.other-purpose", { purpose: "support", others: "none" })).not.toMatch(/[\u2066-\u2069]/);
});
