import { type Catalogue, type DoorLanguage, type Say, speaker } from "../../../../core/texts/index.ts";
import { adviceAr } from "./advice-ar.ts";
import { adviceBn } from "./advice-bn.ts";
import { type AdviceKey, adviceEn } from "./advice-en.ts";
import { adviceEs } from "./advice-es.ts";
import { adviceFil } from "./advice-fil.ts";
import { adviceFr } from "./advice-fr.ts";
import { adviceRo } from "./advice-ro.ts";
import { adviceRu } from "./advice-ru.ts";
import { adviceSq } from "./advice-sq.ts";
import { adviceUk } from "./advice-uk.ts";
import { adviceVi } from "./advice-vi.ts";
import { adviceZh } from "./advice-zh.ts";
import { ar } from "./ar.ts";
import { bn } from "./bn.ts";
import { type DoorKey, en } from "./en.ts";
import { es } from "./es.ts";
import { fil } from "./fil.ts";
import { fr } from "./fr.ts";
import { ro } from "./ro.ts";
import { ru } from "./ru.ts";
import { sq } from "./sq.ts";
import { uk } from "./uk.ts";
import { vi } from "./vi.ts";
import { zh } from "./zh.ts";

/** Everything that the door says, by language: a text that is missing in one fails the build. */
export const doorCatalogues: Readonly<Record<DoorLanguage, Catalogue<DoorKey | AdviceKey>>> = {
  en: { ...en, ...adviceEn },
  fr: { ...fr, ...adviceFr },
  es: { ...es, ...adviceEs },
  ar: { ...ar, ...adviceAr },
  zh: { ...zh, ...adviceZh },
  ru: { ...ru, ...adviceRu },
  bn: { ...bn, ...adviceBn },
  fil: { ...fil, ...adviceFil },
  ro: { ...ro, ...adviceRo },
  sq: { ...sq, ...adviceSq },
  uk: { ...uk, ...adviceUk },
  vi: { ...vi, ...adviceVi },
};

const speakers = new Map<DoorLanguage, Say<DoorKey | AdviceKey>>();

/** All of the door's texts, for the server; the islands load the working pages' texts of one language. */
export function sayIn(language: DoorLanguage): Say<DoorKey | AdviceKey> {
  const before = speakers.get(language);
  if (before) return before;
  const say = speaker(language, doorCatalogues[language]);
  speakers.set(language, say);
  return say;
}
