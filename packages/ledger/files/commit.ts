import { CHECKPOINT_PATH } from "../tiles/layout.ts";
import type { Disk } from "./disk.ts";
import type { TileFile } from "./edge.ts";
import { UNFINISHED_SUFFIX } from "./walk.ts";

/** As many as Node works on at once; more would only hold more files open. */
const WRITES_AT_ONCE = 4;

/** A checkpoint that is signed and perhaps durable, but not yet in place. */
export const UNFINISHED_CHECKPOINT = CHECKPOINT_PATH + UNFINISHED_SUFFIX;

/**
 * Writes tiles and bundles and returns when they and their names are durable. Each appears under its own name only
 * when it is whole.
 *
 * @param folders known to be there; those made are added
 */
export async function writeTiles(
  disk: Disk,
  folders: Set<string>,
  files: readonly TileFile[],
): Promise<void> {
  const changed = new Set<string>();
  for (const { path } of files) await ensureFolder(disk, folders, parentOf(path), changed);
  await forEachAtOnce(files, async ({ path, bytes }) => {
    await disk.writeSynced(path + UNFINISHED_SUFFIX, bytes);
    await disk.rename(path + UNFINISHED_SUFFIX, path);
    changed.add(parentOf(path));
  });
  await forEachAtOnce([...changed], (folder) => disk.syncFolder(folder));
}

/**
 * Puts a checkpoint in the place of the last one, at once and for good; its tiles must be durable already.
 *
 * It is durable under its unfinished name before it can be seen under its own: a checkpoint that somebody read must
 * never be lost in a power cut, or the log could grow another way and contradict what it signed.
 */
export async function publishCheckpoint(disk: Disk, note: Uint8Array): Promise<void> {
  await disk.writeSynced(UNFINISHED_CHECKPOINT, note);
  await disk.syncFolder("");
  await finishCheckpoint(disk);
}

/** The second half of `publishCheckpoint`, also for one that a crash cut between the two. */
export async function finishCheckpoint(disk: Disk): Promise<void> {
  await disk.rename(UNFINISHED_CHECKPOINT, CHECKPOINT_PATH);
  await disk.syncFolder("");
}

async function ensureFolder(
  disk: Disk,
  folders: Set<string>,
  folder: string,
  changed: Set<string>,
): Promise<void> {
  if (folder === "" || folders.has(folder)) return;
  await ensureFolder(disk, folders, parentOf(folder), changed);
  await disk.makeFolder(folder);
  changed.add(parentOf(folder));
  folders.add(folder);
}

async function forEachAtOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const workers = Array.from({ length: Math.min(WRITES_AT_ONCE, items.length) }, async () => {
    for (const item of rest) await work(item);
  });
  await Promise.all(workers);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
