import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CHECKPOINT_PATH,
  type Checkpoint,
  LedgerError,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  TileReader,
} from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { toBase64Url } from "../keys/index.ts";
import { logFolder } from "./folders.ts";
import type { LogRow } from "./store.ts";

/** Which of the installation's logs, of how many. */
export interface WhichLog {
  readonly number: number;
  readonly newest: number;
}

/** The files of the logs, for reading. */
export class LogFiles {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** The bytes of a log's file; null where there is none. */
  async read({ number, newest }: WhichLog, path: string): Promise<Uint8Array | null> {
    try {
      return await readFile(join(logFolder(this.#dataDir, number, newest), path));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw error;
    }
  }

  /** A tile or bundle; null for anything that is not exactly the name of one. */
  async tile(which: WhichLog, path: string): Promise<Uint8Array | null> {
    try {
      parseTilePath(path);
    } catch (error) {
      if (error instanceof LedgerError) return null;
      throw error;
    }
    return await this.read(which, path);
  }

  /** The newest signed checkpoint; null before the log has begun. */
  async checkpoint(which: WhichLog): Promise<(Checkpoint & { readonly text: string }) | null> {
    const bytes = await this.read(which, CHECKPOINT_PATH);
    if (!bytes) return null;
    return { text: new TextDecoder().decode(bytes), ...parseCheckpoint(parseNote(bytes).text) };
  }

  reader(which: WhichLog, size: number): TileReader {
    return new TileReader(sha256, (path) => this.read(which, path), size);
  }
}

/** Where an entry is, and what shows that it is there. */
export interface Proven {
  /** Which log it went into, by number and key; null while it waits. */
  readonly log: { readonly number: number; readonly verifierKey: string } | null;
  /** Its leaf there, counted from 0. */
  readonly logIndex: number | null;
  /** The checkpoint that the proof leads to. */
  readonly checkpoint: string | null;
  /** Hashes from the leaf up, base64url. */
  readonly proof: readonly string[] | null;
  readonly size: number;
}

/** The newest checkpoint of each log by its number, looked up once, so that many proofs lead to the same one. */
export type Looked = Map<number, Awaited<ReturnType<LogFiles["checkpoint"]>>>;

/** The log and leaf of a place, with the proof for that log's newest checkpoint, or for the one looked up before. */
export async function proveIn(
  files: LogFiles,
  logs: readonly LogRow[],
  place: number | null,
  looked: Looked = new Map(),
): Promise<Proven> {
  const log = place === null ? undefined : logs.findLast(({ firstPlace }) => firstPlace <= place);
  const nothing = { log: null, logIndex: null, checkpoint: null, proof: null, size: 0 };
  if (place === null || !log) return nothing;
  const which = { number: log.number, newest: logs.length };
  const newest = looked.get(log.number) ?? (await files.checkpoint(which));
  looked.set(log.number, newest);
  const logIndex = place - log.firstPlace;
  if (!newest || logIndex >= newest.size) return { ...nothing, size: newest?.size ?? 0 };
  const proof = await files.reader(which, newest.size).inclusionProof(logIndex);
  return {
    log: { number: log.number, verifierKey: log.verifierKey },
    logIndex,
    checkpoint: newest.text,
    proof: proof.map(toBase64Url),
    size: newest.size,
  };
}
