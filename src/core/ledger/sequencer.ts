import type { Log } from "@leeward/ledger/files";
import type { Database } from "../db/index.ts";
import { countPlaced, findPlaced, placeWaiting } from "./store.ts";

const SLEEP_MS = 1_000;

/** The log on disk holds more than the database knows: an older database must not sign a second history. */
class LedgerAheadError extends Error {
  override readonly name = "LedgerAheadError";
}

export interface SequencerOptions {
  readonly db: Database;
  readonly log: Log;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Carries entries from the database into the log. The database gives each entry its place in a transaction; the
 * files follow from there, so a crash anywhere between the two is made up for at the next round.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  #wake: () => void = () => {};
  #woken = false;

  constructor(options: SequencerOptions) {
    this.#options = options;
  }

  /** Runs until the signal; wakes when an entry is made, and once a second in any case. */
  async run(signal: AbortSignal): Promise<void> {
    const listening = this.#options.db.listen("leeward_ledger", () => this.wake(), signal);
    signal.addEventListener("abort", () => this.wake(), { once: true });
    while (!signal.aborted) {
      try {
        await this.drain();
      } catch (error) {
        this.#options.onFailure(error);
      }
      await this.#sleep();
    }
    await listening;
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /**
   * Places and writes all that waits.
   *
   * @throws LedgerAheadError
   */
  async drain(): Promise<void> {
    const { db, log } = this.#options;
    const placed = await db.transaction("leeward_sequencer", countPlaced);
    if (placed < log.size) {
      throw new LedgerAheadError(
        `The ledger holds ${log.size} entries, but the database knows ${placed}: it is an older copy. Bring back the newest backup, or nothing more will be signed.`,
      );
    }
    for (;;) {
      await this.#writePlaced();
      const count = await db.transaction("leeward_sequencer", placeWaiting);
      if (count === null || count === 0) return;
    }
  }

  async #writePlaced(): Promise<void> {
    const { db, log } = this.#options;
    for (;;) {
      const entries = await db.transaction("leeward_sequencer", (tx) => findPlaced(tx, log.size));
      if (entries.length === 0) return;
      await log.appendAt(
        log.size,
        entries.map((entry) => entry.commitment),
      );
    }
  }

  async #sleep(): Promise<void> {
    if (this.#woken) {
      this.#woken = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SLEEP_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#woken = false;
  }
}
