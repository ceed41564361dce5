import { CareError } from "../errors.ts";
import { type Column, columnNames, findColumn } from "./columns.ts";
import { readRow } from "./read-row.ts";
import type { RowReader } from "./row-reader.ts";
import type { FileKind, RawRow } from "./rows.ts";
import { dayOfNumber } from "./sheet-day.ts";

/**
 * A reader of rows in the columns of HTCDS 2.0. A column without a name may hold numbers that count the rows, as in
 * IOM's own spreadsheets.
 *
 * @param today `2026-11-23`, for ages and for days that lie ahead
 * @throws CareError `import-columns`
 */
export function htcdsReader(
  heading: readonly string[],
  { kind, daysFrom }: FileKind,
  today: string,
): RowReader {
  const columns = readHeading(heading);
  const isLoose = kind === "xlsx" || columns.includes(null);
  const isDay = columns.map((column) => column?.home === "field" && column.field.kind === "date");
  return {
    columns: columns.flatMap((column) =>
      column?.home === "field" ? [{ name: column.name, category: column.category }] : [],
    ),
    leftOut: () => [],
    read: ({ row, cells }: RawRow) => {
      if (row === 2 && isLabelRow(columns, cells)) return null;
      if (isLoose && cells.every((cell, at) => cell.trim() === "" || (!columns[at] && isRowNumber(cell)))) {
        return null;
      }
      const asDays = daysFrom
        ? cells.map((cell, at) => (isDay[at] ? dayOfNumber(cell, daysFrom) : cell))
        : cells;
      return readRow(columns, asDays, row, today);
    },
  };
}

function readHeading(cells: readonly string[]): (Column | null)[] {
  const known = cells.map((cell) => (cell.trim() === "" ? null : findColumn(cell)));
  const unknown = cells.filter((_, at) => known[at] === undefined).map((heading) => heading.slice(0, 60));
  const names = known.flatMap((column) => column?.name ?? []);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (unknown.length > 0 || twice.length > 0 || names.length === 0) {
    throw new CareError("import-columns", { unknown: unknown.slice(0, 20), twice, known: columnNames() });
  }
  return known.map((column) => column ?? null);
}

/** What may stand under no name. */
const isRowNumber = (cell: string): boolean => /^\d{1,7}$/.test(cell.trim());

/** IOM's spreadsheet has the names in a hidden first row and their labels in the second. */
function isLabelRow(columns: readonly (Column | null)[], cells: readonly string[]): boolean {
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, "");
  const labels = new Set(columns.flatMap((column) => (column ? [bare(column.name.slice(4))] : [])));
  const filled = cells.map(bare).filter((cell) => cell !== "");
  return filled.length > 1 && filled.filter((cell) => labels.has(cell)).length > filled.length / 2;
}
