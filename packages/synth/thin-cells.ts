import { estimatesOf, type Measurement } from "./measure.ts";
import type { FitTarget } from "./microdata.ts";
import {
  cellsOf,
  countTable,
  type Microdata,
  projection,
  sizesOf,
  subsetsOf,
  type TableShape,
} from "./tables.ts";

/** Found by trial on data of several shapes (decisions 0185 and 0223). */
const thin = {
  /** A combination of so many people is not to be lost if the evidence can tell. */
  peopleKept: 20,
  /** So many standard deviations above what is shown must stay below that; a lost pair would take its triples along. */
  deviationsKept: 1.5,
  deviationsKeptPair: 2,
  /** Cells of more rows are emptied only where noise is not loud and more deviations speak for it: there is more to lose. */
  fewRows: 3,
  deviationsKeptMany: 2.5,
  /** A table that was not measured has nothing to say of its cells of one row; it weighs as if its noise were this. */
  unmeasuredNoise: 20,
  unmeasuredRows: 1,
  /** A pair of few rows that shows so many people, and a deviation, keeps what it has in those tables. */
  peopleShown: 12,
  /** Where noise is loud that would close nothing: what shows less than this above zero is taken for empty. */
  loudDeviations: 0.3,
  /** The most of a believed value's or pair's rows that one round may send elsewhere within one table. */
  share: 0.5,
  biasDeviations: 6,
  biasLeast: 20,
  loudNoise: 25,
  /** Larger counts are thin too beyond it: twice as many at 30 people of noise, three times at 35. */
  loudStep: 5,
} as const;

/**
 * Closes cells that hold at most `rowsMax` rows (more where noise is loud) and for which the measurement shows nothing,
 * in place: an even spread of rows leaves one or two in many cells that nobody has, and a few in others are worth more
 * than one in each. What the measurement shows to have people stays open, and believed values and pairs keep half of
 * their rows where they are.
 *
 * Looks at measurements and synthetic rows only, so it spends nothing.
 *
 * @param targets values first, then pairs, then triples; those without a measurement last (see `unmeasuredTargets`)
 */
export function closeThinCells(
  targets: readonly FitTarget[],
  synthetic: Microdata,
  measurements: ReadonlyMap<string, Measurement>,
  rowsMax: number,
): void {
  const believed = new Map<string, Uint8Array>();
  const few = new Map<string, Uint8Array>();
  const clear = new Map<string, Uint8Array>();
  for (const { shape, target } of targets) {
    const key = shape.join(",");
    const table = { shape, sizes: sizesOf(synthetic, shape) };
    const made = countTable(synthetic, shape);
    const measurement = measurements.get(key);
    const noise = measurement ? Math.sqrt(measurement.cellVariance) : thin.unmeasuredNoise;
    const shown = measurement ? estimatesOf(measurement, made) : made;
    const enough = enoughPeople(shape, noise, rowsMax);
    const most = measurement ? rowsOfThin(noise, rowsMax) : thin.unmeasuredRows;
    // Single values were judged when rows were first drawn (decision 0025).
    const isBelieved = (cell: number) => shape.length === 1 || made[cell]! > most || shown[cell]! > enough;
    if (shape.length < 3)
      believed.set(
        key,
        Uint8Array.from(made, (count, cell) => (count > 0 && isBelieved(cell) ? 1 : 0)),
      );
    const isFew = measurement ? fewOf(table, shown, enough, few) : openOf(table, synthetic, clear);
    if (shape.length < 3) few.set(key, isFew);
    if (shape.length === 1) continue;
    if (shape.length === 2) {
      const people = noise > thin.loudNoise ? Number.POSITIVE_INFINITY : Math.max(thin.peopleShown, noise);
      clear.set(
        key,
        Uint8Array.from(shown, (count) => (count >= people ? 1 : 0)),
      );
    }
    const bias = Math.max(thin.biasLeast, thin.biasDeviations * noise);
    const candidates: number[] = [];
    for (let cell = 0; cell < made.length; cell++) {
      if (!isFew[cell] || target[cell]! <= -bias) continue;
      if (made[cell] === 0) target[cell] = -bias;
      else if (made[cell]! <= most) candidates.push(cell);
    }
    candidates.sort((a, b) => made[a]! - made[b]! || shown[a]! - shown[b]!);
    const mayLeave = allowanceOf(table, made, believed);
    for (const cell of candidates) if (mayLeave(cell)) target[cell] = -bias;
  }
}

/** Tables without a measurement hold their rows where they are, so that what leaves a thin cell goes where more are; at most `cellsMax` cells. */
export function unmeasuredTargets(
  shapes: readonly TableShape[],
  synthetic: Microdata,
  cellsMax: number,
): FitTarget[] {
  const tables = shapes.map((shape) => ({ shape, cells: cellsOf(sizesOf(synthetic, shape)) }));
  let left = cellsMax;
  return tables
    .sort((a, b) => a.cells - b.cells)
    .flatMap(({ shape, cells }) => {
      left -= cells;
      if (left < 0) return [];
      return [
        {
          shape,
          target: Float32Array.from(countTable(synthetic, shape)),
          weight: 1 / thin.unmeasuredNoise ** 2,
        },
      ];
    });
}

/** A cell that shows fewer people than this may be emptied. */
function enoughPeople(shape: TableShape, noise: number, rowsMax: number): number {
  if (noise > thin.loudNoise) return thin.loudDeviations * noise;
  const deviations = shape.length < 3 ? thin.deviationsKeptPair : thin.deviationsKept;
  const many = rowsMax > thin.fewRows ? thin.deviationsKeptMany : 0;
  return thin.peopleKept - Math.max(deviations, many) * noise;
}

/** The most rows of a thin cell in a table that was measured. */
function rowsOfThin(noise: number, rowsMax: number): number {
  if (noise <= thin.loudNoise) return rowsMax;
  return Math.min(rowsMax, thin.fewRows) * (1 + (noise - thin.loudNoise) / thin.loudStep);
}

/**
 * Cells of a table without a measurement that may be emptied: not those of a pair that shows people and has few rows, or
 * the many tables around it would push out the last of them.
 */
function openOf(
  { shape, sizes }: Pick<Measurement, "shape" | "sizes">,
  synthetic: Microdata,
  clear: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const isOpen = new Uint8Array(cellsOf(sizes)).fill(1);
  for (const part of subsetsOf(shape)) {
    const isClear = part.length === 2 && clear.get(part.join(","));
    if (!isClear) continue;
    const places = projection(sizes, shape, part);
    const made = countTable(synthetic, part);
    for (let cell = 0; cell < isOpen.length; cell++) {
      const place = places[cell]!;
      if (made[place]! < thin.peopleKept && isClear[place]) isOpen[cell] = 0;
    }
  }
  return isOpen;
}

/** Cells that show too few people to keep, or lie within a value or pair that does: a part has no more than the whole. */
function fewOf(
  { shape, sizes }: Pick<Measurement, "shape" | "sizes">,
  shown: Float64Array,
  enough: number,
  few: ReadonlyMap<string, Uint8Array>,
): Uint8Array {
  const isFew = Uint8Array.from(shown, (people) => (people < enough ? 1 : 0));
  for (const part of subsetsOf(shape)) {
    const isFewOfPart = part.length < shape.length && few.get(part.join(","));
    if (!isFewOfPart) continue;
    const places = projection(sizes, shape, part);
    for (let cell = 0; cell < isFew.length; cell++) if (isFewOfPart[places[cell]!]) isFew[cell] = 1;
  }
  return isFew;
}

/** Answers whether a cell's rows may leave, and notes that they do: each believed part of a table keeps a share. */
function allowanceOf(
  { shape, sizes }: Pick<Measurement, "shape" | "sizes">,
  made: Float64Array,
  believed: ReadonlyMap<string, Uint8Array>,
): (cell: number) => boolean {
  const parts = subsetsOf(shape).filter((part) => part.length > 0 && part.length < shape.length);
  const limits = parts.map((part) => {
    const places = projection(sizes, shape, part);
    const isBelieved = believed.get(part.join(","));
    const left: number[] = [];
    for (let cell = 0; cell < made.length; cell++)
      left[places[cell]!] = (left[places[cell]!] ?? 0) + made[cell]! * thin.share;
    for (let place = 0; place < left.length; place++)
      if (isBelieved && isBelieved[place] === 0) left[place] = Number.POSITIVE_INFINITY;
    return { places, left };
  });
  return (cell) => {
    const count = made[cell]!;
    if (limits.some(({ places, left }) => left[places[cell]!]! < count)) return false;
    for (const { places, left } of limits) left[places[cell]!]! -= count;
    return true;
  };
}
