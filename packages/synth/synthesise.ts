import { type Budget, openBudget } from "./accounting.ts";
import { allocate, type Candidate } from "./allocate.ts";
import { SynthError } from "./errors.ts";
import { type Measurement, measureTable, residualOf, rhoOfMeasurement, varianceForRho } from "./measure.ts";
import { type FitTarget, fitMicrodata } from "./microdata.ts";
import { type RandomSource, type Shuffle, shuffleFrom } from "./random.ts";
import { discreteGaussianBatch } from "./sampler/discrete-gaussian.ts";
import { cellsOf, countTable, type Microdata, shapesOf, sizesOf, type TableShape } from "./tables.ts";

export type SynthesisOptions = {
  /** zCDP to spend in all; see `rhoOf`. */
  rho: number;
  /** The most rows that any person has in `data`; the caller has enforced it. */
  rowsPerPerson: number;
  random: RandomSource;
  /** Tables with more cells than this are never measured. */
  cellsMax?: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((step: string, share: number) => void) | undefined;
  sweeps?: Partial<Record<1 | 2 | 3, number>>;
  tuning?: Partial<Tuning>;
};

/** Where the budget goes, as shares of rho, and how far estimates are trusted. */
export type Tuning = {
  total: number;
  ones: number;
  twoScores: number;
  twos: number;
  threeScores: number;
  closeBelow: number;
  temperature: number;
  closeBias: number;
  closeShare: number;
  wideBias: number;
  alwaysCells?: number;
};

const defaults: Tuning = {
  total: 0.005,
  ones: 0.07,
  twoScores: 0.01,
  twos: 0.3,
  threeScores: 0.025,
  closeBelow: 1,
  temperature: 0.5,
  closeBias: 40,
  closeShare: 0.1,
  wideBias: 15,
};

export type Synthesis = { microdata: Microdata; measurements: Measurement[]; budget: Budget };

/** Noisy misfit of each table: rows in the wrong cell between the data and the synthetic rows so far. */
function scoreTables(
  data: Microdata,
  synthetic: Microdata,
  shapes: readonly TableShape[],
  rho: number,
  options: SynthesisOptions,
): number[] {
  // Adding a row moves each score by at most 1, so all of them by sqrt(number of tables) in length.
  const variance = {
    numerator: BigInt(Math.ceil((shapes.length * options.rowsPerPerson ** 2 * 16) / (2 * rho))),
    denominator: 16n,
  };
  const noise = discreteGaussianBatch(
    options.random,
    shapes.map(() => variance),
  );
  return shapes.map((shape, k) => {
    const real = countTable(data, shape);
    const made = countTable(synthetic, shape);
    let distance = 0;
    for (let cell = 0; cell < real.length; cell++)
      distance += Math.abs((real[cell] ?? 0) - (made[cell] ?? 0));
    return distance + (noise[k] ?? 0);
  });
}

/** How far a table drawn from the model itself would be from it, over cells too small to mend anyway. */
function unavoidable(made: Float64Array, small: number): { distance: number; live: number } {
  let distance = 0;
  let live = 0;
  for (const count of made) {
    if (count >= small) live++;
    else distance += count < 0.5 ? count : 0.8 * Math.sqrt(count);
  }
  return { distance, live };
}

export async function synthesise(data: Microdata, options: SynthesisOptions): Promise<Synthesis> {
  const tuning = { ...defaults, ...options.tuning };
  const budget = openBudget(options.rho);
  const shuffle = shuffleFrom(options.random);
  const cellsMax = options.cellsMax ?? 1_000_000;
  const measurements: Measurement[] = [];

  const measure = (shape: TableShape, rho: number): Measurement => {
    const sizes = sizesOf(data, shape);
    const variance = varianceForRho(sizes, rho, options.rowsPerPerson);
    budget.spend(`table ${shape.join(",")}`, rhoOfMeasurement(sizes, variance, options.rowsPerPerson));
    const measurement = measureTable(data, shape, variance, options.random);
    measurements.push(measurement);
    return measurement;
  };

  const total = measure([], tuning.total * options.rho);
  const rows = Math.max(1, Math.round(total.residual[0] ?? 0));
  const oneShapes = shapesOf(data.width, 1);
  const oneRho = allocate(
    oneShapes.map((shape) => ({
      sizes: sizesOf(data, shape),
      misfit: Infinity,
      liveCells: data.sizes[shape[0] ?? 0] ?? 1,
    })),
    tuning.ones * options.rho,
    options.rowsPerPerson,
  );
  for (const [k, shape] of oneShapes.entries()) if ((oneRho[k] ?? 0) > 0) measure(shape, oneRho[k] ?? 0);
  const synthetic = drawIndependent(data, rows, measurements, shuffle);

  for (const order of [2, 3] as const) {
    if (data.width < order) break;
    const shapes = shapesOf(data.width, order).filter((shape) => cellsOf(sizesOf(data, shape)) <= cellsMax);
    const scoreRho = (order === 2 ? tuning.twoScores : tuning.threeScores) * options.rho;
    budget.spend(`scores of ${shapes.length} ${order}-way tables`, scoreRho);
    const scores = scoreTables(data, synthetic, shapes, scoreRho, options);
    const last = order === 3 || data.width === 2;
    const spend = last ? budget.left() * 0.999999 : tuning.twos * options.rho;
    const roughSigma = options.rowsPerPerson * Math.sqrt(shapes.length / (2 * spend));
    const candidates: Candidate[] = shapes.map((shape, k) => {
      const { distance, live } = unavoidable(countTable(synthetic, shape), Math.min(roughSigma, 20));
      return {
        sizes: sizesOf(data, shape),
        misfit:
          cellsOf(sizesOf(data, shape)) <= (tuning.alwaysCells ?? 64)
            ? Infinity
            : (scores[k] ?? 0) - distance,
        liveCells: Math.max(1, live),
      };
    });
    const rhos = allocate(candidates, spend, options.rowsPerPerson);
    let chosen = 0;
    for (const [k, shape] of shapes.entries()) {
      const rho = rhos[k] ?? 0;
      if (rho > 0) {
        measure(shape, rho * 0.999999);
        chosen++;
      }
    }
    options.onProgress?.(`measured ${chosen} of ${shapes.length} ${order}-way tables`, 0.1 * order);
    const targets = measurements
      .filter((measurement) => measurement.shape.length > 0)
      .map((measurement) => targetOf(measurement, synthetic, tuning));
    await fitMicrodata(synthetic, targets, {
      sweeps: options.sweeps?.[order] ?? 12,
      temperature: tuning.temperature,
      shuffle,
      signal: options.signal,
      onSweep: (sweep, moves) => options.onProgress?.(`fit ${order}: sweep ${sweep + 1}, ${moves} moves`, 0),
    });
  }
  return { microdata: synthetic, measurements, budget };
}

/** Rows that agree with each column's noisy counts and with nothing else. */
function drawIndependent(
  data: Microdata,
  rows: number,
  measurements: readonly Measurement[],
  shuffle: Shuffle,
): Microdata {
  const codes = new Uint16Array(rows * data.width);
  for (let column = 0; column < data.width; column++) {
    const size = data.sizes[column] ?? 1;
    const measured = measurements.find(({ shape }) => shape.length === 1 && shape[0] === column);
    const wanted = Array.from({ length: size }, (_, code) =>
      Math.max(0, rows / size + (measured?.residual[code] ?? 0)),
    );
    const order = Uint32Array.from({ length: rows }, (_, row) => row);
    for (let k = rows - 1; k > 0; k--) {
      const other = Math.floor(shuffle() * (k + 1));
      const held = order[k]!;
      order[k] = order[other]!;
      order[other] = held;
    }
    const sum = wanted.reduce((a, b) => a + b, 0);
    let running = 0;
    let next = 0;
    for (let code = 0; code < size; code++) {
      running += wanted[code] ?? 0;
      const until = Math.min(rows, Math.round((running / sum) * rows));
      for (; next < until; next++) codes[order[next]! * data.width + column] = code;
    }
  }
  return { rows, width: data.width, sizes: data.sizes, codes };
}

/**
 * What a table's cells should be: the rows so far, corrected by as much of the measured difference as is likely to be
 * signal. Large cells are trusted with large differences (variance in proportion to the count, estimated from the
 * table itself); a difference far beyond the noise is taken whole; cells likely to be empty are pushed to be.
 */
function targetOf(measurement: Measurement, synthetic: Microdata, tuning: Tuning): FitTarget {
  const { shape, sizes, residual, cellVariance } = measurement;
  const made = countTable(synthetic, shape);
  const current = residualOf(made, sizes);
  const cells = made.length;
  let squares = 0;
  let mass = 0;
  for (let k = 0; k < cells; k++) {
    const difference = (residual[k] ?? 0) - (current[k] ?? 0);
    squares += difference * difference;
    mass += (made[k] ?? 0) + 0.5;
  }
  const signal = Math.max(0, squares - cells * cellVariance) / mass;
  const target = new Float32Array(cells);
  const noise = Math.sqrt(cellVariance);
  for (let k = 0; k < cells; k++) {
    const difference = (residual[k] ?? 0) - (current[k] ?? 0);
    const prior = signal * ((made[k] ?? 0) + 0.5);
    const trust = Math.abs(difference) > 4 * noise ? 1 : prior / (prior + cellVariance);
    const wanted = (made[k] ?? 0) + trust * difference;
    target[k] = wanted;
  }
  closeEmptyCells(target, made, sizes, 1, Math.min(tuning.closeBias, Math.max(1000 / cellVariance, cells >= 20_000 ? tuning.wideBias : 0)), tuning);
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
  below: number,
  bias: number,
  tuning: Tuning,
): void {
  const strides = sizes.map((_, axis) => cellsOf(sizes.slice(axis + 1)));
  const fibreOf = (cell: number, axis: number) => {
    const stride = strides[axis]!;
    return Math.floor(cell / (stride * sizes[axis]!)) * stride + (cell % stride);
  };
  const left = sizes.map((size, axis) => {
    const mass = new Float64Array(made.length / size);
    for (let cell = 0; cell < made.length; cell++) mass[fibreOf(cell, axis)]! += made[cell]!;
    return mass.map((value) => value * tuning.closeShare);
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

export function ensureRowsFit(data: Microdata): void {
  if (data.rows < 1) throw new SynthError("source-empty", "The table has no rows.");
}
