import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { toUtf8 } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { formatCheckpoint } from "../notes/checkpoint.ts";
import { createVerifierKey } from "../notes/key.ts";
import { formatNote } from "../notes/note.ts";
import { publishCheckpoint } from "./commit.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { LogEdge } from "./edge.ts";
import { type Lock, takeLock } from "./lock.ts";
import { type Signer, sha256, verifyEd25519 } from "./node-crypto.ts";
import { recoverLog } from "./recover.ts";
import { Log } from "./writer.ts";

/** How to open a log. */
export type LogOptions = {
  /** who the log is, for ever, like `ledger.example.org/state`; no spaces, no plus: it also names the signing key */
  readonly origin: string;
  readonly signer: Signer;
};

/**
 * Opens the log in a folder for writing, or begins one there, and repairs what a crash left: afterwards the log is
 * exactly what its newest checkpoint covers, which is everything that was ever acknowledged.
 *
 * @throws LedgerError `locked` while another writer has it; `key-malformed`, `signature-invalid`,
 * `signature-unknown`, `origin-mismatch` where origin or signer are not those of the folder; `note-malformed`,
 * `checkpoint-malformed`, `checkpoint-missing`, `checkpoint-behind-tiles`, `log-damaged`, `tile-missing`,
 * `tile-malformed`, `bundle-malformed` where files were lost or changed: then nothing was touched
 */
export async function openLog(folder: string, options: LogOptions): Promise<Log> {
  await makeDurableFolder(resolve(folder));
  const lock = await takeLock(folder);
  try {
    return await openLogOn(nodeDisk(folder), lock, options);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** `openLog` on any disk, under a lock that the caller took. */
export async function openLogOn(disk: Disk, lock: Lock, { origin, signer }: LogOptions): Promise<Log> {
  const verifierKey = createVerifierKey(sha256, origin, signer.publicKey);
  const signRoot = async (size: number, root: Uint8Array): Promise<Uint8Array> => {
    const text = formatCheckpoint({ origin, size, root });
    const payload = await signer.sign(toUtf8(text));
    // A device that signs with another key must not leave a log that cannot be opened again.
    if (!verifyEd25519(signer.publicKey, toUtf8(text), payload)) {
      throw new LedgerError("signature-invalid", "The signer's signature does not fit its own public key.");
    }
    return formatNote({ text, signatures: [{ name: origin, keyId: verifierKey.id, payload }] });
  };

  const recovered = await recoverLog(disk, verifierKey);
  if (recovered !== null) {
    const { note, edge, removedPaths } = recovered;
    return new Log({
      disk,
      lock,
      verifierKey,
      edge: new LogEdge(sha256, edge),
      note,
      signRoot,
      removedPaths,
    });
  }
  // An empty log has a checkpoint too, so that tiles without one always mean damage, never a first crash.
  const edge = new LogEdge(sha256, { size: 0, hashes: [], tiles: [], bundle: [] });
  const note = await signRoot(0, edge.root());
  await publishCheckpoint(disk, note);
  return new Log({ disk, lock, verifierKey, edge, note, signRoot, removedPaths: [] });
}

/** A folder that was made but whose name is not durable in its parent would take the log with it in a power cut. */
async function makeDurableFolder(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = folder; made.length >= firstMade.length; made = dirname(made)) {
    await nodeDisk(dirname(made)).syncFolder("");
  }
}
