import { type Budget, openBudget } from "./accounting.ts";
import { alikeOnce } from "./alike.ts";
import { allocate, type Candidate, raiseTo } from "./allocate.ts";
import type { Evidence } from "./bands.ts";
import type { ImpossibleRule } from "./impossible.ts";
import { type Measurement, measureTable, rhoOfMeasurement, varianceForRho } from "./measure.ts";
import { fitMicrodata } from "./microdata.ts";
import { type RandomSource, type Shuffle, shuffleFrom } from "./random.ts";
import { liveCellsOf, scoreTables } from "./score.ts";
import { cellsOf, type Microdata, shapesOf, sizesOf, type TableShape } from "./tables.ts";
import { targetOf } from "./target.ts";
import { closeThinCells, unmeasuredTargets } from "./thin-cells.ts";
import { drawWidePairs, rhoOfWidePairs } from "./wide-pairs.ts";

export type SynthesisOptions = {
  /** zCDP to spend in all; see `rhoOf`. */
  rho: number;
  /** The most rows that any person has in `data`; the caller has enforced it. */
  rowsPerPerson: number;
  random: RandomSource;
  /** Tables with more cells than this are never measured. */
  cellsMax?: number;
  /** Cells that one sweep over the rows may look up before each stands for several people; 2.5e9 unless told. */
  lookupsMax?: number;
  impossible?: readonly ImpossibleRule[];
  signal?: AbortSignal | undefined;
  onProgress?: (step: string) => void;
};

export type Synthesis = { microdata: Microdata; evidence: Evidence; budget: Budget };

/** Shares of rho; decision 0021 has the trials. What is left after these goes to the tables of three columns. */
const shares = { total: 0.005, ones: 0.25, twoScores: 0.01, twos: 0.5, threeScores: 0.025 } as const;

/** Where noise is loud anyhow, more for pairs makes more invented pairs, not fewer (decision 0185). */
const loud = { rho: 0.05, twos: 0.3 } as const;

/** Tables up to this size are always measured: leaving one out gains little and lets combinations be invented. */
const alwaysCells = 64;

/** Beyond this many columns, three-way tables are too many to look at. */
const threeWayColumnsMax = 60;

/** Cells of one row, then of up to two, three and six, are emptied where nothing speaks for them (decisions 0185, 0223). */
const thinning = [1, 2, 3, 6] as const;

/** Tables that were not measured take part in that up to so many cells in all: twelve bytes each. */
const unmeasuredCellsMax = 3_000_000;

const sweepsLeast = 5;

/** More would keep whoever waits for many minutes (decision 0228). */
const lookupsUsual = 2.5e9;

/** A sweep looks up at most rows x (columns in all tables) cells: fewer sweeps where that is much. */
function sweepsFor(rows: number, memberships: number): number {
  return Math.max(sweepsLeast, Math.min(14, Math.round(3e9 / Math.max(1, rows * memberships))));
}

/**
 * For how many people each row stands at first: a power of two, more than one only where there are so many rows and
 * columns that a fit would not end.
 */
function peopleOfRow(people: number, sizes: readonly number[], lookupsMax: number): number {
  const others = sizes.length - 1;
  const tablesOfColumn = 1 + others + (sizes.length <= threeWayColumnsMax ? (others * (others - 1)) / 2 : 0);
  const lookups = people * sizes.length * tablesOfColumn;
  return 2 ** Math.max(0, Math.ceil(Math.log2(lookups / lookupsMax)));
}

/** At most so many, and so few that rounding to them is at most half of the least noise in any count; a power of two. */
function withinNoise(each: number, measurements: Iterable<Measurement>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { cellVariance } of measurements) least = Math.min(least, cellVariance);
  let within = each;
  while (within > 1 && within > Math.sqrt(least) / 2) within /= 2;
  return within;
}

/** The same rows, each written so often that none stands for more than `people`. */
function split(synthetic: Microdata, people: number): Microdata {
  const { each = 1, rows, width, codes } = synthetic;
  const copies = each / people;
  if (copies === 1) return synthetic;
  const copied = new Uint16Array(codes.length * copies);
  for (let row = 0; row < rows; row++)
    for (let copy = 0; copy < copies; copy++)
      copied.set(codes.subarray(row * width, (row + 1) * width), (row * copies + copy) * width);
  return { ...synthetic, rows: rows * copies, codes: copied, each: people };
}

/**
 * Measures tables of one, two and three columns with exact discrete Gaussian noise and fits synthetic rows to them.
 *
 * After each size the rows so far are compared with the data (noisily), and budget goes where they are wrong. The
 * result, its evidence and its budget are safe to publish: `options.rho`-zCDP for one person with all their rows.
 *
 * @throws SynthError `stopped`
 */
export async function synthesise(data: Microdata, options: SynthesisOptions): Promise<Synthesis> {
  const { rho, rowsPerPerson, random, signal } = options;
  const say = options.onProgress ?? (() => {});
  const budget = openBudget(rho);
  const shuffle = shuffleFrom(random);
  const twosShare = rho / rowsPerPerson ** 2 < loud.rho ? loud.twos : shares.twos;
  const measurements = new Map<string, Measurement>();
  const misfits = new Map<string, number>();

  const real = alikeOnce(data);
  const measure = (shape: TableShape, allowed: number): Measurement => {
    const sizes = sizesOf(data, shape);
    const variance = varianceForRho(sizes, allowed, rowsPerPerson);
    budget.spend(`table ${shape.join(",")}`, rhoOfMeasurement(sizes, variance, rowsPerPerson));
    const measurement = measureTable(real, shape, variance, random);
    measurements.set(shape.join(","), measurement);
    return measurement;
  };

  const people = Math.max(1, Math.round(measure([], shares.total * rho).residual[0] ?? 0));
  const ones = shapesOf(data.width, 1);
  const oneCandidates = ones.map((shape) => {
    const sizes = sizesOf(data, shape);
    return { sizes, misfit: Infinity, liveCells: cellsOf(sizes) };
  });
  for (const [k, allowed] of allocate(oneCandidates, shares.ones * rho, rowsPerPerson).entries()) {
    if (allowed > 0) measure(ones[k] ?? [], allowed);
  }
  const each = withinNoise(
    peopleOfRow(people, data.sizes, options.lookupsMax ?? lookupsUsual),
    measurements.values(),
  );
  let synthetic = drawIndependent(data, { people, each }, measurements, shuffle);

  const lastOrder = data.width >= 3 && data.width <= threeWayColumnsMax ? 3 : 2;
  for (const order of [2, 3] as const) {
    if (data.width < order || order > lastOrder) break;
    const shapes = shapesOf(data.width, order).filter(
      (shape) => cellsOf(sizesOf(data, shape)) <= (options.cellsMax ?? 1_000_000),
    );
    if (shapes.length === 0) continue;
    say(`comparing ${shapes.length} tables of ${order}`);
    const scoreRho = (order === 2 ? shares.twoScores : shares.threeScores) * rho;
    budget.spend(`choosing tables of ${order} columns`, scoreRho);
    const made = alikeOnce(synthetic);
    const scores = scoreTables(real, made, shapes, scoreRho, rowsPerPerson, random);
    const spend = order === lastOrder ? budget.left() : twosShare * rho;
    const wide = order === 2 ? rhoOfWidePairs(shapes, data.sizes, spend, rowsPerPerson) : [];
    const candidates = candidatesOf(
      shapes,
      scores,
      made,
      rowsPerPerson * Math.sqrt(shapes.length / (2 * spend)),
    );
    const allowed = allocate(candidates, spend, rowsPerPerson);
    raiseTo(allowed, wide);
    let chosen = 0;
    for (const [k, shape] of shapes.entries()) {
      if ((allowed[k] ?? 0) > 0) {
        // A hair less, so that sums of rounded shares stay within the promise.
        measure(shape, (allowed[k] ?? 0) * (1 - 1e-9));
        chosen++;
      } else misfits.set(shape.join(","), scores[k] ?? 0);
    }
    say(`measured ${chosen} of ${shapes.length} tables of ${order}`);
    synthetic = split(synthetic, withinNoise(each, measurements.values()));
    if (order === 2) drawWidePairs(synthetic, measurements.values());
    const drawn = alikeOnce(synthetic);
    const targets = [...measurements.values()]
      .filter(({ shape }) => shape.length > 0)
      .map((measurement) => targetOf(measurement, drawn, options.impossible ?? []));
    const sweeps = sweepsFor(
      synthetic.rows,
      targets.reduce((sum, { shape }) => sum + shape.length, 0),
    );
    await fitMicrodata(synthetic, targets, {
      sweeps,
      temperature: 0.5,
      shuffle,
      signal,
      onSweep: (sweep) => say(`fitting rows to ${targets.length} tables, pass ${sweep + 1} of ${sweeps}`),
    });
    if (order !== lastOrder) continue;
    const unmeasured = shapes.filter((shape) => !measurements.has(shape.join(",")));
    targets.push(
      ...unmeasuredTargets(order === 3 ? unmeasured : [], alikeOnce(synthetic), unmeasuredCellsMax),
    );
    for (const rowsMax of thinning) {
      say(`emptying cells of ${rowsMax} that nothing speaks for`);
      closeThinCells(targets, alikeOnce(synthetic), measurements, rowsMax);
      await fitMicrodata(synthetic, targets, {
        sweeps: sweeps > sweepsLeast ? 2 : 1,
        temperature: 0,
        shuffle,
        signal,
      });
    }
  }
  return { microdata: synthetic, evidence: { measurements, misfits }, budget };
}

function candidatesOf(
  shapes: readonly TableShape[],
  scores: readonly number[],
  synthetic: Microdata,
  roughSigma: number,
): Candidate[] {
  return shapes.map((shape, k) => {
    const sizes = sizesOf(synthetic, shape);
    const { live, unavoidable } = liveCellsOf(synthetic, shape, Math.min(roughSigma, 20));
    const misfit = cellsOf(sizes) <= alwaysCells ? Infinity : (scores[k] ?? 0) - unavoidable;
    return { sizes, misfit, liveCells: live };
  });
}

/**
 * A column's counts without those that are likely to be nobody: a value invented here drags invented pairs and triples
 * behind it, and where noise is beyond twenty people most small counts are noise (decision 0025). But the values that
 * are left must hold 95 in 100 of the rows: many rare values together are people.
 */
function believed(noisy: readonly number[], rows: number, noise: number): number[] {
  const least = noise * Math.max(0.5, Math.min(2, (noise - 4) / 8));
  const wanted = noisy.map(() => 0);
  let missing = 0.95 * rows;
  const byCount = noisy.map((count, code) => ({ count, code })).sort((a, b) => b.count - a.count);
  for (const { count, code } of byCount) {
    if (count <= 0 || (count < least && missing <= 0)) break;
    wanted[code] = count;
    missing -= count;
  }
  return wanted.some((count) => count > 0) ? wanted : noisy.map(() => 1);
}

/** Rows that agree with each column's noisy counts and with nothing else. */
function drawIndependent(
  data: Microdata,
  { people, each }: { people: number; each: number },
  measurements: ReadonlyMap<string, Measurement>,
  shuffle: Shuffle,
): Microdata {
  const rows = Math.max(1, Math.round(people / each));
  const codes = new Uint16Array(rows * data.width);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  for (const [column, size] of data.sizes.entries()) {
    const measured = measurements.get(`${column}`);
    const noisy = Array.from({ length: size }, (_, code) => people / size + (measured?.residual[code] ?? 0));
    const wanted = believed(noisy, people, Math.sqrt(measured?.cellVariance ?? 0));
    const sum = wanted.reduce((a, b) => a + b, 0);
    for (let k = rows - 1; k > 0; k--) {
      const other = Math.floor(shuffle() * (k + 1));
      const held = order[k]!;
      order[k] = order[other]!;
      order[other] = held;
    }
    let running = 0;
    let next = 0;
    for (const [code, count] of wanted.entries()) {
      running += count;
      const until = code === size - 1 ? rows : Math.min(rows, Math.round((running / sum) * rows));
      for (; next < until; next++) codes[order[next]! * data.width + column] = code;
    }
  }
  return { rows, width: data.width, sizes: data.sizes, codes, each };
}
