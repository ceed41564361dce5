import { createHash, type Hash } from "node:crypto";
import { BackupError } from "./errors.ts";

/**
 * What stands inside a backup, once it is opened: blocks of one byte of kind, four bytes of length (big-endian) and
 * that many bytes. A header; then parts, each with a beginning, data, and an end that names the SHA-256 of its data;
 * then a finish that counts them. A file without its finish was cut short, whatever else is right about it.
 */
const HEADER = 1;
const BEGIN = 2;
const DATA = 3;
const END = 4;
const FINISH = 5;

const BLOCK_BYTES_MAX = 4 * 1024 * 1024;

/** One part: the rows of a table, in the columns that it names. */
export interface PartName {
  /** `schema.table`, or a word of its own. */
  readonly name: string;
  readonly columns: readonly string[];
}

/** Writes the blocks of a backup. */
export async function* writeBlocks(
  header: unknown,
  parts: AsyncIterable<{ part: PartName; data: AsyncIterable<Uint8Array> }>,
): AsyncGenerator<Buffer> {
  yield block(HEADER, json(header));
  let count = 0;
  for await (const { part, data } of parts) {
    yield block(BEGIN, json(part));
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of data) {
      for (let from = 0; from < chunk.length; from += BLOCK_BYTES_MAX) {
        const piece = chunk.subarray(from, from + BLOCK_BYTES_MAX);
        hash.update(piece);
        bytes += piece.length;
        yield block(DATA, piece);
      }
    }
    yield block(END, json({ bytes, sha256: hash.digest("hex") }));
    count += 1;
  }
  yield block(FINISH, json({ parts: count }));
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function block(kind: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head[0] = kind;
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** Reads the blocks of a backup, part after part; each part's data must be read before the next is asked for. */
export class BlockReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @throws BackupError `file-damaged`, as everything here */
  async header(): Promise<unknown> {
    const { kind, bytes } = await this.#next();
    if (kind !== HEADER) throw damaged("it does not begin as a backup");
    return JSON.parse(bytes.toString("utf8"));
  }

  async *parts(): AsyncGenerator<{ part: PartName; data: AsyncIterable<Buffer> }> {
    for (let count = 0; ; count++) {
      const { kind, bytes } = await this.#next();
      if (kind === FINISH) {
        const { parts } = JSON.parse(bytes.toString("utf8"));
        if (parts !== count) throw damaged(`it has ${count} parts, where ${parts} were written`);
        if (await this.#fill(1)) throw damaged("something follows its end");
        return;
      }
      if (kind !== BEGIN) throw damaged("its parts do not follow one another");
      const part: PartName = JSON.parse(bytes.toString("utf8"));
      let isRead = false;
      const data = this.#data(part, () => {
        isRead = true;
      });
      yield { part, data };
      if (!isRead) for await (const _ of data);
    }
  }

  async *#data(part: PartName, onEnd: () => void): AsyncGenerator<Buffer> {
    const hash = createHash("sha256");
    let total = 0;
    for (;;) {
      const { kind, bytes } = await this.#next();
      if (kind === END) {
        ensureWhole(part, bytes, total, hash);
        onEnd();
        return;
      }
      if (kind !== DATA) throw damaged(`the part ${part.name} has no end`);
      hash.update(bytes);
      total += bytes.length;
      yield bytes;
    }
  }

  async #next(): Promise<{ kind: number; bytes: Buffer }> {
    if (!(await this.#fill(5))) throw damaged("it was cut short");
    const kind = this.#rest[0] ?? 0;
    const length = this.#rest.readUInt32BE(1);
    if (length > BLOCK_BYTES_MAX) throw damaged("a length in it is not one that was written");
    if (!(await this.#fill(5 + length))) throw damaged("it was cut short");
    const bytes = this.#rest.subarray(5, 5 + length);
    this.#rest = this.#rest.subarray(5 + length);
    return { kind, bytes };
  }

  /** Whether so many bytes are there to be read. */
  async #fill(bytes: number): Promise<boolean> {
    if (this.#rest.length >= bytes) return true;
    const pieces: Uint8Array[] = [this.#rest];
    let have = this.#rest.length;
    while (have < bytes) {
      const { done, value } = await this.#source.next();
      if (done) break;
      pieces.push(value);
      have += value.length;
    }
    this.#rest = Buffer.concat(pieces);
    return have >= bytes;
  }
}

function ensureWhole(part: PartName, said: Buffer, bytes: number, hash: Hash): void {
  const end: { bytes: number; sha256: string } = JSON.parse(said.toString("utf8"));
  if (end.bytes !== bytes || end.sha256 !== hash.digest("hex")) {
    throw damaged(`the part ${part.name} is not as it was written`);
  }
}

const damaged = (what: string): BackupError =>
  new BackupError(
    "file-damaged",
    `This backup cannot be used: ${what}. Take another copy of it, or an older one.`,
  );
