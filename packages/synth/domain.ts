import { type DescribedColumn, type Description, membersOf, valuesOf } from "./description.ts";
import { SynthError } from "./errors.ts";

/** One column of codes: what each code means. Code 0 is "missing" where the column allows it. */
export type DomainColumn = {
  name: string;
  labels: string[];
  /** The described column that it comes from; for a member of a set, the set. */
  from: DescribedColumn;
};

export type Domain = { columns: DomainColumn[]; sizes: number[] };

/** How a missing cell is written in labels and files. */
export const missingLabel = "";

function allowsMissing(column: DescribedColumn): boolean {
  return column.kind !== "set" && column.missing !== false;
}

/** The columns of codes that a description makes: one for a category or number, several for a set (`membersOf`). */
export function domainOf(description: Description): Domain {
  const columns = description.columns.flatMap((from): DomainColumn[] => {
    if (from.kind === "set") {
      return membersOf(from).map((member) => ({
        name: `${from.name}: ${member}`,
        labels: ["no", "yes"],
        from,
      }));
    }
    const values = valuesOf(from);
    return [{ name: from.name, labels: allowsMissing(from) ? [missingLabel, ...values] : values, from }];
  });
  return { columns, sizes: columns.map(({ labels }) => labels.length) };
}

/** How often cells were outside the declared domain; for the operator's eyes only, never published. */
export type OutsideTally = Map<string, number>;

/** Writes the codes of one described column for one cell, starting at `target[at]`; returns how many it wrote. */
export type CellEncoder = (cell: string, target: Uint16Array, at: number) => number;

/**
 * Makes the encoder of one column. Each cell is judged alone, so that no row changes what becomes of another.
 *
 * @throws from the encoder: SynthError `value-outside-domain` where the description says "refuse"
 */
export function encoderOf(column: DescribedColumn, outside: OutsideTally): CellEncoder {
  const values = valuesOf(column);
  const codes = new Map(values.map((value, k) => [value, k]));
  const shift = allowsMissing(column) ? 1 : 0;
  const tally = () => outside.set(column.name, (outside.get(column.name) ?? 0) + 1);
  const stray = (why: string): number => {
    tally();
    if (column.outside === "refuse" || shift === 0) {
      throw new SynthError(
        "value-outside-domain",
        `Column "${column.name}" holds ${why}, and the description says neither that it may be missing nor what to do.`,
      );
    }
    return 0;
  };
  if (column.kind === "set") {
    const width = membersOf(column).length;
    return (cell, target, at) => {
      target.fill(0, at, at + width);
      let isRecorded = false;
      for (const part of cell === "" ? [] : cell.split(column.separator)) {
        const value = part.trim();
        if (value === "") continue;
        isRecorded = true;
        const code = codes.get(value);
        if (code !== undefined) target[at + code] = 1;
        else if (value === column.none) continue;
        else if (column.outside === "refuse") stray("a value outside the declared ones");
        else tally();
      }
      if (column.missing && !isRecorded) target[at + values.length] = 1;
      return width;
    };
  }
  if (column.kind === "number") {
    return (cell, target, at) => {
      target[at] = numberCode(cell, column.edges, column.outside ?? "edge", shift, stray, tally);
      return 1;
    };
  }
  return (cell, target, at) => {
    const code = codes.get(cell) ?? codes.get(cell.trim());
    if (code !== undefined) target[at] = code + shift;
    else
      target[at] =
        cell.trim() === "" && shift === 1
          ? 0
          : stray(cell.trim() === "" ? "an empty cell" : "a value outside the declared ones");
    return 1;
  };
}

function numberCode(
  cell: string,
  edges: readonly number[],
  outside: string,
  shift: number,
  stray: (why: string) => number,
  tally: () => void,
): number {
  const text = cell.trim();
  if (text === "") return shift === 1 ? 0 : stray("an empty cell");
  const value = Number(text);
  if (!Number.isFinite(value)) return stray("a text where a number is declared");
  const last = edges.length - 2;
  if (value < (edges[0] ?? 0) || value >= (edges[last + 1] ?? 0)) {
    if (outside !== "edge") return stray("a number outside the declared bounds");
    tally();
    return (value < (edges[0] ?? 0) ? 0 : last) + shift;
  }
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low + shift;
}
