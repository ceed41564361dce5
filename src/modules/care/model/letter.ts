import { CATEGORIES, type Category } from "../../../core/access/context.ts";
import { fieldsOf } from "./categories.ts";
import type { SectionDocument } from "./field.ts";

/** Chosen lines of a case, copied out for another agency: what it is sent, and what the sender is shown before. */

export interface LetterPart {
  readonly category: Category;
  /** Of the section that its lines were copied from. */
  readonly version: number;
  readonly document: SectionDocument;
}

/** The lines that were chosen, in the order of the form; a line that nobody answered is not there. */
export function onlyLines(
  category: Category,
  document: SectionDocument,
  lines: readonly string[],
): SectionDocument {
  return Object.fromEntries(
    fieldsOf(category).flatMap(({ name }) => {
      const answer = document[name];
      return answer === undefined || !lines.includes(name) ? [] : [[name, answer]];
    }),
  );
}

/** Whether every line is one of the part's form, and none is there twice. */
export const areLinesOf = (category: Category, lines: readonly string[]): boolean =>
  lines.length > 0 &&
  new Set(lines).size === lines.length &&
  lines.every((line) => fieldsOf(category).some(({ name }) => name === line));

/**
 * The bytes in which a letter is shown to its sender before it goes and to whoever received it: one function for both, so that the
 * preview is what is sent.
 */
export function letterBody(parts: readonly LetterPart[]): string {
  const sorted = [...parts].sort((a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category));
  return JSON.stringify({
    parts: sorted.map(({ category, version, document }) => ({
      category,
      version,
      document: onlyLines(
        category,
        document,
        fieldsOf(category).map(({ name }) => name),
      ),
    })),
  });
}
