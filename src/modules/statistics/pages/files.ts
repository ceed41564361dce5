import { csvCell } from "@leeward/synth";
import { topicsOf } from "../columns.ts";
import { groupsOf, Reader } from "../findings.ts";
import { cellsOver, type ReleasedTables } from "../tables.ts";

/** A figure's table: a line for each group of its topics, a set's answers each by its own name; null where there is none. */
export function groupsCsv(tables: ReleasedTables, names: readonly string[]): string | null {
  const topics = names.map((name) => topicsOf(tables).find((topic) => topic.name === name));
  const known = topics.filter((topic) => topic !== undefined);
  if (known.length < names.length || names.length > 2) return null;
  const reader = new Reader(tables);
  const lines = groupsOf(known).flatMap((units) => {
    const range = reader.of(units);
    return range
      ? [[...units.map(({ label }) => csvCell(label)), range.count, range.low, range.high].join(",")]
      : [];
  });
  return `${[...names.map(csvCell), "count", "low_95", "high_95"].join(",")}\n${lines.join("\n")}\n`;
}

/** All tables, or the one over these columns; null where the release has no such table. */
export function csvOf(tables: ReleasedTables, by: readonly string[]): string | null {
  const one = by.length > 0 ? cellsOver(tables, by) : null;
  if (by.length > 0) {
    if (one === null) return null;
    const names = tables.columns.map(({ name }) => name).filter((name) => by.includes(name));
    const lines = one.map(({ values, count, low, high }) =>
      [...values.map(csvCell), count, low, high].join(","),
    );
    return `${[...names.map(csvCell), "count", "low_95", "high_95"].join(",")}\n${lines.join("\n")}\n`;
  }
  const width = Math.max(...tables.tables.map(({ shape }) => shape.length));
  const head = Array.from({ length: width }, (_, n) => `column_${n + 1},value_${n + 1}`);
  const lines = tables.tables.flatMap(({ shape }) => {
    const names = shape.map((column) => tables.columns[column]?.name ?? "");
    return (cellsOver(tables, names) ?? []).map(({ values, count, low, high }) => {
      const pairs = names.map((name, n) => `${csvCell(name)},${csvCell(values[n] ?? "")}`);
      return [...pairs, ...Array.from({ length: width - names.length }, () => ","), count, low, high].join(
        ",",
      );
    });
  });
  return `${[...head, "count", "low_95", "high_95"].join(",")}\n${lines.join("\n")}\n`;
}
