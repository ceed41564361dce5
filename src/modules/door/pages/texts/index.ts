import { type Catalogue, type Language, type Say, speaker } from "../../../../core/texts/index.ts";
import { ar } from "./ar.ts";
import { type DoorKey, en } from "./en.ts";

const catalogues: Readonly<Record<Language, Catalogue<DoorKey>>> = { en, ar };

const speakers: Readonly<Record<Language, Say<DoorKey>>> = {
  en: speaker("en", catalogues.en),
  ar: speaker("ar", catalogues.ar),
};

/** The door's texts, for the server; the islands load one language alone. */
export const sayIn = (language: Language): Say<DoorKey> => speakers[language];
