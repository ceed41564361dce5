import type { Category } from "../../../core/access/context.ts";
import { fieldsOf } from "./categories.ts";
import type { SectionDocument } from "./field.ts";

/** Control characters, and the marks that turn the direction of what stands around them. */
const LINE_BREAKERS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** True for a day that the calendar has, written as `2026-11-23`. */
export function isCalendarDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The fields of a valid document whose day does not exist, such as 30 February. */
export function wrongDates(category: Category, document: SectionDocument): string[] {
  return fieldsOf(category)
    .filter((field) => field.kind === "date")
    .map(({ name }) => name)
    .filter((name) => {
      const day = document[name];
      return typeof day === "string" && !isCalendarDay(day);
    });
}

/** Takes out of a line what it cannot hold: text copied from a messaging app carries invisible marks. */
export const cleanLine = (text: string): string =>
  text.replaceAll(LINE_BREAKERS, " ").replaceAll(/ +/g, " ").trim();

/** What the person reads of a document in *My file*. */
export function whatThePersonSees(category: Category, document: SectionDocument): SectionDocument {
  const seen = new Set(
    fieldsOf(category)
      .filter((field) => field.personSees)
      .map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(document).filter(([name]) => seen.has(name)));
}
