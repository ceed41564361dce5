import { seededRandom } from "./random.ts";
import { chiSquareOf } from "./sampler/chi-square.ts";
import { discreteGaussian } from "./sampler/discrete-gaussian.ts";

/** A million draws at each of several variances against the exact law, and the same with the variance halved. */
export const proof = {
  name: "synth noise",
  bar: "a million draws per variance fit the exact discrete Gaussian (p above 1 in 10,000); halved variance is caught",
  run: async (log: (line: string) => void) => {
    const draws = 1_000_000;
    const figures: Record<string, number | string> = { draws };
    let passed = true;
    for (const [numerator, denominator] of [
      [1n, 4n],
      [25n, 4n],
      [400n, 1n],
      [12_345n, 16n],
    ] as const) {
      for (const isHalved of [false, true]) {
        const random = seededRandom(`noise proof ${numerator}/${denominator}`);
        const variance = { numerator, denominator: isHalved ? denominator * 2n : denominator };
        const claimed = Number(numerator) / Number(denominator);
        const reach = Math.ceil(6 * Math.sqrt(claimed));
        const counts = Array.from({ length: 2 * reach + 1 }, () => 0);
        for (let k = 0; k < draws; k++) {
          const place = Math.max(0, Math.min(2 * reach, Number(discreteGaussian(random, variance)) + reach));
          counts[place] = (counts[place] ?? 0) + 1;
        }
        const weights = counts.map((_, k) => Math.exp(-((k - reach) ** 2) / (2 * claimed)));
        const sum = weights.reduce((a, b) => a + b, 0);
        const { pValue } = chiSquareOf(
          counts,
          weights.map((weight) => weight / sum),
        );
        const name = `${numerator}/${denominator}${isHalved ? " halved" : ""}`;
        log(`variance ${name}: p ${pValue.toPrecision(3)}`);
        figures[`p ${name}`] = Number(pValue.toPrecision(3));
        if (isHalved ? pValue > 1e-9 : pValue < 1e-4) passed = false;
      }
    }
    return { passed, figures };
  },
};
