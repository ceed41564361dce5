import { Compile } from "typebox/compile";
import { CATEGORIES, type Category } from "../../core/access/context.ts";
import { CareError } from "./errors.ts";
import { repeatedRows, wrongDates } from "./model/document.ts";
import type { SectionDocument } from "./model/field.ts";
import { DOCUMENTS } from "./model/schema.ts";

const checks = Object.fromEntries(
  CATEGORIES.map((category) => [category, Compile(DOCUMENTS[category])]),
) as Readonly<Record<Category, ReturnType<typeof Compile>>>;

/** Where a document does not fit, and what is taken there; never what was sent. */
export interface Misfit {
  readonly where: string;
  readonly what: string;
}

/** What does not fit in a document of a category; nothing where it is valid. */
function misfitsOf(category: Category, document: unknown): Misfit[] {
  const check = checks[category];
  if (check.Check(document)) {
    const valid = document as SectionDocument;
    return [
      ...wrongDates(category, valid).map((where) => ({ where, what: "must be a day that the calendar has" })),
      ...repeatedRows(category, valid).map((where) => ({ where, what: "must not be there twice" })),
    ];
  }
  return check
    .Errors(document)
    .slice(0, 10)
    .map(({ instancePath, message }) => ({ where: instancePath, what: message }));
}

/**
 * A document as the category takes it.
 *
 * @throws CareError `bad-document`
 */
export function ensureDocument(category: Category, document: unknown): SectionDocument {
  const errors = misfitsOf(category, document);
  if (errors.length > 0) throw new CareError("bad-document", { category, errors });
  return document as SectionDocument;
}
