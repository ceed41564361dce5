import { describe, expect, it } from "vitest";
import { type Measurement, residualOf } from "./measure.ts";
import { cellsOf, countTable, type Microdata, shapesOf, sizesOf } from "./tables.ts";
import { closeThinCells, unmeasuredTargets } from "./thin-cells.ts";

/** Rows of two columns with `counts` of them in each cell. */
function rowsOf(counts: readonly (readonly number[])[]): Microdata {
  const codes = counts.flatMap((line, a) => line.flatMap((count, b) => Array(count).fill([a, b]).flat()));
  return {
    rows: codes.length / 2,
    width: 2,
    sizes: [counts.length, counts[0]?.length ?? 0],
    codes: Uint16Array.from(codes as number[]),
  };
}

/** What would be measured of `truth` if the noise happened to be nothing, though it could have been `noise`. */
function measured(truth: Microdata, shape: number[], noise: number): Measurement {
  const sizes = sizesOf(truth, shape);
  const residual = Float32Array.from(residualOf(countTable(truth, shape), sizes));
  return { shape, sizes, residual, cellVariance: noise ** 2 };
}

/** The cells that are closed when rows of `made` are judged by measurements of `truth`. */
function closed(
  truth: Microdata,
  made: Microdata,
  rowsMax: number,
  noise = 5,
  noiseOfPairs = noise,
): boolean[] {
  const shapes = [[0], [1], [0, 1]];
  const measurements = new Map(
    shapes.map((shape) => [
      shape.join(","),
      measured(truth, shape, shape.length === 2 ? noiseOfPairs : noise),
    ]),
  );
  const targets = shapes.map((shape) => ({
    shape,
    target: new Float32Array(cellsOf(sizesOf(made, shape))).fill(1),
    weight: 1,
  }));
  closeThinCells(targets, made, measurements, rowsMax);
  expect(targets.slice(0, 2).flatMap(({ target }) => [...target])).toEqual(
    Array(made.sizes[0]! + made.sizes[1]!).fill(1),
  );
  return [...targets[2]!.target].map((wanted) => wanted < 0);
}

describe("thin cells", () => {
  const truth = rowsOf([
    [300, 0, 30],
    [0, 300, 0],
    [300, 300, 0],
  ]);

  // Kills: no closing; a count that is not looked at; a measurement that is not.
  it("are closed where the measurement shows nothing, and left open where it shows people", () => {
    const made = rowsOf([
      [298, 1, 1],
      [2, 297, 1],
      [298, 299, 3],
    ]);
    expect(closed(truth, made, 1)).toEqual([false, true, false, false, false, true, false, false, false]);
    expect(closed(truth, made, 2)).toEqual([false, true, false, true, false, true, false, false, false]);
  });

  it("are closed when no row is there yet, but not to people who were missed", () => {
    const made = rowsOf([
      [330, 0, 0],
      [0, 285, 15],
      [270, 315, 15],
    ]);
    expect(closed(truth, made, 0)).toEqual([false, true, false, true, false, false, false, false, false]);
  });

  // Kills: a share of everything (a value of five rows, one in each cell, would be gone).
  it("leave a value at least half of its rows where they are", () => {
    const spread = rowsOf([
      [200, 200, 200, 200, 200],
      [1, 1, 1, 1, 1],
    ]);
    const nothing = rowsOf([
      [201, 201, 201, 201, 201],
      [0, 0, 0, 0, 0],
    ]);
    expect(closed(nothing, spread, 3).filter(Boolean)).toHaveLength(2);
  });

  it("are larger where noise is louder, and those that show less than the noise are closed too", () => {
    const made = rowsOf([
      [298, 6, 1],
      [2, 297, 1],
      [298, 299, 3],
    ]);
    expect(closed(truth, made, 3, 5)[1]).toBe(false);
    expect(closed(truth, made, 3, 40)[1]).toBe(true);
  });

  // Kills: a cell judged by its own table alone.
  it("are closed within a value that shows few people, however loud the noise of the pair is", () => {
    const few = rowsOf([
      [300, 0, 30],
      [0, 300, 0],
      [7, 0, 0],
    ]);
    const made = rowsOf([
      [298, 1, 31],
      [2, 297, 1],
      [5, 1, 1],
    ]);
    expect(closed(few, made, 1, 5, 15)).toEqual([
      ...[false, false, false],
      ...[false, false, false],
      ...[false, true, true],
    ]);
  });
});

describe("a table that was not measured", () => {
  const sizes = [2, 2, 3];
  const rowsOfThree = (people: (a: number, b: number) => number): Microdata => {
    const codes = [0, 1].flatMap((a) =>
      [0, 1].flatMap((b) =>
        [0, 1, 2].flatMap((c) => Array.from({ length: people(a, b) }, () => [a, b, c]).flat()),
      ),
    );
    return { rows: codes.length / 3, width: 3, sizes, codes: Uint16Array.from(codes) };
  };
  // Three rows share the pair (1, 1), one for each value of the third column.
  const made = rowsOfThree((a, b) => (a + b === 2 ? 1 : 100));
  const closedOf = (inThePair: number): number[] => {
    const truth = rowsOfThree((a, b) => (a + b === 2 ? inThePair : 100));
    const shapes = [...shapesOf(3, 1), ...shapesOf(3, 2)];
    const measurements = new Map(shapes.map((shape) => [shape.join(","), measured(truth, shape, 8)]));
    const targets = shapes.map((shape) => ({
      shape,
      target: Float32Array.from(countTable(made, shape)),
      weight: 1,
    }));
    const [triple = expect.fail()] = unmeasuredTargets([[0, 1, 2]], made, 100);
    closeThinCells([...targets, triple], made, measurements, 3);
    return Array.from(triple.target.keys()).filter((cell) => triple.target[cell]! < 0);
  };

  // Kills: cells of one row left (half of all invented triples were there); the last rows of a small pair pushed out.
  it("is emptied of single rows, but for those of a pair that shows people", () => {
    expect(closedOf(0)).toEqual([9, 10, 11]);
    expect(closedOf(20)).toEqual([]);
  });

  it("takes part while there is room, the smallest first", () => {
    const shapes = [[0, 1, 2], [0, 1], [2]];
    expect(unmeasuredTargets(shapes, made, 18).map(({ shape }) => shape)).toEqual([[2], [0, 1]]);
  });
});
