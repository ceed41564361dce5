import { Frontier, formatVerifierKey, hashLeaf, parseCheckpoint, parseNote } from "@leeward/ledger";
import { type Log, sha256 } from "@leeward/ledger/files";
import type { Database, Transaction } from "../db/index.ts";
import { LEAVES_MAX, readLeaves } from "./leaves.ts";
import { explainRefusal } from "./refusal.ts";
import {
  countPlaces,
  keepCheckpoint,
  keepOnlyWitnesses,
  listCheckpoints,
  listWitnesses,
  noteStanding,
  noteWitness,
  placeCut,
  placePublic,
} from "./store.ts";
import {
  askWitnesses,
  type ChosenWitness,
  cosignaturesOf,
  mayGrow,
  type RefusalFound,
  type WitnessAnswer,
} from "./witnessing.ts";

export interface SequencerOptions {
  readonly db: Database;
  readonly log: Log;
  /** Which of the installation's logs this is, and the place of its leaf 0. */
  readonly logNumber: number;
  readonly firstPlace: number;
  /** Seconds between two cuts: 3600 in the open. */
  readonly periodS: number;
  readonly witnesses: readonly ChosenWitness[];
  /** How many of them make a checkpoint witnessed; 0 where there are none. */
  readonly quorum: number;
  readonly now: () => Date;
  /** One line, when something begins or ends that the operator must know. */
  readonly say: (line: string) => void;
}

/** How the witnesses stand. */
export interface Witnessing {
  /** Seconds since enough of them last cosigned; null where they never did. */
  readonly ageS: number | null;
  /** Places of the log that enough of them have not seen. */
  readonly unwitnessed: number;
  /** How often since the start one did not cosign, by how: `failed`, `ahead`, `forked`. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** A witness that did not cosign the newest checkpoint is asked again. */
const ASK_AGAIN_MS = 20_000;
const SLEEP_MS_MAX = 60_000;

/**
 * Carries entries from the database into the log. The database gives each its place in a transaction; the files follow
 * from there, so a crash anywhere between the two is made up for at the next round. Then the witnesses are asked.
 *
 * After a start it signs nothing before it knows that nobody has seen more of the log than this database holds.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  #wake: () => void = () => {};
  #woken = false;
  #isCleared = false;
  #refusal: RefusalFound["refusal"] | null = null;
  /** By name of the witness, what it cosigned last. */
  #cosigned = new Map<string, number>();
  #askedAt = Number.NEGATIVE_INFINITY;
  #witnessed: { size: number; at: Date } | null = null;
  readonly #refusals = new Map<string, number>();

  constructor(options: SequencerOptions) {
    this.#options = options;
  }

  /** How the witnesses stand, for the metrics: places and times of the log, nothing of anyone. */
  witnessing(): Witnessing | null {
    const { log, witnesses, now } = this.#options;
    if (witnesses.length === 0) return null;
    const ageS = this.#witnessed ? (now().getTime() - this.#witnessed.at.getTime()) / 1000 : null;
    return { ageS, unwitnessed: log.size - (this.#witnessed?.size ?? 0), refusals: this.#refusals };
  }

  /** Runs until the signal; wakes when something public is recorded, and at each cut. */
  async run(signal: AbortSignal): Promise<void> {
    const listening = this.#options.db.listen("leeward_ledger", () => this.wake(), signal);
    signal.addEventListener("abort", () => this.wake(), { once: true });
    while (!signal.aborted) {
      try {
        await this.round(signal);
      } catch (error) {
        if (!signal.aborted) this.#options.say(error instanceof Error ? error.message : String(error));
        await this.#sleep(1_000);
      }
      await this.#sleep(this.#pauseMs());
    }
    await listening;
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Places and writes all that is due, and has it cosigned; or notes why it must not. */
  async round(signal: AbortSignal): Promise<void> {
    const found = (await this.#findOlder()) ?? (this.#isCleared ? null : await this.#ensureNewest(signal));
    await this.#noteStanding(found);
    if (found) return;
    await this.#as(placePublic);
    while (await this.#as((tx) => placeCut(tx, this.#options.periodS))) await this.#writePlaced();
    await this.#writePlaced();
    await this.#haveCosigned(signal);
  }

  /** The files hold more than the database: it is an older copy of itself. */
  async #findOlder(): Promise<RefusalFound | null> {
    const held = await this.#countHeld();
    return held < this.#options.log.size ? { refusal: "database-older", size: this.#options.log.size } : null;
  }

  /** Learns from the witnesses, and from what this database saw witnessed, whether it is the newest there is. */
  async #ensureNewest(signal: AbortSignal): Promise<RefusalFound | null> {
    const { witnesses, quorum } = this.#options;
    await this.#as((tx) =>
      keepOnlyWitnesses(
        tx,
        witnesses.map(({ key }) => key.name),
      ),
    );
    for (const { name, cosignedSize } of await this.#as(listWitnesses)) {
      if (cosignedSize !== null) this.#cosigned.set(name, cosignedSize);
    }
    const answers = await this.#ask(signal);
    const [own] = await this.#listOwn({ onlyWitnessed: true });
    if (own?.witnessedAt) this.#witnessed = { size: own.size, at: own.witnessedAt };
    const found = mayGrow(answers, quorum, await this.#countHeld(), own?.size ?? 0);
    this.#isCleared = found === null;
    if (!found && (await this.#rebuildsAnother())) {
      this.#isCleared = false;
      return { refusal: "forked", size: null };
    }
    return found;
  }

  /**
   * Whether the files would be written again, after a loss, as another history than was signed: what the database holds
   * must lead to the newest root that it saw signed.
   */
  async #rebuildsAnother(): Promise<boolean> {
    const { log, firstPlace } = this.#options;
    const [signed] = await this.#listOwn({ onlyWitnessed: false });
    if (!signed || signed.size <= log.size) return false;
    const tree = new Frontier(sha256);
    for (let start = 0; start < signed.size; start += LEAVES_MAX) {
      const end = Math.min(signed.size, start + LEAVES_MAX);
      for (const leaf of await this.#leaves(firstPlace + start, firstPlace + end)) {
        tree.append(hashLeaf(sha256, leaf), () => {});
      }
    }
    const { root } = parseCheckpoint(parseNote(Buffer.from(signed.note)).text);
    return !Buffer.from(root).equals(tree.root());
  }

  async #writePlaced(): Promise<void> {
    const { log, firstPlace } = this.#options;
    for (;;) {
      const start = firstPlace + log.size;
      const end = Math.min(await this.#as(countPlaces), start + LEAVES_MAX);
      if (end <= start) break;
      await log.appendAt(log.size, await this.#leaves(start, end));
    }
    await this.#keepNewest(false);
  }

  #leaves(start: number, end: number): Promise<Uint8Array[]> {
    return this.#as((tx) => readLeaves(tx, { start, end }));
  }

  async #haveCosigned(signal: AbortSignal): Promise<void> {
    const { log, witnesses } = this.#options;
    if (witnesses.every(({ key }) => this.#cosigned.get(key.name) === log.size)) return;
    const nowMs = this.#options.now().getTime();
    const isNew = this.#cosigned.size === 0 || ![...this.#cosigned.values()].includes(log.size);
    if (!isNew && nowMs - this.#askedAt < ASK_AGAIN_MS) return;
    const answers = await this.#ask(signal);
    // Someone has seen another or a longer history than this: sign nothing more before that is understood.
    if (answers.some(({ said }) => said.outcome === "ahead" || said.outcome === "forked")) {
      this.#isCleared = false;
      this.wake();
    }
  }

  /** Asks those who have not cosigned the newest checkpoint, and keeps what they said. */
  async #ask(signal: AbortSignal): Promise<WitnessAnswer[]> {
    const { log, witnesses, quorum } = this.#options;
    this.#askedAt = this.#options.now().getTime();
    const { size, answers } = await askWitnesses(witnesses, log, this.#cosigned, signal);
    if (answers.length === 0) return answers;
    await log.cosign(cosignaturesOf(answers), size);
    for (const { witness, said } of answers) {
      if (said.outcome === "cosigned") this.#cosigned.set(witness.key.name, size);
      else this.#refusals.set(said.outcome, (this.#refusals.get(said.outcome) ?? 0) + 1);
    }
    await this.#as(async (tx) => {
      for (const { witness, said } of answers) await noteWitness(tx, witnessNote(witness, said, size));
    });
    const count = witnesses.filter(({ key }) => this.#cosigned.get(key.name) === log.size).length;
    if (count >= quorum) this.#witnessed = { size: log.size, at: this.#options.now() };
    await this.#keepNewest(count >= quorum);
    return answers;
  }

  async #keepNewest(isWitnessed: boolean): Promise<void> {
    const { log, logNumber } = this.#options;
    const note = new TextDecoder().decode(log.checkpoint);
    const { size } = parseCheckpoint(parseNote(log.checkpoint).text);
    await this.#as((tx) => keepCheckpoint(tx, { logNumber, size, note, isWitnessed }));
  }

  async #noteStanding(found: RefusalFound | null): Promise<void> {
    const { quorum, periodS } = this.#options;
    await this.#as((tx) =>
      noteStanding(tx, {
        quorum,
        periodS,
        refusal: found?.refusal ?? null,
        refusedSize: found?.size ?? null,
      }),
    );
    const refusal = found?.refusal ?? null;
    if (refusal === this.#refusal) return;
    this.#refusal = refusal;
    if (found) this.#options.say(explainRefusal(found.refusal, found.size));
    else this.#options.say("New entries are signed again.");
  }

  async #countHeld(): Promise<number> {
    return (await this.#as(countPlaces)) - this.#options.firstPlace;
  }

  #listOwn({ onlyWitnessed }: { onlyWitnessed: boolean }) {
    const { logNumber } = this.#options;
    return this.#as((tx) => listCheckpoints(tx, { logNumber, before: null, onlyWitnessed, limit: 1 }));
  }

  #as<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#options.db.transaction("leeward_sequencer", work);
  }

  /** Until the next cut; sooner where a witness is to be asked again. */
  #pauseMs(): number {
    const { log, witnesses, periodS } = this.#options;
    const periodMs = periodS * 1000;
    const untilCut = periodMs - (this.#options.now().getTime() % periodMs);
    const isWhole = witnesses.every(({ key }) => this.#cosigned.get(key.name) === log.size);
    return Math.min(untilCut, SLEEP_MS_MAX, isWhole && this.#isCleared ? SLEEP_MS_MAX : ASK_AGAIN_MS);
  }

  async #sleep(ms: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#woken = false;
  }
}

function witnessNote({ key }: ChosenWitness, said: WitnessAnswer["said"], size: number) {
  const isCosigned = said.outcome === "cosigned";
  return {
    name: key.name,
    verifierKey: formatVerifierKey(key),
    outcome: said.outcome,
    cosignedSize: isCosigned ? size : null,
    cosignedAt: isCosigned ? new Date(said.timeS * 1000) : null,
  };
}
