import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { JURISDICTIONS_DIR } from "../journey/read-packs.ts";
import { sayWhereWritten, WRITTEN } from "./file-sources.ts";

interface ClockOfPack {
  readonly source: { readonly instrument: string; readonly note?: string };
}
const clocks = readdirSync(JURISDICTIONS_DIR).flatMap((name) => {
  const pack: { clocks: ClockOfPack[] } = JSON.parse(readFileSync(join(JURISDICTIONS_DIR, name), "utf8"));
  return pack.clocks;
});
const HOUSE = "House rule of Leeward, to be agreed by the agencies of the place (2026)";
const OTHERS = DOOR_LANGUAGES.filter((one) => one !== "en");

describe("where a time is written, for a person", () => {
  it("has words in each language for every note of the packs that come with Leeward, and for no other", () => {
    const notes = new Set(clocks.flatMap(({ source: { note } }) => (note === undefined ? [] : [note])));
    expect(Object.keys(WRITTEN).sort()).toEqual([...notes].sort());
    for (const language of OTHERS) {
      for (const note of notes) {
        const said = sayWhereWritten({ cited: "Act (2026)", note, isConfirmed: false }, language);
        expect(said).toMatchObject({ cited: "Act (2026)", citedIn: "en", noteIn: language });
        expect(said.note, language).not.toBe(note);
        // As many days as the note says: a slip in a number tells of a right that is not there.
        const numbers = (text: string | null): string[] => [...(text?.match(/\d+/g) ?? [])].sort();
        expect(numbers(said.note), `${language} ${note}`).toEqual(numbers(note));
      }
    }
  });

  it("says the house's own rules in each language", () => {
    expect(
      clocks.filter(({ source }) => source.instrument === "House rule of Leeward").length,
    ).toBeGreaterThan(9);
    for (const language of OTHERS) {
      for (const cited of [
        ...[HOUSE, "House rule: a question about one's own file is answered within 7 days"],
        ...["The day that was written down with it"],
        ...["The person asked for it, was reached, and waited seven days"],
      ]) {
        const said = sayWhereWritten({ cited, note: null, isConfirmed: true }, language);
        expect(said, `${language} ${cited}`).toMatchObject({ citedIn: language, note: null });
        expect(said.cited).not.toMatch(/house|reached|day that/i);
      }
    }
  });

  it("keeps the name of a law, and what only a State's own pack says, as written there", () => {
    const source = {
      cited: "Act of Ruritania, section 1 (2026)",
      note: "As the village says.",
      isConfirmed: false,
    };
    expect(sayWhereWritten(source, "vi")).toEqual({ ...source, citedIn: "en", noteIn: "en" });
    expect(sayWhereWritten({ ...source, cited: HOUSE }, "en")).toMatchObject({ cited: HOUSE, citedIn: "en" });
  });
});
