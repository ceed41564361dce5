import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Together } from "./together.ts";

/** Rounds that stay under way until they are let go. */
function heldRounds(isWrong: (asked: number) => boolean = () => false) {
  const rounds: { readonly asked: readonly number[]; readonly letGo: () => void }[] = [];
  const round = async (asked: readonly number[]): Promise<readonly number[]> => {
    await new Promise<void>((resolve) => rounds.push({ asked, letGo: resolve }));
    const wrong = asked.find(isWrong);
    if (wrong !== undefined) throw new Error(`${wrong} is wrong`);
    return asked.map((n) => n * 2);
  };
  /** Lets go of every round, those that follow too. */
  const letAllGo = async () => {
    for (let nth = 0; nth < rounds.length; nth++) {
      rounds[nth]?.letGo();
      await new Promise(setImmediate);
    }
  };
  return { rounds, round, letAllGo };
}

describe("what many ask in the same moment", () => {
  it("goes out at once where nobody else asks, and what comes meanwhile goes out together", async () => {
    const { rounds, round, letAllGo } = heldRounds();
    const together = new Together(round, 1);
    const answers = Promise.all([1, 2, 3, 4].map((n) => together.ask(n)));
    expect(rounds.map(({ asked }) => asked)).toEqual([[1]]);
    await letAllGo();
    expect(await answers).toEqual([2, 4, 6, 8]);
    expect(rounds.map(({ asked }) => asked)).toEqual([[1], [2, 3, 4]]);
  });

  it("is not kept waiting by one round that stands", async () => {
    const { rounds, round } = heldRounds();
    const together = new Together(round, 2);
    const [stands, goes] = [together.ask(1), together.ask(2)];
    rounds[1]?.letGo();
    expect(await goes).toBe(4);
    const later = together.ask(3);
    await new Promise(setImmediate);
    rounds[2]?.letGo();
    expect(await later).toBe(6);
    rounds[0]?.letGo();
    expect(await stands).toBe(2);
  });

  // Kills: refusing a whole round for one of it; leaving out a half; answering in another order; rounds without a bound.
  it("is refused for itself alone, whatever the others sent; nothing is left unanswered", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 150 }),
        fc.integer({ min: 1, max: 4 }),
        async (wrongs, roundsMax) => {
          const { rounds, round, letAllGo } = heldRounds((n) => wrongs[n] === true);
          const together = new Together(round, roundsMax);
          const all = Promise.allSettled(wrongs.map((_, n) => together.ask(n)));
          await letAllGo();
          const said = (await all).map((one) =>
            one.status === "fulfilled" ? one.value : one.reason.message,
          );
          expect(said).toEqual(wrongs.map((isWrong, n) => (isWrong ? `${n} is wrong` : n * 2)));
          expect(Math.max(...rounds.map(({ asked }) => asked.length))).toBeLessThanOrEqual(64);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is not tried one by one where the database is away", async () => {
    let rounds = 0;
    const away = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
    const together = new Together<number, number>(() => {
      rounds += 1;
      return Promise.reject(away);
    }, 1);
    const all = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => together.ask(n)));
    expect(all.every((one) => one.status === "rejected" && one.reason === away)).toBe(true);
    expect(rounds).toBe(2);
  });
});
