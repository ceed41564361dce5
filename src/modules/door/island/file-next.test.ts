import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CLOCKS } from "./next-text.ts";

const PACKS = join(import.meta.dirname, "../../../../packs/jurisdictions");

/** Kills: a pack with a new clock that ten of twelve languages would read in English. */
it("has words in every language of the door for each clock of the jurisdictions that come with it", () => {
  const codes = readdirSync(PACKS).flatMap((name) => {
    const pack: { clocks: { code: string }[] } = JSON.parse(readFileSync(join(PACKS, name), "utf8"));
    return pack.clocks.map(({ code }) => code);
  });
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !(code in CLOCKS))).toEqual([]);
});
