import { open, readFile, rename } from "node:fs/promises";
import { type SignedRecipients, verifyRecipients } from "../../modules/door/index.ts";
import { UsageError } from "../command.ts";

/** What a watcher keeps from one look to the next. */
export interface Memory {
  /** The door's address. */
  readonly url: string;
  /** The log's key, as one line. */
  readonly logKey: string;
  /** The newest checkpoint that was right, as a signed note. */
  readonly checkpoint: string;
  /** Entries in the log's files that are neither padding nor shown, modulo 64: what a restore lost, or what is hidden. */
  readonly unexplained: number;
  /** SHA-256 of the publication that was compared, hexadecimal; null before there was one. */
  readonly publication: string | null;
  /** The newest list of readers that was right, with the root key that signed it. */
  readonly readers: { readonly rootKey: string; readonly signed: SignedRecipients } | null;
}

/** Reads what was kept; null where there is nothing yet. @throws UsageError for a file that is none, or of another door */
export async function readMemory(path: string, url: string): Promise<Memory | null> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const memory = await parse(text);
  if (!memory)
    throw new UsageError(
      `The file ${path} is no state of \`door watch\`, or was damaged. Bring it back from a copy; without it nobody can say whether the door went back.`,
    );
  if (memory.url !== url)
    throw new UsageError(
      `The file ${path} is about ${memory.url}, not ${url}. Give each door a file of its own.`,
    );
  return memory;
}

async function parse(text: string): Promise<Memory | null> {
  try {
    const read = JSON.parse(text);
    const words = [read.url, read.logKey, read.checkpoint];
    if (!words.every((word) => typeof word === "string") || !Number.isInteger(read.unexplained)) return null;
    if (read.readers) {
      const { rootKey, signed } = read.readers;
      const expected = { agencyId: signed.list.agencyId, minVersion: 1 };
      const verdict = await verifyRecipients(signed, Buffer.from(rootKey, "base64url"), expected);
      if (!verdict.ok) return null;
    }
    return read;
  } catch {
    return null;
  }
}

/** Keeps it in one step: a look that was cut off leaves the older one. */
export async function writeMemory(path: string, memory: Memory): Promise<void> {
  const file = await open(`${path}.next`, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(memory, null, 1)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.next`, path);
}
