import type { Category } from "../../../core/access/context.ts";
import { fieldsOf } from "./categories.ts";
import { type Answer, type Field, type Row, rowsOf, type SectionDocument } from "./field.ts";

/** Control characters, and the marks that turn the direction of what stands around them. */
const LINE_BREAKERS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** True for a day that the calendar has, written as `2026-11-23`. */
export function isCalendarDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Where a valid document has a day that does not exist, such as 30 February: `/birthDate`, `/indicators/0/seenOn`. */
export function wrongDates(category: Category, document: SectionDocument): string[] {
  return fieldsOf(category).flatMap((field) => {
    if (field.kind !== "rows") return isWrongDay(field, document[field.name]) ? [`/${field.name}`] : [];
    return rowsOf(document[field.name]).flatMap((row, index) =>
      field.fields
        .filter((one) => isWrongDay(one, row[one.name]))
        .map(({ name }) => `/${field.name}/${index}/${name}`),
    );
  });
}

const isWrongDay = ({ kind }: Field, day: Answer | undefined): boolean =>
  kind === "date" && typeof day === "string" && !isCalendarDay(day);

/** Entries of a valid document that are about what an earlier one is about: `/indicators/3`. */
export function repeatedRows(category: Category, document: SectionDocument): string[] {
  return fieldsOf(category).flatMap((field) => {
    if (field.kind !== "rows") return [];
    const keys = rowsOf(document[field.name]).map((row) => row[field.key.name]);
    return keys.flatMap((key, index) => (keys.indexOf(key) < index ? [`/${field.name}/${index}`] : []));
  });
}

/** Takes out of a line what it cannot hold: text copied from a messaging app carries invisible marks. */
export const cleanLine = (text: string): string =>
  text.replaceAll(LINE_BREAKERS, " ").replaceAll(/ +/g, " ").trim();

/** What the person reads of a document in *My file*. */
export function whatThePersonSees(category: Category, document: SectionDocument): SectionDocument {
  return Object.fromEntries(
    fieldsOf(category).flatMap((field) => {
      const answer = document[field.name];
      if (answer === undefined || !field.personSees) return [];
      if (field.kind !== "rows") return [[field.name, answer]];
      const names = [field.key, ...field.fields].filter((one) => one.personSees).map(({ name }) => name);
      return [[field.name, rowsOf(answer).map((row) => only(row, names))]];
    }),
  );
}

const only = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
