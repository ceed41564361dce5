import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import {
  COSIGNATURE,
  createVerifierKey,
  ED25519,
  formatVerifierKey,
  parseVerifierKey,
  type VerifierKey,
} from "../notes/key.ts";
import { cosignatureMessage, cosignaturePayload, formatSignatureLines } from "../notes/note.ts";
import { HASH_BYTES, isCount } from "../tree/hash.ts";
import { judge, newWitnessedLog, readRequest, type WitnessedLog } from "../witness/judge.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { type Lock, takeLock } from "./lock.ts";
import { createSigner, type Signer, sha256, verifyEd25519 } from "./node-crypto.ts";

/** What a witness answers over HTTP. */
export type WitnessAnswer = { readonly status: number; readonly type: string; readonly body: string };

/** A log that a witness follows, and the newest of it that it cosigned. */
export type FollowedLog = {
  readonly origin: string;
  readonly size: number;
  /** 64 hexadecimal digits */
  readonly root: string;
  /** seconds since 1970; null where nothing was cosigned yet */
  readonly cosignedS: number | null;
};

const KEY_FILE = "key";
const LOGS = "logs";
const UNFINISHED = ".next";
const PLAIN = "text/plain; charset=utf-8";

/** Everything that a witness keeps of one log, in one file: so that who may sign and what was seen change together. */
type KeptLog = WitnessedLog & { readonly origin: string; readonly cosignedS: number | null };

/**
 * Makes a witness in a new or empty folder: a key of its own, and no log yet.
 *
 * @param name who it is, for ever, like `witness.example.org/w1`; no spaces, no plus
 * @returns the key by which others check what it cosigns
 * @throws LedgerError `witness-exists`, `key-malformed`
 */
export async function createWitness(folder: string, name: string): Promise<VerifierKey> {
  const seed = new Uint8Array(randomBytes(HASH_BYTES));
  const key = createVerifierKey(sha256, name, createSigner(seed).publicKey, COSIGNATURE);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const disk = nodeDisk(folder);
  const lock = await takeLock(folder);
  try {
    if ((await disk.read(KEY_FILE)) !== null) {
      throw new LedgerError(
        "witness-exists",
        `There is a witness in ${folder} already. Choose another folder: a witness that forgot what it saw is none.`,
      );
    }
    await disk.makeFolder(LOGS);
    await disk.syncFolder("");
    await writeDurably(disk, KEY_FILE, toUtf8(`${formatVerifierKey(key)}\n${toBase64(seed)}\n`));
  } finally {
    await lock.release();
  }
  return key;
}

/**
 * Opens the witness in a folder; only one process at a time can.
 *
 * @param nowS seconds since 1970: what it states with each cosignature
 * @throws LedgerError `locked`, `witness-damaged`
 */
export async function openWitness(folder: string, nowS: () => number): Promise<Witness> {
  const lock = await takeLock(folder);
  try {
    return await openWitnessOn(nodeDisk(folder), lock, nowS);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** `openWitness` on any disk, under a lock that the caller took. */
export async function openWitnessOn(disk: Disk, lock: Lock, nowS: () => number): Promise<Witness> {
  const [line = "", encoded = ""] = (await readText(disk, KEY_FILE))?.split("\n") ?? [];
  const seed = fromBase64(encoded);
  if (seed === null || seed.length !== HASH_BYTES)
    throw damaged(KEY_FILE, "it does not hold a witness's key: make one with `createWitness`");
  const signer = createSigner(seed);
  const verifierKey = parseVerifierKey(sha256, line);
  const kept = new Map<string, KeptLog>();
  for (const name of await disk.list(LOGS)) {
    // What a crash left unfinished was never answered for.
    if (name.endsWith(UNFINISHED)) continue;
    const path = `${LOGS}/${name}`;
    const log = readKept(path, await readText(disk, path));
    if (pathOf(log.origin) !== path) throw damaged(path, "it is of another log than its name says");
    kept.set(log.origin, log);
  }
  return new Witness(disk, lock, { signer, verifierKey, nowS, kept });
}

/** A witness that is open: it cosigns only what goes on from what it cosigned before. Made by `openWitness`. */
export class Witness {
  /** The key by which others check what it cosigns. */
  readonly verifierKey: VerifierKey;
  readonly #disk: Disk;
  readonly #lock: Lock;
  readonly #signer: Signer;
  readonly #nowS: () => number;
  readonly #kept: Map<string, KeptLog>;
  /** The end of the line: whoever comes waits for the one before, so that no two go on from the same tree. */
  #last: Promise<unknown> = Promise.resolve();
  #failure: unknown = null;

  constructor(
    disk: Disk,
    lock: Lock,
    parts: {
      signer: Signer;
      verifierKey: VerifierKey;
      nowS: () => number;
      kept: Map<string, KeptLog>;
    },
  ) {
    this.#disk = disk;
    this.#lock = lock;
    this.#signer = parts.signer;
    this.verifierKey = parts.verifierKey;
    this.#nowS = parts.nowS;
    this.#kept = parts.kept;
  }

  /** The logs that it follows. */
  get logs(): readonly FollowedLog[] {
    return [...this.#kept.values()].map(({ origin, size, root, cosignedS }) => {
      return { origin, size, root: toHex(root), cosignedS };
    });
  }

  /**
   * Begins to follow a log. From then on it must always go on from what was cosigned; a log whose key changed is
   * another log, with another origin.
   *
   * @param key the log's own, plain Ed25519; its name is the log's origin
   * @throws LedgerError `key-malformed`; `witness-exists` where it follows that origin already
   */
  async follow(key: VerifierKey): Promise<void> {
    if (key.kind !== ED25519)
      throw new LedgerError(
        "key-malformed",
        "A log signs with plain Ed25519 (type 1); this is another kind of key.",
      );
    await this.#inTurn(async () => {
      if (this.#kept.has(key.name))
        throw new LedgerError("witness-exists", `This witness follows ${key.name} already.`);
      await this.#keep({ ...newWitnessedLog(sha256, [key]), origin: key.name, cosignedS: null });
    });
  }

  /**
   * Answers a request to `add-checkpoint` (c2sp.org/tlog-witness). What it cosigns is durable before this returns.
   *
   * @throws what the disk throws; then it answers nothing more until it is opened again
   */
  async addCheckpoint(body: Uint8Array): Promise<WitnessAnswer> {
    const read = readRequest(body);
    if ("reason" in read) return plain(400, read.reason);
    return await this.#inTurn(async () => {
      const log = this.#kept.get(read.origin) ?? null;
      const verdict = judge({ sha256, verifyEd25519 }, read.request, log);
      if (verdict.status !== 200) {
        return verdict.knownSize === null
          ? plain(verdict.status, verdict.reason)
          : { status: 409, type: "text/x.tlog.size", body: `${verdict.knownSize}\n` };
      }
      if (log === null) throw new Error("cosigned a log that is not followed");
      const timeS = this.#nowS();
      const signature = await this.#signer.sign(cosignatureMessage(verdict.text, timeS));
      const { size, root, text } = verdict;
      await this.#keep({ ...log, size, root, cosignedS: timeS });
      const { name, id } = this.verifierKey;
      const payload = cosignaturePayload(timeS, signature);
      const lines = formatSignatureLines([{ name, keyId: id, payload }]);
      return { status: 200, type: PLAIN, body: fromUtf8(lines) ?? text };
    });
  }

  /** Answers what it has begun, and gives the folder free. */
  async close(): Promise<void> {
    await this.#last;
    await this.#lock.release();
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(async () => {
      // After a failed write nobody knows what the disk has; only opening it again can tell.
      if (this.#failure !== null) throw this.#failure;
      return await work();
    });
    this.#last = turn.catch(() => undefined);
    return await turn;
  }

  async #keep(log: KeptLog): Promise<void> {
    try {
      await this.#lock.ensureHeld();
      await writeDurably(this.#disk, pathOf(log.origin), toUtf8(formatKept(log)));
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    this.#kept.set(log.origin, log);
  }
}

/** In its place at once and for good: durable under another name first, then renamed, then the name durable too. */
async function writeDurably(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  await disk.writeSynced(path + UNFINISHED, bytes);
  await disk.rename(path + UNFINISHED, path);
  await disk.syncFolder(folder);
}

/** An origin can hold any character, a file's name cannot. */
function pathOf(origin: string): string {
  return `${LOGS}/${toHex(sha256(toUtf8(origin)))}`;
}

function formatKept({ origin, keys, size, root, cosignedS }: KeptLog): string {
  return `${JSON.stringify({ origin, keys: keys.map(formatVerifierKey), size, root: toBase64(root), cosignedS }, null, 1)}\n`;
}

function readKept(path: string, text: string | null): KeptLog {
  try {
    const { origin, keys, size, root: encoded, cosignedS } = JSON.parse(text ?? "");
    const root = fromBase64(encoded);
    if (typeof origin !== "string" || !isCount(size) || root?.length !== HASH_BYTES)
      throw new Error("fields");
    if (cosignedS !== null && !isCount(cosignedS)) throw new Error("time");
    return {
      origin,
      keys: keys.map((line: string) => parseVerifierKey(sha256, line)),
      size,
      root,
      cosignedS,
    };
  } catch (cause) {
    throw damaged(
      path,
      "what was seen of a log cannot be read. Bring it back from a copy, never an older one",
      cause,
    );
  }
}

async function readText(disk: Disk, path: string): Promise<string | null> {
  const bytes = await disk.read(path);
  return bytes === null ? null : fromUtf8(bytes);
}

function damaged(path: string, reason: string, cause?: unknown): LedgerError {
  return new LedgerError("witness-damaged", `The witness's file ${path}: ${reason}.`, { cause });
}

function plain(status: number, reason: string): WitnessAnswer {
  return { status, type: PLAIN, body: `${reason}\n` };
}
