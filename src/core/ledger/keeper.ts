import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@leeward/ledger/files";
import { Turn } from "../db/index.ts";
import { Follower, isLocked } from "./follower.ts";
import { Sequencer, type SequencerOptions, type Witnessing } from "./sequencer.ts";

export interface KeeperOptions extends Omit<SequencerOptions, "log"> {
  /** As the worker's login. */
  readonly connectionString: string;
  readonly openLog: () => Promise<Log>;
  /** How often the turn is looked after, in milliseconds. */
  readonly lookMs?: number;
}

const LOCK = 7_356_023_021; // any number that no one else takes
const LOOK_MS = 2_000;
/** A follower of the same folder has it open for a moment. */
const LOCKED_MS_MAX = 10_000;

/**
 * The ledger's part of a worker. One worker on a database leads: it gives places, signs, asks the witnesses. The others
 * keep the files of their own machines as it signed them, and one of them leads when it is gone.
 *
 * Nothing false is signed where two should lead for a moment: places are given in the database, under a lock there.
 */
export class LedgerKeeper {
  readonly #options: KeeperOptions;
  readonly #turn: Turn;
  readonly #follower: Follower;
  #log: Log | undefined;
  #leading: Sequencer | null = null;
  #said = "";

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#turn = new Turn(options.connectionString, LOCK);
    this.#follower = new Follower(options);
  }

  /**
   * Takes the turn where it is free, and opens the log.
   *
   * @throws LedgerError where its files cannot be used; those of a follower only show when it is to lead
   */
  async start(): Promise<void> {
    if (await this.#turn.take()) await this.#open();
  }

  /** How the witnesses stand, for the metrics of the worker that leads; null for the others. */
  witnessing(): Witnessing | null {
    return this.#leading?.witnessing() ?? null;
  }

  /** Until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (await this.#turn.take()) await this.#lead(signal);
        else await this.#follower.follow();
        this.#said = "";
      } catch (error) {
        this.#sayOnce(error instanceof Error ? error.message : String(error));
      }
      await this.#pause(signal);
    }
    await this.#close();
    await this.#turn.release();
  }

  async #lead(signal: AbortSignal): Promise<void> {
    const { say } = this.#options;
    const log = await this.#open();
    say("This worker leads.");
    const ending = new AbortController();
    const sequencer = new Sequencer({ ...this.#options, log });
    this.#leading = sequencer;
    const running = sequencer.run(AbortSignal.any([signal, ending.signal]));
    do await this.#pause(signal);
    while (!signal.aborted && (await this.#turn.take()));
    ending.abort();
    this.#leading = null;
    await running;
    await this.#close();
    if (!signal.aborted) say("This worker no longer leads.");
  }

  async #open(): Promise<Log> {
    const giveUpAt = performance.now() + LOCKED_MS_MAX;
    while (!this.#log) {
      try {
        this.#log = await this.#options.openLog();
      } catch (error) {
        if (!isLocked(error) || performance.now() > giveUpAt) throw error;
        await sleep(100);
      }
    }
    return this.#log;
  }

  /** Before the turn is another's, so that it finds the folder free. */
  async #close(): Promise<void> {
    const log = this.#log;
    this.#log = undefined;
    await log?.close();
  }

  #pause(signal: AbortSignal): Promise<void> {
    return sleep(this.#options.lookMs ?? LOOK_MS, undefined, { signal }).catch(() => undefined);
  }

  /** What lasts is said once. */
  #sayOnce(line: string): void {
    if (line === this.#said) return;
    this.#said = line;
    this.#options.say(line);
  }
}
