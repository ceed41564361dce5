import type { Terms } from "../terms.ts";
import { ar } from "./ar.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Lexicon, SignedLanguage } from "./lexicon.ts";

/**
 * The text that people sign: a pure function of the object that the database enforces. It uses no date or number
 * formats of the engine that it runs in, so that a browser and the server make the same bytes.
 */

/** Changes with every change of a template, an order or a word of a lexicon: a golden test holds it. */
export const TEMPLATE_VERSION = "1";

export const LEXICONS: Readonly<Record<SignedLanguage, Lexicon>> = { en, fr, es, ar };

/** A piece of a sentence: words, or a value of the object with the place in it that it comes from. */
export type Span = string | Mark;

export interface Mark {
  /** Where in the object: `parties.NUMBER.name`, `scope.support.contact`, `retentionDays`. */
  readonly path: string;
  readonly shown: string;
  /** Whether the database enforces the value; otherwise the parties keep it. */
  readonly enforced: boolean;
}

export interface Clause {
  readonly heading: string;
  /** Each paragraph one line of the text. */
  readonly paragraphs: readonly (readonly Span[])[];
}

export interface AgreementText {
  readonly between: string;
  readonly title: Mark;
  readonly clauses: readonly Clause[];
}

/** What a text is made of beside the terms: which agreement it is, and which version. */
export interface Numbered {
  /** The agreement's number in the house, a UUID. */
  readonly agreement: string;
  /** 1, 2, 3 ... */
  readonly version: number;
  readonly terms: Terms;
}

const kept = (path: string, shown: string): Mark => ({ path, shown, enforced: false });
const enforced = (path: string, shown: string): Mark => ({ path, shown, enforced: true });

/** The text of an agreement in one language, clause by clause, its values marked. */
export function renderAgreement(numbered: Numbered, language: SignedLanguage): AgreementText {
  const { terms } = numbered;
  const say = LEXICONS[language];
  return {
    between: say.between,
    title: kept("title", terms.title),
    clauses: [
      partiesClause(terms, say),
      scopeClause(terms, say),
      {
        heading: say.basis.heading,
        paragraphs: [
          filled(say.basis.say, {
            text: [kept("legalBasis.text", terms.legalBasis.text)],
            citation: [kept("legalBasis.citation", terms.legalBasis.citation)],
          }),
          [say.basis.shares],
        ],
      },
      {
        heading: say.retention.heading,
        paragraphs: [
          filled(say.retention.say, { days: [kept("retentionDays", String(terms.retentionDays))] }),
        ],
      },
      {
        heading: say.onward.heading,
        paragraphs: [
          filled(say.onward.say, { onward: [kept("onwardRule", say.onwardRules[terms.onwardRule])] }),
        ],
      },
      timeClause(terms, say),
      { heading: say.ending.heading, paragraphs: [[say.ending.suspend], [say.ending.end]] },
      {
        heading: say.text.heading,
        paragraphs: [
          filled(say.text.number, {
            agreement: [enforced("agreement", numbered.agreement)],
            version: [enforced("version", String(numbered.version))],
          }),
          [say.text.marks],
        ],
      },
    ],
  };
}

function partiesClause({ parties }: Terms, say: Lexicon): Clause {
  return {
    heading: say.parties.heading,
    paragraphs: [
      ...parties.map((party) =>
        filled(say.parties.each, {
          name: [enforced(`parties.${party.agencyId}.name`, party.name)],
          kind: [kept(`parties.${party.agencyId}.kind`, say.kinds[party.kind])],
          id: [enforced(`parties.${party.agencyId}.agencyId`, party.agencyId)],
          contact: [kept(`parties.${party.agencyId}.contact`, party.contact)],
        }),
      ),
      [say.parties.never],
    ],
  };
}

function scopeClause({ scope }: Terms, say: Lexicon): Clause {
  const byPurpose = Map.groupBy(scope, ({ purpose }) => purpose);
  return {
    heading: say.scope.heading,
    paragraphs: [
      ...[...byPurpose].map(([purpose, covered]) =>
        filled(say.scope.each, {
          purpose: [enforced(`scope.${purpose}`, say.purposes[purpose])],
          categories: covered.flatMap(({ category }, nth) => {
            const mark = enforced(`scope.${purpose}.${category}`, say.categories[category]);
            return nth === 0 ? [mark] : [say.listComma, mark];
          }),
        }),
      ),
      [say.scope.nothingElse],
    ],
  };
}

function timeClause(terms: Terms, say: Lexicon): Clause {
  return {
    heading: say.time.heading,
    paragraphs: [
      filled(say.time.say, {
        from: [enforced("inForceFrom", sayDay(terms.inForceFrom, say))],
        until: [enforced("inForceUntil", sayDay(terms.inForceUntil, say))],
      }),
      filled(say.time.review, { review: [kept("reviewOn", sayDay(terms.reviewOn, say))] }),
    ],
  };
}

/** “31 December 2027”, in each language in this order, with European digits. */
function sayDay(day: string, say: Lexicon): string {
  const [year, month, date] = day.split("-");
  return `${Number(date)} ${say.months[Number(month) - 1]} ${year}`;
}

/** A sentence with spans in place of its `{names}`. */
function filled(sentence: string, values: Readonly<Record<string, readonly Span[]>>): Span[] {
  return sentence.split(/\{([a-z]+)\}/).flatMap((piece, at) => {
    if (at % 2 === 0) return piece === "" ? [] : [piece];
    const spans = values[piece];
    if (!spans) throw new Error(`the template asks for ${piece}, which nobody gives`);
    return spans;
  });
}

/** The text as it is hashed and printed: enforced values in ⟦ ⟧, kept values in ⟨ ⟩; it ends with a line break. */
export function plainText({ between, title, clauses }: AgreementText): string {
  const lines = [
    between,
    plainSpan(title),
    ...clauses.flatMap(({ heading, paragraphs }, nth) => [
      "",
      `${nth + 1}. ${heading}`,
      ...paragraphs.map((spans) => spans.map(plainSpan).join("")),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function plainSpan(span: Span): string {
  if (typeof span === "string") return span;
  return span.enforced ? `⟦${span.shown}⟧` : `⟨${span.shown}⟩`;
}
