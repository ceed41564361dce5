import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "./leak-search.ts";

const CHUNK_BYTES = 64 * 2 ** 20;
const PAGES = Buffer.alloc(16_384);

/**
 * A heap snapshot of a process that was started with `--heapsnapshot-signal=SIGUSR2` and `--diagnostic-dir`: every
 * string that is still reachable, after the garbage was collected.
 *
 * @param answers settles once the process answers again: it stands still while it writes
 */
export async function heapSnapshot(
  pid: number,
  folder: string,
  answers: () => Promise<unknown>,
): Promise<Place> {
  const snapshots = () => readdirSync(folder).filter((name) => name.endsWith(".heapsnapshot"));
  const known = new Set(snapshots());
  process.kill(pid, "SIGUSR2");
  for (;;) {
    const fresh = snapshots().find((name) => !known.has(name));
    if (fresh) {
      await answers();
      return { name: "heap snapshot", bytes: readFileSync(join(folder, fresh)) };
    }
    await sleep(20);
  }
}

/**
 * The memory of a process that it can write to, byte by byte, also what is freed and not yet used again, on Linux.
 *
 * @throws Error when the system does not let us
 */
export function* memoryOf(pid: number): Generator<Place> {
  const regions = readFileSync(`/proc/${pid}/maps`, "utf8")
    .split("\n")
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      return found
        ? [{ from: Number.parseInt(found[1] ?? "", 16), to: Number.parseInt(found[2] ?? "", 16) }]
        : [];
    });
  const memory = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const { from, to } of regions) {
      for (let at = from; at < to; at += CHUNK_BYTES) {
        // A little more than the chunk, so that nothing is cut in two.
        const bytes = Buffer.alloc(Math.min(CHUNK_BYTES + 4096, to - at));
        const read = readAt(memory, bytes, at);
        const written = withoutEmptyPages(bytes.subarray(0, read));
        if (written.length > 0) yield { name: `memory at ${at.toString(16)}`, bytes: written };
      }
    }
  } finally {
    closeSync(memory);
  }
}

/** Most of what a process reserves was never written: four pages at a time, what is all zeros is left out. */
function withoutEmptyPages(bytes: Buffer): Buffer {
  const written: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PAGES.length) {
    const pages = bytes.subarray(at, at + PAGES.length);
    if (pages.compare(PAGES, 0, pages.length) !== 0) written.push(pages);
  }
  return Buffer.concat(written);
}

/** A region can be gone by now, or reserved and never filled: nothing of it is readable then. */
function readAt(memory: number, bytes: Buffer, at: number): number {
  try {
    return readSync(memory, bytes, 0, bytes.length, at);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EIO" || error.code === "EFAULT"))
      return 0;
    throw error;
  }
}
