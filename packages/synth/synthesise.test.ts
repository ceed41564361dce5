import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epsilonOf, rhoOf } from "./accounting.ts";
import { bandOf } from "./bands.ts";
import { forEachResidual, fromContrasts, residualShare, toContrasts } from "./contrasts.ts";
import { seededRandom, shuffleFrom } from "./random.ts";
import { synthesise } from "./synthesise.ts";
import { countTable, type Microdata, shapesOf, sizesOf } from "./tables.ts";

const tableSizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });

function microdataOf(sizes: number[], rows: number, seed: string): Microdata {
  const uniform = shuffleFrom(seededRandom(seed));
  const codes = Uint16Array.from({ length: rows * sizes.length }, (_, k) => {
    const size = sizes[k % sizes.length] ?? 1;
    return Math.floor(uniform() ** 2 * size);
  });
  return { rows, width: sizes.length, sizes, codes };
}

/** Squared length, with each contrast scaled to one, of how far a table's residual moves. */
function squaredMove(before: Float64Array, after: Float64Array, sizes: number[]): number {
  const a = before.slice();
  const b = after.slice();
  toContrasts(a, sizes);
  toContrasts(b, sizes);
  let sum = 0;
  forEachResidual(sizes, (cell, norm) => {
    sum += ((b[cell] ?? 0) - (a[cell] ?? 0)) ** 2 / Number(norm);
  });
  return sum;
}

describe("contrasts", () => {
  it("are undone exactly", () => {
    fc.assert(
      fc.property(tableSizes, fc.array(fc.nat(1000), { minLength: 216, maxLength: 216 }), (sizes, values) => {
        const cells = Float64Array.from(
          values.slice(
            0,
            sizes.reduce((a, b) => a * b, 1),
          ),
        );
        const there = cells.slice();
        toContrasts(there, sizes);
        expect([...there].every(Number.isSafeInteger)).toBe(true);
        fromContrasts(there, sizes);
        for (const [k, value] of there.entries()) expect(value).toBeCloseTo(cells[k] ?? 0, 8);
      }),
      { numRuns: 200, seed: 11, verbose: true },
    );
  });
});

describe("sensitivity", () => {
  // Kills: a share that forgets an axis, a norm of k instead of k(k+1), a bound that forgets the rows per person.
  it("one person, with all bounded rows, moves all tables by at most the stated length; alike rows reach it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 3, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        fc.infiniteStream(fc.nat(59)),
        (sizes, rowsPerPerson, isAlike, stream) => {
          const before = microdataOf(sizes, 20, "people");
          const first = sizes.map((size) => (stream.next().value ?? 0) % size);
          const rows = Array.from({ length: rowsPerPerson }, () =>
            isAlike ? first : sizes.map((size) => (stream.next().value ?? 0) % size),
          );
          const codes = new Uint16Array([...before.codes, ...rows.flat()]);
          const after: Microdata = { ...before, rows: before.rows + rowsPerPerson, codes };
          for (const order of [0, 1, 2, 3]) {
            for (const shape of shapesOf(sizes.length, order)) {
              const of = sizesOf(before, shape);
              const stated = rowsPerPerson ** 2 * residualShare(of);
              const moved = squaredMove(countTable(before, shape), countTable(after, shape), of);
              expect(moved).toBeLessThanOrEqual(stated + 1e-9);
              if (isAlike) expect(moved).toBeCloseTo(stated, 9);
            }
          }
        },
      ),
      { numRuns: 60, seed: 12, verbose: true },
    );
  });
});

describe("synthesis", () => {
  const data = microdataOf([4, 3, 2, 2, 5], 4000, "population");
  const rho = rhoOf(4, 1e-6);
  const run = (seed: string) => synthesise(data, { rho, rowsPerPerson: 1, random: seededRandom(seed) });

  it("spends no more than was promised and nearly all of it", async () => {
    const { budget } = await run("a");
    const spent = budget.spent.reduce((sum, entry) => sum + entry.rho, 0);
    expect(spent).toBeLessThanOrEqual(rho);
    expect(spent).toBeGreaterThan(rho * 0.97);
    expect(epsilonOf(spent, 1e-6)).toBeLessThanOrEqual(4);
  });

  it("makes rows near the data, and ranges that hold the true counts 95 times in 100", async () => {
    let inside = 0;
    let cells = 0;
    let distance = 0;
    for (const seed of ["a", "b", "c"]) {
      const { microdata, evidence } = await run(seed);
      for (const order of [1, 2, 3]) {
        for (const shape of shapesOf(data.width, order)) {
          const truth = countTable(data, shape);
          const { counts, low, high } = bandOf(microdata, shape, evidence);
          expect([...counts]).toEqual([...countTable(microdata, shape)]);
          for (const [k, count] of truth.entries()) {
            cells++;
            if (count >= (low[k] ?? 0) && count <= (high[k] ?? 0)) inside++;
            distance += Math.abs(count - (counts[k] ?? 0)) / 4000 / 2 / 25 / 3;
          }
        }
      }
    }
    expect(inside / cells).toBeGreaterThan(0.94);
    expect(distance).toBeLessThan(0.03);
  });

  // Kills: a threshold of nothing (invents), a threshold without the 95 in 100 (a few lucky values take all rows).
  it("gives few rows to values that nobody has, and keeps many rare values where noise is larger than each", async () => {
    const rows = 4000;
    const codes = new Uint16Array(2 * rows);
    for (let row = 0; row < rows; row++) {
      codes[2 * row] = row % 4;
      codes[2 * row + 1] = row % 100;
    }
    const made = async (epsilon: number, seed: string) => {
      const options = { rho: rhoOf(epsilon, 1e-6), rowsPerPerson: 1, random: seededRandom(seed) };
      return (await synthesise({ rows, width: 2, sizes: [24, 100], codes }, options)).microdata;
    };
    let invented = 0;
    for (const seed of ["a", "b", "c", "d", "e"]) {
      invented += countTable(await made(1, seed), [0])
        .slice(4)
        .reduce((sum, count) => sum + count, 0);
      const kept = countTable(await made(0.5, seed), [1]).filter((count) => count > 0).length;
      expect(kept).toBeGreaterThan(65);
    }
    expect(invented).toBeLessThan(60);
  });

  // Kills: rows fitted without emptying thin cells afterwards (a quarter of the triples would be nobody's).
  it("puts few rows into combinations that nobody has", async () => {
    const uniform = shuffleFrom(seededRandom("groups"));
    // Eight groups of people, each with its own half of the values in every column.
    const rows = Array.from({ length: 4000 }, () => Math.floor(uniform() ** 2 * 8));
    const grouped: Microdata = {
      rows: rows.length,
      width: 6,
      sizes: [6, 6, 6, 6, 6, 6],
      codes: Uint16Array.from(
        rows.flatMap((group) =>
          [1, 5, 3, 4, 7, 2].map((step) => (group * step + Math.floor(uniform() * 3)) % 6),
        ),
      ),
    };
    const { microdata } = await synthesise(grouped, { rho, rowsPerPerson: 1, random: seededRandom("a") });
    let held = 0;
    let invented = 0;
    for (const shape of shapesOf(6, 3)) {
      const truth = countTable(grouped, shape);
      for (const [k, count] of countTable(microdata, shape).entries()) {
        if (count > 0) held++;
        if (count > 0 && truth[k] === 0) invented++;
      }
    }
    expect(invented / held).toBeLessThan(0.18);
  });

  // Kills: counts that forget how many people a row stands for, moves that change a cell by one, a row for more people
  // than half of the least noise.
  it("lets each row stand for several people where there are too many to fit, within the noise", async () => {
    const few = { rho: rhoOf(1, 1e-6), rowsPerPerson: 1 };
    const far = { alone: 0, together: 0 };
    let inside = 0;
    let cells = 0;
    for (const seed of ["a", "b", "c"]) {
      const made = async (lookupsMax: number) =>
        synthesise(data, { ...few, lookupsMax, random: seededRandom(seed) });
      const [alone, together] = [await made(1e9), await made(1)];
      const { each = 1 } = together.microdata;
      const noise = [...together.evidence.measurements.values()].map(({ cellVariance }) =>
        Math.sqrt(cellVariance),
      );
      expect(alone.microdata.each).toBe(1);
      expect(each).toBeGreaterThan(1);
      expect(each).toBeLessThanOrEqual(Math.min(...noise) / 2);
      expect(together.microdata.rows).toBeLessThan(alone.microdata.rows / (each - 1));
      for (const shape of [1, 2, 3].flatMap((order) => shapesOf(data.width, order))) {
        const truth = countTable(data, shape);
        const shown = countTable(alone.microdata, shape);
        const { counts, low, high } = bandOf(together.microdata, shape, together.evidence);
        for (const [k, count] of truth.entries()) {
          expect(counts[k]! % each).toBe(0);
          far.alone += Math.abs(count - shown[k]!);
          far.together += Math.abs(count - counts[k]!);
          cells++;
          if (count >= low[k]! && count <= high[k]!) inside++;
        }
      }
    }
    expect(inside / cells).toBeGreaterThan(0.94);
    expect(far.together).toBeLessThan(1.15 * far.alone);
  });

  it("is the same for the same seed and another for another", async () => {
    const [one, same, other] = [await run("a"), await run("a"), await run("b")];
    expect(one.microdata.codes).toEqual(same.microdata.codes);
    expect(one.microdata.codes).not.toEqual(other.microdata.codes);
  });

  it("asks more noise of everyone when people may have more rows", async () => {
    const wide = await synthesise(data, { rho, rowsPerPerson: 3, random: seededRandom("a") });
    const narrow = await run("a");
    const variance = (made: typeof wide) => made.evidence.measurements.get("")?.cellVariance ?? 0;
    expect(variance(wide) / variance(narrow)).toBeCloseTo(9, 1);
  });
});
