import { solve, sumOf } from "../linear-programme.ts";
import type { TableWithTotals } from "./table.ts";

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
