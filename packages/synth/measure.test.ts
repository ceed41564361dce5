import { describe, expect, it } from "vitest";
import { measureTable } from "./measure.ts";
import { seededRandom } from "./random.ts";
import { discreteGaussianNumber } from "./sampler/discrete-gaussian.ts";
import type { Microdata } from "./tables.ts";

/** One row that stands for so many. */
const alike = (each: number): Microdata => ({
  ...{ rows: 1, width: 1, sizes: [2], codes: Uint16Array.of(0), each },
});
const unit = { numerator: 16n, denominator: 16n };

// Kills: either guard left out. Past 2^53 a number is no longer exact, and the promise of exact noise with it.
describe("a measurement beyond 2^53 is refused", () => {
  it("where the counts times their contrasts may be", () => {
    const measure = (each: number) => measureTable(alike(each), [0], unit, seededRandom("counts"));
    expect(() => measure(2 ** 52)).toThrow(RangeError);
    expect(() => measure(2 ** 52)).toThrow(/a table of 2 over 4503599627370496 rows/);
    expect(() => measure(1000)).not.toThrow();
  });

  it("where a draw of the noise is", () => {
    const draw = (numerator: bigint) =>
      discreteGaussianNumber(seededRandom("noise"), { numerator, denominator: 1n });
    expect(() => draw(2n ** 140n)).toThrow(RangeError);
    expect(Number.isSafeInteger(draw(2n ** 60n))).toBe(true);
  });
});
