import { LedgerError } from "../errors.ts";
import {
  CHECKPOINT_PATH,
  levelPath,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  type TileLevel,
} from "../tiles/layout.ts";
import type { ReadableDisk } from "./disk.ts";

/** A file found in a log's folder; `tile` is null where its name belongs to no tile or bundle. */
export type FoundFile = {
  readonly path: string;
  readonly tile: Tile | null;
  /** whether it still has the name that a file has until its bytes are durable */
  readonly isUnfinished: boolean;
};

/** What a file is called until its bytes are durable; one that still is was left by a crash. */
export const UNFINISHED_SUFFIX = ".tmp";

/**
 * Every file below `tile/`, but of each level only those from the tile that holds the right edge of a tree of
 * `fromSize` on: a writer that opens a log of millions need not look at them all. Folders are read one at a time.
 */
export async function* findTiles(disk: ReadableDisk, fromSize: number): AsyncGenerator<FoundFile> {
  for (const name of await disk.list("tile")) {
    const level = parseLevel(name);
    if (level === null) {
      yield* findAll(disk, `tile/${name}`);
      continue;
    }
    const nodes = Math.floor(fromSize / TILE_WIDTH ** (level === "entries" ? 0 : level));
    yield* findInLevel(disk, levelPath(level), [], Math.floor(nodes / TILE_WIDTH));
  }
}

/** Every file that does not lie below `tile/`, without the checkpoint. */
export async function* findOthers(disk: ReadableDisk): AsyncGenerator<FoundFile> {
  for (const name of await disk.list("")) {
    if (name !== "tile/" && name !== CHECKPOINT_PATH) yield* findAll(disk, name);
  }
}

async function* findInLevel(
  disk: ReadableDisk,
  folder: string,
  groups: readonly number[],
  firstIndex: number,
): AsyncGenerator<FoundFile> {
  const names = await disk.list(folder);
  for (const name of names.sort()) {
    const path = `${folder}/${name}`;
    const [, prefix, digits] = /^(x?)(\d{3})(?:\/|\.p\/|\.tmp)?$/.exec(name) ?? [];
    if (digits === undefined) {
      yield* findAll(disk, path);
      continue;
    }
    const inner = [...groups, Number(digits)];
    if (prefix === "x" && name.endsWith("/")) {
      yield* findInLevel(disk, path.slice(0, -1), inner, firstIndex);
    } else if (inner.reduce((sum, group) => sum * 1000 + group, 0) >= firstIndex) {
      yield* findAll(disk, path);
    }
  }
}

async function* findAll(disk: ReadableDisk, path: string): AsyncGenerator<FoundFile> {
  if (!path.endsWith("/")) {
    const isUnfinished = path.endsWith(UNFINISHED_SUFFIX);
    yield {
      path,
      tile: tileOf(isUnfinished ? path.slice(0, -UNFINISHED_SUFFIX.length) : path),
      isUnfinished,
    };
    return;
  }
  for (const name of await disk.list(path.slice(0, -1))) yield* findAll(disk, `${path}${name}`);
}

function parseLevel(name: string): TileLevel | null {
  const tile = tileOf(`tile/${name}000`);
  return tile === null ? null : tile.level;
}

function tileOf(path: string): Tile | null {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}
