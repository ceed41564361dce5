import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import {
  commit,
  hashLeaf,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifyCheckpoint,
  verifyInclusion,
} from "@leeward/ledger";
import { sha256, verifyEd25519 } from "@leeward/ledger/files";
import type { InclusionProof, TakenHead, TakenLine } from "./take.ts";

/** A file that is none of an agency's, or not whole; the message says what to do. */
export class TakenFileError extends Error {
  override readonly name = "TakenFileError";
}

/** A row as JSON has it: bytes as `\x` and hexadecimal, times as ISO 8601. */
export type TakenRow = Readonly<Record<string, unknown>>;

/** Bytes of a column. @throws TakenFileError where the row holds none there */
export function bytesOf(row: TakenRow, column: string): Buffer {
  const value = row[column];
  if (typeof value !== "string" || !/^\\x([0-9a-f]{2})*$/.test(value)) {
    throw new TakenFileError(`A row of this file should hold bytes in “${column}”, and does not.`);
  }
  return Buffer.from(value.slice(2), "hex");
}

/** Text of a column. @throws TakenFileError where the row holds none there */
export function textOf(row: TakenRow, column: string): string {
  const value = row[column];
  if (typeof value !== "string") {
    throw new TakenFileError(`A row of this file should hold text in “${column}”, and does not.`);
  }
  return value;
}

/** Reads the lines of an opened file, to its end. @throws TakenFileError where it is none, or was cut short */
export async function* readTaken(content: AsyncIterable<Uint8Array>): AsyncGenerator<TakenLine> {
  let lines = 0;
  let isWhole = false;
  for await (const text of createInterface({ input: Readable.from(content), crlfDelay: Infinity })) {
    if (isWhole) throw new TakenFileError("Something follows the end of this file. Take another copy of it.");
    const line = parseLine(text);
    if (lines === 0 && !("format" in line && line.format === "leeward agency 1")) {
      throw new TakenFileError(
        "This is not what an agency took along, as `leeward agency export` writes it.",
      );
    }
    if ("end" in line) {
      if (line.end.lines !== lines) throw cutShort();
      isWhole = true;
    }
    lines += 1;
    yield line;
  }
  if (!isWhole) throw cutShort();
}

function parseLine(text: string): TakenLine {
  try {
    return JSON.parse(text) as TakenLine;
  } catch (cause) {
    throw new TakenFileError("A line of this file is not JSON. Take another copy of it.", { cause });
  }
}

const cutShort = () => new TakenFileError("This file was cut short. Take another copy of it.");

/** What the record's proofs came to. */
export interface ProofReport {
  readonly size: number;
  readonly isWitnessed: boolean;
  /** Entries whose text, salt and place are those that the signed log holds. */
  readonly proven: number;
  /** Entries that are newer than the checkpoint, or of a log before it. */
  readonly unplaced: number;
  /** Entries that are not what the log holds: by number. */
  readonly wrong: readonly string[];
}

/** Holds each entry and its proof against the checkpoint at the head, as they come. */
export class ProofCheck {
  readonly #ledger: TakenHead["ledger"];
  readonly #root: Uint8Array | undefined;
  #last: TakenRow | undefined;
  #entries = 0;
  #proven = 0;
  readonly #wrong: string[] = [];

  /** @throws LedgerError where the checkpoint is not signed by the key that stands beside it */
  constructor(ledger: TakenHead["ledger"]) {
    this.#ledger = ledger;
    if (ledger) {
      const note = Buffer.from(ledger.note);
      verifyCheckpoint(verifyEd25519, note, [parseVerifierKey(sha256, ledger.verifierKey)]);
      this.#root = parseCheckpoint(parseNote(note).text).root;
    }
  }

  entry(row: TakenRow): void {
    this.#entries += 1;
    this.#last = row;
  }

  proof({ entry, index, hashes }: InclusionProof): void {
    const row = this.#last;
    try {
      if (!row || String(row.id) !== entry || !this.#root)
        throw new TakenFileError("a proof without its entry");
      const committed =
        row.content === null
          ? bytesOf(row, "commitment")
          : commit(sha256, bytesOf(row, "salt"), Buffer.from(textOf(row, "content")));
      verifyInclusion(sha256, {
        leafHash: hashLeaf(sha256, committed),
        ...{ index, size: this.#ledger?.size ?? 0, root: this.#root },
        proof: hashes.map((hash) => Buffer.from(hash, "base64")),
      });
      this.#proven += 1;
    } catch {
      this.#wrong.push(entry); // named in the report, whatever was wrong with it
    }
  }

  report(): ProofReport {
    return {
      size: this.#ledger?.size ?? 0,
      isWitnessed: this.#ledger?.isWitnessed ?? false,
      proven: this.#proven,
      unplaced: this.#entries - this.#proven - this.#wrong.length,
      wrong: this.#wrong,
    };
  }
}
