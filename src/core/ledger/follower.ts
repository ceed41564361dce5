import {
  type Checkpoint,
  Frontier,
  hashLeaf,
  LedgerError,
  type NoteSignature,
  parseCheckpoint,
  parseNote,
} from "@leeward/ledger";
import { type Log, sha256 } from "@leeward/ledger/files";
import { LEAVES_MAX, readLeaves } from "./leaves.ts";
import type { SequencerOptions } from "./sequencer.ts";
import { listCheckpoints } from "./store.ts";

export interface FollowerOptions extends Pick<SequencerOptions, "db" | "logNumber" | "firstPlace"> {
  readonly openLog: () => Promise<Log>;
}

/** Whether another process writes this folder. */
export const isLocked = (error: unknown): boolean => error instanceof LedgerError && error.code === "locked";

/**
 * Keeps the files of a machine whose worker does not lead as the leader has signed them: never beyond, and only where
 * the database's entries lead to the very root that was signed.
 */
export class Follower {
  readonly #options: FollowerOptions;
  #tree = new Frontier(sha256);
  #followed = "";

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Brings the files to the newest checkpoint; where the leader writes the same folder, there is nothing to do. */
  async follow(): Promise<void> {
    const { db, logNumber, openLog } = this.#options;
    const [newest] = await db.transaction("leeward_sequencer", (tx) =>
      listCheckpoints(tx, { logNumber, before: null, onlyWitnessed: false, limit: 1 }),
    );
    if (!newest || newest.note === this.#followed) return;
    const log = await openLog().catch((error: unknown) => {
      if (isLocked(error)) return null;
      throw error;
    });
    if (log) {
      try {
        await this.#bring(log, newest.note);
      } finally {
        await log.close();
      }
    }
    this.#followed = newest.note;
  }

  async #bring(log: Log, noteText: string): Promise<void> {
    const note = parseNote(Buffer.from(noteText));
    const signed = parseCheckpoint(note.text);
    if (signed.size < log.size) throw differs(log.size);
    await this.#check(log, signed);
    while (log.size < signed.size) {
      const end = Math.min(signed.size, log.size + LEAVES_MAX);
      await log.appendAt(log.size, await this.#read(log.size, end));
    }
    const isOwn = ({ name, keyId }: NoteSignature) =>
      name === log.verifierKey.name && keyId === log.verifierKey.id;
    await log.cosign(
      note.signatures.filter((signature) => !isOwn(signature)),
      signed.size,
    );
  }

  /** Before anything is signed here: the entries lead through what these files have to what the leader signed. */
  async #check(log: Log, signed: Checkpoint): Promise<void> {
    if (this.#tree.size > log.size) this.#tree = new Frontier(sha256);
    const tree = this.#tree;
    for (const size of [log.size, signed.size]) {
      while (tree.size < size) {
        const end = Math.min(size, tree.size + LEAVES_MAX);
        for (const leaf of await this.#read(tree.size, end)) tree.append(hashLeaf(sha256, leaf), () => {});
      }
      const root = size === signed.size ? signed.root : log.root();
      if (Buffer.from(root).equals(tree.root())) continue;
      this.#tree = new Frontier(sha256);
      throw differs(size);
    }
  }

  #read(start: number, end: number): Promise<Uint8Array[]> {
    const { db, firstPlace } = this.#options;
    return db.transaction("leeward_sequencer", (tx) =>
      readLeaves(tx, { start: firstPlace + start, end: firstPlace + end }),
    );
  }
}

const differs = (size: number): Error =>
  new Error(
    `The files of this machine, the database and the signed checkpoint do not agree on the first ${size} entries. Nothing is signed here; find out which is right.`,
  );
