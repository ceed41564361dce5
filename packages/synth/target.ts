import type { ImpossibleRule } from "./impossible.ts";
import { type Measurement, residualOf } from "./measure.ts";
import type { FitTarget } from "./microdata.ts";
import { cellsOf, countTable, type Microdata, totalOf } from "./tables.ts";

/** How firmly cells that are likely to be empty are kept empty; found by trial on data of several shapes (decision 0022). */
const closing = {
  biasMax: 40,
  biasAtUnitVariance: 1500,
  /** The most that may be closed of what the tables of fewer columns say is there. */
  share: 0.1,
  biasDeviations: 6,
  /** In small tables cells must show a little more than one to stay open; much more where noise hides twenty people. */
  smallCells: 64,
  smallDeviations: 0.7,
  smallBelow: 3,
  smallShare: 0.2,
  loudNoise: 25,
  loudDeviations: 2,
  loudShare: 0.7,
  wideCells: 20_000,
  wideBias: 60,
  wideShare: 0.3,
} as const;

/** Differences beyond this many standard deviations of the noise are believed whole. */
const surprise = 4;

/**
 * What a table's cells should be: the rows so far, corrected by as much of the measured difference as is likely to be
 * signal. Large cells are trusted with large differences (variance in proportion to the count, estimated from the
 * table itself); a difference far beyond the noise is taken whole; cells likely to be empty are pushed to be.
 */
export function targetOf(
  measurement: Measurement,
  synthetic: Microdata,
  rules: readonly ImpossibleRule[],
): FitTarget {
  const { shape, sizes, residual, cellVariance } = measurement;
  const made = countTable(synthetic, shape);
  const current = residualOf(made, sizes);
  const cells = made.length;
  let squares = 0;
  for (let k = 0; k < cells; k++) squares += (residual[k]! - current[k]!) ** 2;
  const signal = Math.max(0, squares - cells * cellVariance) / (totalOf(synthetic) + cells / 2);
  const noise = Math.sqrt(cellVariance);
  const target = new Float32Array(cells);
  for (let k = 0; k < cells; k++) {
    const difference = residual[k]! - current[k]!;
    const prior = signal * (made[k]! + 0.5);
    const trust = Math.abs(difference) > surprise * noise ? 1 : prior / (prior + cellVariance);
    target[k] = made[k]! + trust * difference;
  }
  closeEmptyCells(target, made, sizes, cellVariance);
  closeImpossible(target, measurement, rules);
  return { shape, target, weight: 1 / Math.max(1, cellVariance) };
}

/**
 * Asks for less than nothing in cells that are likely to be empty, so that a row there costs more than noise gains;
 * but never for more than a part of what the tables of fewer columns say is there, or rare values would vanish.
 */
function closeEmptyCells(
  target: Float32Array,
  made: Float64Array,
  sizes: readonly number[],
  variance: number,
): void {
  const isWide = made.length >= closing.wideCells;
  const noise = Math.sqrt(variance);
  const isSmall = made.length <= closing.smallCells;
  const isLoud = isSmall && noise > closing.loudNoise;
  const bias = Math.max(
    closing.biasDeviations * noise,
    Math.min(closing.biasMax, closing.biasAtUnitVariance / variance),
    isWide ? closing.wideBias : 0,
  );
  const share = isLoud
    ? closing.loudShare
    : isWide
      ? closing.wideShare
      : isSmall
        ? closing.smallShare
        : closing.share;
  const below = isLoud
    ? 1 + closing.loudDeviations * noise
    : isSmall
      ? 1 + Math.min(closing.smallBelow, closing.smallDeviations * noise)
      : 1;
  const strides = sizes.map((_, axis) => cellsOf(sizes.slice(axis + 1)));
  const fibreOf = (cell: number, axis: number) => {
    const stride = strides[axis]!;
    return Math.floor(cell / (stride * sizes[axis]!)) * stride + (cell % stride);
  };
  const left = sizes.map((size, axis) => {
    const mass = new Float64Array(made.length / size);
    for (let cell = 0; cell < made.length; cell++) mass[fibreOf(cell, axis)]! += made[cell]!;
    return mass.map((value) => value * share);
  });
  const candidates: number[] = [];
  for (let cell = 0; cell < target.length; cell++) {
    if (target[cell]! >= below) continue;
    if (made[cell] === 0) target[cell] = -bias;
    else candidates.push(cell);
  }
  candidates.sort((a, b) => target[a]! - target[b]!);
  for (const cell of candidates) {
    const count = made[cell]!;
    if (!left.every((mass, axis) => mass[fibreOf(cell, axis)]! >= count)) {
      target[cell] = Math.max(target[cell]!, 0);
      continue;
    }
    for (const [axis, mass] of left.entries()) mass[fibreOf(cell, axis)]! -= count;
    target[cell] = -bias;
  }
}

/** A rule about exactly the columns of a table closes its cells far beyond what any noise could open. */
function closeImpossible(
  target: Float32Array,
  { shape, sizes }: Measurement,
  rules: readonly ImpossibleRule[],
): void {
  for (const rule of rules) {
    if (!rule.every(({ column }) => shape.includes(column))) continue;
    for (let cell = 0; cell < target.length; cell++) {
      let rest = cell;
      let isImpossible = true;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const size = sizes[axis] ?? 1;
        const part = rule.find(({ column }) => column === shape[axis]);
        if (part && !part.codes.has(rest % size)) isImpossible = false;
        rest = Math.floor(rest / size);
      }
      if (isImpossible) target[cell] = -1000;
    }
  }
}
