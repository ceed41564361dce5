import { HttpProblem } from "../../../core/http/index.ts";

/** One after the other, and not too many that wait. */
export class Turns {
  readonly #waitingMax: number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  constructor(waitingMax: number) {
    this.#waitingMax = waitingMax;
  }
  /** @throws HttpProblem `busy` */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#waitingMax) throw new HttpProblem("busy", { retryAfterSeconds: 60 });
    this.#waiting += 1;
    const mine = this.#last.then(work);
    // Without what came of it: that opens someone's mailbox, and would lie here until the next one came.
    this.#last = mine.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await mine;
    } finally {
      this.#waiting -= 1;
    }
  }
}
