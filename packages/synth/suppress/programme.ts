import { SynthError } from "../errors.ts";
import type { TableWithTotals } from "./table.ts";

/** The little of HiGHS that is used here; its own types describe the package as CommonJS, which it is not for `import`. */
type Highs = {
  solve(
    problem: string,
    options: { output_flag: boolean },
  ): { Status: string; ObjectiveValue: number; Columns: Record<string, { Primal?: number }> };
};

let loading: Promise<Highs> | undefined;

async function load(): Promise<Highs> {
  const { default: loader }: { default: unknown } = await import("highs");
  if (typeof loader !== "function") throw new TypeError("highs has no loader");
  return (loader as () => Promise<Highs>)();
}

/** The linear programme solver (HiGHS), loaded once. */
function solver(): Promise<Highs> {
  loading ??= load();
  return loading;
}

/** Sums with signs in the LP format, a few terms a line because lines are limited. */
export function sumOf(terms: ReadonlyArray<readonly [number, string]>): string {
  return terms
    .map(
      ([factor, name], k) =>
        `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}${k % 8 === 7 ? "\n" : ""}`,
    )
    .join(" ");
}

/** Solves a programme; the objective and each variable's value. */
export async function solve(
  programme: string,
): Promise<{ objective: number; valueOf: (name: string) => number }> {
  const highs = await solver();
  const solution = highs.solve(programme, { output_flag: false });
  if (solution.Status !== "Optimal") {
    throw new SynthError("programme-unsolved", `The linear programme ended as "${solution.Status}".`);
  }
  return { objective: solution.ObjectiveValue, valueOf: (name) => solution.Columns[name]?.Primal ?? 0 };
}

/** More than any count, its interval and the largest interval that anyone asks for. */
const farBeyond = 1_000_000;

/** A table that agrees with everything published, and lies as far as it can in one cell. */
export type Extreme = { bound: number; countOf: (cell: number) => number };

/**
 * What a reader can work out: every published number and every total holds, and counts are not negative. Asks for the
 * least or the most of a suppressed cell (a million above the truth where nothing limits it), and the table with that.
 */
export function readerOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
): (cell: number, goal: "Minimize" | "Maximize") => Promise<Extreme> {
  const lines: string[] = [];
  for (const [k, { total, parts }] of table.equations.entries()) {
    const terms: Array<[number, string]> = [];
    let known = 0;
    for (const [member, factor] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
      if (suppressed.has(member)) terms.push([factor, `x${member}`]);
      else known += factor * (table.values[member] ?? 0);
    }
    if (terms.length > 0) lines.push(` e${k}: ${sumOf(terms)} = ${-known}`);
  }
  return async (cell, goal) => {
    // Where totals are hidden too a cell may have no limit; a programme needs one.
    const far = (table.values[cell] ?? 0) + farBeyond;
    const limits = lines.length === 0 ? ` 0 x${cell} >= 0` : lines.join("\n");
    const solved = await solve(
      `${goal}\n obj: x${cell}\nSubject To\n${limits}\nBounds\n x${cell} <= ${far}\nEnd\n`,
    );
    return { bound: solved.objective, countOf: (other) => solved.valueOf(`x${other}`) };
  };
}

/** The least and the most that a reader can work out for a suppressed cell; see `readerOf`. */
export async function intervalOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
  cell: number,
): Promise<{ low: number; high: number }> {
  const ask = readerOf(table, suppressed);
  return { low: (await ask(cell, "Minimize")).bound, high: (await ask(cell, "Maximize")).bound };
}
