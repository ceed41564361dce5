import { expect, it } from "vitest";
import { statisticsEn } from "../src/modules/statistics/pages/texts-en.ts";
import { LEDGER_PAGE } from "../src/web/ledger-page-texts.ts";
import { FRAME_TEXTS } from "../src/web/public-frame.ts";
import { TOOLS_PAGE } from "../src/web/tools-page-texts.ts";
import { readingGrades } from "./reading-grades.ts";

/** Every text of a catalogue as it is read, its values filled in. */
function textsOf(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((text: unknown): string[] => {
    if (typeof text === "string") return [text];
    if (typeof text === "function") return [String(text("12", "14", "15"))];
    return typeof text === "object" && text !== null ? textsOf(text) : [];
  });
}
/** Names of columns and buttons are no sentences: counted as such they would make any text look easy. */
const isRunning = (text: string) => text.split(" ").length >= 6;
const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);

// The door's own texts are held to it beside them (src/modules/door/texts.test.ts). Grade 6 is read at eleven to twelve.
it("the public pages of numbers, ledger and tools can be read at the age of twelve, by both formulas", () => {
  const pages = {
    numbers: statisticsEn,
    ledger: LEDGER_PAGE.en,
    tools: TOOLS_PAGE.en,
    frame: FRAME_TEXTS.en,
  };
  for (const [name, catalogue] of [["all", pages] as const, ...Object.entries(pages)]) {
    const text = textsOf(catalogue).filter(isRunning).map(sentence).join(" ");
    if (name === "all") expect(text.length).toBeGreaterThan(6_000);
    const { kincaidGrade, colemanLiauGrade } = readingGrades(text);
    expect(kincaidGrade, `${name}, Flesch-Kincaid`).toBeLessThan(6);
    expect(colemanLiauGrade, `${name}, Coleman-Liau`).toBeLessThan(6);
  }
});
