import type { Catalogue, Language } from "../../core/texts/index.ts";
import type { TextKey } from "./en.ts";

export type { TextKey } from "./en.ts";

/** The texts of one language; a reader loads only their own. */
export async function loadCatalogue(language: Language): Promise<Catalogue<TextKey>> {
  if (language === "ar") return (await import("./ar.ts")).ar;
  return (await import("./en.ts")).en;
}
