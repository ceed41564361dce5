import { type DescribedColumn, type Description, limits, type SetColumn } from "./description.ts";
import type { Source } from "./encode.ts";
import { SynthError } from "./errors.ts";
import { isSeldomSeen, mayBeKeys, mayBeNames } from "./identifying.ts";
import { codeList, codeListNames } from "./lists/lists.ts";
import { familiesOf, lookTogether, setOf } from "./numbered-columns.ts";

export type Draft = { description: Description; remarks: string[] };

const rowsLookedAt = 20_000;
const distinctMax = 400;
/** Different values are counted up to a million in all columns, or the keys of many people would pass for few. */
const distinctInAll = 1_000_000;

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
 * make sure that each is public knowledge, add those that could occur but did not, and say so (`domainsArePublic`).
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
  const keptMax = Math.max(distinctMax, distinctInAll / Math.max(1, source.header.length));
  let rows = 0;
  for await (const batch of source.rows) {
    for (const cells of batch) {
      rows++;
      for (const [k, column] of seen.entries()) look(column, (cells[k] ?? "").trim(), keptMax);
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
  const more = drop.length > 0 ? { drop } : {};
  return {
    description: { leewardSynth: 1, title, domainsArePublic: false, columns, ...more },
    remarks,
  };
}

/** What is proposed of each column, in the order of the file, for as many columns as can be protected together. */
function chooseColumns(header: readonly string[], seen: readonly Seen[], sets: readonly SetColumn[]) {
  const columns: DescribedColumn[] = [];
  const drop: string[] = [];
  const remarks = [
    'Values and bounds must be public knowledge (code books, forms, law), not read off the data: correct every list below, then set "domainsArePublic" to true. Until then no release is made.',
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
        `"${name}" may identify people, for its values are many or seen a few times each: dropped. If it is the person's key, name it under "person"; if its values are public knowledge, describe it by hand.`,
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
    if (described.column.kind === "set") {
      remarks.push(
        `"${described.column.name}": an empty cell counts as none of the values; say "missing": true if it means that nobody recorded them.`,
      );
    }
    if (described.remark) remarks.push(described.remark);
  }
  if (beyond > 0) {
    remarks.push(
      `At most ${limits.columns} columns can be protected well together: ${beyond} more are under "drop". Choose which to keep.`,
    );
  }
  return { columns, drop, remarks };
}

function look(column: Seen, cell: string, keptMax: number): void {
  if (cell === "") return;
  column.cells++;
  const times = column.values.get(cell);
  if (times !== undefined || column.values.size <= keptMax) column.values.set(cell, (times ?? 0) + 1);
  const value = Number(cell);
  if (!Number.isFinite(value)) column.isNumber = false;
  column.low = Math.min(column.low, value);
  column.high = Math.max(column.high, value);
}

function describe(name: string, seen: Seen): { column: DescribedColumn; remark?: string } | undefined {
  const distinct = seen.values.size;
  const isSeldom = isSeldomSeen(distinct, seen.cells);
  if (seen.isNumber && distinct > 1 && (distinct > 30 || isSeldom)) {
    if (mayBeKeys(seen)) return undefined;
    const edges = niceEdges(seen.low, seen.high);
    return {
      column: { name, kind: "number", edges },
      remark: `"${name}": put public bounds in place of ${edges[0]} and ${edges.at(-1)}.`,
    };
  }
  if (distinct > distinctMax) return undefined;
  const values = [...seen.values.keys()].sort();
  const list = codeListNames().find(
    (candidate) => values.length > 0 && values.every((value) => codeList(candidate)?.includes(value)),
  );
  if (list) return { column: { name, kind: "category", list } };
  const separator = [";", "|"].find((mark) => values.some((value) => value.includes(mark)));
  const parts = separator === undefined ? seen.values : partsOf(seen.values, separator);
  if (mayBeNames(parts)) return undefined;
  if (separator !== undefined)
    return { column: { name, kind: "set", separator, values: [...parts.keys()].sort() } };
  return { column: { name, kind: "category", values: values.length > 0 ? values : ["(fill in)"] } };
}

/** How often each value stands in a cell of several. */
function partsOf(cells: ReadonlyMap<string, number>, separator: string): Map<string, number> {
  const parts = new Map<string, number>();
  for (const [cell, times] of cells) {
    for (const part of new Set(cell.split(separator).map((text) => text.trim()))) {
      if (part !== "") parts.set(part, (parts.get(part) ?? 0) + times);
    }
  }
  return parts;
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
