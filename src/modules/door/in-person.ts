import type { Language } from "../../core/texts/index.ts";
import { type InPersonStatement, type InPersonTerms, inPersonStatement } from "./consent-statement.ts";
import { sayIn } from "./pages/texts/index.ts";

export type { InPersonStatement, InPersonTerms } from "./consent-statement.ts";

/** Said in the words of the door, so that a yes sounds the same wherever it is given. */
export const sayInPerson = (terms: InPersonTerms, language: Language): InPersonStatement =>
  inPersonStatement(terms, language, sayIn(language));
