import { setTimeout as sleep } from "node:timers/promises";
import {
  type Checkpoint,
  commit,
  ED25519,
  formatVerifierKey,
  hashLeaf,
  LedgerError,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type SignedCheckpoint,
  TileReader,
  type VerifierKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
} from "@leeward/ledger";
import { sha256, verifyEd25519 } from "@leeward/ledger/files";
import type { Findings } from "./findings.ts";
import type { Memory } from "./memory.ts";
import { AnswerError, attempt, type Caller } from "./visitor.ts";

/** Who must vouch for the log. */
export interface Trust {
  /** The log's key, where the watcher was given it another way. */
  readonly logKey: VerifierKey | null;
  readonly witnesses: readonly VerifierKey[];
  /** How many of them must have cosigned. */
  readonly quorum: number;
  /** Another's view: what a witness has seen of this log. */
  readonly witness: Caller | null;
  readonly now: Date;
  /** How long a checkpoint that nobody cosigned yet is given, each of four times. */
  readonly cosigningMs: number;
}

/** An entry that is public by nature, and is in the log. */
export interface LoggedEntry {
  readonly kind: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly logNumber: number;
  readonly index: number;
  /** Whether the witnesses that were named have seen it. */
  readonly isWitnessed: boolean;
}

export interface LogSeen {
  readonly key: string;
  readonly checkpoint: string;
  readonly size: number;
  /** When the last of the cosignatures that were needed was made; null where no witness was named. */
  readonly witnessedAt: Date | null;
  readonly unexplained: number;
  /** The newest first. */
  readonly entries: readonly LoggedEntry[];
}

/** A house grows its log every hour, whatever happens; a checkpoint older than this is one that was kept back. */
const AGE_MAX_MS = 3 * 3_600_000;
const COSIGNING_TURNS = 4;
const PAGES_MAX = 200;
/** Batches of what is not public are a multiple of this long. */
const BATCH = 64;

/**
 * Whether the log is signed, witnessed and goes on from what was seen, and which public entries are in it.
 *
 * @returns null where nothing of it can be relied on; the findings say why
 */
export async function lookAtLog(
  caller: Caller,
  trust: Trust,
  memory: Memory | null,
  findings: Findings,
): Promise<LogSeen | null> {
  const state = await attempt(findings, "/ledger/state", undefined, () => caller.json("/ledger/state"));
  if (!state) return null;
  const key = chooseKey(state, trust, memory, findings);
  const signed = key && (await readSigned(caller, key, trust, findings));
  if (!key || !signed) return null;
  const { note, checkpoint } = signed;
  const reader = readerOf(caller, "/ledger/", checkpoint.size);
  const before = memory?.logKey === formatVerifierKey(key) ? memory : null;
  if (before && !(await goesOn(reader, before.checkpoint, checkpoint, findings))) return null;
  const witnessed = await findWitnessed(
    reader,
    checkpoint,
    state,
    [key, ...trust.witnesses],
    trust,
    findings,
  );
  await compareWithWitness(checkpoint, trust, findings);
  const logs: Logs = { newest: Number(state.number) || 1, known: new Map(), caller };
  logs.known.set(logs.newest, { size: checkpoint.size, root: checkpoint.root, reader });
  const entries = await attempt(findings, "/ledger/public-entries", undefined, () =>
    readEntries(caller, logs, witnessed?.size ?? (trust.quorum === 0 ? checkpoint.size : 0), findings),
  );
  if (!entries) return null;
  const shown = entries.filter(({ logNumber }) => logNumber === logs.newest).length;
  const unexplained = (((checkpoint.size - shown) % BATCH) + BATCH) % BATCH;
  compareCounts(unexplained, before, findings);
  return {
    key: formatVerifierKey(key),
    checkpoint: Buffer.from(note).toString("utf8"),
    size: checkpoint.size,
    witnessedAt: witnessed?.at ?? null,
    unexplained,
    entries,
  };
}

/** The newest checkpoint; one that was signed this moment is given the time to be cosigned. */
async function readSigned(
  caller: Caller,
  key: VerifierKey,
  { witnesses, quorum, cosigningMs }: Trust,
  findings: Findings,
): Promise<{ note: Buffer; checkpoint: SignedCheckpoint } | null> {
  for (let turn = 1; ; turn++) {
    const note = await attempt(findings, "/ledger/checkpoint", undefined, () => readNote(caller));
    const checkpoint = note && check(note, [key, ...witnesses], "/ledger/checkpoint", findings);
    if (!checkpoint) return null;
    const isReady = quorum === 0 || cosignedAt(checkpoint, witnesses, quorum) !== null;
    if (isReady || turn === COSIGNING_TURNS) return { note, checkpoint };
    await sleep(cosigningMs);
  }
}

async function readNote(caller: Caller): Promise<Buffer> {
  const bytes = await caller.find("/ledger/checkpoint");
  if (!bytes) throw new AnswerError("wrong-status", "There is no checkpoint: no log has begun.");
  return bytes;
}

/** The key that was given, or the one that was seen last time; only at the first look the one that the door names. */
function chooseKey(
  state: Readonly<Record<string, unknown>>,
  { logKey }: Trust,
  memory: Memory | null,
  findings: Findings,
): VerifierKey | null {
  const shown = String(state.verifierKey ?? "");
  const expected = logKey ? formatVerifierKey(logKey) : memory?.logKey;
  if (expected !== undefined && shown !== expected) {
    findings.add(
      "log-key-changed",
      "/ledger/state",
      `The door names ${shown || "no key"} as its log’s, where ${expected} was expected. If a successor was announced (page /ledger), get its key another way and give it with --key.`,
    );
    return null;
  }
  if (expected === undefined)
    findings.news.push(
      `The log’s key was taken from the door itself: ${shown}. Compare it with one that you were given another way.`,
    );
  else if (memory && memory.logKey !== expected)
    findings.news.push(
      `The log’s key is another than last time: ${memory.logKey} then, and you gave ${expected}.`,
    );
  return holds(findings, "log-malformed", "/ledger/state", () => {
    const key = parseVerifierKey(sha256, shown);
    if (key.kind !== ED25519) throw new LedgerError("key-malformed", "This is no key of a log.");
    return key;
  });
}

function check(
  note: Uint8Array,
  keys: readonly VerifierKey[],
  what: string,
  findings: Findings,
): SignedCheckpoint | null {
  return holds(findings, "log-malformed", what, () => verifyCheckpoint(verifyEd25519, note, keys));
}

/** The result, or null and a finding where the ledger's own check refuses. */
function holds<Value>(
  findings: Findings,
  code: "log-malformed" | "entry-wrong",
  what: string,
  work: () => Value,
): Value | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const isSignature = ["signature-invalid", "signature-unknown", "origin-mismatch"].includes(error.code);
    findings.add(isSignature ? "log-signature" : code, what, error.message);
    return null;
  }
}

/** Proofs from the log's files; each is fetched once. */
function readerOf(caller: Caller, at: string, size: number): TileReader {
  const read = new Map<string, Promise<Buffer | null>>();
  const find = (path: string) => {
    const reading = read.get(path) ?? caller.find(at + path);
    read.set(path, reading);
    return reading;
  };
  return new TileReader(sha256, find, size);
}

/** Whether the log that is shown now begins with the one that was seen. */
async function goesOn(
  reader: TileReader,
  before: string,
  now: SignedCheckpoint,
  findings: Findings,
): Promise<boolean> {
  const old = parseCheckpoint(parseNote(Buffer.from(before)).text);
  if (now.size < old.size) {
    const says = `The log has ${now.size} entries and had ${old.size} at the last look: a log never shrinks. Keep your state file, it proves it.`;
    findings.add("log-shrunk", "/ledger/checkpoint", says);
    return false;
  }
  if (await attemptConsistent(reader, old, now, findings)) return true;
  const says = `The log of ${now.size} entries does not go on from the ${old.size} that were seen at the last look: another history. Keep your state file, it proves it.`;
  findings.add("log-rewritten", "/ledger/checkpoint", says);
  return false;
}

async function isConsistent(reader: TileReader, old: Checkpoint, now: Checkpoint): Promise<boolean> {
  if (old.size === 0) return true;
  try {
    const proof = await reader.consistencyProof(old.size, now.size);
    const sizes = { oldSize: old.size, newSize: now.size };
    verifyConsistency(sha256, { ...sizes, oldRoot: old.root, newRoot: now.root, proof });
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}

/** The newest checkpoint that enough of the named witnesses cosigned: the newest of all, or one just before. */
async function findWitnessed(
  reader: TileReader,
  newest: SignedCheckpoint,
  state: Readonly<Record<string, unknown>>,
  keys: readonly VerifierKey[],
  { witnesses, quorum, now }: Trust,
  findings: Findings,
): Promise<{ size: number; at: Date } | null> {
  if (quorum === 0) {
    findings.news.push("No witness was named (--witness-key): the door may show others another log.");
    return null;
  }
  const witnessed = state.witnessed as { checkpoint?: unknown } | null;
  const older = witnessed && Buffer.from(String(witnessed.checkpoint));
  const candidates = [newest, older && check(older, keys, "/ledger/state", findings)];
  for (const found of candidates) {
    const at = found && cosignedAt(found, witnesses, quorum);
    if (!found || !at) continue;
    if (found.size > newest.size || !(await attemptConsistent(reader, found, newest, findings))) {
      findings.add(
        "log-rewritten",
        "/ledger/state",
        "The newest checkpoint does not go on from the one that witnesses cosigned.",
      );
      return null;
    }
    if (now.getTime() - at.getTime() > AGE_MAX_MS) {
      findings.add(
        "log-stale",
        "/ledger/checkpoint",
        `Witnesses vouched for it last at ${at.toISOString()}. It grows every hour: what is shown was kept back, or stands still (page /ledger).`,
      );
    }
    return { size: found.size, at };
  }
  findings.add(
    "log-unwitnessed",
    "/ledger/checkpoint",
    `Fewer than ${quorum} of the witnesses that you named have cosigned what is shown: it may be shown to you alone.`,
  );
  return null;
}

async function attemptConsistent(
  reader: TileReader,
  old: Checkpoint,
  now: Checkpoint,
  findings: Findings,
): Promise<boolean> {
  return (await attempt(findings, "/ledger/tile", undefined, () => isConsistent(reader, old, now))) ?? false;
}

/** When the last of the cosignatures that are needed was made, the newest ones counted. */
function cosignedAt(
  { signatures }: SignedCheckpoint,
  witnesses: readonly VerifierKey[],
  quorum: number,
): Date | null {
  const times = signatures
    .filter(
      ({ key, timeS }) =>
        timeS !== null && witnesses.some(({ name, id }) => name === key.name && id === key.id),
    )
    .map(({ timeS }) => timeS ?? 0)
    .sort((a, b) => b - a);
  const last = times[quorum - 1];
  return last === undefined ? null : new Date(last * 1000);
}

/** A witness that has seen more than the door shows: the door keeps the newest back. */
async function compareWithWitness(
  { origin, size }: SignedCheckpoint,
  { witness }: Trust,
  findings: Findings,
): Promise<void> {
  if (!witness) return;
  const state = await attempt(findings, "the witness", undefined, () => witness.json("/"));
  if (!state) return;
  const logs = (Array.isArray(state.logs) ? state.logs : []) as { origin?: unknown; size?: unknown }[];
  const seen = logs.find((log) => log.origin === origin);
  if (!seen) findings.news.push(`The witness does not follow ${origin}.`);
  else if (Number(seen.size) > size)
    findings.add(
      "log-behind-witness",
      "/ledger/checkpoint",
      `The witness has seen ${seen.size} entries, and the door shows ${size}: it keeps the newest back.`,
    );
}

interface Logs {
  readonly newest: number;
  /** By number: what is known of a log. */
  readonly known: Map<number, { size: number; root: Uint8Array; reader: TileReader }>;
  readonly caller: Caller;
}

/** Every public entry, each proven to be in its log; the newest first. */
async function readEntries(
  caller: Caller,
  logs: Logs,
  witnessedSize: number,
  findings: Findings,
): Promise<LoggedEntry[]> {
  const entries: LoggedEntry[] = [];
  let cursor = "";
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await caller.json(`/ledger/public-entries${cursor && `?cursor=${cursor}`}`);
    for (const entry of Array.isArray(answer.entries) ? answer.entries : []) {
      const proven = await prove(entry, logs, witnessedSize, findings);
      if (proven) entries.push(proven);
    }
    if (typeof answer.nextCursor !== "string" || !/^\d{1,15}$/.test(answer.nextCursor)) return entries;
    cursor = answer.nextCursor;
  }
  throw new AnswerError("too-large", `There are more than ${PAGES_MAX} pages of public entries.`);
}

async function prove(
  entry: Readonly<Record<string, unknown>>,
  logs: Logs,
  witnessedSize: number,
  findings: Findings,
): Promise<LoggedEntry | null> {
  const number = Number((entry.log as { number?: unknown } | null)?.number);
  const index = Number(entry.logIndex);
  const log = logs.known.get(number);
  const text = String(entry.content);
  // Waits, went in since we asked for the checkpoint, or stands in a log whose end nobody vouches for.
  if (entry.logIndex === null || !log || !Number.isSafeInteger(index) || index >= log.size) return null;
  try {
    const leafHash = hashLeaf(
      sha256,
      commit(sha256, Buffer.from(String(entry.salt), "base64url"), Buffer.from(text)),
    );
    const proof = await log.reader.inclusionProof(index);
    verifyInclusion(sha256, { leafHash, index, size: log.size, root: log.root, proof });
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    findings.add(
      "entry-wrong",
      `entry ${index}`,
      `What is shown as entry ${index} of log ${number} is not what the log holds there.`,
    );
    return null;
  }
  const content = parseContent(text);
  if (content.kind === "log.succeeded") learnPredecessor(content, number, logs);
  const isWitnessed = number < logs.newest || index < witnessedSize;
  return {
    kind: String(content.kind),
    content,
    at: String(content.at),
    logNumber: number,
    index,
    isWitnessed,
  };
}

function parseContent(text: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === "object" && content !== null) return content as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new AnswerError("malformed", "An entry that is in the log is not in JSON.");
}

/** A successor commits to the last state of the log before it: so that one can be relied on too. */
function learnPredecessor(content: Readonly<Record<string, unknown>>, number: number, logs: Logs): void {
  const { size, root } = (content.predecessor ?? {}) as { size?: unknown; root?: unknown };
  if (typeof size !== "number" || !Number.isSafeInteger(size) || typeof root !== "string") return;
  const reader = readerOf(logs.caller, `/ledger/before/${number - 1}/`, size);
  logs.known.set(number - 1, { size, root: Buffer.from(root, "base64"), reader });
}

/** Public entries stand alone and the others in multiples of 64: so a hidden one shows in the length of the log. */
function compareCounts(unexplained: number, memory: Memory | null, findings: Findings): void {
  if (memory && unexplained !== memory.unexplained) {
    findings.add(
      "entry-missing",
      "/ledger/public-entries",
      `The log’s length says that a public entry is not shown which was, or that one was added and is not shown (${unexplained} of 64 unexplained, ${memory.unexplained} at the last look).`,
    );
  } else if (!memory && unexplained !== 0) {
    findings.news.push(
      `The log’s length says that ${unexplained} public entries are not shown: lost in a restore, or hidden. Ask.`,
    );
  }
}
