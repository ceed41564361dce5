import type { Catalogue, Language } from "../../src/core/texts/index.ts";
import type { DeskSay, TextKey } from "../../src/web/texts/index.ts";
import { AR, EN } from "../../src/web/texts/parts.ts";
import { createSay } from "../../src/web/texts/say.ts";

/** The desk's own texts, so that one story is told in each of its languages. */
export interface DeskTexts {
  readonly say: DeskSay;
  /** A text by what stands before its first value, which the story does not know. */
  readonly begins: (key: TextKey) => RegExp;
}

export async function deskTexts(language: Language): Promise<DeskTexts> {
  const parts = await Promise.all(Object.values(language === "ar" ? AR : EN).map((load) => load()));
  const catalogue: Catalogue<TextKey> = Object.assign({}, ...parts);
  const begins = (key: TextKey) => {
    const [start = ""] = catalogue[key].split("{");
    if (start.trim() === "") throw new Error(`${key} begins with a value.`);
    return new RegExp(start.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  };
  return { say: createSay(catalogue, language, "UTC"), begins };
}
