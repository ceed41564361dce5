import { isDatabaseAway } from "./away.ts";

/** Of one round: bounds how long its locks are held, and what is done again where one of it fails. */
const IN_ONE_ROUND_MAX = 64;

/**
 * What many ask in the same moment, done in rounds of one transaction each: whoever comes alone waits for nobody, and
 * what comes while all rounds are under way goes out with the next. A round that fails did nothing, so it is parted
 * until each failure is its own; nobody is refused for what another sent.
 */
export class Together<Asked, Answer> {
  readonly #round: (asked: readonly Asked[]) => Promise<readonly Answer[]>;
  readonly #roundsMax: number;
  #waiting: Waiting<Asked, Answer>[] = [];
  #rounds = 0;

  /**
   * @param round does all or nothing of what was asked; answers in the same order
   * @param roundsMax at the same time, each with a connection of its own; 1 to the pool's size
   */
  constructor(round: (asked: readonly Asked[]) => Promise<readonly Answer[]>, roundsMax: number) {
    this.#round = round;
    this.#roundsMax = roundsMax;
  }

  /** @throws what the round throws of this one alone */
  ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject });
      if (this.#rounds < this.#roundsMax) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#rounds += 1;
    while (this.#waiting.length > 0) await this.#do(this.#waiting.splice(0, IN_ONE_ROUND_MAX));
    this.#rounds -= 1;
  }

  async #do(some: readonly Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await this.#round(some.map(({ asked }) => asked));
      some.forEach(({ resolve }, nth) => {
        resolve(answers[nth] as Answer);
      });
    } catch (error) {
      if (some.length === 1 || (error instanceof Error && isDatabaseAway(error))) {
        for (const { reject } of some) reject(error);
        return;
      }
      const half = Math.ceil(some.length / 2);
      await this.#do(some.slice(0, half));
      await this.#do(some.slice(half));
    }
  }
}

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}
