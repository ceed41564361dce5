import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, truncate } from "node:fs/promises";
import { createInterface } from "node:readline";
import { isMissing } from "./private-file.ts";

/** What a holder writes down; identifiers and codes alone. */
export interface Entry {
  readonly kind: "started" | "opened" | "rewrapped" | "refused" | "alarm" | "rules" | "key" | "unused";
  readonly [name: string]: string | number | boolean | null | readonly string[] | undefined;
}

/** An entry in its place: its number from 0, its time, and the hash of the line before, hexadecimal. */
export type LoggedEntry = Entry & { readonly n: number; readonly at: string; readonly previous: string };

/** The log was changed, or a file is no log. */
export class HolderLogError extends Error {
  override readonly name = "HolderLogError";
}

const FIRST = "0".repeat(64);
const hashOf = (line: string): string => createHash("sha256").update(line).digest("hex");

/**
 * Reads a log and checks that each line holds the hash of the one before.
 *
 * @throws HolderLogError that names the first line that does not
 */
export async function* readLog(path: string): AsyncGenerator<{ entry: LoggedEntry; line: string }> {
  let previous = FIRST;
  let n = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const entry = parse(line);
    if (entry?.n !== n || entry.previous !== previous) {
      throw new HolderLogError(
        `Line ${n + 1} of ${path} does not follow the one before: the log was changed. Keep the file as it is, and compare it with a copy.`,
      );
    }
    yield { entry, line };
    previous = hashOf(line);
    n++;
  }
}

function parse(line: string): LoggedEntry | null {
  try {
    return JSON.parse(line) as LoggedEntry;
  } catch {
    return null; // said by the caller, with the number of the line
  }
}

interface Waiting {
  readonly entry: Entry;
  readonly resolve: (n: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A log to which lines are only added, each with the hash of the one before. What is written together shares one
 * flush to the disk.
 */
export class HolderLog {
  readonly #file: FileHandle;
  readonly #now: () => Date;
  #previous: string;
  #n: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;

  private constructor(file: FileHandle, now: () => Date, n: number, previous: string) {
    this.#file = file;
    this.#now = now;
    this.#n = n;
    this.#previous = previous;
  }

  /**
   * Opens a log, checks the whole of it, and cuts off the half line that a power cut may have left.
   *
   * @param onEntry is shown each entry that is there
   * @throws HolderLogError
   */
  static async open(
    path: string,
    now: () => Date,
    onEntry: (entry: LoggedEntry) => void = () => undefined,
  ): Promise<HolderLog> {
    await cutHalfLine(path);
    let n = 0;
    let previous = FIRST;
    const file = await open(path, "a", 0o600);
    try {
      for await (const { entry, line } of readLog(path)) {
        onEntry(entry);
        n = entry.n + 1;
        previous = hashOf(line);
      }
    } catch (error) {
      await file.close();
      throw error;
    }
    return new HolderLog(file, now, n, previous);
  }

  /** Number of entries. */
  get size(): number {
    return this.#n;
  }

  /** @returns the number of the entry, once it is on the disk */
  append(entry: Entry): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const at = this.#now().toISOString();
      const first = this.#n;
      const lines = batch.map(({ entry }) => {
        const line = JSON.stringify({ n: this.#n++, at, ...entry, previous: this.#previous });
        this.#previous = hashOf(line);
        return `${line}\n`;
      });
      try {
        await this.#file.appendFile(lines.join(""));
        await this.#file.datasync();
        for (const [nth, { resolve }] of batch.entries()) resolve(first + nth);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = null; // at once: what comes next begins anew
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}

/** Bytes of the longest line that is written: far less than is looked at here. */
const LINE_BYTES_MAX = 8192;

async function cutHalfLine(path: string): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  let end: number;
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, LINE_BYTES_MAX));
    await file.read(tail, 0, tail.length, size - tail.length);
    end = size - tail.length + tail.lastIndexOf(0x0a) + 1;
    if (end === size) return;
  } finally {
    await file.close();
  }
  await truncate(path, end);
}
