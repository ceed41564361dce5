import { describe, expect, it } from "vitest";
import { deltaOf, epsilonOf, rhoOf } from "./accounting.ts";
import { seededRandom, uniformBelow } from "./random.ts";
import { chiSquareOf } from "./sampler/chi-square.ts";
import { discreteGaussian, floorSqrt } from "./sampler/discrete-gaussian.ts";
import { discreteLaplace } from "./sampler/discrete-laplace.ts";

const draws = 60_000;

/** Exact probabilities of the discrete Gaussian, from its definition. */
function gaussianLaw(variance: number, reach: number): number[] {
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * variance)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

function tally(draw: () => number, reach: number): number[] {
  const counts = Array.from({ length: 2 * reach + 1 }, () => 0);
  for (let k = 0; k < draws; k++) {
    const value = draw() + reach;
    const place = Math.max(0, Math.min(counts.length - 1, value));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

describe("the samplers", () => {
  it.each([
    [1, 1],
    [25, 4],
    [401, 16],
  ])(
    "draw the discrete Gaussian of variance %i/%i (chi-square against exact probabilities)",
    (numerator, denominator) => {
      const random = seededRandom(`gauss ${numerator}/${denominator}`);
      const variance = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
      const reach = Math.ceil(5 * Math.sqrt(numerator / denominator));
      const counts = tally(() => Number(discreteGaussian(random, variance)), reach);
      expect(chiSquareOf(counts, gaussianLaw(numerator / denominator, reach)).pValue).toBeGreaterThan(1e-4);
    },
  );

  it("would be caught with half the variance", () => {
    const random = seededRandom("halved");
    const counts = tally(() => Number(discreteGaussian(random, { numerator: 8n, denominator: 1n })), 20);
    expect(chiSquareOf(counts, gaussianLaw(16, 20)).pValue).toBeLessThan(1e-12);
  });

  it("draw the discrete Laplace", () => {
    const random = seededRandom("laplace");
    const reach = 60;
    const weights = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-Math.abs(k - reach) / 4));
    const sum = weights.reduce((a, b) => a + b, 0);
    const counts = tally(() => Number(discreteLaplace(random, 4n)), reach);
    expect(
      chiSquareOf(
        counts,
        weights.map((weight) => weight / sum),
      ).pValue,
    ).toBeGreaterThan(1e-4);
  });

  it("draw uniform integers without favour, and square roots that are whole", () => {
    const random = seededRandom("uniform");
    const counts = [0, 0, 0, 0, 0];
    for (let k = 0; k < draws; k++) {
      const value = Number(uniformBelow(random, 5n));
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(
      chiSquareOf(
        counts,
        counts.map(() => 0.2),
      ).pValue,
    ).toBeGreaterThan(1e-4);
    expect([0n, 1n, 15n, 16n, 10n ** 40n - 1n].map(floorSqrt)).toEqual([0n, 1n, 3n, 4n, 10n ** 20n - 1n]);
  });
});

describe("accounting", () => {
  // Found apart from our search, with mpmath at 50 digits: the infimum over alpha of the formula of proposition 7, and
  // from it by halving the least epsilon and the most rho. Each of ours must lie on the safe side of the true number, and
  // near it. Kills: a slack with its sign turned or left out, an order alpha that is not the best one.
  const nearly = 3e-9;

  it.each([
    [0.1, 1, 0.008933245771818364],
    [0.5, 4, 0.0001957954169577216],
    [0.02, 1, 8.825254987221153e-8],
    [0.3, 4, 6.02205865536628e-7],
    [1.5, 12, 9.5530625222393e-10],
    [0.005, 0.5, 3.449309097547419e-8],
  ])(
    "rho %d at epsilon %d gives no less delta than Canonne, Kamath and Steinke have",
    (rho, epsilon, least) => {
      expect(deltaOf(rho, epsilon)).toBeGreaterThan(least);
      expect(deltaOf(rho, epsilon)).toBeLessThan(least * (1 + nearly));
    },
  );

  it.each([
    [1, 1e-6, 0.02435597035953837],
    [4, 1e-6, 0.3110649549408351],
    [12, 1e-6, 2.089498785474285],
    [0.1, 1e-9, 0.0001771384471850209],
    [2, 1e-5, 0.1082563638230573],
  ])("epsilon %d at delta %d allows no more rho than they do", (epsilon, delta, most) => {
    expect(rhoOf(epsilon, delta)).toBeLessThan(most);
    expect(rhoOf(epsilon, delta)).toBeGreaterThan(most * (1 - nearly));
  });

  it.each([
    [0.02, 1e-6, 0.8999352676606418],
    [0.25, 1e-6, 3.542291300477016],
    [1.5, 1e-6, 9.848229110593801],
    [0.005, 1e-9, 0.5648932843020361],
    [0.1, 1e-5, 1.914238832003598],
  ])("rho %d at delta %d reaches no less epsilon than they have", (rho, delta, least) => {
    expect(epsilonOf(rho, delta)).toBeGreaterThan(least);
    expect(epsilonOf(rho, delta)).toBeLessThan(least * (1 + nearly));
  });

  it("allows more than the plain conversion, keeps within what was promised, and wastes less than a thousandth", () => {
    for (const epsilon of [0.1, 0.5, 1, 2, 4, 8, 12]) {
      for (const delta of [1e-5, 1e-6, 1e-9]) {
        const rho = rhoOf(epsilon, delta);
        const plain = (Math.sqrt(Math.log(1 / delta) + epsilon) - Math.sqrt(Math.log(1 / delta))) ** 2;
        expect(rho).toBeGreaterThan(plain);
        expect(deltaOf(rho, epsilon)).toBeLessThanOrEqual(delta);
        expect(epsilonOf(rho, delta)).toBeLessThanOrEqual(epsilon * (1 + 1e-6));
        expect(deltaOf(rho * 1.001, epsilon)).toBeGreaterThan(delta);
      }
    }
  });

  it.each([0, -1, 1e-7, 0.0099, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 101])(
    "refuses epsilon %d",
    (epsilon) => {
      expect(() => rhoOf(epsilon, 1e-6)).toThrow(/epsilon is/);
    },
  );

  it.each([0, 1, -1e-6, Number.NaN])("refuses delta %d", (delta) => {
    expect(() => rhoOf(1, delta)).toThrow(/delta is/);
  });
});
