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

/** For one column: every table it is in, flattened so that the inner loop reads numbers only. */
type ColumnPlan = {
  count: number;
  offset: Int32Array;
  stride: Int32Array;
  otherA: Int32Array;
  strideA: Int32Array;
  otherB: Int32Array;
  strideB: Int32Array;
  weight: Float64Array;
};

function planColumn(
  column: number,
  data: Microdata,
  targets: readonly FitTarget[],
  offsets: number[],
): ColumnPlan {
  const members = targets
    .map((target, t) => ({ target, t }))
    .filter(({ target }) => target.shape.includes(column));
  const plan: ColumnPlan = {
    count: members.length,
    offset: new Int32Array(members.length),
    stride: new Int32Array(members.length),
    otherA: new Int32Array(members.length),
    strideA: new Int32Array(members.length),
    otherB: new Int32Array(members.length),
    strideB: new Int32Array(members.length),
    weight: new Float64Array(members.length),
  };
  for (const [k, { target, t }] of members.entries()) {
    const sizes = sizesOf(data, target.shape);
    const strides = sizes.map((_, axis) => cellsOf(sizes.slice(axis + 1)));
    plan.offset[k] = offsets[t] ?? 0;
    plan.weight[k] = target.weight;
    let others = 0;
    for (const [axis, member] of target.shape.entries()) {
      const stride = strides[axis] ?? 0;
      if (member === column) plan.stride[k] = stride;
      else if (others++ === 0) {
        plan.otherA[k] = member;
        plan.strideA[k] = stride;
      } else {
        plan.otherB[k] = member;
        plan.strideB[k] = stride;
      }
    }
  }
  return plan;
}

/** Counted minus wanted, for all tables one after another. */
function errorsOf(
  data: Microdata,
  targets: readonly FitTarget[],
): { errors: Float32Array; offsets: number[] } {
  const offsets: number[] = [];
  let total = 0;
  for (const { target } of targets) {
    offsets.push(total);
    total += target.length;
  }
  const errors = new Float32Array(total);
  for (const [t, { shape, target }] of targets.entries()) {
    const counts = countTable(data, shape);
    const offset = offsets[t] ?? 0;
    for (let k = 0; k < target.length; k++) errors[offset + k] = (counts[k] ?? 0) - (target[k] ?? 0);
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
  const chunkRows = 4096;
  for (let sweep = 0; sweep < options.sweeps; sweep++) {
    const cooling = options.sweeps === 1 ? 0 : 1 - sweep / (options.sweeps - 1);
    let moves = 0;
    for (let start = 0; start < data.rows; start += chunkRows) {
      const end = Math.min(data.rows, start + chunkRows);
      moves += sweepRows(data, plans, errors, start, end, options.temperature * cooling, options.shuffle);
      if ((start / chunkRows) % 8 === 7) await new Promise((resume) => setImmediate(resume));
      if (options.signal?.aborted)
        throw new SynthError("stopped", "Stopped on request; nothing was written.");
    }
    options.onSweep?.(sweep, moves);
  }
}

function sweepRows(
  data: Microdata,
  plans: readonly ColumnPlan[],
  errors: Float32Array,
  start: number,
  end: number,
  temperature: number,
  shuffle: Shuffle,
): number {
  const { codes, width, rows, sizes } = data;
  let moves = 0;
  for (let row = start; row < end; row++) {
    const at = row * width;
    for (let column = 0; column < width; column++) {
      const plan = plans[column]!;
      const from = codes[at + column]!;
      let to: number;
      if (sizes[column] === 2) {
        to = 1 - from;
      } else {
        to = codes[Math.floor(shuffle() * rows) * width + column]!;
        if (to === from) continue;
      }
      const change = moveCost(plan, errors, codes, at, from, to);
      if (change < 0 || (temperature > 0 && shuffle() < Math.exp(-change / temperature))) {
        applyMove(plan, errors, codes, at, from, to);
        codes[at + column] = to;
        moves++;
      }
    }
  }
  return moves;
}

function moveCost(
  plan: ColumnPlan,
  errors: Float32Array,
  codes: Uint16Array,
  at: number,
  from: number,
  to: number,
): number {
  const { count, offset, stride, otherA, strideA, otherB, strideB, weight } = plan;
  let change = 0;
  for (let k = 0; k < count; k++) {
    const base = offset[k]! + codes[at + otherA[k]!]! * strideA[k]! + codes[at + otherB[k]!]! * strideB[k]!;
    const step = stride[k]!;
    change += weight[k]! * (errors[base + to * step]! - errors[base + from * step]! + 1);
  }
  return 2 * change;
}

function applyMove(
  plan: ColumnPlan,
  errors: Float32Array,
  codes: Uint16Array,
  at: number,
  from: number,
  to: number,
): void {
  const { count, offset, stride, otherA, strideA, otherB, strideB } = plan;
  for (let k = 0; k < count; k++) {
    const base = offset[k]! + codes[at + otherA[k]!]! * strideA[k]! + codes[at + otherB[k]!]! * strideB[k]!;
    const step = stride[k]!;
    errors[base + from * step]! -= 1;
    errors[base + to * step]! += 1;
  }
}
