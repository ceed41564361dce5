import { SynthError } from "../errors.ts";
import { intervalOf, solve, sumOf } from "./programme.ts";
import type { TableWithTotals } from "./table.ts";

export type SuppressionRule = {
  /** Counts from 1 to below this are primary. */
  threshold: number;
  /** A reader may not come nearer than this to a primary count, above; below, nearer than this or zero. */
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

/** Primary cells whose value can be bounded within the declared interval; empty when the table is safe in this sense. */
export async function exposuresOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
  primary: readonly number[],
  rule: SuppressionRule,
): Promise<Exposure[]> {
  const found: Exposure[] = [];
  for (const cell of primary) {
    const { low, high } = await intervalOf(table, suppressed, cell);
    if (!isProtected(table.values[cell] ?? 0, low, high, rule.interval)) found.push({ cell, low, high });
  }
  return found;
}

/**
 * The cheapest change of the table that moves `cell` by `amount` and keeps every total true: the cells that change
 * must be hidden too. Hidden cells cost nothing, others cost their count (Kelly, Golden, Assad 1992).
 */
async function partnersOf(
  table: TableWithTotals,
  suppressed: ReadonlySet<number>,
  cell: number,
  amount: number,
): Promise<number[]> {
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
  const changed: number[] = [];
  for (let k = 0; k < cells; k++) {
    if (Math.abs(solved(`u${k}`) - solved(`d${k}`)) > 1e-7) changed.push(k);
  }
  return changed;
}

/**
 * Hides small counts and as many others as it takes that no hidden count can be worked out from the totals; checked
 * by linear programme at the end.
 *
 * @throws SynthError `suppression-impossible` when even hiding everything that changes leaves a cell exposed
 */
export async function suppress(table: TableWithTotals, rule: SuppressionRule): Promise<Suppression> {
  const primary = table.values.flatMap((value, k) => (value > 0 && value < rule.threshold ? [k] : []));
  const suppressed = new Set(primary);
  for (const cell of [...primary].sort((a, b) => (table.values[b] ?? 0) - (table.values[a] ?? 0))) {
    const value = table.values[cell] ?? 0;
    const { low, high } = await intervalOf(table, suppressed, cell);
    if (isProtected(value, low, high, rule.interval)) continue;
    for (const amount of [rule.interval, -Math.min(value, rule.interval)]) {
      try {
        for (const partner of await partnersOf(table, suppressed, cell, amount)) suppressed.add(partner);
      } catch (cause) {
        throw new SynthError(
          "suppression-impossible",
          "A small count stands alone in its totals and cannot be hidden. Merge categories.",
          { cause },
        );
      }
    }
  }
  const exposed = await exposuresOf(table, suppressed, primary, rule);
  if (exposed.length > 0) {
    throw new SynthError(
      "suppression-impossible",
      `${exposed.length} small counts could still be worked out. Merge categories.`,
    );
  }
  const isPrimary = new Set(primary);
  return {
    primary,
    complementary: [...suppressed].filter((cell) => !isPrimary.has(cell)).sort((a, b) => a - b),
    suppressed,
  };
}
