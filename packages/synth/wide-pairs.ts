import { upperTail } from "./audit/normal.ts";
import { residualShare } from "./contrasts.ts";
import { estimatesOf, type Measurement } from "./measure.ts";
import { cellsOf, countTable, type Microdata, sizesOf, type TableShape } from "./tables.ts";

/** A pair of this many cells has far more cells than any fit by single moves can visit (decision 0207). */
const widePairCells = 20_000;

/** It is to tell so many people from nobody by so many deviations, for at most this share of what pairs get. */
const wanted = { people: 20, deviations: 5, share: 0.25 } as const;

/** Of the combinations that are believed, about so many in all may be noise. */
const falseShare = 0.02;

const balancings = 30;

type Cell = { first: number; second: number; people: number };

/** The least rho that each table is to get because it is a wide pair; 0 for the others. At most a quarter of `spend` in all. */
export function rhoOfWidePairs(
  shapes: readonly TableShape[],
  sizes: readonly number[],
  spend: number,
  rowsPerPerson: number,
): number[] {
  const costs = shapes.map((shape) => {
    const own = sizesOf({ sizes }, shape);
    if (shape.length !== 2 || cellsOf(own) < widePairCells) return 0;
    const share = residualShare(own);
    const sigma2 = (wanted.people / wanted.deviations) ** 2 / share;
    return (rowsPerPerson ** 2 * share) / (2 * sigma2);
  });
  const sum = costs.reduce((a, b) => a + b, 0);
  const part = sum > 0 ? Math.min(1, (wanted.share * spend) / sum) : 0;
  return costs.map((rho) => rho * part);
}

/**
 * Draws one column of each wide pair anew from what was measured of the pair, in place, so that rows start in
 * combinations that the measurement shows: of the very many others most are nobody's, and a fit by single moves would
 * neither leave them all nor find the rare ones that people have.
 *
 * Must come before anything else is fitted: the column then depends on its partner alone. Looks at measurements and
 * synthetic rows only.
 */
export function drawWidePairs(synthetic: Microdata, measurements: Iterable<Measurement>): void {
  const drawn = new Set<number>();
  for (const measurement of measurements) {
    const { shape, sizes, cellVariance } = measurement;
    const [first, second] = shape;
    if (first === undefined || second === undefined || shape.length !== 2) continue;
    if (cellsOf(sizes) < widePairCells || drawn.has(second)) continue;
    const made = countTable(synthetic, shape);
    const margins = [countTable(synthetic, [first]), countTable(synthetic, [second])] as const;
    const shown = estimatesOf(measurement, made);
    const cells = believedCells(shown, margins, Math.sqrt(cellVariance));
    balance(cells, margins);
    redraw(synthetic, first, second, cells);
    drawn.add(first).add(second);
  }
}

/** The cells that stand out of the noise, and the best one of each value that would otherwise have none. */
function believedCells(
  shown: Float64Array,
  [firsts, seconds]: readonly [Float64Array, Float64Array],
  noise: number,
): Cell[] {
  const width = seconds.length;
  const possible = Array.from(shown.keys()).filter(
    (cell) => firsts[Math.floor(cell / width)]! > 0 && seconds[cell % width]! > 0,
  );
  possible.sort((a, b) => shown[b]! - shown[a]!);
  let kept = 0;
  for (const [k, cell] of possible.entries()) {
    if (possible.length * upperTail(shown[cell]! / noise) <= falseShare * (k + 1)) kept = k + 1;
    else if (shown[cell]! < noise) break;
  }
  const cells: Cell[] = [];
  const isHeld = [new Uint8Array(firsts.length), new Uint8Array(width)] as const;
  for (const [k, cell] of possible.entries()) {
    const first = Math.floor(cell / width);
    const second = cell % width;
    if (k >= kept && isHeld[0][first] && isHeld[1][second]) continue;
    isHeld[0][first] = 1;
    isHeld[1][second] = 1;
    cells.push({ first, second, people: Math.max(1, shown[cell]!) });
  }
  return cells;
}

/** Scales the cells until they sum to what each value has, as nearly as the cells allow (iterative proportional fitting). */
function balance(cells: readonly Cell[], [firsts, seconds]: readonly [Float64Array, Float64Array]): void {
  const scale = (wanted: Float64Array, of: (cell: Cell) => number) => {
    const sums = new Float64Array(wanted.length);
    for (const cell of cells) sums[of(cell)]! += cell.people;
    for (const cell of cells) cell.people *= wanted[of(cell)]! / sums[of(cell)]!;
  };
  for (let round = 0; round < balancings; round++) {
    scale(seconds, ({ second }) => second);
    scale(firsts, ({ first }) => first);
  }
}

function redraw(synthetic: Microdata, first: number, second: number, cells: readonly Cell[]): void {
  const { codes, width, rows, sizes, each = 1 } = synthetic;
  const byFirst = Map.groupBy(cells, (cell) => cell.first);
  const taken = new Float64Array(sizes[first] ?? 1);
  const place = new Uint32Array(sizes[first] ?? 1);
  for (let at = 0; at < rows * width; at += width) {
    const value = codes[at + first]!;
    const choices = byFirst.get(value);
    if (!choices) continue;
    // Whole rows for sums of fractions: each cell gets its share to within one of them.
    let people = choices[place[value]!]!.people;
    while (taken[value]! + each / 2 >= people && place[value]! < choices.length - 1) {
      taken[value]! -= people;
      place[value]!++;
      people = choices[place[value]!]!.people;
    }
    taken[value]! += each;
    codes[at + second] = choices[place[value]!]!.second;
  }
}
