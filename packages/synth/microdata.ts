import { alikeOnce } from "./alike.ts";
import { SynthError } from "./errors.ts";
import type { Shuffle } from "./random.ts";
import { cellsOf, countTable, type Microdata, sizesOf, type TableShape } from "./tables.ts";

/** What the rows should count to in one table. Targets may be fractions, and below zero to keep a cell empty. */
export type FitTarget = {
  readonly shape: TableShape;
  readonly target: Float32Array;
  readonly weight: number;
};

export type FitOptions = {
  sweeps: number;
  /** Starting temperature; falls to zero over the sweeps. 0: only ever better. */
  temperature: number;
  shuffle: Shuffle;
  signal?: AbortSignal | undefined;
  onSweep?: ((sweep: number, moves: number) => void) | undefined;
};

/** Numbers that a table takes in `ColumnPlan.terms`: offset, first other column, its stride, second, its stride, own stride. */
const termsOfTable = 6;

/** Rows looked at together: few enough to stay near the processor. */
const chunkRows = 512;

/** For one column: every table it is in, flattened so that the inner loop reads numbers only, one after another. */
type ColumnPlan = {
  terms: Int32Array;
  weights: Float64Array;
  weightSum: number;
  /** How many people a row stands for, and so by how many a move changes two cells. */
  each: number;
};

function planColumn(
  column: number,
  data: Microdata,
  targets: readonly FitTarget[],
  offsets: readonly number[],
): ColumnPlan {
  const members = targets
    .map((target, t) => ({ target, offset: offsets[t] ?? 0 }))
    .filter(({ target }) => target.shape.includes(column));
  const terms = new Int32Array(members.length * termsOfTable);
  for (const [k, { target, offset }] of members.entries()) {
    const sizes = sizesOf(data, target.shape);
    const strides = sizes.map((_, axis) => cellsOf(sizes.slice(axis + 1)));
    const others = target.shape.flatMap((member, axis) =>
      member === column ? [] : [member, strides[axis] ?? 0],
    );
    const own = strides[target.shape.indexOf(column)] ?? 0;
    terms.set([offset, ...others, ...[0, 0, 0, 0].slice(others.length), own], k * termsOfTable);
  }
  const { each = 1 } = data;
  const weights = Float64Array.from(members, ({ target }) => target.weight * each);
  return { terms, weights, weightSum: weights.reduce((sum, weight) => sum + weight, 0), each };
}

/** Counted minus wanted, times the table's weight, for all tables one after another. */
function errorsOf(
  data: Microdata,
  targets: readonly FitTarget[],
): { errors: Float32Array; offsets: number[] } {
  const counted = alikeOnce(data);
  const offsets: number[] = [];
  let total = 0;
  for (const { target } of targets) {
    offsets.push(total);
    total += target.length;
  }
  const errors = new Float32Array(total);
  for (const [t, { shape, target, weight }] of targets.entries()) {
    const counts = countTable(counted, shape);
    const offset = offsets[t] ?? 0;
    for (let k = 0; k < target.length; k++) errors[offset + k] = weight * (counts[k]! - target[k]!);
  }
  return { errors, offsets };
}

/**
 * Moves whole rows' values until the tables counted from them are as near as they can get to the targets (weighted
 * squares), in place. Changing one value touches one cell pair in each table with that column, so a move costs as many
 * additions as there are such tables. New values are copied from a random other row: where no table says otherwise,
 * columns stay as they were spread.
 *
 * @throws SynthError `stopped` when `signal` fires; the rows are then half-fitted and must be dropped
 */
export async function fitMicrodata(
  data: Microdata,
  targets: readonly FitTarget[],
  options: FitOptions,
): Promise<void> {
  const { errors, offsets } = errorsOf(data, targets);
  const plans = data.sizes.map((_, column) => planColumn(column, data, targets, offsets));
  // Four bytes a row and column, so they are filled anew at each sweep and not made anew.
  const orders = data.sizes.map(() => new Uint32Array(data.width < 2 ? 0 : data.rows));
  for (let sweep = 0; sweep < options.sweeps; sweep++) {
    const cooling = options.sweeps === 1 ? 0 : 1 - sweep / (options.sweeps - 1);
    const heat = options.temperature * cooling;
    let moves = 0;
    const kins = orders.map((order, column) => kinOf(data, column, order, options.shuffle));
    for (let start = 0; start < data.rows; start += chunkRows) {
      const end = Math.min(data.rows, start + chunkRows);
      for (const [column, plan] of plans.entries()) {
        moves += sweepColumn(
          data,
          column,
          plan,
          errors,
          kins[column]!,
          { start, end },
          heat,
          options.shuffle,
        );
      }
      if ((start / chunkRows) % 64 === 63) await new Promise((resume) => setImmediate(resume));
      if (options.signal?.aborted)
        throw new SynthError("stopped", "Stopped on request; nothing was written.");
    }
    options.onSweep?.(sweep, moves);
  }
}

/** The rows by their value in another column: who has the same there is more likely to have a value that fits. */
type Kin = { partner: number; order: Uint32Array; starts: Uint32Array };

/** Writes the rows into `order`. */
function kinOf(data: Microdata, column: number, order: Uint32Array, shuffle: Shuffle): Kin {
  const { codes, width, rows } = data;
  if (width < 2) return { partner: 0, order, starts: new Uint32Array(0) };
  const other = Math.floor(shuffle() * (width - 1));
  const partner = other < column ? other : other + 1;
  const starts = new Uint32Array((data.sizes[partner] ?? 1) + 1);
  for (let row = 0; row < rows; row++) starts[codes[row * width + partner]! + 1]!++;
  for (let code = 1; code < starts.length; code++) starts[code]! += starts[code - 1]!;
  const next = starts.slice();
  for (let row = 0; row < rows; row++) order[next[codes[row * width + partner]!]!++] = row;
  return { partner, order, starts };
}

/** One column at a time, so that what its tables hold stays near the processor. */
function sweepColumn(
  data: Microdata,
  column: number,
  plan: ColumnPlan,
  errors: Float32Array,
  { partner, order, starts }: Kin,
  rows: { start: number; end: number },
  temperature: number,
  shuffle: Shuffle,
): number {
  const { codes, width } = data;
  const end = rows.end * width;
  let moves = 0;
  for (let at = rows.start * width; at < end; at += width) {
    const from = codes[at + column]!;
    const draw = shuffle() * 2;
    let donor = Math.floor((draw % 1) * data.rows);
    if (draw >= 1 && order.length > 0) {
      const held = codes[at + partner]!;
      const [first, next] = [starts[held]!, starts[held + 1]!];
      if (next > first) donor = order[first + Math.floor((draw - 1) * (next - first))]!;
    }
    const to = codes[donor * width + column]!;
    if (to === from) continue;
    const change = moveCost(plan, errors, codes, at, from, to);
    if (change < 0 || (temperature > 0 && shuffle() < Math.exp(-change / temperature))) {
      applyMove(plan, errors, codes, at, from, to);
      codes[at + column] = to;
      moves++;
    }
  }
  return moves;
}

/**
 * Where a table's cells with a row's other values start. Products with `Math.imul`: a plain one is checked each time for
 * having left 32 bits, and for minus zero, which takes longer than the product.
 */
function baseOf(terms: Int32Array, k: number, codes: Uint16Array, at: number): number {
  return (
    (terms[k]! +
      Math.imul(codes[at + terms[k + 1]!]!, terms[k + 2]!) +
      Math.imul(codes[at + terms[k + 3]!]!, terms[k + 4]!)) |
    0
  );
}

function moveCost(
  { terms, weightSum, each }: ColumnPlan,
  errors: Float32Array,
  codes: Uint16Array,
  at: number,
  from: number,
  to: number,
): number {
  let change = weightSum;
  for (let k = 0; k < terms.length; k += termsOfTable) {
    const base = baseOf(terms, k, codes, at);
    const own = terms[k + 5]!;
    change += errors[base + Math.imul(to, own)]! - errors[base + Math.imul(from, own)]!;
  }
  return 2 * each * change;
}

function applyMove(
  { terms, weights }: ColumnPlan,
  errors: Float32Array,
  codes: Uint16Array,
  at: number,
  from: number,
  to: number,
): void {
  for (let k = 0, table = 0; k < terms.length; k += termsOfTable, table++) {
    const base = baseOf(terms, k, codes, at);
    const own = terms[k + 5]!;
    errors[base + Math.imul(from, own)]! -= weights[table]!;
    errors[base + Math.imul(to, own)]! += weights[table]!;
  }
}
