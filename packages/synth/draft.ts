import { type DescribedColumn, type Description, limits, type SetColumn } from "./description.ts";
import type { Source } from "./encode.ts";
import { SynthError } from "./errors.ts";
import { codeList, codeListNames } from "./lists/lists.ts";
import { familiesOf, lookTogether, setOf } from "./numbered-columns.ts";

export type Draft = { description: Description; remarks: string[] };

const rowsLookedAt = 20_000;
const distinctMax = 400;

/** What was seen of one column of the file. */
export type Seen = {
  values: Map<string, number>;
  cells: number;
  isNumber: boolean;
  low: number;
  high: number;
};

/**
 * A first description to correct by hand, from a look at the first rows.
 *
 * It proposes kinds and code lists. Values and bounds that it saw are only a starting point: whoever keeps them must
 * make sure that each is public knowledge, and add those that could occur but did not.
 */
export async function draftDescription(source: Source, title: string): Promise<Draft> {
  const seen: Seen[] = source.header.map(() => ({
    values: new Map(),
    cells: 0,
    isNumber: true,
    low: Infinity,
    high: -Infinity,
  }));
  const families = familiesOf(source.header);
  let rows = 0;
  for await (const batch of source.rows) {
    for (const cells of batch) {
      rows++;
      for (const [k, column] of seen.entries()) look(column, (cells[k] ?? "").trim());
      for (const family of families) lookTogether(family, cells);
    }
    if (rows >= rowsLookedAt) break;
  }
  if (rows === 0) throw new SynthError("source-empty", "The table has no rows.");
  const sets = families.flatMap((family) => setOf(family, source.header, seen) ?? []);
  const { columns, drop, remarks } = chooseColumns(source.header, seen, sets);
  if (columns.length === 0) {
    throw new SynthError(
      "column-identifies",
      "Every column looks like a name or a number of a person; there is nothing to describe.",
    );
  }
  return { description: { leewardSynth: 1, title, columns, ...(drop.length > 0 ? { drop } : {}) }, remarks };
}

/** What is proposed of each column, in the order of the file, for as many columns as can be protected together. */
function chooseColumns(header: readonly string[], seen: readonly Seen[], sets: readonly SetColumn[]) {
  const columns: DescribedColumn[] = [];
  const drop: string[] = [];
  const remarks = [
    "Values and bounds must be public knowledge (code books, forms, law), not read off the data: correct every list below before a release.",
  ];
  let width = 0;
  let beyond = 0;
  for (const [k, name] of header.entries()) {
    const column = seen[k];
    const set = sets.find((candidate) => candidate.columns?.includes(name));
    if (!column || (set && columns.includes(set))) continue;
    const described = set
      ? {
          column: set,
          remark: `"${set.columns?.join('", "')}" are read as one set of values: "${set.name}".`,
        }
      : describe(name, column);
    if (!described) {
      drop.push(name);
      remarks.push(
        `"${name}" has ${column.values.size > distinctMax ? "very many" : "almost only"} different values and may identify people: dropped. If it is the person's key, name it under "person".`,
      );
      continue;
    }
    const more = described.column.kind === "set" ? described.column.values.length : 1;
    if (width + more > limits.columns) {
      drop.push(name);
      beyond++;
      continue;
    }
    width += more;
    columns.push(described.column);
    if (described.remark) remarks.push(described.remark);
  }
  if (beyond > 0) {
    remarks.push(
      `At most ${limits.columns} columns can be protected well together: ${beyond} more are under "drop". Choose which to keep.`,
    );
  }
  return { columns, drop, remarks };
}

function look(column: Seen, cell: string): void {
  if (cell === "") return;
  column.cells++;
  if (column.values.size <= distinctMax) column.values.set(cell, (column.values.get(cell) ?? 0) + 1);
  const value = Number(cell);
  if (!Number.isFinite(value)) column.isNumber = false;
  column.low = Math.min(column.low, value);
  column.high = Math.max(column.high, value);
}

function describe(name: string, seen: Seen): { column: DescribedColumn; remark?: string } | undefined {
  const distinct = seen.values.size;
  const isNearlyUnique = seen.cells >= 20 && distinct > seen.cells * 0.5;
  if (seen.isNumber && (distinct > 30 || isNearlyUnique) && seen.cells > 0) {
    if (
      seen.cells >= 20 &&
      distinct > seen.cells * 0.9 &&
      [...seen.values.keys()].every((value) => Number.isInteger(Number(value)))
    )
      return undefined;
    const edges = niceEdges(seen.low, seen.high);
    return {
      column: { name, kind: "number", edges },
      remark: `"${name}": put public bounds in place of ${edges[0]} and ${edges.at(-1)}.`,
    };
  }
  if (isNearlyUnique || distinct > distinctMax) return undefined;
  const values = [...seen.values.keys()].sort();
  const list = codeListNames().find(
    (candidate) => values.length > 0 && values.every((value) => codeList(candidate)?.includes(value)),
  );
  if (list) return { column: { name, kind: "category", list } };
  const separator = [";", "|"].find((mark) => values.some((value) => value.includes(mark)));
  if (separator) {
    const parts = [...new Set(values.flatMap((value) => value.split(separator).map((part) => part.trim())))]
      .filter(Boolean)
      .sort();
    return { column: { name, kind: "set", separator, values: parts } };
  }
  return { column: { name, kind: "category", values: values.length > 0 ? values : ["(fill in)"] } };
}

/** About ten classes between round numbers that hold what was seen. */
function niceEdges(low: number, high: number): number[] {
  const span = Math.max(1e-9, high - low);
  const power = 10 ** Math.floor(Math.log10(span / 10));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => span / candidate <= 11) ?? power * 10;
  const first = Math.floor(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
