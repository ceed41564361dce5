import { type Domain, type Release, shapesOf } from "@leeward/synth";
import type { Codebook } from "./codebook.ts";
import { NOT_RECORDED_MEMBER } from "./columns.ts";
import { StatisticsError } from "./errors.ts";

/** A table of a release: counts with the range in which each true count lies, 95 times in 100; the last column varies fastest. */
export interface ReleasedTable {
  /** Which columns, in rising order; none for the total. */
  readonly shape: readonly number[];
  readonly counts: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What something is called in each language that the codebook has. */
export interface Labels {
  readonly en: string;
  readonly ar: string;
}

export interface ReleasedColumn {
  readonly name: string;
  readonly values: readonly string[];
  /** Out of the codebook of then, for columns that come from it: the column's own name, and its values' by their place. */
  readonly label?: Labels;
  readonly valueLabels?: readonly Labels[];
}

export interface ReleasedTables {
  readonly columns: readonly ReleasedColumn[];
  /** The total, and every table of one, two and three columns. */
  readonly tables: readonly ReleasedTable[];
}

const ORDER_MAX = 3;
/** So that what is kept and searched stays small. */
const CELLS_MAX = 400_000;

const allShapes = ({ columns }: Domain): number[][] =>
  Array.from({ length: Math.min(ORDER_MAX, columns.length) + 1 }, (_, order) =>
    shapesOf(columns.length, order),
  ).flat();

/**
 * What is too large to be kept, and so to be seen and seconded by others, is refused before anything is spent: how
 * many cells there are follows from what was asked for and from nobody's case.
 *
 * @throws StatisticsError `tables-too-large` over 400,000 cells together
 */
export function ensureKeepable(domain: Domain): void {
  const cellsOf = (shape: readonly number[]) =>
    shape.reduce((product, column) => product * (domain.columns[column]?.labels.length ?? 0), 1);
  const cells = allShapes(domain).reduce((sum, shape) => sum + cellsOf(shape), 0);
  if (cells > CELLS_MAX) throw new StatisticsError("tables-too-large", { cells, most: CELLS_MAX });
}

/** All tables of a release, counted from its rows as those in its folder are. */
export function tablesOf(domain: Domain, { bandOf }: Pick<Release, "bandOf">): ReleasedTables {
  const columns = domain.columns.map(({ name, labels }) => ({ name, values: labels }));
  const tables = allShapes(domain).map((shape) => {
    const { counts, low, high } = bandOf(shape);
    return { shape, counts: [...counts], low: [...low], high: [...high] };
  });
  return { columns, tables };
}

const NOT_RECORDED: Labels = { en: "not recorded", ar: "غير مسجّل" };
const NO: Labels = { en: "no", ar: "لا" };
const YES: Labels = { en: "yes", ar: "نعم" };

/** The same tables with what their columns and values are called. A member of a set is a column of its own: `means: fraud`. */
export function labelled(tables: ReleasedTables, { variables }: Pick<Codebook, "variables">): ReleasedTables {
  const columns = tables.columns.map((column): ReleasedColumn => {
    const variable = variables.find(
      ({ name, many }) => name === column.name || (many && column.name.startsWith(`${name}: `)),
    );
    if (!variable) return column;
    const named = (code: string): Labels =>
      code === NOT_RECORDED_MEMBER
        ? NOT_RECORDED
        : (variable.codes.find((one) => one.code === code) ?? { en: code, ar: code });
    if (variable.many) {
      const of = named(column.name.slice(variable.name.length + 2));
      const label = { en: `${variable.en}: ${of.en}`, ar: `${variable.ar}: ${of.ar}` };
      return { ...column, label, valueLabels: [NO, YES] };
    }
    const valueLabels = column.values.map((value) => {
      const { en, ar } = value === "" ? NOT_RECORDED : named(value);
      return { en, ar };
    });
    return { ...column, label: { en: variable.en, ar: variable.ar }, valueLabels };
  });
  return { ...tables, columns };
}

/** One line of a table: what it counts, and between what the true count lies. */
export interface Cell {
  readonly values: readonly string[];
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/** The cells of the table over these columns, in the order of their values; null where the release has no such table. */
export function cellsOver({ columns, tables }: ReleasedTables, names: readonly string[]): Cell[] | null {
  const asked = names.map((name) => columns.findIndex((column) => column.name === name));
  const shape = [...new Set(asked)].sort((a, b) => a - b);
  if (shape.includes(-1) || shape.length < names.length) return null;
  const table = tables.find(
    (one) => one.shape.length === shape.length && one.shape.every((c, n) => c === shape[n]),
  );
  if (!table) return null;
  return table.counts.map((count, cell) => ({
    values: valuesAt(columns, shape, cell),
    count,
    low: table.low[cell] ?? count,
    high: table.high[cell] ?? count,
  }));
}

function valuesAt(columns: ReleasedTables["columns"], shape: readonly number[], cell: number): string[] {
  const values: string[] = [];
  let rest = cell;
  for (const column of [...shape].reverse()) {
    const all = columns[column]?.values ?? [];
    values.unshift(all[rest % all.length] ?? "");
    rest = Math.floor(rest / all.length);
  }
  return values;
}
