import type { DoorLanguage } from "../../../../core/texts/index.ts";

/**
 * Who has read the door's texts in each language as a native speaker and signed that they are right and safe: a name
 * and a day. Null: nobody yet. Pages say so, and a production door keeps its safety advice closed until then.
 */
export const reviewedBy: Readonly<
  Record<DoorLanguage, { readonly name: string; readonly on: string } | null>
> = {
  en: null,
  fr: null,
  es: null,
  ar: null,
  zh: null,
  ru: null,
  bn: null,
  fil: null,
  ro: null,
  sq: null,
  uk: null,
  vi: null,
};
