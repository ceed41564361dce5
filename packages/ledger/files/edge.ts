import { concatBytes } from "../bytes.ts";
import { encodeBundle } from "../tiles/bundle.ts";
import { TILE_HEIGHT, TILE_WIDTH, type TileLevel, tilePath } from "../tiles/layout.ts";
import { Frontier } from "../tree/frontier.ts";
import { hashLeaf, type Sha256 } from "../tree/hash.ts";

/** A file that must be written for the log to be of its new size. */
export type TileFile = { readonly path: string; readonly bytes: Uint8Array };

/** What a commit writes, and which folders of partial tiles it makes superfluous. */
export type Growth = { readonly files: readonly TileFile[]; readonly outgrown: readonly string[] };

/** What an edge starts from: the tree's full subtrees, and the partial tiles and bundle at its right edge. */
export type EdgeState = {
  readonly size: number;
  /** hashes of `fullNodes({ start: 0, end: size })` */
  readonly hashes: readonly Uint8Array[];
  /** the hashes of the partial tile of each level, from level 0 */
  readonly tiles: readonly (readonly Uint8Array[])[];
  /** the entries of the partial bundle */
  readonly bundle: readonly Uint8Array[];
};

/** The right edge of a log on disk: takes entries, tells which files they make. No I/O. */
export class LogEdge {
  readonly #sha256: Sha256;
  readonly #frontier: Frontier;
  readonly #tiles: Uint8Array[][];
  #bundle: Uint8Array[];

  constructor(sha256: Sha256, state: EdgeState) {
    this.#sha256 = sha256;
    this.#frontier = new Frontier(sha256, state.size, state.hashes);
    this.#tiles = state.tiles.map((hashes) => [...hashes]);
    this.#bundle = [...state.bundle];
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** The root of the tree; as many hashes as the size has bits. */
  root(): Uint8Array {
    return this.#frontier.root();
  }

  /** Adds entries; the files to write are those of full tiles on the way and of partial ones at the end. */
  grow(entries: readonly Uint8Array[]): Growth {
    const files: TileFile[] = [];
    const outgrown: string[] = [];
    const before = this.size;
    const finish = (level: TileLevel, index: number, bytes: Uint8Array, width: number): void => {
      files.push({ path: tilePath({ level, index, width }), bytes });
      // Only a tile that had begun before can have partial files on disk.
      const begun = index * TILE_WIDTH ** (level === "entries" ? 1 : level + 1) < before;
      if (width === TILE_WIDTH && begun) outgrown.push(partialFolder(level, index));
    };

    for (const entry of entries) {
      const entryIndex = this.size;
      this.#bundle.push(entry);
      this.#frontier.append(hashLeaf(this.#sha256, entry), (height, index, hash) => {
        if (height % TILE_HEIGHT !== 0) return;
        const level = height / TILE_HEIGHT;
        const tile = this.#tileAt(level);
        tile.push(hash);
        if (tile.length < TILE_WIDTH) return;
        finish(level, Math.floor(index / TILE_WIDTH), concatBytes(...tile), TILE_WIDTH);
        this.#tiles[level] = [];
      });
      if (this.#bundle.length === TILE_WIDTH) {
        finish("entries", Math.floor(entryIndex / TILE_WIDTH), encodeBundle(this.#bundle), TILE_WIDTH);
        this.#bundle = [];
      }
    }

    if (this.size > before) this.#finishPartial(before, finish);
    return { files, outgrown };
  }

  #finishPartial(
    before: number,
    finish: (level: TileLevel, index: number, bytes: Uint8Array, width: number) => void,
  ): void {
    const bundleIndex = Math.floor(this.size / TILE_WIDTH);
    if (this.#bundle.length > 0)
      finish("entries", bundleIndex, encodeBundle(this.#bundle), this.#bundle.length);
    for (const [level, hashes] of this.#tiles.entries()) {
      const nodeLeaves = TILE_WIDTH ** level;
      const grew = Math.floor(this.size / nodeLeaves) > Math.floor(before / nodeLeaves);
      if (hashes.length === 0 || !grew) continue;
      finish(level, Math.floor(this.size / nodeLeaves / TILE_WIDTH), concatBytes(...hashes), hashes.length);
    }
  }

  #tileAt(level: number): Uint8Array[] {
    const tile = this.#tiles[level] ?? [];
    this.#tiles[level] = tile;
    return tile;
  }
}

function partialFolder(level: TileLevel, index: number): string {
  return tilePath({ level, index, width: 1 }).slice(0, -"/1".length);
}
