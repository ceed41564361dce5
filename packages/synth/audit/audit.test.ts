import { describe, expect, it } from "vitest";
import { rhoOf } from "../accounting.ts";
import { estimateOf } from "../bands.ts";
import { type RandomSource, seededRandom, shuffleFrom } from "../random.ts";
import { synthesise } from "../synthesise.ts";
import { countTable, type Microdata } from "../tables.ts";
import { auditMechanism } from "./audit.ts";
import { auditWithCanary, type Mechanism } from "./canaries.ts";
import { auditInOneRun } from "./one-run.ts";
import { auditReconstruction } from "./reconstruction.ts";
import { binomialAtLeast, rateAtLeast, rateAtMost } from "./threshold.ts";

const sizes = [3, 3, 2];
const width = sizes.length;
const others: Microdata = { rows: 40, width, sizes, codes: new Uint16Array(40 * width) };
const person = (rows: number): Microdata => ({
  rows,
  width,
  sizes,
  codes: new Uint16Array(rows * width).fill(1).map((_, k) => (sizes[k % width] ?? 1) - 1),
});
const delta = 1e-6;
const epsilon = 4;
const rho = rhoOf(epsilon, delta);

/** Takes for possible only what it sees. */
const nosy: Mechanism = (data, options) => {
  const seen = data.sizes.map((_, column) => {
    let most = 0;
    for (let row = 0; row < data.rows; row++)
      most = Math.max(most, data.codes[row * data.width + column] ?? 0);
    return most + 1;
  });
  return synthesise({ ...data, sizes: seen }, options);
};

/** People with up to four rows each, none with the last value of any column. */
function encodedOf(of: number[], rows: number): { data: Microdata; rowsPerPerson: number } {
  const codes = Uint16Array.from(
    { length: rows * of.length },
    (_, k) => ((k * 7) % 13) % ((of[k % of.length] ?? 2) - 1),
  );
  return { data: { rows, width: of.length, sizes: of, codes }, rowsPerPerson: 4 };
}

const audit = (
  seed: number,
  mechanism: Mechanism = synthesise,
  canary = person(1),
  isSeedReused = false,
  trials = 800,
) =>
  auditWithCanary({
    mechanism,
    others,
    canary,
    options: { rho, rowsPerPerson: 1 },
    delta,
    trials,
    risk: 0.01,
    randomFor: (trial, isIn) => seededRandom(isSeedReused ? "always" : `${seed}/${trial}/${isIn}`),
  });

describe("audit", () => {
  it("bounds rates as Clopper and Pearson do", () => {
    expect(binomialAtLeast(10, 0.5, 5)).toBeCloseTo(0.623046875, 12);
    expect(rateAtLeast(5, 10, 0.025)).toBeCloseTo(0.187086, 5);
    expect(rateAtMost(5, 10, 0.025)).toBeCloseTo(0.812914, 5);
  });

  it("stays under the claimed epsilon on five fixed seeds (each may raise a false alarm once in 100)", async () => {
    let separation = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      const found = await audit(seed);
      expect(found.epsilon).toBeLessThan(epsilon);
      expect(found.epsilonIfGaussian).toBeLessThan(epsilon);
      separation += found.mu / 5;
    }
    // An attack that finds nothing would pass too: this one must come near (the claim is 0.79).
    expect(separation).toBeGreaterThan(0.3);
  }, 120_000);

  it("catches noise that is half as large as claimed", async () => {
    const halved: Mechanism = (data, options) => synthesise(data, { ...options, rho: options.rho * 4 });
    expect((await audit(6, halved)).epsilonIfGaussian).toBeGreaterThan(epsilon);
  });

  it("catches a domain that is taken from the data", async () => {
    expect((await audit(7, nosy)).epsilonIfGaussian).toBeGreaterThan(epsilon);
  });

  it("catches a seed that is used twice", async () => {
    expect((await audit(8, synthesise, person(1), true)).epsilonIfGaussian).toBeGreaterThan(epsilon);
  });

  it("catches a bound on rows per person that is not enforced", async () => {
    expect((await audit(9, synthesise, person(4))).epsilonIfGaussian).toBeGreaterThan(epsilon);
  });

  describe("of a table, as the command makes it", () => {
    const people = encodedOf([3, 4, 3], 60);
    const report = (mechanism?: Mechanism, random = (what: string): RandomSource => seededRandom(what)) =>
      auditMechanism(people, {
        ...{ epsilon, delta, runs: 400, risk: 0.01, random },
        ...(mechanism ? { mechanism } : {}),
      });

    it("passes the true mechanism", async () => {
      const { passed, canary, oneRun } = await report();
      expect({ passed, runs: canary.runs }).toEqual({ passed: true, runs: 800 });
      expect(oneRun.epsilon).toBeLessThan(epsilon);
    });

    it.each<[string, Mechanism]>([
      ["noise halved", (data, options) => synthesise(data, { ...options, rho: options.rho * 4 })],
      ["a domain taken from the data", nosy],
      [
        "a bound of four rows a person that noise takes for one",
        (data, options) => synthesise(data, { ...options, rowsPerPerson: 1 }),
      ],
    ])("fails with %s", async (_, mechanism) => {
      const { passed, canary } = await report(mechanism);
      expect(passed).toBe(false);
      expect(canary.epsilonIfGaussian).toBeGreaterThan(epsilon);
    });

    it("fails with a seed that is used again", async () => {
      const { passed, canary } = await report(undefined, () => seededRandom("always"));
      expect(passed).toBe(false);
      expect(canary.epsilonIfGaussian).toBeGreaterThan(epsilon);
    });
  });

  // Kills: tables passed on without noise, or with a quarter of it; an attack that finds no more than chance anyhow.
  it("rebuilds most people from tables without noise, and of released ones hardly more than chance finds", async () => {
    const uniform = shuffleFrom(seededRandom("rebuilt"));
    const of = [12, 9, 7, 5];
    const draw = (): Microdata => ({
      rows: 150,
      width: 4,
      sizes: of,
      codes: Uint16Array.from({ length: 600 }, (_, k) => Math.floor(uniform() ** 1.5 * (of[k % 4] ?? 1))),
    });
    const total = { people: 0, rebuilt: 0, others: 0, byChance: 0, exact: 0, quiet: 0 };
    for (const seed of ["a", "b", "c", "d"]) {
      const [data, strangers] = [draw(), draw()];
      const attack = async (spent: number) => {
        const made = await synthesise(data, { rho: spent, rowsPerPerson: 1, random: seededRandom(seed) });
        return auditReconstruction(
          data,
          strangers,
          (shape) => estimateOf(made.microdata, shape, made.evidence).estimate,
          (shape) => countTable(data, shape),
        );
      };
      const found = await attack(rho);
      total.people += found.people;
      total.rebuilt += found.rebuilt;
      total.others += found.others;
      total.byChance += found.rebuiltByChance;
      total.exact += found.rebuiltFromExactTables;
      total.quiet += (await attack(rho * 16)).rebuilt;
    }
    expect(total.exact / total.people).toBeGreaterThan(0.95);
    expect(total.rebuilt / total.people - total.byChance / total.others).toBeLessThan(0.1);
    // A quarter of the noise shows: about a third of the people are rebuilt then.
    expect(total.quiet / total.people).toBeGreaterThan(0.2);
  });

  it("proves a lower bound below the claim in a single run, and above it when there is no noise to speak of", async () => {
    const canaries = Array.from(
      { length: 60 },
      (_, k): Microdata => ({
        rows: 1,
        width: 2,
        sizes: [60, 60],
        codes: Uint16Array.of(k, k),
      }),
    );
    const nobody: Microdata = { rows: 0, width: 2, sizes: [60, 60], codes: new Uint16Array(0) };
    const run = (spent: number) =>
      auditInOneRun({
        others: nobody,
        canaries,
        options: { rho: spent, rowsPerPerson: 1, random: seededRandom("one run") },
        delta: 1e-6,
        guesses: 40,
        risk: 0.05,
        coins: seededRandom("coins"),
      });
    expect((await run(rho)).epsilon).toBeLessThan(epsilon);
    expect((await run(rho * 400)).epsilon).toBeGreaterThan(1);
  });
});
