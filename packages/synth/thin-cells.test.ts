import { describe, expect, it } from "vitest";
import { type Measurement, residualOf } from "./measure.ts";
import { cellsOf, countTable, type Microdata, sizesOf } from "./tables.ts";
import { closeThinCells } from "./thin-cells.ts";

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
