import type { Category, Purpose } from "../../core/access/context.ts";
import { idShape } from "./recipients.ts";

/**
 * A question inside a letter: may a case be opened, and these categories shared with one agency? The person answers
 * with a statement that their words sign; nothing happens without it.
 */
export interface Offer {
  readonly offerId: string;
  readonly intakeAgency: string;
  readonly recipientAgency: string;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  /** When the consent would end: ISO 8601 in UTC, as `Date.toISOString` writes it. */
  readonly until: string;
  readonly protocolId: string;
}

// Written again, for core/access brings the database along; a test holds the lists equal to its own.
export const offerCategories = [
  "identity",
  "contact",
  "account",
  "health",
  "needs-and-risk",
  "status",
  "work-and-documents",
  "money",
  "justice",
] as const satisfies readonly Category[];

export const offerPurposes = [
  "support",
  "identification",
  "decision",
  "investigation",
  "prosecution",
  "remedy",
  "statistics",
  "oversight",
] as const satisfies readonly Purpose[];

const fields = [
  "offerId",
  "intakeAgency",
  "recipientAgency",
  "categories",
  "purpose",
  "until",
  "protocolId",
] as const;

/** The offer in a decrypted letter, or undefined when it is not one: a wrong field, one too many, one missing. */
export function asOffer(value: unknown): Offer | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const seen = value as Partial<Record<(typeof fields)[number], unknown>>;
  if (Object.keys(value).length !== fields.length || !fields.every((field) => Object.hasOwn(value, field))) {
    return undefined;
  }
  const { offerId, intakeAgency, recipientAgency, protocolId, until } = seen;
  const categories = asCategories(seen.categories);
  const purpose = offerPurposes.find((known) => known === seen.purpose);
  if (!isId(offerId) || !isId(intakeAgency) || !isId(recipientAgency) || !isId(protocolId)) return undefined;
  if (categories === undefined || purpose === undefined || !isInstant(until)) return undefined;
  return { offerId, intakeAgency, recipientAgency, categories, purpose, until, protocolId };
}

function asCategories(value: unknown): Category[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) return undefined;
  const known = value.flatMap((item) => offerCategories.filter((category) => category === item));
  return known.length === value.length ? known : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && idShape.test(value);
}

function isInstant(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const instant = new Date(value);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === value;
}
