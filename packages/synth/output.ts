import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import { access, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { SynthError } from "./errors.ts";
import { ensureGoing } from "./stop.ts";

/** A folder being written beside its final place; it appears there whole, or not at all. */
export type OutputFolder = {
  /** Writes a file from parts as they come; returns its size and SHA-256. */
  write(
    name: string,
    parts: Iterable<string> | AsyncIterable<string>,
  ): Promise<{ name: string; bytes: number; sha256: string }>;
  commit(): Promise<void>;
  discard(): Promise<void>;
};

function failed(cause: unknown): SynthError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  const why = code === "ENOSPC" ? "the disk is full" : `the system said ${code}`;
  return new SynthError(
    "output-failed",
    `The output could not be written: ${why}. Nothing was left behind.`,
    { cause },
  );
}

/**
 * Opens `path` for writing; it must not exist yet. Once `signal` fires, writing and committing refuse.
 *
 * @throws SynthError `output-exists`, `output-failed`; from `write` and `commit` also `stopped`
 */
export async function openOutput(path: string, signal?: AbortSignal): Promise<OutputFolder> {
  const final = resolve(path);
  await ensureAbsent(final, "a folder that does not");
  let draft: string;
  try {
    await mkdir(dirname(final), { recursive: true });
    draft = await mkdtemp(join(dirname(final), `.${basename(final)}-draft-`));
  } catch (cause) {
    throw failed(cause);
  }
  // A process that is told to end at once has no time to discard.
  const atExit = () => rmSync(draft, { recursive: true, force: true });
  process.once("exit", atExit);
  return {
    async write(name, parts) {
      try {
        const place = join(draft, name);
        await mkdir(dirname(place), { recursive: true });
        return { name, ...(await writeParts(place, parts, signal)) };
      } catch (cause) {
        throw cause instanceof SynthError ? cause : failed(cause);
      }
    },
    async commit() {
      ensureGoing(signal);
      try {
        await rename(draft, final);
        process.removeListener("exit", atExit);
      } catch (cause) {
        throw failed(cause);
      }
    },
    async discard() {
      await rm(draft, { recursive: true, force: true });
      process.removeListener("exit", atExit);
    },
  };
}

async function writeParts(
  place: string,
  parts: Iterable<string> | AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<{ bytes: number; sha256: string }> {
  const stream = createWriteStream(place, { flags: "wx", mode: 0o644 });
  const done = finished(stream);
  // Watched from the start, so that a full disk is an answer and not a crash.
  done.catch(() => {});
  const hash = createHash("sha256");
  let bytes = 0;
  let text = "";
  const flush = async () => {
    ensureGoing(signal);
    const chunk = Buffer.from(text, "utf8");
    text = "";
    bytes += chunk.length;
    hash.update(chunk);
    if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), done]);
  };
  try {
    for await (const part of parts) {
      text += part;
      if (text.length > 1 << 16) await flush();
    }
    await flush();
  } catch (cause) {
    // Closed before the folder is removed, or a late write would bring the file back.
    stream.destroy();
    await done.catch(() => {});
    throw cause;
  }
  stream.end();
  await done;
  return { bytes, sha256: hash.digest("hex") };
}

/**
 * One file, whole or not at all; it must not exist yet.
 *
 * @throws SynthError `output-exists`, `output-failed`
 */
export async function writeWhole(path: string, contents: string | Uint8Array, mode = 0o644): Promise<void> {
  await ensureAbsent(path, "a file that does not");
  const draft = `${path}.draft-${process.pid}`;
  try {
    await writeFile(draft, contents, { flag: "wx", mode });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw failed(cause);
  }
}

async function ensureAbsent(path: string, instead: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) throw new SynthError("output-exists", `"${basename(path)}" exists already; name ${instead}.`);
}
