import type { Category, Purpose } from "../../core/access/context.ts";
import type { DoorLanguage, Say } from "../../core/texts/index.ts";
import type { DoorKey } from "./pages/texts/en.ts";

/** What is asked of the person: the terms of one offer. */
export interface OfferTerms {
  readonly id: string;
  readonly agency: { readonly id: string; readonly name: string };
  readonly recipientAgency: { readonly id: string; readonly name: string };
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly protocolId: string;
  /** ISO 8601 in UTC, as `Date.toISOString` writes it. */
  readonly consentUntil: string;
}

/** The value that a person's words sign when they say yes; `text` is the sentence that they read. */
export type ConsentStatement = {
  readonly kind: "leeward consent v1";
  readonly offerId: string;
  readonly agencyId: string;
  readonly recipientAgencyId: string;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly protocolId: string;
  readonly consentUntil: string;
  readonly language: DoorLanguage;
  readonly text: string;
};

/**
 * What a person agrees to, made from the terms of an offer. The browser makes it from what it shows and the server
 * from what it keeps; both call this, so that a yes is for exactly what was read.
 *
 * The day is written as numbers (2027/01/12: with dashes, Arabic text would turn it round) and the list is joined by
 * hand: two machines may say a date in two ways, and then one signature would be for two texts.
 *
 * @param say the door's texts in `language`
 */
export function consentStatement(
  terms: OfferTerms,
  language: DoorLanguage,
  say: Say<DoorKey>,
): ConsentStatement {
  const categories = [...terms.categories].sort();
  return {
    kind: "leeward consent v1",
    offerId: terms.id,
    agencyId: terms.agency.id,
    recipientAgencyId: terms.recipientAgency.id,
    categories,
    purpose: terms.purpose,
    protocolId: terms.protocolId,
    consentUntil: terms.consentUntil,
    language,
    text: say("consent-sentence", sentenceValues(terms, categories, language, say)),
  };
}

/** What a person says yes to in person, at the desk of the agency that holds their case. */
export interface InPersonTerms {
  readonly caseId: string;
  readonly agency: { readonly id: string; readonly name: string };
  readonly recipientAgency: { readonly id: string; readonly name: string };
  /** It is not on Leeward: what it gets is a file, which no server can close again. */
  readonly outside: boolean;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** ISO 8601 in UTC, as `Date.toISOString` writes it. */
  readonly consentUntil: string;
  /** Of these parts only these lines, by the names of their fields; and the same in words of the language. */
  readonly lines: readonly { readonly category: Category; readonly lines: readonly string[] }[];
  readonly only: Readonly<Partial<Record<Category, string>>>;
}

/** The value that is kept of it; `text` is the sentence that was read to them. */
export type InPersonStatement = {
  readonly kind: "leeward consent in person v1";
  readonly caseId: string;
  readonly agencyId: string;
  readonly recipientAgencyId: string;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly consentUntil: string;
  /** Absent where it is for parts as a whole. */
  readonly lines?: InPersonTerms["lines"];
  readonly language: DoorLanguage;
  readonly text: string;
};

/** Like {@link consentStatement}, for a yes that is said and not signed: one pure function, what is read is what is kept. */
export function inPersonStatement(
  terms: InPersonTerms,
  language: DoorLanguage,
  say: Say<DoorKey>,
): InPersonStatement {
  const categories = [...terms.categories].sort();
  return {
    kind: "leeward consent in person v1",
    caseId: terms.caseId,
    agencyId: terms.agency.id,
    recipientAgencyId: terms.recipientAgency.id,
    categories,
    purpose: terms.purpose,
    consentUntil: terms.consentUntil,
    ...(terms.lines.length > 0 && { lines: terms.lines }),
    language,
    text: say(
      terms.outside ? "consent-outside-sentence" : "consent-in-person-sentence",
      sentenceValues(terms, categories, language, say),
    ),
  };
}

/** What stands between the parts of a list, where it is no semicolon and space. */
const SEPARATORS: Readonly<Partial<Record<DoorLanguage, string>>> = { ar: "؛ ", zh: "；" };

function sentenceValues(
  terms: OfferTerms | InPersonTerms,
  categories: readonly Category[],
  language: DoorLanguage,
  say: Say<DoorKey>,
): { agency: string; recipient: string; categories: string; purpose: string; until: string } {
  return {
    agency: terms.agency.name,
    recipient: terms.recipientAgency.name,
    categories: categories
      .map((category) => withOnly(say(`category-${category}`), terms, category))
      .join(SEPARATORS[language] ?? "; "),
    purpose: say(`purpose-${terms.purpose}`),
    until: terms.consentUntil.slice(0, 10).replaceAll("-", "/"),
  };
}

function withOnly(named: string, terms: OfferTerms | InPersonTerms, category: Category): string {
  const only = "only" in terms ? terms.only[category] : undefined;
  return only === undefined ? named : `${named} (${only})`;
}
