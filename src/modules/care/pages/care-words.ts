import { use } from "react";
import type { Catalogue, Language } from "../../../core/texts/index.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { type CareKey, loadCareTexts } from "../texts/index.ts";

/** The names of states and clocks: what lists of cases need. */
export interface CareWords {
  /** A code that is newer than the texts is shown as it is. */
  readonly sayState: (state: string) => string;
  /** One of a jurisdiction is called as its pack does. */
  readonly sayClock: (clock: ClockName) => string;
}

interface ClockName {
  readonly what: string;
  readonly name: { readonly en: string; readonly ar: string } | null;
}

async function loadWords(language: Language): Promise<CareWords> {
  const { journey } =
    language === "ar" ? await import("../texts/ar/journey.ts") : await import("../texts/en/journey.ts");
  const byKey: Readonly<Record<string, string | undefined>> = journey;
  const named = (group: string) => (code: string) => byKey[`${group}.${code}`] ?? code.replaceAll("-", " ");
  const sayKnown = named("clock");
  return { sayState: named("state"), sayClock: ({ what, name }) => name?.[language] ?? sayKnown(what) };
}

/** So long a page is told that it failed; less, and it would ask again while it is being told, without end. */
const FAILED_FOR_MS = 1_000;

/** Keeps one promise for each language; a piece that did not load is asked for again at the next look. */
function onceEach<Value>(
  load: (language: Language) => Promise<Value>,
): (language: Language) => Promise<Value> {
  const loaded = new Map<Language, Promise<Value>>();
  return (language) => {
    const known = loaded.get(language);
    if (known) return known;
    const fresh = load(language);
    loaded.set(language, fresh);
    fresh.catch(() => setTimeout(() => loaded.delete(language), FAILED_FOR_MS));
    return fresh;
  };
}

/** The steps of a journey in words: where a case is moved on. */
export interface StepWords {
  readonly sayStep: (code: string) => string;
  readonly sayRecord: (code: string) => string;
  readonly sayLack: (code: string) => string;
}

async function loadSteps(language: Language): Promise<StepWords> {
  const { steps } =
    language === "ar" ? await import("../texts/ar/steps.ts") : await import("../texts/en/steps.ts");
  const byKey: Readonly<Record<string, string | undefined>> = steps;
  const named = (group: string) => (code: string) => byKey[`${group}.${code}`] ?? code.replaceAll("-", " ");
  return { sayStep: named("step"), sayRecord: named("record"), sayLack: named("lack") };
}

const words = onceEach(loadWords);
const stepWords = onceEach(loadSteps);
const texts = onceEach<Catalogue<CareKey>>(loadCareTexts);

/** Waits for the names of states and clocks where they are first needed. */
export const useCareWords = (): CareWords => use(words(useDesk().choices.language));

/** Waits for the names of all fields and answers, a larger piece: where a part of a case is opened. */
export const useCareTexts = (): Catalogue<CareKey> => use(texts(useDesk().choices.language));

/** Waits for the names of steps. */
export const useStepWords = (): StepWords => use(stepWords(useDesk().choices.language));
