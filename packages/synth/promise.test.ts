import { describe, expect, it } from "vitest";
import { rhoOf } from "./accounting.ts";
import { chanceBeyond, oneInOf, promiseOf, roundedUp, surenessOf } from "./promise.ts";

/** The chance that a standard normal number is above `z`, by Simpson's rule: nothing of it is shared with the package. */
function normalTail(z: number): number {
  const [steps, width] = [20_000, 14 / 20_000];
  let sum = 0;
  for (let n = 0; n <= steps; n++) {
    const weight = n === 0 || n === steps ? 1 : n % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * (z + n * width) ** 2);
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

describe("how often a promise can fail", () => {
  // Kills: delta for the chance; the bound without its square, or with half of rho; N rounded up or to the nearest.
  it.each([0.1, 0.5, 1, 2, 4, 8, 12, 20])(
    "of epsilon %d is said to be no less than it is with Gaussian noise, for either answer, nor than delta",
    (epsilon) => {
      for (const delta of [1e-5, 1e-6, 1e-9, 1e-12]) {
        const rho = rhoOf(epsilon, delta);
        // The privacy loss of Gaussian noise is normal, of mean rho and variance 2 rho.
        const spread = Math.sqrt(2 * rho);
        const either = normalTail((epsilon - rho) / spread) + normalTail((epsilon + rho) / spread);
        const chance = chanceBeyond(epsilon, rho);
        expect(chance).toBeGreaterThan(either);
        expect(1 / oneInOf(chance), "as it is printed").toBeGreaterThanOrEqual(chance);
        expect(1 / oneInOf(chance)).toBeGreaterThan(delta);
        // And is a figure that says something: within a hundredfold of the truth.
        expect(chance).toBeLessThan(100 * either);
      }
    },
  );

  it.each([
    [1, "12,000"],
    [4, "55,000"],
    [12, "120,000"],
  ])("of epsilon %d at delta 0.000001 is 1 time in %s, and not 1 in 1,000,000", (epsilon, oneIn) => {
    const delta = 1e-6;
    expect(promiseOf({ epsilon, delta, rho: rhoOf(epsilon, delta) })).toContain(
      `but for 1 time in ${oneIn} at most.`,
    );
  });

  it("is all the time where there is less noise than the promise needs, and has a least that is said", () => {
    expect(chanceBeyond(1, 2)).toBe(1);
    expect(chanceBeyond(1, Number.NaN)).toBe(1);
    expect(oneInOf(1)).toBe(1);
    expect(oneInOf(0.3)).toBe(3);
    expect(oneInOf(chanceBeyond(8, 1e-6))).toBe(1e12);
  });
});

describe("how sure someone can be", () => {
  it.each([
    [0.01, 50.3],
    [1, 73.2],
    [2, 88.1],
    [4, 98.3],
    [12, 99.9994],
    [20, 100],
    [100, 100],
  ])("of epsilon %d is %d in 100 at most, on the page as on the card: rounded up", (epsilon, sure) => {
    expect(surenessOf(epsilon)).toBe(sure);
    expect(surenessOf(epsilon)).toBeGreaterThanOrEqual(100 / (1 + Math.exp(-epsilon)));
    expect(promiseOf({ epsilon, delta: 1e-6, rho: 0.01 })).toContain(`be at most ${sure} in 100 sure`);
  });

  it.each([
    [73.106, 1, 73.2],
    [0.9999991, 6, 1],
    [0.9999990000001, 6, 1],
    [0.999999, 6, 0.999999],
    [0.0243559703, 6, 0.024356],
    [1.1, 1, 1.1],
    [4, 6, 4],
  ])("rounds %d to %d places up", (value, places, up) => {
    expect(roundedUp(value, places)).toBe(up);
    expect(roundedUp(value, places)).toBeGreaterThanOrEqual(value);
  });
});
