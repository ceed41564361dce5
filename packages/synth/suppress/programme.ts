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

/**
 * The least and the most that a reader can work out for a suppressed cell: every published number and every total
 * holds, and counts are not negative.
 */
export async function intervalOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
  cell: number,
): Promise<{ low: number; high: number }> {
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
  const programme = (goal: string) => `${goal}\n obj: x${cell}\nSubject To\n${lines.join("\n")}\nEnd\n`;
  if (lines.length === 0) return { low: 0, high: Infinity };
  const low = await solve(programme("Minimize"));
  const high = await solve(programme("Maximize"));
  return { low: low.objective, high: high.objective };
}
