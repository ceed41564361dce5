import { LedgerError } from "../errors.ts";
import { isCount } from "../tree/hash.ts";

/** Hashes in a full tile and entries in a full bundle (c2sp.org/tlog-tiles). */
export const TILE_WIDTH = 256;
/** Tree levels from one level of tiles to the next. */
export const TILE_HEIGHT = 8;
/** Where the signed checkpoint lies. */
export const CHECKPOINT_PATH = "checkpoint";

/** A level of hash tiles, 0 for leaf hashes, or the bundles of the entries themselves. */
export type TileLevel = number | "entries";

/** A file of a log: `width` is 256 for a full one, less for one at the right edge of a smaller tree. */
export type Tile = { readonly level: TileLevel; readonly index: number; readonly width: number };

/** The most a level can be: 256^6 entries are 2^48, and 256^7 no longer fit 2^53. */
const LEVEL_MAX = 6;

/** The folder of all tiles of a level. */
export function levelPath(level: TileLevel): string {
  return `tile/${level}`;
}

/**
 * Where a tile or bundle lies, below the log's folder or address: index 1234067 becomes `x001/x234/067`, and `.p/112`
 * follows where only 112 of 256 places are filled.
 */
export function tilePath({ level, index, width }: Tile): string {
  const parts: string[] = [];
  let rest = index;
  do {
    const digits = String(rest % 1000).padStart(3, "0");
    parts.unshift(parts.length === 0 ? digits : `x${digits}`);
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  const suffix = width === TILE_WIDTH ? "" : `.p/${width}`;
  return `${levelPath(level)}/${parts.join("/")}${suffix}`;
}

const TILE_PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/**
 * The tile that a path names; the opposite of `tilePath`, and as strict: one spelling for each tile.
 *
 * @throws LedgerError `path-malformed`
 */
export function parseTilePath(path: string): Tile {
  const [, levelText, indexText, widthText] = TILE_PATH.exec(path) ?? [];
  if (levelText === undefined || indexText === undefined) return refuse(path);
  const level: TileLevel = levelText === "entries" ? "entries" : Number(levelText);
  const index = Number(indexText.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  const tile = { level, index, width };
  if (level !== "entries" && level > LEVEL_MAX) refuse(path);
  if (!isCount(index) || width > TILE_WIDTH || tilePath(tile) !== path) refuse(path);
  return tile;
}

/** How many hashes or entries of the tile exist in a tree of `size`: 0 to 256. */
export function tileWidth(level: TileLevel, index: number, size: number): number {
  const nodes = Math.floor(size / TILE_WIDTH ** (level === "entries" ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, nodes - index * TILE_WIDTH));
}

function refuse(path: string): never {
  throw new LedgerError("path-malformed", `"${path}" names no tile or bundle of a log.`);
}
