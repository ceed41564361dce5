import { describe, expect, it } from "vitest";
import { rhoOf } from "./accounting.ts";
import { bandOf, type Evidence, misfitNoiseOf } from "./bands.ts";
import { residualOf } from "./measure.ts";
import { seededRandom, shuffleFrom } from "./random.ts";
import { synthesise } from "./synthesise.ts";
import { countTable, type Microdata, shapesOf } from "./tables.ts";

function peopleOf(sizes: number[], rows: number, seed: string): Microdata {
  const uniform = shuffleFrom(seededRandom(seed));
  const codes = new Uint16Array(rows * sizes.length);
  for (let row = 0; row < rows; row++) {
    // What is alike in a row, so that tables of two and three columns say more than those of one.
    const kind = uniform();
    for (const [column, size] of sizes.entries())
      codes[row * sizes.length + column] = Math.floor(size * (0.5 * kind + 0.5 * uniform()) ** 2);
  }
  return { rows, width: sizes.length, sizes, codes };
}

describe("the range of a table that was not measured", () => {
  const data = peopleOf([6, 5, 4], 3000, "range");
  const measured: Evidence["measurements"] = new Map(
    [[], [0], [1], [2]].map((shape) => {
      const sizes = shape.map((column) => data.sizes[column] ?? 1);
      const residual = Float32Array.from(residualOf(countTable(data, shape), sizes));
      return [shape.join(","), { shape, sizes, residual, cellVariance: 1 }];
    }),
  );
  const widthOf = (misfit: number, noise: number) =>
    bandOf(data, [0, 1], {
      measurements: measured,
      misfits: new Map([["0,1", misfit]]),
      misfitNoise: new Map([[2, noise]]),
    });

  // Kills: a misfit that noise made negative, taken for an exact table.
  it("is no narrower than the noise in its misfit, and never than chance", () => {
    expect(widthOf(-400, 900).halfWidth).toBeCloseTo(widthOf(900, 0).halfWidth, 9);
    expect(widthOf(1800, 900).halfWidth).toBeGreaterThan(1.5 * widthOf(900, 900).halfWidth);
    const { counts, low, high } = widthOf(-400, 0);
    for (const [cell, count] of counts.entries())
      expect((high[cell] ?? 0) - (low[cell] ?? 0)).toBeGreaterThan(1.9 * Math.sqrt(count + 1));
  });

  // Kills: a misfit that is shared out evenly (too narrow where most people are).
  it("is wider where more people are", () => {
    const { counts, low, high, measured: isMeasured, halfWidth, halfWidthMax } = widthOf(900, 0);
    const most = counts.indexOf(Math.max(...counts));
    const least = counts.indexOf(Math.min(...counts));
    expect((high[most] ?? 0) - (low[most] ?? 0)).toBeGreaterThan(
      3 * ((high[least] ?? 0) - (low[least] ?? 0)),
    );
    expect(halfWidthMax).toBeGreaterThan(1.5 * halfWidth);
    expect(isMeasured).toBe(false);
    expect(bandOf(data, [2], { measurements: measured, misfits: new Map() }).measured).toBe(true);
  });
});

it("ranges hold the true counts: 95 times in 100 where tables were measured, nearly so where not, also of cells with people", async () => {
  const tally = { measured: [0, 0], estimated: [0, 0] };
  for (const seed of ["a", "b", "c"]) {
    const data = peopleOf([24, 20, 18, 16, 3], 4000, `coverage ${seed}`);
    const made = await synthesise(data, {
      rho: rhoOf(1, 1e-6),
      rowsPerPerson: 1,
      random: seededRandom(seed),
    });
    const compared = new Map([2, 3].map((order) => [order, shapesOf(data.width, order).length]));
    const evidence = { ...made.evidence, misfitNoise: misfitNoiseOf(made.budget.spent, compared, 1) };
    for (const order of [1, 2, 3]) {
      for (const shape of shapesOf(data.width, order)) {
        const { counts, low, high, measured } = bandOf(made.microdata, shape, evidence);
        const sums = measured ? tally.measured : tally.estimated;
        for (const [cell, truth] of countTable(data, shape).entries()) {
          if (truth === 0 && counts[cell] === 0) continue;
          sums[0] = (sums[0] ?? 0) + 1;
          if (truth >= (low[cell] ?? 0) && truth <= (high[cell] ?? 0)) sums[1] = (sums[1] ?? 0) + 1;
        }
      }
    }
  }
  const share = ([cells = 0, inside = 0]: number[]) => inside / cells;
  expect(tally.measured[0]).toBeGreaterThan(300);
  expect(tally.estimated[0]).toBeGreaterThan(300);
  expect(share(tally.measured)).toBeGreaterThan(0.94);
  expect(share(tally.estimated)).toBeGreaterThan(0.93);
});
