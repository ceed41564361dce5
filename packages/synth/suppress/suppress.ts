import { SynthError } from "../errors.ts";
import { solve, sumOf } from "../linear-programme.ts";
import { readerOf } from "./reader.ts";
import type { TableWithTotals } from "./table.ts";

export type SuppressionRule = {
  /** Counts from 1 to below this are primary. */
  threshold: number;
  /** A reader may not come nearer than this to a hidden count, above; below, nearer than this or zero. */
  interval: number;
};

export type Suppression = {
  primary: number[];
  complementary: number[];
  suppressed: ReadonlySet<number>;
};

export type Exposure = { cell: number; low: number; high: number };

function isProtected(value: number, low: number, high: number, interval: number): boolean {
  const tolerance = 1e-6;
  return low <= Math.max(0, value - interval) + tolerance && high >= value + interval - tolerance;
}

/**
 * How low and how high each cell lies in some table that a reader cannot tell from the true one. Such a table shows the
 * range of all its cells at once, so that few cells must be asked for by name.
 */
type Ranges = { low: number[]; high: number[] };

function widen(ranges: Ranges, cells: Iterable<number>, countOf: (cell: number) => number): void {
  for (const cell of cells) {
    const count = countOf(cell);
    if (count < ranges.low[cell]!) ranges.low[cell] = count;
    if (count > ranges.high[cell]!) ranges.high[cell] = count;
  }
}

/** Widens the range of a cell as far as it goes, and those of others on the way. */
async function askFor(
  cell: number,
  ranges: Ranges,
  suppressed: ReadonlySet<number>,
  ask: ReturnType<typeof readerOf>,
): Promise<void> {
  for (const goal of ["Minimize", "Maximize"] as const) {
    const extreme = await ask(cell, goal);
    widen(ranges, suppressed, extreme.countOf);
    widen(ranges, [cell], () => extreme.bound);
  }
}

/**
 * Suppressed cells, primary and complementary, whose value can be bounded within the declared interval; empty when the
 * table is safe in this sense.
 */
export async function exposuresOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
  rule: SuppressionRule,
): Promise<Exposure[]> {
  const ranges: Ranges = { low: [...table.values], high: [...table.values] };
  const ask = readerOf(table, suppressed);
  const found: Exposure[] = [];
  for (const cell of suppressed) {
    const value = table.values[cell] ?? 0;
    if (isProtected(value, ranges.low[cell]!, ranges.high[cell]!, rule.interval)) continue;
    await askFor(cell, ranges, suppressed, ask);
    const [low, high] = [ranges.low[cell]!, ranges.high[cell]!];
    if (!isProtected(value, low, high, rule.interval)) found.push({ cell, low, high });
  }
  return found;
}

/**
 * The cheapest change of the table that moves `cell` by `amount` and keeps every total true: the cells that change
 * must be hidden too. Hidden cells cost nothing, others cost their count (Kelly, Golden, Assad 1992).
 */
async function changeOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
  cell: number,
  amount: number,
): Promise<Map<number, number>> {
  const cells = table.values.length;
  const cost = (k: number) => (suppressed.has(k) ? 0 : Math.log2((table.values[k] ?? 0) + 2));
  const objective: Array<[number, string]> = [];
  const bounds: string[] = [];
  for (let k = 0; k < cells; k++) {
    if (k === cell) continue;
    objective.push([cost(k), `u${k}`], [cost(k), `d${k}`]);
    bounds.push(` 0 <= d${k} <= ${table.values[k] ?? 0}`);
  }
  const up = Math.max(0, amount);
  const down = Math.max(0, -amount);
  bounds.push(` u${cell} = ${up}`, ` d${cell} = ${down}`);
  const lines = table.equations.map(({ total, parts }, k) => {
    const terms = [...parts.map((part) => [part, 1] as const), [total, -1] as const].flatMap(
      ([member, factor]): Array<[number, string]> => [
        [factor, `u${member}`],
        [-factor, `d${member}`],
      ],
    );
    return ` e${k}: ${sumOf(terms)} = 0`;
  });
  const programme = `Minimize\n obj: ${sumOf(objective)}\nSubject To\n${lines.join("\n")}\nBounds\n${bounds.join("\n")}\nEnd\n`;
  const { valueOf: solved } = await solve(programme);
  const changed = new Map<number, number>();
  for (let k = 0; k < cells; k++) {
    const change = solved(`u${k}`) - solved(`d${k}`);
    if (Math.abs(change) > 1e-7) changed.set(k, (table.values[k] ?? 0) + change);
  }
  return changed;
}

/** Hides what must change with `cell` so that it could be higher by the interval, and lower. */
async function hideWith(
  cell: number,
  table: TableWithTotals,
  suppressed: Set<number>,
  ranges: Ranges,
  interval: number,
): Promise<void> {
  for (const amount of [interval, -Math.min(table.values[cell] ?? 0, interval)]) {
    if (amount === 0) continue;
    try {
      const changed = await changeOf(table, suppressed, cell, amount);
      for (const partner of changed.keys()) suppressed.add(partner);
      widen(ranges, changed.keys(), (partner) => changed.get(partner) ?? Number.NaN);
    } catch (cause) {
      throw new SynthError(
        "suppression-impossible",
        "A small count stands alone in its totals and cannot be hidden. Merge categories.",
        { cause },
      );
    }
  }
}

/**
 * Hides small counts and as many others as it takes that no hidden count, of either kind, can be worked out from the
 * totals; checked by linear programme at the end.
 *
 * @throws SynthError `suppression-impossible` when even hiding everything that changes leaves a cell exposed
 */
export async function suppress(table: TableWithTotals, rule: SuppressionRule): Promise<Suppression> {
  const primary = table.values.flatMap((value, k) => (value > 0 && value < rule.threshold ? [k] : []));
  const suppressed = new Set(primary.sort((a, b) => (table.values[b] ?? 0) - (table.values[a] ?? 0)));
  // What is a possible table stays one when more is hidden, so ranges only grow.
  const ranges: Ranges = { low: [...table.values], high: [...table.values] };
  // A set hands out what is added while it is walked: partners need partners too.
  for (const cell of suppressed) {
    const isSafe = () =>
      isProtected(table.values[cell] ?? 0, ranges.low[cell]!, ranges.high[cell]!, rule.interval);
    if (!isSafe()) await askFor(cell, ranges, suppressed, readerOf(table, suppressed));
    if (!isSafe()) await hideWith(cell, table, suppressed, ranges, rule.interval);
  }
  const exposed = await exposuresOf(table, suppressed, rule);
  if (exposed.length > 0) {
    throw new SynthError(
      "suppression-impossible",
      `${exposed.length} hidden counts could still be worked out. Merge categories.`,
    );
  }
  const isPrimary = new Set(primary);
  return {
    primary: primary.sort((a, b) => a - b),
    complementary: [...suppressed].filter((cell) => !isPrimary.has(cell)).sort((a, b) => a - b),
    suppressed,
  };
}
