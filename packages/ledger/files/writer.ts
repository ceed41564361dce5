import { copyBytes, equalBytes } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import type { VerifierKey } from "../notes/key.ts";
import { formatNote, type NoteSignature, parseNote } from "../notes/note.ts";
import { ENTRY_BYTES_MAX } from "../tiles/bundle.ts";
import { TileReader } from "../tiles/reader.ts";
import { isCount } from "../tree/hash.ts";
import { publishCheckpoint, writeTiles } from "./commit.ts";
import type { Disk } from "./disk.ts";
import type { LogEdge } from "./edge.ts";
import type { Lock } from "./lock.ts";
import { sha256 } from "./node-crypto.ts";
import { COMMIT_ENTRIES_MAX } from "./recover.ts";

/** What a writer stands on. */
export type WriterParts = {
  readonly disk: Disk;
  readonly lock: Lock;
  readonly verifierKey: VerifierKey;
  /** where the log ends; the writer alone moves it on */
  readonly edge: LogEdge;
  /** the signed checkpoint of that end */
  readonly note: Uint8Array;
  /** signs the checkpoint of a size and root */
  readonly signRoot: (size: number, root: Uint8Array) => Promise<Uint8Array>;
  readonly removedPaths: readonly string[];
};

/** Entries of one call, or a part of them, on their way to the disk. */
type Piece = {
  readonly entries: readonly Uint8Array[];
  readonly durable: PromiseWithResolvers<void>;
};

/**
 * A log on disk, open for one writer; made by `openLog`. Its size, root and proofs speak only of what is durable.
 *
 * While a commit is under way, calls wait together for the next one: they share its files and its checkpoint.
 */
export class Log {
  readonly #parts: WriterParts;
  readonly #folders = new Set<string>();
  #size: number;
  #root: Uint8Array;
  #checkpoint: Uint8Array;
  /** Where the next entry goes: behind all that are durable, under way or waiting. */
  #end: number;
  #waiting: Piece[] = [];
  #committing: Piece[] = [];
  #running: Promise<void> | null = null;
  #failure: LedgerError | null = null;
  #isClosed = false;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#size = parts.edge.size;
    this.#end = parts.edge.size;
    this.#root = parts.edge.root();
    this.#checkpoint = parts.note;
  }

  /** Entries under the newest durable checkpoint. */
  get size(): number {
    return this.#size;
  }

  /** The newest durable checkpoint: a signed note, as in the file `checkpoint`. */
  get checkpoint(): Uint8Array {
    return copyBytes(this.#checkpoint);
  }

  /** What a verifier needs to know of this log. */
  get verifierKey(): VerifierKey {
    return this.#parts.verifierKey;
  }

  /** Files that opening removed: of a commit that a crash cut short, so that nobody was told of its entries. */
  get removedPaths(): readonly string[] {
    return this.#parts.removedPaths;
  }

  /** The root of the tree of `size` entries, 32 bytes. */
  root(): Uint8Array {
    return copyBytes(this.#root);
  }

  /**
   * Adds entries one after the other; returns the index of the first once all are durable under a signed checkpoint.
   *
   * @param entries each up to 65,535 bytes; they are copied. None at all is allowed and adds nothing
   * @throws LedgerError `entry-too-long`, `log-closed` (nothing was added); `log-failed`, `another-writer` (unknown:
   * open the log again and look)
   */
  async append(entries: readonly Uint8Array[]): Promise<number> {
    this.#ensureOpen();
    ensureEntries(entries);
    const firstIndex = this.#end;
    await this.#enqueue(entries);
    return firstIndex;
  }

  /**
   * Adds entries at a position that the caller knows, and may be repeated: what is already there must be the same,
   * and is not added again. Returns how many were new, once all are durable under a signed checkpoint.
   *
   * @throws LedgerError `index-out-of-range`, `gap` where it would begin beyond the end, `fork` where other bytes are
   * already there (nothing was added); and those of `append` and `entry`
   */
  async appendAt(firstIndex: number, entries: readonly Uint8Array[]): Promise<number> {
    this.#ensureOpen();
    ensureEntries(entries);
    if (!isCount(firstIndex)) {
      throw new LedgerError("index-out-of-range", `An index is a whole number from 0 on, not ${firstIndex}.`);
    }
    if (firstIndex > this.#end) {
      throw new LedgerError("gap", `The log ends at ${this.#end}: entries cannot begin at ${firstIndex}.`);
    }
    const copies = entries.map(copyBytes);
    // More may become durable while the durable ones are read, so look again until none is left unread.
    let compared = 0;
    for (let size = this.#size; compared < Math.min(copies.length, size - firstIndex); size = this.#size) {
      const known = copies.slice(compared, size - firstIndex);
      const start = firstIndex + compared;
      const written = await this.#reader().entries({ start, end: start + known.length });
      ensureSame(start, known, written);
      compared += known.length;
    }
    // From here to the queue nothing waits, so the end cannot move.
    this.#ensureOpen();
    const known = Math.min(copies.length, this.#end - firstIndex);
    const underWay = this.#underWay(firstIndex + compared, firstIndex + known);
    ensureSame(firstIndex + compared, copies.slice(compared, known), underWay.entries);
    await Promise.all([...underWay.durable, this.#enqueue(copies.slice(known))]);
    return copies.length - known;
  }

  /**
   * The bytes of a durable entry.
   *
   * @throws LedgerError `index-out-of-range`, `tile-missing`, `bundle-malformed`
   */
  async entry(index: number): Promise<Uint8Array> {
    return await this.#reader().entry(index);
  }

  /**
   * The proof that an entry is in the tree of the first `size` entries, for `verifyInclusion`.
   *
   * @throws LedgerError `index-out-of-range`, `size-out-of-range`, `tile-missing`, `tile-malformed`
   */
  async inclusionProof(index: number, size = this.#size): Promise<Uint8Array[]> {
    return await this.#reader().inclusionProof(index, size);
  }

  /**
   * The proof that the first `oldSize` entries are the beginning of the first `newSize`, for `verifyConsistency`.
   *
   * @throws LedgerError `size-out-of-range`, `tile-missing`, `tile-malformed`
   */
  async consistencyProof(oldSize: number, newSize = this.#size): Promise<Uint8Array[]> {
    return await this.#reader().consistencyProof(oldSize, newSize);
  }

  /**
   * Puts cosignatures below the newest checkpoint, durable in its file when this returns; those of a key that signed
   * already are replaced. The next entries take them off again, since they speak of the smaller tree.
   *
   * @param signatures verified by the caller, for the text of `checkpoint`
   * @param ofSize of the checkpoint that was cosigned; where the log has grown meanwhile, nothing is done
   * @returns whether they were put there
   * @throws LedgerError `log-closed`, `log-failed`, `another-writer`
   */
  async cosign(signatures: readonly NoteSignature[], ofSize = this.#size): Promise<boolean> {
    while (this.#running !== null) await this.#running;
    this.#ensureOpen();
    if (ofSize !== this.#size || signatures.length === 0) return false;
    const { text, signatures: before } = parseNote(this.#checkpoint);
    const isNew = ({ name, keyId }: NoteSignature) =>
      !signatures.some((given) => given.name === name && given.keyId === keyId);
    const note = formatNote({ text, signatures: [...before.filter(isNew), ...signatures] });
    this.#running = this.#publish(note);
    await this.#running;
    if (this.#failure !== null) throw this.#failure;
    return true;
  }

  /** Takes no more entries, commits those that it has, and gives the folder free. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#running !== null) await this.#running;
    await this.#parts.lock.release();
  }

  #reader(): TileReader {
    return new TileReader(sha256, (path) => this.#parts.disk.read(path), this.#size);
  }

  /** The entries from `start` to `end` that are not durable yet, and the promises that they will be. */
  #underWay(start: number, end: number): { entries: Uint8Array[]; durable: Promise<void>[] } {
    const found: { entries: Uint8Array[]; durable: Promise<void>[] } = { entries: [], durable: [] };
    let first = this.#size;
    for (const { entries, durable } of [...this.#committing, ...this.#waiting]) {
      const inside = entries.slice(Math.max(0, start - first), Math.max(0, end - first));
      if (inside.length > 0) found.durable.push(durable.promise);
      found.entries.push(...inside);
      first += entries.length;
    }
    return found;
  }

  async #enqueue(entries: readonly Uint8Array[]): Promise<void> {
    const pieces: Piece[] = [];
    for (let start = 0; start < entries.length; start += COMMIT_ENTRIES_MAX) {
      const part = entries.slice(start, start + COMMIT_ENTRIES_MAX).map(copyBytes);
      pieces.push({ entries: part, durable: Promise.withResolvers() });
    }
    this.#waiting.push(...pieces);
    this.#end += entries.length;
    if (pieces.length > 0) this.#running ??= this.#run();
    await Promise.all(pieces.map(({ durable }) => durable.promise));
  }

  async #run(): Promise<void> {
    // Calls of the same turn share the first commit too.
    await null;
    try {
      while (this.#waiting.length > 0) {
        this.#committing = this.#takeBatch();
        const outgrown = await this.#commit(this.#committing.flatMap(({ entries }) => entries));
        for (const { durable } of this.#committing.splice(0)) durable.resolve();
        for (const folder of outgrown) {
          await this.#parts.disk.remove(folder);
          this.#folders.delete(folder);
        }
      }
    } catch (error) {
      // After a failed write nobody knows what the disk has; only opening the log again can tell.
      this.#failure = error instanceof LedgerError ? error : failed(error);
      for (const { durable } of [...this.#committing.splice(0), ...this.#waiting.splice(0)]) {
        durable.reject(this.#failure);
      }
    } finally {
      this.#running = null;
    }
  }

  async #publish(note: Uint8Array): Promise<void> {
    try {
      await this.#parts.lock.ensureHeld();
      await publishCheckpoint(this.#parts.disk, note);
      this.#checkpoint = note;
    } catch (error) {
      this.#failure = error instanceof LedgerError ? error : failed(error);
      for (const { durable } of this.#waiting.splice(0)) durable.reject(this.#failure);
    } finally {
      // Entries that came meanwhile wait for this to end.
      this.#running = this.#waiting.length > 0 ? this.#run() : null;
    }
  }

  #takeBatch(): Piece[] {
    let count = 0;
    const tooMany = this.#waiting.findIndex(({ entries }) => {
      count += entries.length;
      return count > COMMIT_ENTRIES_MAX;
    });
    return this.#waiting.splice(0, tooMany === -1 ? this.#waiting.length : tooMany);
  }

  /** The order is the promise: tiles durable, then the checkpoint, then the callers are told. */
  async #commit(entries: readonly Uint8Array[]): Promise<readonly string[]> {
    const { disk, lock, edge, signRoot } = this.#parts;
    await lock.ensureHeld();
    const { files, outgrown } = edge.grow(entries);
    const root = edge.root();
    await writeTiles(disk, this.#folders, files);
    const note = await signRoot(edge.size, root);
    await lock.ensureHeld();
    await publishCheckpoint(disk, note);
    this.#size = edge.size;
    this.#root = root;
    this.#checkpoint = note;
    return outgrown;
  }

  #ensureOpen(): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#isClosed)
      throw new LedgerError("log-closed", "This log is closed: open it again to add entries.");
  }
}

function ensureEntries(entries: readonly Uint8Array[]): void {
  // Without types, one entry given in place of a list would become a log of numbers, signed.
  if (!Array.isArray(entries) || !entries.every((entry) => entry instanceof Uint8Array))
    throw new TypeError("Give a list of entries, each a Uint8Array.");
  const index = entries.findIndex(({ length }) => length > ENTRY_BYTES_MAX);
  if (index === -1) return;
  throw new LedgerError(
    "entry-too-long",
    `Entry ${index} of those given has ${entries[index]?.length} bytes; ${ENTRY_BYTES_MAX} are the most.`,
  );
}

function ensureSame(firstIndex: number, given: readonly Uint8Array[], written: readonly Uint8Array[]): void {
  for (const [offset, entry] of given.entries()) {
    const earlier = written[offset];
    if (earlier !== undefined && equalBytes(entry, earlier)) continue;
    throw new LedgerError(
      "fork",
      `Entry ${firstIndex + offset} is already in the log with other bytes, and stays: find out which history is right.`,
    );
  }
}

function failed(cause: unknown): LedgerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LedgerError(
    "log-failed",
    `The log could not be written (${reason}). Mend that, then open the log again; it keeps all it acknowledged.`,
    { cause },
  );
}
