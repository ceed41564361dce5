import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureTable } from "./measure.ts";
import { type RandomSource, seededRandom, shuffleFrom } from "./random.ts";
import { scoreTables } from "./score.ts";
import { countTable, type Microdata, shapesOf } from "./tables.ts";

const sizes = [4, 3, 2];
const shapes = [...shapesOf(3, 1), ...shapesOf(3, 2), ...shapesOf(3, 3)];

function rowsOf(rows: number, seed: string): Microdata {
  const uniform = shuffleFrom(seededRandom(seed));
  const codes = Uint16Array.from({ length: rows * 3 }, (_, k) => Math.floor(uniform() * (sizes[k % 3] ?? 1)));
  return { rows, width: 3, sizes, codes };
}

const synthetic = rowsOf(50, "synthetic");
const rho = 0.25;
type Score = typeof scoreTables;

/** How far one person with all their rows moves the scores, squared; the same noise is drawn for both tables. */
function squaredMove(score: Score, rowsPerPerson: number, seed: string, isAlike: boolean): number {
  const before = rowsOf(40, `${seed} others`);
  const theirs = rowsOf(rowsPerPerson, `${seed} theirs`).codes;
  if (isAlike) for (let k = 3; k < theirs.length; k++) theirs[k] = theirs[k % 3] ?? 0;
  const after = { ...before, rows: 40 + rowsPerPerson, codes: Uint16Array.of(...before.codes, ...theirs) };
  const scores = [before, after].map((data) =>
    score(data, synthetic, shapes, rho, rowsPerPerson, seededRandom(seed)),
  );
  return shapes.reduce((sum, _, k) => sum + ((scores[1]?.[k] ?? 0) - (scores[0]?.[k] ?? 0)) ** 2, 0);
}

/** The variance of the noise of one score, and what it is on average, from many draws. */
function noiseOf(score: Score, rowsPerPerson: number): { mean: number; variance: number } {
  const data = rowsOf(40, "noise");
  const truth = shapes.map((shape) => {
    const made = countTable(synthetic, shape);
    return countTable(data, shape).reduce((sum, count, k) => sum + Math.abs(count - (made[k] ?? 0)), 0);
  });
  const random = seededRandom(`noise of scores ${rowsPerPerson}`);
  const noise = Array.from({ length: 400 }, () =>
    score(data, synthetic, shapes, rho, rowsPerPerson, random).map((value, k) => value - (truth[k] ?? 0)),
  ).flat();
  const mean = noise.reduce((a, b) => a + b, 0) / noise.length;
  return { mean, variance: noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length };
}

/** Which of the laws a way of scoring breaks. */
function broken(score: Score): string[] {
  const found = new Set<string>();
  const stated = (rowsPerPerson: number) => shapes.length * rowsPerPerson ** 2;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(9999),
      fc.boolean(),
      (rowsPerPerson, seed, isAlike) => {
        if (squaredMove(score, rowsPerPerson, `${seed}`, isAlike) > stated(rowsPerPerson) + 1e-9)
          found.add("moves");
      },
    ),
    { numRuns: 60, seed: 21 },
  );
  for (const rowsPerPerson of [1, 3]) {
    const { mean, variance } = noiseOf(score, rowsPerPerson);
    const promised = stated(rowsPerPerson) / (2 * rho);
    // 2,800 draws: their variance is within 11 in 100 of the true one at four deviations, their mean within 8 in 100 of one.
    if (Math.abs(mean) > 0.08 * Math.sqrt(promised)) found.add("biased");
    if (variance < promised * 0.89) found.add("too little noise");
    if (variance > promised * 1.11) found.add("too much noise");
  }
  return [...found];
}

describe("scores of tables", () => {
  it("move by at most the root of their number for a person's every row, and get noise of just that size", () => {
    expect(broken(scoreTables)).toEqual([]);
    // The bound is reached: a person whose rows are alike may add to every table at once.
    const most = Array.from({ length: 60 }, (_, k) => squaredMove(scoreTables, 2, `most ${k}`, true));
    expect(Math.max(...most)).toBe(shapes.length * 4);
  });

  const counted =
    (weigh: (distance: number) => number): Score =>
    (data, made, of, ...rest) =>
      scoreTables(data, made, of, ...rest).map((value, k) => {
        const cells = countTable(made, of[k] ?? []);
        const distance = countTable(data, of[k] ?? []).reduce(
          (sum, count, cell) => sum + Math.abs(count - (cells[cell] ?? 0)),
          0,
        );
        return value - distance + weigh(distance);
      });
  it.each<[string, Score, string]>([
    [
      "the noise forgets a person's rows",
      (a, b, c, d, _, f) => scoreTables(a, b, c, d, 1, f),
      "too little noise",
    ],
    [
      "the noise forgets how many tables there are",
      (a, b, c, d, e, f) => scoreTables(a, b, c, d * c.length, e, f),
      "too little noise",
    ],
    [
      "the noise has half of its variance",
      (a, b, c, d, e, f) => scoreTables(a, b, c, 2 * d, e, f),
      "too little noise",
    ],
    ["the noise is wasted", (a, b, c, d, e, f) => scoreTables(a, b, c, d / 2, e, f), "too much noise"],
    ["the scale is twice as large", counted((distance) => 2 * distance), "moves"],
    ["distances are squared", counted((distance) => distance ** 2), "moves"],
    ["the scale is halved", counted((distance) => distance / 2), "biased"],
  ])("are caught where %s", (_, mutant, law) => {
    expect(broken(mutant)).toContain(law);
  });
});

/** What a way of asking the data does first and last: draws noise, reads rows. */
function orderOf(ask: (data: Microdata, random: RandomSource) => unknown): string[] {
  const done: string[] = [];
  const say = (what: string) => {
    if (done.at(-1) !== what) done.push(what);
  };
  const source = seededRandom("order");
  const random: RandomSource = {
    isPrivate: false,
    next64: () => {
      say("draws");
      return source.next64();
    },
  };
  const plain = rowsOf(40, "order");
  const data: Microdata = {
    ...plain,
    get codes() {
      say("reads rows");
      return plain.codes;
    },
  };
  ask(data, random);
  return done;
}

describe("noise", () => {
  const variance = { numerator: 9n, denominator: 1n };
  const safe = ["draws", "reads rows"];

  // How long a draw takes tells the draw: done in between, a clock near the machine could take it off a count.
  it("is all drawn before the first row is read, for tables and for scores", () => {
    expect(orderOf((data, random) => measureTable(data, [0, 1, 2], variance, random))).toEqual(safe);
    expect(orderOf((data, random) => scoreTables(data, synthetic, shapes, rho, 2, random))).toEqual(safe);
  });

  it("would be caught where it is drawn after the rows or between tables", () => {
    expect(
      orderOf((data, random) => {
        countTable(data, [0]);
        measureTable(data, [0], variance, random);
      }),
    ).not.toEqual(safe);
    expect(
      orderOf((data, random) => shapes.map((shape) => scoreTables(data, synthetic, [shape], rho, 2, random))),
    ).not.toEqual(safe);
  });
});
