import { SynthError } from "./errors.ts";

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
