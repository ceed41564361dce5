import { solve, sumOf } from "../linear-programme.ts";
import { cellsOf, type Microdata, projection, shapesOf, type TableShape } from "../tables.ts";

export type ReconstructionAudit = {
  columns: number;
  /** People of the table who are alone with their values, and how many of them were rebuilt from what is released. */
  people: number;
  rebuilt: number;
  /** The same of people alike who were not in the table: what chance finds. Only the excess over it would be a leak. */
  others: number;
  rebuiltByChance: number;
  /** Of the people in the table, from its tables without noise: what the attack can do. */
  rebuiltFromExactTables: number;
};

/** The widest set of combinations that the attack goes through, and the most that its programme weighs. */
const limits = { cells: 2_000_000, candidates: 600 } as const;

/** The counts of every table of at most three of the columns, as the attacker has them; not whole where there is noise. */
export type TablesAtHand = (shape: TableShape) => ArrayLike<number>;

/** The first columns that the attack can take together. */
export function columnsToRebuild(sizes: readonly number[]): number[] {
  const chosen: number[] = [];
  let cells = 1;
  for (const [column, size] of sizes.entries()) {
    if (chosen.length === 4 || size * cells > limits.cells || size < 2) continue;
    chosen.push(column);
    cells *= size;
  }
  return chosen;
}

/**
 * Rebuilds rows from tables: of all combinations those that every table of three columns supports best, then the
 * counts of these, not below zero, that explain the tables with the least absolute error (a linear programme). Least
 * absolute error leaves most combinations empty, as real tables of few people do (Dwork, McSherry, Talwar 2007).
 */
export async function rebuildRows(
  { sizes, rows }: { sizes: readonly number[]; rows: number },
  tables: TablesAtHand,
): Promise<Microdata> {
  const columns = sizes.map((_, column) => column);
  const shapes = shapesOf(sizes.length, Math.min(3, sizes.length));
  const cells = cellsOf(sizes);
  const views = shapes.map((shape) => ({
    counts: tables(shape),
    placeOf: projection(sizes, columns, shape),
  }));
  const support = new Float64Array(cells).fill(Number.POSITIVE_INFINITY);
  for (const { counts, placeOf } of views)
    for (let cell = 0; cell < cells; cell++)
      support[cell] = Math.min(support[cell]!, counts[placeOf[cell]!] ?? 0);
  const candidates = Array.from(support.keys())
    .filter((cell) => support[cell]! > 0)
    .sort((a, b) => support[b]! - support[a]!)
    .slice(0, limits.candidates);
  const people = await explain(candidates, views, rows);
  const codes: number[] = [];
  for (const { cell, count } of people) {
    for (let k = 0; k < count && codes.length < rows * sizes.length; k++) codes.push(...codesOf(cell, sizes));
  }
  return { rows: codes.length / sizes.length, width: sizes.length, sizes, codes: Uint16Array.from(codes) };
}

/** How many people each candidate has, in the order of how sure the programme is of them. */
async function explain(
  candidates: readonly number[],
  views: ReadonlyArray<{ counts: ArrayLike<number>; placeOf: Int32Array }>,
  rows: number,
): Promise<Array<{ cell: number; count: number }>> {
  if (candidates.length === 0) return [];
  const objective: Array<[number, string]> = [];
  const lines = views.flatMap(({ counts, placeOf }, v) =>
    [...Map.groupBy(candidates, (cell) => placeOf[cell]!)].map(([place, members]) => {
      objective.push([1, `u${v}_${place}`], [1, `d${v}_${place}`]);
      const terms = members.map((cell) => [1, `x${cell}`] as const);
      const gap = [[1, `u${v}_${place}`] as const, [-1, `d${v}_${place}`] as const];
      return ` t${v}_${place}: ${sumOf([...terms, ...gap])} = ${counts[place] ?? 0}`;
    }),
  );
  const bounds = candidates.map((cell) => ` x${cell} <= ${rows}`);
  const solved = await solve(
    `Minimize\n obj: ${sumOf(objective)}\nSubject To\n${lines.join("\n")}\nBounds\n${bounds.join("\n")}\nEnd\n`,
  );
  return candidates
    .map((cell) => ({ cell, people: solved.valueOf(`x${cell}`) }))
    .filter(({ people }) => people > 1e-6)
    .sort((a, b) => b.people - a.people)
    .map(({ cell, people }) => ({ cell, count: Math.max(1, Math.round(people)) }));
}

function codesOf(cell: number, sizes: readonly number[]): number[] {
  const codes: number[] = [];
  let rest = cell;
  for (const size of sizes.toReversed()) {
    codes.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return codes;
}

function keysOf(data: Microdata): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < data.rows; row++) {
    const key = data.codes.subarray(row * data.width, (row + 1) * data.width).join(",");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Of the people of `data` who are alone with their values, how many stand among rebuilt rows; and the same of those of
 * `others`, who were not in. Being near a real row is no leak, and being far no proof of safety.
 */
export function peopleRebuilt(
  data: Microdata,
  others: Microdata,
  rebuilt: Microdata,
): { people: number; rebuilt: number; others: number; rebuiltByChance: number } {
  const made = keysOf(rebuilt);
  const [inside, outside] = [keysOf(data), keysOf(others)];
  const alone = (keys: Map<string, number>, other: Map<string, number>) =>
    [...keys].filter(([key, count]) => count === 1 && !other.has(key)).map(([key]) => key);
  const [people, strangers] = [alone(inside, outside), alone(outside, inside)];
  const found = (keys: readonly string[]) => keys.filter((key) => made.has(key)).length;
  return {
    people: people.length,
    rebuilt: found(people),
    others: strangers.length,
    rebuiltByChance: found(strangers),
  };
}

/** The attack on released tables, beside what chance finds and what it does to tables without noise. */
export async function auditReconstruction(
  data: Microdata,
  others: Microdata,
  released: TablesAtHand,
  exact: TablesAtHand,
): Promise<ReconstructionAudit> {
  const table = { sizes: data.sizes, rows: data.rows };
  const found = peopleRebuilt(data, others, await rebuildRows(table, released));
  const most = peopleRebuilt(data, others, await rebuildRows(table, exact));
  return { columns: data.width, ...found, rebuiltFromExactTables: most.rebuilt };
}
