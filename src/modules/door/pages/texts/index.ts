import { type Catalogue, type Language, type Say, speaker } from "../../../../core/texts/index.ts";
import { adviceAr } from "./advice-ar.ts";
import { type AdviceKey, adviceEn } from "./advice-en.ts";
import { ar } from "./ar.ts";
import { type DoorKey, en } from "./en.ts";

const catalogues: Readonly<Record<Language, Catalogue<DoorKey | AdviceKey>>> = {
  en: { ...en, ...adviceEn },
  ar: { ...ar, ...adviceAr },
};

const speakers: Readonly<Record<Language, Say<DoorKey | AdviceKey>>> = {
  en: speaker("en", catalogues.en),
  ar: speaker("ar", catalogues.ar),
};

/** All of the door's texts, for the server; the islands load the working pages' texts of one language. */
export const sayIn = (language: Language): Say<DoorKey | AdviceKey> => speakers[language];
