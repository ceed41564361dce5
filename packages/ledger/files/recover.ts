import { equalBytes } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { type Checkpoint, verifyCheckpoint } from "../notes/checkpoint.ts";
import type { VerifierKey } from "../notes/key.ts";
import { decodeBundle } from "../tiles/bundle.ts";
import { CHECKPOINT_PATH, TILE_WIDTH, type Tile, tilePath, tileWidth } from "../tiles/layout.ts";
import { TileReader } from "../tiles/reader.ts";
import { hashLeaf } from "../tree/hash.ts";
import { foldNodes, fullNodes } from "../tree/proof.ts";
import { finishCheckpoint, UNFINISHED_CHECKPOINT } from "./commit.ts";
import type { Disk } from "./disk.ts";
import type { EdgeState } from "./edge.ts";
import { sha256, verifyEd25519 } from "./node-crypto.ts";
import { findTiles } from "./walk.ts";

/** The most entries that one commit covers, and so the most that a crash can leave without a checkpoint. */
export const COMMIT_ENTRIES_MAX = 16 * TILE_WIDTH;

/** A log as its checkpoint says it is, with what a crash had left beyond it removed. */
export type RecoveredLog = {
  readonly note: Uint8Array;
  readonly checkpoint: Checkpoint;
  readonly edge: EdgeState;
  /** files of a commit that no checkpoint covers; nobody was told that these entries are in the log */
  readonly removedPaths: readonly string[];
};

/**
 * Brings a folder back to what its newest signed checkpoint covers; null where no log has begun.
 *
 * @throws LedgerError `checkpoint-missing`, `checkpoint-behind-tiles`, `log-damaged`, those of `verifyCheckpoint` and
 * of `TileReader`
 */
export async function recoverLog(disk: Disk, key: VerifierKey): Promise<RecoveredLog | null> {
  const placed = await disk.read(CHECKPOINT_PATH);
  const unfinished = await readUnfinished(disk, key);
  if (placed === null && unfinished === null) {
    if ((await disk.list("tile")).length === 0) return null;
    throw new LedgerError(
      "checkpoint-missing",
      "The folder has tiles but no checkpoint: restore the whole folder from a copy, not parts of it.",
    );
  }
  const current = placed === null ? null : verifyCheckpoint(verifyEd25519, placed, [key]);
  const isAhead = unfinished !== null && unfinished.checkpoint.size > (current?.size ?? -1);
  const note = isAhead ? unfinished.note : placed;
  const checkpoint = isAhead ? unfinished.checkpoint : current;
  if (note === null || checkpoint === null) throw new Error("a log without a checkpoint");

  const edge = await readEdge(disk, checkpoint);
  if (isAhead) await finishCheckpoint(disk);
  const removedPaths = await removeUncovered(disk, checkpoint.size);
  return { note, checkpoint, edge, removedPaths };
}

/** A checkpoint that was signed but not yet put in place when the power went; half of one is none. */
async function readUnfinished(
  disk: Disk,
  key: VerifierKey,
): Promise<{ note: Uint8Array; checkpoint: Checkpoint } | null> {
  const note = await disk.read(UNFINISHED_CHECKPOINT);
  if (note === null) return null;
  try {
    return { note, checkpoint: verifyCheckpoint(verifyEd25519, note, [key]) };
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

/** Reads the right edge and checks that it leads to the checkpoint's root: what is added later must rest on it. */
async function readEdge(disk: Disk, { size, root }: Checkpoint): Promise<EdgeState> {
  const reader = new TileReader(sha256, (path) => disk.read(path), size);
  const hashes = await reader.nodes(fullNodes({ start: 0, end: size }));
  if (!equalBytes(foldNodes(sha256, hashes), root))
    damaged("its newest tiles do not lead to the root in its checkpoint");

  const tiles: Uint8Array[][] = [];
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const first = Math.floor(size / TILE_WIDTH ** (level + 1)) * TILE_WIDTH;
    const width = tileWidth(level, first / TILE_WIDTH, size);
    const nodes = Array.from({ length: width }, (_, place) => ({ height: 8 * level, index: first + place }));
    tiles.push(await reader.nodes(nodes));
  }

  const bundleIndex = Math.floor(size / TILE_WIDTH);
  const width = size % TILE_WIDTH;
  const bundle = width === 0 ? [] : await readBundle(disk, { level: "entries", index: bundleIndex, width });
  for (const [place, entry] of bundle.entries()) {
    const leaf = tiles[0]?.[place];
    if (leaf === undefined || !equalBytes(hashLeaf(sha256, entry), leaf)) {
      damaged(`entry ${bundleIndex * TILE_WIDTH + place} is not the one that its tiles speak of`);
    }
  }
  return { size, hashes, tiles, bundle };
}

async function readBundle(disk: Disk, tile: Tile): Promise<Uint8Array[]> {
  const bytes =
    (await disk.read(tilePath(tile))) ?? (await disk.read(tilePath({ ...tile, width: TILE_WIDTH })));
  if (bytes === null) return damaged(`the file ${tilePath(tile)} is missing`);
  return decodeBundle(bytes, tile.width);
}

async function removeUncovered(disk: Disk, size: number): Promise<string[]> {
  const uncovered: string[] = [];
  for await (const { path, tile, isUnfinished } of findTiles(disk, size)) {
    if (tile === null) continue;
    if (!isUnfinished && tileWidth(tile.level, tile.index, size) >= tile.width) continue;
    if (!isUnfinished) ensureOneCommitAhead(tile, path, size);
    uncovered.push(path);
  }
  if ((await disk.read(UNFINISHED_CHECKPOINT)) !== null) uncovered.push(UNFINISHED_CHECKPOINT);
  for (const path of uncovered) await disk.remove(path);
  // Durable, or a file could come back after the next power cut, when the log has other bytes for its place.
  const folders = new Set(uncovered.map((path) => path.slice(0, Math.max(0, path.lastIndexOf("/")))));
  for (const folder of folders) await disk.syncFolder(folder);
  return uncovered;
}

/** More than one commit beyond the checkpoint was acknowledged, so the checkpoint is an old one: remove nothing. */
function ensureOneCommitAhead(tile: Tile, path: string, size: number): void {
  const nodeLeaves = TILE_WIDTH ** (tile.level === "entries" ? 0 : tile.level);
  const leaves = (tile.index * TILE_WIDTH + tile.width) * nodeLeaves;
  if (leaves <= size + COMMIT_ENTRIES_MAX) return;
  throw new LedgerError(
    "checkpoint-behind-tiles",
    `The checkpoint covers ${size} entries but ${path} is of a log of ${leaves} or more: restore the newest checkpoint.`,
  );
}

function damaged(reason: string): never {
  throw new LedgerError(
    "log-damaged",
    `The log cannot be opened: ${reason}. Verify it to learn which file is wrong, then restore that from a copy.`,
  );
}
