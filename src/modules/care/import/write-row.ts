import type { Category } from "../../../core/access/context.ts";
import { type Answer, codesOf, type PlainField, type SectionDocument } from "../model/field.ts";
import type { JourneyState } from "../model/journey.ts";
import { columnNames, findColumn } from "./columns.ts";

/** The way back of an import: cases as rows in the columns of HTCDS 2.0. */

const STATUS: Partial<Record<JourneyState, string>> = { closed: "Closed", "follow-up": "FollowUp" };

/** The heading, as one line of CSV (RFC 4180). */
export const csvHeading = (): string => csvLine(columnNames());

/** One case as a line of CSV; what HTCDS has no column for stands in the case's own file. */
export function csvRow(state: JourneyState, documents: ReadonlyMap<Category, SectionDocument>): string {
  return csvLine(
    columnNames().map((name) => {
      const column = findColumn(name);
      if (!column) throw new Error(`${name} is a column of ours`);
      if (column.home === "state") return STATUS[state] ?? "Active";
      const answer = documents.get(column.category)?.[column.field.name];
      return answer === undefined ? "" : cellOf(column.field, answer);
    }),
  );
}

function cellOf(field: PlainField, answer: Answer): string {
  if (typeof answer === "boolean") return answer ? "TRUE" : "FALSE";
  if (field.kind === "choice" || field.kind === "choices") {
    const names = new Map(field.options.options.map(({ code, htcds }) => [code, htcds ?? code]));
    const codes = typeof answer === "object" ? codesOf(answer) : [String(answer)];
    return codes.map((code) => names.get(code) ?? code).join(";");
  }
  return String(answer);
}

const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
