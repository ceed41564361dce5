import { firstDifference } from "../bytes.ts";
import { readEntry } from "../tiles/bundle.ts";
import { TILE_WIDTH, type Tile, tilePath, tileWidth } from "../tiles/layout.ts";
import { HASH_BYTES } from "../tree/hash.ts";
import { UNFINISHED_CHECKPOINT } from "./commit.ts";
import type { ReadableDisk } from "./disk.ts";
import { wrongOlderPartial } from "./fault.ts";
import { isLockName } from "./lock.ts";
import { findOthers, findTiles } from "./walk.ts";

/** How many files of a sort there are, and where the first of them lies. */
type Tally = { count: number; first: string };

/**
 * Looks at the files that the tree of `size` entries does not need: partial tiles of older checkpoints must begin the
 * newer ones, which were found right; of others it tells in sentences.
 *
 * @throws FaultFound
 */
export async function checkOtherFiles(disk: ReadableDisk, size: number): Promise<string[]> {
  const beyond: Tally = { count: 0, first: "" };
  const unknown: Tally = { count: 0, first: "" };
  for await (const { path, tile, isUnfinished } of findTiles(disk, 0)) {
    const covered = tile === null ? 0 : tileWidth(tile.level, tile.index, size);
    if (tile === null) add(unknown, path);
    else if (isUnfinished || tile.width > covered) add(beyond, path);
    else if (tile.width < covered) await checkOlderPartial(disk, tile, covered);
  }
  for await (const { path } of findOthers(disk)) {
    if (!isLockName(path)) add(path === UNFINISHED_CHECKPOINT ? beyond : unknown, path);
  }
  const notes: string[] = [];
  if (beyond.count > 0) {
    notes.push(
      `The checkpoint does not cover ${files(beyond)}: a commit was under way or cut short, or the checkpoint is older than the tiles.`,
    );
  }
  if (unknown.count > 0) notes.push(`Not part of a log, and not looked at: ${files(unknown)}.`);
  return notes;
}

async function checkOlderPartial(disk: ReadableDisk, tile: Tile, covered: number): Promise<void> {
  const path = tilePath(tile);
  const older = await disk.read(path);
  let newerPath = tilePath({ ...tile, width: covered });
  let newer = await disk.read(newerPath);
  if (newer === null) {
    newerPath = tilePath({ ...tile, width: TILE_WIDTH });
    newer = await disk.read(newerPath);
  }
  // Both were there a moment ago: in the folder of a running log they may go meanwhile.
  if (older === null || newer === null) return;
  const difference = firstDifference(older, newer.subarray(0, lengthOf(newer, tile)));
  if (difference !== -1) throw wrongOlderPartial(path, newerPath, difference);
}

/** How many bytes the first `width` hashes or entries of a file take. */
function lengthOf(bytes: Uint8Array, { level, width }: Tile): number {
  if (level !== "entries") return width * HASH_BYTES;
  let offset = 0;
  for (let place = 0; place < width; place++) offset = readEntry(bytes, offset)?.next ?? bytes.length;
  return offset;
}

function add(tally: Tally, path: string): void {
  if (tally.count === 0) tally.first = path;
  tally.count++;
}

function files({ count, first }: Tally): string {
  return count === 1 ? `the file ${first}` : `${count} files, the first being ${first}`;
}
