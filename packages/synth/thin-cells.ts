import { estimatesOf, type Measurement } from "./measure.ts";
import type { FitTarget } from "./microdata.ts";
import { countTable, type Microdata, projection, subsetsOf } from "./tables.ts";

/** Found by trial on data of several shapes (decision 0185). */
const thin = {
  /** A combination of so many people is not to be lost if the evidence can tell. */
  peopleKept: 20,
  /** So many standard deviations above what is shown must stay below that; a lost pair would take its triples along. */
  deviationsKept: 1.5,
  deviationsKeptPair: 2,
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
 * @param targets values first, then pairs, then triples, each of a table in `measurements`
 */
export function closeThinCells(
  targets: readonly FitTarget[],
  synthetic: Microdata,
  measurements: ReadonlyMap<string, Measurement>,
  rowsMax: number,
): void {
  const believed = new Map<string, Uint8Array>();
  const few = new Map<string, Uint8Array>();
  for (const { shape, target } of targets) {
    const measurement = measurements.get(shape.join(","));
    if (!measurement) throw new RangeError(`table ${shape.join(",")} was not measured`);
    const noise = Math.sqrt(measurement.cellVariance);
    const deviations = shape.length < 3 ? thin.deviationsKeptPair : thin.deviationsKept;
    const enough =
      noise > thin.loudNoise ? thin.loudDeviations * noise : thin.peopleKept - deviations * noise;
    const made = countTable(synthetic, shape);
    const shown = estimatesOf(measurement, made);
    const most = rowsMax * Math.max(1, 1 + (noise - thin.loudNoise) / thin.loudStep);
    // Single values were judged when rows were first drawn (decision 0025).
    const isBelieved = (cell: number) => shape.length === 1 || made[cell]! > most || shown[cell]! > enough;
    if (shape.length < 3)
      believed.set(
        shape.join(","),
        Uint8Array.from(made, (count, cell) => (count > 0 && isBelieved(cell) ? 1 : 0)),
      );
    const isFew = fewOf(measurement, shown, enough, few);
    if (shape.length < 3) few.set(shape.join(","), isFew);
    if (shape.length === 1) continue;
    const bias = Math.max(thin.biasLeast, thin.biasDeviations * noise);
    const candidates: number[] = [];
    for (let cell = 0; cell < made.length; cell++) {
      if (!isFew[cell] || target[cell]! <= -bias) continue;
      if (made[cell] === 0) target[cell] = -bias;
      else if (made[cell]! <= most) candidates.push(cell);
    }
    candidates.sort((a, b) => made[a]! - made[b]! || shown[a]! - shown[b]!);
    const mayLeave = allowanceOf(measurement, made, believed);
    for (const cell of candidates) if (mayLeave(cell)) target[cell] = -bias;
  }
}

/** Cells that show too few people to keep, or lie within a value or pair that does: a part has no more than the whole. */
function fewOf(
  { shape, sizes }: Measurement,
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
  { shape, sizes }: Measurement,
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
