import type { Source } from "@leeward/synth";
import type { CodebookVariable } from "../codebook.ts";
import { NONE, SEPARATOR } from "../describe.ts";
import { StatisticsError } from "../errors.ts";

/** How the rows of a file become codes, one row for each person. */
export interface Shape {
  /** What is counted of a row, in the order of its cells. */
  readonly variables: readonly CodebookVariable[];
  /** Columns of the file of which nothing is counted. */
  readonly leftOut: readonly string[];
  /** A cell of codes for each variable; null for a row that may not be counted. */
  read(cells: readonly string[]): readonly string[] | null;
}

/** What one column of a file says of a variable. */
export interface Teller {
  readonly variable: string;
  /** Codes; none where the cell says nothing, or nothing that is known. */
  readonly tell: (cell: string) => readonly string[];
  /** Whether the cell says that what it would tell does not hold; where nothing does, that is an answer too. */
  readonly denies?: (cell: string) => boolean;
  /** The codes that it can tell, where they are fewer than the variable's. */
  readonly codes?: readonly string[];
}

/**
 * A shape out of what each column tells. Variables and codes of which no column tells are left away.
 *
 * @param unknown columns that the form does not know: refused, or left out where that was asked for
 * @throws StatisticsError `source-columns`
 */
export function shapeOf(
  variables: readonly CodebookVariable[],
  tellers: readonly (readonly Teller[])[],
  {
    leftOut,
    unknown,
    leavesOut,
    mayCount = () => true,
  }: {
    readonly leftOut: readonly string[];
    readonly unknown: readonly string[];
    readonly leavesOut: boolean;
    readonly mayCount?: (cells: readonly string[]) => boolean;
  },
): Shape {
  if (unknown.length > 0 && !leavesOut)
    throw new StatisticsError("source-columns", {
      unknown: unknown.slice(0, 20).map((name) => name.slice(0, 60)),
    });
  const kept = variables.flatMap((variable) => {
    const of = tellers.flat().filter((teller) => teller.variable === variable.name);
    if (of.length === 0) return [];
    const codes = variable.codes.filter(({ code }) =>
      of.some((teller) => teller.codes?.includes(code) ?? true),
    );
    return [{ ...variable, codes }];
  });
  if (kept.length === 0) throw new StatisticsError("source-columns", { unknown: [] });
  const places = new Map(kept.map(({ name }, place) => [name, place] as const));
  // A codebook may have no such variable.
  const columns = tellers.flatMap((of, at) =>
    of.flatMap(({ variable, tell, denies }) => {
      const place = places.get(variable);
      return place === undefined ? [] : [{ at, tell, denies, place }];
    }),
  );
  const isMany = kept.map(({ many }) => many);
  return {
    variables: kept,
    leftOut: [...leftOut, ...unknown],
    read: (cells) => {
      if (!mayCount(cells)) return null;
      const found: string[][] = kept.map(() => []);
      const isDenied = kept.map(() => false);
      for (const { at, tell, denies, place } of columns) {
        const cell = cells[at]?.trim() ?? "";
        found[place]?.push(...tell(cell));
        if (denies?.(cell)) isDenied[place] = true;
      }
      // Two answers where there can be one: nothing is known.
      return found.map((codes, place) =>
        isMany[place]
          ? [...new Set(codes)].join(SEPARATOR) || (isDenied[place] ? NONE : "")
          : codes.length === 1
            ? (codes[0] ?? "")
            : "",
      );
    },
  };
}

/** A file's rows as codes; says of each that may not be counted. */
export function codedSource({ variables, read }: Shape, file: Source, onLeftOut: () => void): Source {
  return {
    header: variables.map(({ name }) => name),
    rows: {
      async *[Symbol.asyncIterator]() {
        for await (const batch of file.rows)
          yield batch.flatMap((cells) => {
            const row = read(cells);
            if (row === null) onLeftOut();
            return row ? [row] : [];
          });
      },
    },
  };
}
