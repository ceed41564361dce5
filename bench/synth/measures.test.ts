import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barLine, barsOf, type Run } from "./bars.ts";
import type { Frame } from "./frames.ts";
import { type Closeness, closeness } from "./measures.ts";

const sizes = [4, 3, 2];
const frameOf = (rows: readonly (readonly number[])[]): Frame => ({
  name: "small",
  names: ["a", "b", "c"],
  sizes,
  columns: sizes.map((_, j) => Uint16Array.from(rows, (row) => row[j] ?? 0)),
  rows: rows.length,
  sparse: sizes.map(() => false),
});
const shapes = {
  1: [[0], [1], [2]],
  2: [
    [0, 1],
    [0, 2],
    [1, 2],
  ],
  3: [[0, 1, 2]],
} as const;

/** The same by texts and sets: slow, and plain to read. */
function slowly(truth: Frame, made: Frame, order: 1 | 2 | 3): Omit<Closeness, "trueFrom20"> {
  const tables = shapes[order].map((shape) => {
    const tally = ({ columns, rows }: Frame) => {
      const counts = new Map<string, number>();
      for (let i = 0; i < rows; i++) {
        const key = shape.map((j) => columns[j]?.[i]).join(" ");
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    };
    return { real: tally(truth), made: tally(made) };
  });
  const errors = tables.map(({ real, made: synthetic }) =>
    [...new Set([...real.keys(), ...synthetic.keys()])].reduce(
      (sum, key) =>
        sum + Math.abs((real.get(key) ?? 0) / truth.rows - (synthetic.get(key) ?? 0) / made.rows) / 2,
      0,
    ),
  );
  const cells = tables.flatMap((table) =>
    [...new Set([...table.real.keys(), ...table.made.keys()])].map((key) => ({
      real: table.real.get(key) ?? 0,
      made: table.made.get(key) ?? 0,
    })),
  );
  const share = (all: typeof cells, isSo: (cell: (typeof cells)[number]) => boolean) =>
    all.filter(isSo).length / Math.max(1, all.length);
  return {
    error: errors.reduce((a, b) => a + b, 0) / errors.length,
    invented: share(
      cells.filter(({ made: m }) => m > 0),
      ({ real }) => real === 0,
    ),
    inventedFrom10: share(
      cells.filter(({ made: m }) => m >= 10),
      ({ real }) => real === 0,
    ),
    lostFrom20: share(
      cells.filter(({ real }) => real >= 20),
      ({ made: m }) => m === 0,
    ),
  };
}

/** Whether a way of measuring ever differs from the slow one, on tables with empty, small and large cells. */
function differs(measure: typeof closeness): boolean {
  const row = fc.tuple(...sizes.map((size) => fc.nat(size - 1)));
  const rows = fc
    .array(fc.tuple(row, fc.constantFrom(1, 5, 12, 25)), { minLength: 1, maxLength: 8 })
    .map((groups) => groups.flatMap(([values, times]) => Array.from({ length: times }, () => values)));
  let isDifferent = false;
  fc.assert(
    fc.property(rows, rows, (real, made) => {
      const [truth, synthetic] = [frameOf(real), frameOf(made)];
      for (const order of [1, 2, 3] as const) {
        const found = measure(truth, synthetic.columns, order);
        for (const [name, value] of Object.entries(slowly(truth, synthetic, order)))
          if (Math.abs(found[name as keyof Closeness] - value) > 1e-9) isDifferent = true;
      }
    }),
    { numRuns: 60, seed: 41 },
  );
  return isDifferent;
}

describe("closeness", () => {
  it("is what a slow and plain count says", () => {
    expect(differs(closeness)).toBe(false);
    const frame = frameOf([[0, 0, 0], ...Array.from({ length: 30 }, () => [3, 2, 1])]);
    expect(closeness(frame, frame.columns, 3)).toEqual({
      error: 0,
      invented: 0,
      inventedFrom10: 0,
      lostFrom20: 0,
      trueFrom20: 1,
    });
  });

  it.each<[string, typeof closeness]>([
    ["the scale is doubled", (...all) => ({ ...closeness(...all), error: 2 * closeness(...all).error })],
    [
      "the synthetic rows are scaled by the true number",
      (truth, made, size) => {
        const scale = (made[0]?.length ?? 1) / truth.rows;
        return { ...closeness(truth, made, size), error: closeness(truth, made, size).error * scale };
      },
    ],
    [
      "true and synthetic are taken for each other",
      (truth, made, size) =>
        closeness({ ...truth, columns: [...made], rows: made[0]?.length ?? 0 }, truth.columns, size),
    ],
    [
      "only the first table is looked at",
      (truth, made, size) => closeness({ ...truth, names: truth.names.slice(0, size) }, made, size),
    ],
    [
      "large cells are all cells",
      (...all) => ({ ...closeness(...all), inventedFrom10: closeness(...all).invented }),
    ],
  ])("would be caught where %s", (_, mutant) => {
    expect(differs(mutant)).toBe(true);
  });
});

describe("bars", () => {
  const run = (tool: string, figure: number, more: Partial<Run> = {}): Run => ({
    ...{ tool, frame: "ctdc", epsilon: 4, seconds: 10 * figure, peakMb: 100, timedNow: true },
    orders: Array.from({ length: 3 }, () => ({
      ...{
        error: figure / 100,
        invented: figure / 10,
        inventedFrom10: figure / 10,
        lostFrom20: 0,
        trueFrom20: 50,
      },
    })),
    ...more,
  });
  const verdicts = (runs: Run[]) => barsOf(runs).map(({ verdict }) => verdict);

  it("pass where ours is a quarter of SDS's, fail just above it, and are not judged without SDS", () => {
    const passed = verdicts([run("leeward", 1), run("sds", 4)]);
    expect(new Set(passed)).toEqual(new Set(["pass"]));
    expect(passed).toHaveLength(11);
    const above = barsOf([run("leeward", 1), run("sds", 3.9)]);
    expect(above.filter(({ verdict }) => verdict === "FAIL").map(({ asks }) => asks)).toEqual(
      [2, 3].map((order) => `${order}-way mean error at most a quarter of SDS's (median)`),
    );
    expect(verdicts([run("leeward", 1)]).filter((verdict) => verdict === "not judged")).toHaveLength(6);
  });

  it("take the better of SDS's settings, the worst of our losses, and no time of an earlier run", () => {
    const bars = barsOf([run("leeward", 1), run("sds", 8), run("sds-plain", 2)]);
    expect(bars.filter(({ verdict }) => verdict === "FAIL")).toHaveLength(2);
    const lossy = run("leeward", 1);
    lossy.orders = lossy.orders.map((order) => ({ ...order, lostFrom20: 0.02 }));
    const lost = barsOf([run("leeward", 1), run("leeward", 1), lossy]).filter(({ asks }) =>
      asks.includes("lost"),
    );
    expect(lost.map(({ verdict }) => verdict)).toEqual(["FAIL", "FAIL", "FAIL"]);
    const kept = barsOf([run("leeward", 1), run("sds", 4, { timedNow: false })]);
    expect(kept.find(({ asks }) => asks.includes("faster"))?.verdict).toBe("not judged");
    expect(barLine(bars[0] ?? expect.fail())).toMatch(
      /^FAIL +ctdc epsilon 4: 2-way mean error .*: 0\.0100, SDS 0\.0200$/,
    );
  });
});
