import { CATEGORIES, type Category, PURPOSES, type Purpose } from "../access/context.ts";
import { type AgencyKind, WHO_AND_WHERE } from "../access/coverage.ts";

/** One agency that agrees. Its name and kind are those of the day on which the agreement was proposed. */
export interface Party {
  readonly agencyId: string;
  readonly name: string;
  readonly kind: AgencyKind;
  /** How the other parties reach it: a desk, a number; 3 to 200 characters, one line. */
  readonly contact: string;
}

/** A day, `YYYY-MM-DD`: its first instant in UTC. */
export type Day = string;

export const ONWARD_RULES = ["none", "with-consent"] as const;
/** To whom a party may pass on what it received. */
export type OnwardRule = (typeof ONWARD_RULES)[number];

/**
 * What an agreement says: the very object that people sign and that the database enforces. Parties by number of the
 * agency; scope in the house's order of purposes, then categories; so that one agreement has one form.
 */
export interface Terms {
  readonly title: string;
  readonly parties: readonly Party[];
  readonly scope: readonly { readonly purpose: Purpose; readonly category: Category }[];
  /** What the law says, in a sentence, and where it says so. */
  readonly legalBasis: { readonly text: string; readonly citation: string };
  /** Whole days, 1 to 36,500, for which a party keeps what it received. */
  readonly retentionDays: number;
  readonly onwardRule: OnwardRule;
  readonly inForceFrom: Day;
  readonly inForceUntil: Day;
  /** When the parties look at it again: within its time. */
  readonly reviewOn: Day;
}

/** What is being written: as it was typed, whole or not. Dates and numbers are texts until they are proposed. */
export interface DraftTerms {
  readonly title: string;
  readonly parties: readonly { readonly agencyId: string; readonly contact: string }[];
  readonly scope: readonly { readonly purpose: Purpose; readonly category: Category }[];
  readonly legalText: string;
  readonly citation: string;
  readonly retentionDays: string;
  readonly onwardRule: OnwardRule | "";
  readonly inForceFrom: string;
  readonly inForceUntil: string;
  readonly reviewOn: string;
}

export const EMPTY_DRAFT: DraftTerms = {
  title: "",
  parties: [],
  scope: [],
  legalText: "",
  citation: "",
  retentionDays: "",
  onwardRule: "",
  inForceFrom: "",
  inForceUntil: "",
  reviewOn: "",
};

/** What the editor and the proposal need to know of an agency. */
export interface KnownAgency {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly immigrationBound: boolean;
}

export const FAULTS = [
  "title-missing",
  "parties-missing",
  "party-unknown",
  "party-twice",
  "party-contact-missing",
  "party-bound",
  "scope-missing",
  "legal-text-missing",
  "citation-missing",
  "retention-not-whole",
  "onward-missing",
  "from-not-a-day",
  "until-not-a-day",
  "until-not-after-from",
  "review-not-a-day",
  "review-outside",
  "letter-not-kept",
] as const;
export type FaultCode = (typeof FAULTS)[number];

/** Why a draft cannot be proposed yet. */
export interface Fault {
  readonly part: keyof DraftTerms;
  readonly code: FaultCode;
  readonly agencyId?: string;
}

export const PARTIES_MAX = 20;
export const TITLE_MAX = 200;
export const LINE_MAX = 200;
export const LEGAL_TEXT_MAX = 600;
const RETENTION_DAYS_MAX = 36_500;

/** What would break a line of the text, turn its order round, or pass for a mark of ours. */
const FOREIGN_LETTER = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}⟦⟧⟨⟩]/u;

/** Everything that keeps a draft from being proposed, in the order of its parts; an empty list: nothing. */
export function findFaults(draft: DraftTerms, agencies: readonly KnownAgency[]): Fault[] {
  return [
    ...lineFaults(draft.title, "title", "title-missing", 1),
    ...partyFaults(draft, agencies),
    ...(draft.scope.length === 0 ? [{ part: "scope", code: "scope-missing" } as const] : []),
    ...lineFaults(draft.legalText, "legalText", "legal-text-missing", 3),
    ...lineFaults(draft.citation, "citation", "citation-missing", 3),
    ...(daysOf(draft.retentionDays) === null
      ? [{ part: "retentionDays", code: "retention-not-whole" } as const]
      : []),
    ...(draft.onwardRule === "" ? [{ part: "onwardRule", code: "onward-missing" } as const] : []),
    ...timeFaults(draft),
  ];
}

function lineFaults(text: string, part: keyof DraftTerms, code: FaultCode, lengthMin: number): Fault[] {
  if (FOREIGN_LETTER.test(text)) return [{ part, code: "letter-not-kept" }];
  return text.trim().length < lengthMin ? [{ part, code }] : [];
}

function partyFaults(draft: DraftTerms, agencies: readonly KnownAgency[]): Fault[] {
  const few: Fault[] = draft.parties.length < 2 ? [{ part: "parties", code: "parties-missing" }] : [];
  const bound = new Set(boundParties(draft, agencies).map(({ id }) => id));
  const each = draft.parties.flatMap(({ agencyId, contact }, nth): Fault[] => {
    if (draft.parties.findIndex((party) => party.agencyId === agencyId) !== nth) {
      return [{ part: "parties", code: "party-twice", agencyId }];
    }
    const agency = agencies.find(({ id }) => id === agencyId);
    if (!agency) return [{ part: "parties", code: "party-unknown", agencyId }];
    // Its name stands in the text too.
    if (FOREIGN_LETTER.test(agency.name)) return [{ part: "parties", code: "letter-not-kept", agencyId }];
    const why = lineFaults(contact, "parties", "party-contact-missing", 3).map((fault) => ({
      ...fault,
      agencyId,
    }));
    return bound.has(agencyId) ? [...why, { part: "parties", code: "party-bound", agencyId }] : why;
  });
  return [...few, ...each];
}

/**
 * The parties that cannot be in it: the draft covers identity, contact or status, and they enforce immigration law,
 * belong to an agency that does, or must pass on to one. The database refuses the same (`no_immigration_party`).
 */
export function boundParties(
  draft: Pick<DraftTerms, "parties" | "scope">,
  agencies: readonly KnownAgency[],
): KnownAgency[] {
  if (!draft.scope.some(({ category }) => WHO_AND_WHERE.includes(category))) return [];
  return agencies.filter(
    ({ id, immigrationBound }) => immigrationBound && draft.parties.some(({ agencyId }) => agencyId === id),
  );
}

function timeFaults(draft: DraftTerms): Fault[] {
  const { inForceFrom, inForceUntil, reviewOn } = draft;
  const found: Fault[] = [];
  if (!isDay(inForceFrom)) found.push({ part: "inForceFrom", code: "from-not-a-day" });
  if (!isDay(inForceUntil)) found.push({ part: "inForceUntil", code: "until-not-a-day" });
  else if (isDay(inForceFrom) && inForceUntil <= inForceFrom) {
    found.push({ part: "inForceUntil", code: "until-not-after-from" });
  }
  if (!isDay(reviewOn)) found.push({ part: "reviewOn", code: "review-not-a-day" });
  else if (reviewOn < inForceFrom || reviewOn > inForceUntil) {
    found.push({ part: "reviewOn", code: "review-outside" });
  }
  return found;
}

/** Whether a text is a day between 2000 and 2199, written `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function daysOf(text: string): number | null {
  if (!/^[1-9]\d{0,4}$/.test(text.trim())) return null;
  const days = Number(text.trim());
  return days <= RETENTION_DAYS_MAX ? days : null;
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Scope once each, in the house's order. */
export function orderScope(scope: Terms["scope"]): Terms["scope"] {
  return PURPOSES.flatMap((purpose) =>
    CATEGORIES.filter((category) =>
      scope.some((one) => one.purpose === purpose && one.category === category),
    ).map((category) => ({ purpose, category })),
  );
}

/**
 * The object of a whole draft, in its one form.
 *
 * @throws Error for a draft that {@link findFaults} faults: that is our own slip
 */
export function toTerms(draft: DraftTerms, agencies: readonly KnownAgency[]): Terms {
  const retentionDays = daysOf(draft.retentionDays);
  if (findFaults(draft, agencies).length > 0 || retentionDays === null || draft.onwardRule === "") {
    throw new Error("a draft becomes an object once nothing is wrong with it");
  }
  return {
    title: draft.title.trim(),
    parties: draft.parties
      .map(({ agencyId, contact }) => {
        const agency = agencies.find(({ id }) => id === agencyId);
        if (!agency) throw new Error("the agency is known");
        return { agencyId, name: agency.name, kind: agency.kind, contact: contact.trim() };
      })
      .sort((one, other) => byText(one.agencyId, other.agencyId)),
    scope: orderScope(draft.scope),
    legalBasis: { text: draft.legalText.trim(), citation: draft.citation.trim() },
    retentionDays,
    onwardRule: draft.onwardRule,
    inForceFrom: draft.inForceFrom,
    inForceUntil: draft.inForceUntil,
    reviewOn: draft.reviewOn,
  };
}

/** The draft from which these terms would come, to change them. */
export const toDraft = (terms: Terms): DraftTerms => ({
  title: terms.title,
  parties: terms.parties.map(({ agencyId, contact }) => ({ agencyId, contact })),
  scope: terms.scope,
  legalText: terms.legalBasis.text,
  citation: terms.legalBasis.citation,
  retentionDays: String(terms.retentionDays),
  onwardRule: terms.onwardRule,
  inForceFrom: terms.inForceFrom,
  inForceUntil: terms.inForceUntil,
  reviewOn: terms.reviewOn,
});
