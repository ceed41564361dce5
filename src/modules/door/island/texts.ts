import { type Language, type Say, speaker } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";

/** The working pages' texts in one language: a phone loads no other. */
export async function loadTexts(language: Language): Promise<Say<DoorKey>> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  switch (language) {
    case "en":
      return speaker("en", (await import("../pages/texts/en.ts")).en, zone);
    case "ar":
      return speaker("ar", (await import("../pages/texts/ar.ts")).ar, zone);
  }
}

/** Typed or pasted text without what no letter can hold: NUL, and halves of characters. */
export const keepable = (typed: string): string => typed.replaceAll("\0", "").toWellFormed();
