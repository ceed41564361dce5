import { use } from "react";
import type { Catalogue, Language } from "../../../core/texts/index.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { type CareKey, loadCareTexts } from "../texts/index.ts";

/** The words of care in the reader's language: fields, answers, states, clocks. */
export interface CareWords {
  readonly texts: Catalogue<CareKey>;
  /** A code that is newer than the texts is shown as it is. */
  readonly sayState: (state: string) => string;
  readonly sayClock: (what: string) => string;
}

const loaded = new Map<Language, Promise<CareWords>>();

async function load(language: Language): Promise<CareWords> {
  const texts: Catalogue<CareKey> = await loadCareTexts(language);
  const byKey: Readonly<Record<string, string | undefined>> = texts;
  const named = (group: string) => (code: string) => byKey[`${group}.${code}`] ?? code.replaceAll("-", " ");
  return { texts, sayState: named("state"), sayClock: named("clock") };
}

/** Waits for the words where they are first needed: they are a piece of their own, one for each language. */
export function useCareWords(): CareWords {
  const { language } = useDesk().choices;
  let words = loaded.get(language);
  if (!words) {
    words = load(language);
    loaded.set(language, words);
    // A piece that did not load is asked for again at the next look.
    words.catch(() => loaded.delete(language));
  }
  return use(words);
}
