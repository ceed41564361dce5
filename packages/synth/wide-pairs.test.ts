import { describe, expect, it } from "vitest";
import { rhoOf } from "./accounting.ts";
import { raiseTo } from "./allocate.ts";
import { measureTable, rhoOfMeasurement, varianceForRho } from "./measure.ts";
import { seededRandom, shuffleFrom } from "./random.ts";
import { synthesise } from "./synthesise.ts";
import { countTable, type Microdata } from "./tables.ts";
import { drawWidePairs, rhoOfWidePairs } from "./wide-pairs.ts";

const places = 150;

/** People of 150 places, each going home or along one of two corridors of its own; the third column says yes or no. */
function corridors(rows: number): Microdata {
  const uniform = shuffleFrom(seededRandom("corridors"));
  const codes = new Uint16Array(3 * rows);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(uniform() ** 2 * places);
    const step = [0, 7, 31][Math.floor(uniform() ** 2 * 3)] ?? 0;
    codes.set([from, (from * 11 + step) % places, Math.floor(uniform() * 2)], 3 * row);
  }
  return { rows, width: 3, sizes: [places, places, 2], codes };
}

const truth = corridors(9000);
const pairs = countTable(truth, [0, 1]);
/** Of the combinations that twenty people share, how many have no row; how many of ten rows nobody has, and the share of any size. */
function judge(made: Microdata): { lost: number; invented: number; nobodys: number } {
  let [lost, invented, empty, held] = [0, 0, 0, 0];
  for (const [cell, count] of countTable(made, [0, 1]).entries()) {
    if (pairs[cell]! >= 20 && count === 0) lost++;
    if (pairs[cell] === 0 && count >= 10) invented++;
    if (count > 0) held++;
    if (pairs[cell] === 0 && count > 0) empty++;
  }
  return { lost, invented, nobodys: empty / held };
}

describe("wide pairs", () => {
  it("start in the combinations that the measurement shows, and leave the first column as it was", () => {
    const random = seededRandom("measured");
    const shuffled = shuffleFrom(random);
    const order = Uint32Array.from({ length: truth.rows }, (_, row) => row).sort(() => shuffled() - 0.5);
    const independent = { ...truth, codes: truth.codes.slice() };
    for (const [row, other] of order.entries()) independent.codes[3 * row + 1] = truth.codes[3 * other + 1]!;
    expect(judge(independent).lost).toBeGreaterThan(20);
    const before = countTable(independent, [0]);
    drawWidePairs(independent, [
      measureTable(truth, [0, 1], { numerator: 16n, denominator: 1n }, random),
      measureTable(truth, [0, 2], { numerator: 16n, denominator: 1n }, random),
    ]);
    // One in fifty of what is believed may be noise, by choice.
    const { lost, invented } = judge(independent);
    expect(lost).toBeLessThan(4);
    expect(invented).toBeLessThan(12);
    expect(countTable(independent, [0])).toEqual(before);
    const kept = countTable(independent, [1]);
    const moved = countTable(truth, [1]).reduce((sum, count, code) => sum + Math.abs(count - kept[code]!), 0);
    expect(moved / truth.rows).toBeLessThan(0.1);
  });

  // Kills: rows fitted without drawing wide pairs anew (a quarter of the combinations would be nobody's).
  it("keep what twenty people share, invent nothing of ten, and stay within the promise", async () => {
    const rho = rhoOf(4, 1e-6);
    for (const seed of ["a", "b"]) {
      const { microdata, budget } = await synthesise(truth, {
        rho,
        rowsPerPerson: 1,
        random: seededRandom(seed),
      });
      expect(budget.spent.reduce((sum, entry) => sum + entry.rho, 0)).toBeLessThanOrEqual(rho);
      const { lost, invented, nobodys } = judge(microdata);
      expect(nobodys).toBeLessThan(0.1);
      expect(lost).toBeLessThan(3);
      expect(invented).toBeLessThan(6);
    }
  });

  it("get enough to tell twenty people by five deviations, within a quarter of what pairs get", () => {
    const shapes = [
      [0, 1],
      [0, 2],
    ];
    const [much, none] = rhoOfWidePairs(shapes, truth.sizes, 10, 3);
    expect(none).toBe(0);
    const variance = varianceForRho([places, places], much!, 3);
    const { cellVariance } = measureTable(truth, [0, 1], variance, seededRandom("x"));
    expect(Math.sqrt(cellVariance)).toBeCloseTo(4, 1);
    expect(rhoOfMeasurement([places, places], variance, 3)).toBeLessThanOrEqual(much!);
    expect(rhoOfWidePairs(shapes, truth.sizes, 0.01, 1)[0]).toBeCloseTo(0.0025, 10);
  });

  it("take what they get from the others, and no more is spent", () => {
    const allowed = [0.1, 0.3, 0, 0.6];
    raiseTo(allowed, [0.2, 0.1, 0, 0]);
    expect(allowed[0]).toBe(0.2);
    expect(allowed.reduce((sum, rho) => sum + rho, 0)).toBeCloseTo(1, 12);
    expect(allowed[3]! / allowed[1]!).toBeCloseTo(2, 12);
    const nothing = [0, 0];
    raiseTo(nothing, [0.1, 0]);
    expect(nothing).toEqual([0.1, 0]);
  });
});
