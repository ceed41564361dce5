import { csvCell } from "@leeward/synth";
import { topicsOf } from "../columns.ts";
import { groupsOf, Reader } from "../findings.ts";
import { type Cell, cellsOver, type ReleasedTables } from "../tables.ts";

/** A figure's table: a line for each group of its topics, a set's answers each by its own name; null where there is none. */
export function groupsOver(tables: ReleasedTables, names: readonly string[]): Cell[] | null {
  const topics = names.map((name) => topicsOf(tables).find((topic) => topic.name === name));
  const known = topics.filter((topic) => topic !== undefined);
  if (known.length < names.length || names.length > 2) return null;
  const reader = new Reader(tables);
  return groupsOf(known).flatMap((units): Cell[] => {
    const range = reader.of(units);
    if (!range) return [];
    const { count, low, high } = range;
    return [{ values: units.map(({ label }) => label), count, low, high }];
  });
}

/** Behind the count of each line: its range, and of which release it is, for a file is renamed and pasted into others. */
const COUNTED = ["count", "low_95", "high_95", "release"];

/** Lines of one table under the names of its columns. */
export function linesCsv(names: readonly string[], lines: readonly Cell[], release: string): string {
  const rows = lines.map(({ values, count, low, high }) =>
    [...values.map(csvCell), count, low, high, csvCell(release)].join(","),
  );
  return `${[...names.map(csvCell), ...COUNTED].join(",")}\n${rows.join("\n")}\n`;
}

/** All tables below one another. */
export function csvOf(tables: ReleasedTables, release: string): string {
  const width = Math.max(...tables.tables.map(({ shape }) => shape.length));
  const head = Array.from({ length: width }, (_, n) => `column_${n + 1},value_${n + 1}`);
  const lines = tables.tables.flatMap(({ shape }) => {
    const names = shape.map((column) => tables.columns[column]?.name ?? "");
    return (cellsOver(tables, names) ?? []).map(({ values, count, low, high }) => {
      const pairs = names.map((name, n) => `${csvCell(name)},${csvCell(values[n] ?? "")}`);
      const none = Array.from({ length: width - names.length }, () => ",");
      return [...pairs, ...none, count, low, high, csvCell(release)].join(",");
    });
  });
  return `${[...head, ...COUNTED].join(",")}\n${lines.join("\n")}\n`;
}
