import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from "age-encryption";
import { BackupError } from "./errors.ts";

/**
 * A file in the age format (age-encryption.org/v1), zstd inside: whoever has the identity opens it with `age` and
 * `zstd` alone, also when there is no Leeward any more. The recipient is a hybrid of ML-KEM-768 and X25519: a copy
 * that is stolen today should not be read by a machine of the future.
 */

export interface BackupKeys {
  /** `AGE-SECRET-KEY-PQ-1…`: opens backups; belongs on no machine that makes them. */
  readonly identity: string;
  /** `age1pq1…`: about two thousand characters, public. */
  readonly recipient: string;
}

export async function makeBackupKeys(): Promise<BackupKeys> {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * The recipients in a file, one a line; lines that begin with # are left out.
 *
 * @throws BackupError `recipient-malformed`
 */
export async function readRecipients(path: string): Promise<string[]> {
  const lines = await readLines(path, "recipient-malformed");
  for (const line of lines) {
    try {
      new Encrypter().addRecipient(line);
    } catch (cause) {
      throw new BackupError(
        "recipient-malformed",
        `${path} holds no recipient of backups. Give the public file that \`leeward backup keygen\` wrote.`,
        { cause },
      );
    }
  }
  return lines;
}

/** The identities in a file. @throws BackupError `identity-malformed` */
export async function readIdentities(path: string): Promise<string[]> {
  const lines = await readLines(path, "identity-malformed");
  for (const line of lines) {
    try {
      new Decrypter().addIdentity(line);
    } catch (cause) {
      throw new BackupError(
        "identity-malformed",
        `${path} holds no key that opens backups. Give the secret file that \`leeward backup keygen\` wrote.`,
        { cause },
      );
    }
  }
  return lines;
}

async function readLines(
  path: string,
  code: "recipient-malformed" | "identity-malformed",
): Promise<string[]> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new BackupError(code, `${path} cannot be read. Name a file that is there.`, { cause });
  });
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0) throw new BackupError(code, `${path} is empty.`);
  return lines;
}

export interface SealedFile {
  readonly bytes: number;
  /** Of the file as it stands on the disk, in hex; beside it in `FILE.sha256`, as `sha256sum -c` reads it. */
  readonly sha256: string;
}

/**
 * Writes a sealed file whole, or leaves nothing: under another name until it is durable and was read once more.
 *
 * @throws BackupError `stopped` when the signal came; whatever the content or the disk throws
 */
export async function writeSealed(
  path: string,
  recipients: readonly string[],
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<SealedFile> {
  const unfinished = `${path}.partial`;
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    const packed = Readable.from(content, { objectMode: false }).compose(createZstdCompress());
    const sealed = await encrypter.encrypt(Readable.toWeb(packed) as globalThis.ReadableStream<Uint8Array>);
    await pipeline(
      Readable.fromWeb(sealed as ReadableStream),
      measure,
      createWriteStream(unfinished, { flags: "w", mode: 0o600, flush: true }),
      { signal },
    );
    const sha256 = hash.digest("hex");
    if ((await hashOf(unfinished)) !== sha256) {
      throw new BackupError("file-damaged", `The disk gave back other bytes than were written to ${path}.`);
    }
    await writeFile(`${path}.sha256`, `${sha256}  ${basename(path)}\n`, { mode: 0o600, flush: true });
    await rename(unfinished, path);
    await syncFolder(dirname(path));
    return { bytes, sha256 };
  } catch (error) {
    await rm(unfinished, { force: true });
    await rm(`${path}.sha256`, { force: true });
    if (signal.aborted) throw new BackupError("stopped", "Stopped; no file was left.", { cause: error });
    throw error;
  }
}

/**
 * What stands in a sealed file, as a stream.
 *
 * @throws BackupError `wrong-key`; while it is read, `file-damaged` at the first changed byte
 */
export async function* readSealed(path: string, identities: readonly string[]): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  await stat(path).catch((cause: unknown) => {
    throw new BackupError("wrong-file", `There is no file ${path}.`, { cause });
  });
  const file = Readable.toWeb(createReadStream(path)) as globalThis.ReadableStream<Uint8Array>;
  const opened = await decrypter.decrypt(file).catch((cause: unknown) => {
    const isOther = cause instanceof Error && /no identity matched/.test(cause.message);
    throw isOther
      ? new BackupError("wrong-key", `${path} was sealed to another key than the one given.`, { cause })
      : new BackupError("file-damaged", `${path} is no backup, or its beginning was changed.`, { cause });
  });
  try {
    yield* Readable.fromWeb(opened as ReadableStream).compose(
      createZstdDecompress(),
    ) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new BackupError(
      "file-damaged",
      `${path} was changed or cut short. Take another copy of it, or an older backup.`,
      { cause },
    );
  }
}

/** SHA-256 of a file, in hex, read in pieces. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
