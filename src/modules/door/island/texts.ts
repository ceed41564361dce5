import { type Catalogue, type DoorLanguage, type Say, speaker } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";

/** Each language in a file of its own: a phone loads no other. */
const CATALOGUES: Readonly<Record<DoorLanguage, () => Promise<Catalogue<DoorKey>>>> = {
  en: async () => (await import("../pages/texts/en.ts")).en,
  fr: async () => (await import("../pages/texts/fr.ts")).fr,
  es: async () => (await import("../pages/texts/es.ts")).es,
  ar: async () => (await import("../pages/texts/ar.ts")).ar,
  zh: async () => (await import("../pages/texts/zh.ts")).zh,
  ru: async () => (await import("../pages/texts/ru.ts")).ru,
  bn: async () => (await import("../pages/texts/bn.ts")).bn,
  fil: async () => (await import("../pages/texts/fil.ts")).fil,
  ro: async () => (await import("../pages/texts/ro.ts")).ro,
  sq: async () => (await import("../pages/texts/sq.ts")).sq,
  uk: async () => (await import("../pages/texts/uk.ts")).uk,
  vi: async () => (await import("../pages/texts/vi.ts")).vi,
};

/** The working pages' texts in one language. */
export async function loadTexts(language: DoorLanguage): Promise<Say<DoorKey>> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return speaker(language, await CATALOGUES[language](), zone);
}

/** Typed or pasted text without what no letter can hold: NUL, and halves of characters. */
export const keepable = (typed: string): string => typed.replaceAll("\0", "").toWellFormed();
