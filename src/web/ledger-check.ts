import {
  COSIGNATURE,
  commit,
  hashLeaf,
  LedgerError,
  leafOfReceipt,
  parseNote,
  parseReceipt,
  parseVerifierKey,
  type SignedCheckpoint,
  TileReader,
  type VerifierKey,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  verifyReceipt,
} from "@leeward/ledger";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** What the page `/ledger` checks in the visitor's browser; the server only gives files. */

/** Bytes of a file of the log by its path, such as `tile/0/000`; null where there is none. */
export type Fetch = (path: string) => Promise<Uint8Array | null>;

/** What a visitor pasted: an entry as the desk or `/ledger/public-entries` shows it, or 32 bytes that stand in the log. */
export interface Receipt {
  readonly leaf: Uint8Array;
  /** Where it says that it is; null: to be looked for. */
  readonly index: number | null;
  /** The whole note, where it is one that a log signed; its signature is not checked yet. */
  readonly note: string | null;
}

export type ReceiptFault = "not-a-receipt" | "bad-commitment";

/**
 * Reads JSON with content and salt (or a commitment) and `logIndex`, a hash in hexadecimal, base64 or base64url, or a
 * receipt that a log signed.
 */
export function readReceipt(text: string): Receipt | ReceiptFault {
  const trimmed = text.trim();
  if (trimmed.includes("\n")) {
    const note = readNote(trimmed.replaceAll("\r\n", "\n"));
    if (note) return note;
  }
  if (!trimmed.startsWith("{")) {
    const leaf = readHash(trimmed);
    return leaf ? { leaf, index: null, note: null } : "not-a-receipt";
  }
  try {
    const { content, salt, commitment, logIndex } = JSON.parse(trimmed);
    const said = commitment == null ? null : readHash(String(commitment));
    const made =
      typeof content === "string" && typeof salt === "string"
        ? commit(sha256, readHash(salt) ?? new Uint8Array(), new TextEncoder().encode(content))
        : null;
    if (said && made && !isSame(said, made)) return "bad-commitment";
    const leaf = made ?? said;
    return leaf
      ? { leaf, index: Number.isSafeInteger(logIndex) ? logIndex : null, note: null }
      : "not-a-receipt";
  } catch {
    return "not-a-receipt";
  }
}

/** What a log signed, by its parts; whether it did is asked with `isSignedReceipt`. */
function readNote(text: string): Receipt | null {
  const note = `${text}\n`;
  const parts = holds(() => parseReceipt(parseNote(new TextEncoder().encode(note)).text));
  return parts && { leaf: leafOfReceipt(sha256, parts), index: null, note };
}

/** Whether the log's key signed this receipt. */
export const isSignedReceipt = (note: string, logKey: string): boolean =>
  holds(() => {
    verifyReceipt(verifyEd25519, new TextEncoder().encode(note), [parseVerifierKey(sha256, logKey)]);
    return true;
  }) ?? false;

function readHash(text: string): Uint8Array | null {
  if (/^[0-9a-fA-F]{64}$/.test(text))
    return Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Who signed a checkpoint: the log, and which of its witnesses. */
export interface Vouched {
  readonly checkpoint: SignedCheckpoint;
  readonly witnesses: readonly string[];
}

/** The checkpoint where the log's key signed it, with the witnesses who cosigned; null where it did not. */
export function checkSigned(note: string, logKey: string, witnessKeys: readonly string[]): Vouched | null {
  return holds(() => {
    const keys = [logKey, ...witnessKeys].map((line) => parseVerifierKey(sha256, line));
    const checkpoint = verifyCheckpoint(verifyEd25519, new TextEncoder().encode(note), keys);
    const names = checkpoint.signatures.filter(({ key }) => isWitness(key)).map(({ key }) => key.name);
    return { checkpoint, witnesses: names };
  });
}

const isWitness = ({ kind }: VerifierKey): boolean => kind === COSIGNATURE;

/** Where the receipt's leaf is in the log, proven; null where it is not. Looks through all of it where no place is said. */
export async function findLeaf(
  { leaf, index }: Pick<Receipt, "leaf" | "index">,
  { size, root }: SignedCheckpoint,
  fetch: Fetch,
  say: (looked: number) => void,
): Promise<number | null> {
  const reader = new TileReader(sha256, fetch, size);
  const at = index ?? (await lookFor(leaf, reader, size, say));
  if (at === null || at >= size) return null;
  const proof = await reader.inclusionProof(at);
  return holds(() => {
    verifyInclusion(sha256, { leafHash: hashLeaf(sha256, leaf), index: at, size, root, proof });
    return at;
  });
}

const BUNDLE = 256;

/** From the newest back: what someone asks about is mostly young. */
async function lookFor(
  leaf: Uint8Array,
  reader: TileReader,
  size: number,
  say: (looked: number) => void,
): Promise<number | null> {
  for (let end = size; end > 0; ) {
    const start = Math.floor((end - 1) / BUNDLE) * BUNDLE;
    const entries = await reader.entries({ start, end });
    const nth = entries.findIndex((entry) => isSame(entry, leaf));
    if (nth !== -1) return start + nth;
    end = start;
    say(size - end);
  }
  return null;
}

export type Comparison = "goes-on" | "same" | "another-history" | "newer-unknown";

/** Whether the larger of two signed checkpoints goes on from the smaller, by the log's own files. */
export async function compare(
  one: SignedCheckpoint,
  two: SignedCheckpoint,
  newest: SignedCheckpoint,
  fetch: Fetch,
): Promise<Comparison> {
  const [old, now] = one.size <= two.size ? [one, two] : [two, one];
  if (now.size > newest.size) return "newer-unknown";
  if (old.size === now.size) return isSame(old.root, now.root) ? "same" : "another-history";
  if (old.size === 0) return "goes-on";
  const proof = await new TileReader(sha256, fetch, newest.size).consistencyProof(old.size, now.size);
  const sizes = { oldSize: old.size, newSize: now.size };
  const held = holds(() => {
    verifyConsistency(sha256, { ...sizes, oldRoot: old.root, newRoot: now.root, proof });
    return true;
  });
  return held ? "goes-on" : "another-history";
}

const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false; // no point of the curve: no key of anyone
  }
};

/** The result, or null where the ledger's own check refuses. */
function holds<Value>(check: () => Value): Value | null {
  try {
    return check();
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}
