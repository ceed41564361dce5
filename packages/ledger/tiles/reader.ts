import { copyBytes } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { HASH_BYTES, hashNode, isCount, type Sha256 } from "../tree/hash.ts";
import {
  consistencyRanges,
  foldNodes,
  fullNodes,
  inclusionRanges,
  type LeafRange,
  type TreeNode,
} from "../tree/proof.ts";
import { decodeBundle } from "./bundle.ts";
import { TILE_HEIGHT, TILE_WIDTH, type Tile, tilePath, tileWidth } from "./layout.ts";

/** Bytes of a log's file by its path (`tile/0/000`), or null where there is none: a folder, or an address. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/**
 * Hashes, proofs and entries of the log of `size` entries whose files `read` gives. What it returns is only as good
 * as the files: check a proof against the root of a signed checkpoint.
 */
export class TileReader {
  readonly #sha256: Sha256;
  readonly #read: ReadFile;
  readonly #size: number;

  /** @throws LedgerError `size-out-of-range` */
  constructor(sha256: Sha256, read: ReadFile, size: number) {
    if (!isCount(size)) throw new LedgerError("size-out-of-range", `A log cannot have ${size} entries.`);
    this.#sha256 = sha256;
    this.#read = read;
    this.#size = size;
  }

  /**
   * The root of the tree that the tiles make, all of them or of the first `size` entries.
   *
   * @throws LedgerError `size-out-of-range`, `tile-missing`, `tile-malformed`
   */
  async root(size = this.#size): Promise<Uint8Array> {
    this.#ensureCovered(size);
    return foldNodes(this.#sha256, await this.nodes(fullNodes({ start: 0, end: size })));
  }

  /**
   * The proof that entry `index` is in the tree of the first `size` entries, from the leaf up.
   *
   * @throws LedgerError `index-out-of-range`, `size-out-of-range`, `tile-missing`, `tile-malformed`
   */
  async inclusionProof(index: number, size = this.#size): Promise<Uint8Array[]> {
    this.#ensureCovered(size);
    return await this.#rangeHashes(inclusionRanges(index, size));
  }

  /**
   * The proof that the first `oldSize` entries are the beginning of the first `newSize`.
   *
   * @throws LedgerError `size-out-of-range`, `tile-missing`, `tile-malformed`
   */
  async consistencyProof(oldSize: number, newSize = this.#size): Promise<Uint8Array[]> {
    this.#ensureCovered(newSize);
    return await this.#rangeHashes(consistencyRanges(oldSize, newSize));
  }

  /**
   * The bytes of one entry.
   *
   * @throws LedgerError `index-out-of-range`, `tile-missing`, `bundle-malformed`
   */
  async entry(index: number): Promise<Uint8Array> {
    const [entry] = await this.entries({ start: index, end: index + 1 });
    if (entry === undefined) throw new Error(`a range of one entry holds none`);
    return entry;
  }

  /**
   * The bytes of entries, each bundle read once.
   *
   * @throws LedgerError `index-out-of-range`, `tile-missing`, `bundle-malformed`
   */
  async entries({ start, end }: LeafRange): Promise<Uint8Array[]> {
    if (!isCount(start) || end > this.#size) {
      const range = end - start === 1 ? `Entry ${start} is` : `Entries ${start} to ${end} are`;
      throw new LedgerError("index-out-of-range", `${range} not in a log of ${this.#size} entries.`);
    }
    const entries: Uint8Array[] = [];
    for (let first = start; first < end; ) {
      const index = Math.floor(first / TILE_WIDTH);
      const last = Math.min(end, (index + 1) * TILE_WIDTH);
      const bundle = decodeBundle(await this.#readTile("entries", index), last - index * TILE_WIDTH);
      for (const entry of bundle.slice(first % TILE_WIDTH)) entries.push(copyBytes(entry));
      first = last;
    }
    return entries;
  }

  /**
   * The hashes of full subtrees, each file read once.
   *
   * @throws LedgerError `tile-missing`, `tile-malformed`
   */
  async nodes(nodes: readonly TreeNode[]): Promise<Uint8Array[]> {
    const tiles = new Map<string, Promise<Uint8Array>>();
    return await Promise.all(
      nodes.map(async (node) => {
        // The level below the node, except that a tile's own top hash stands, ready made, one level up.
        const level = Math.floor(node.height / TILE_HEIGHT);
        const count = 2 ** (node.height % TILE_HEIGHT);
        const first = node.index * count;
        const index = Math.floor(first / TILE_WIDTH);
        const key = `${level}/${index}`;
        const reading = tiles.get(key) ?? this.#readTile(level, index);
        tiles.set(key, reading);
        return this.#hashPlaces(await reading, first % TILE_WIDTH, count);
      }),
    );
  }

  /** A range may need several nodes; all nodes of all ranges are read together, then folded range by range. */
  async #rangeHashes(ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
    const nodesByRange = ranges.map(fullNodes);
    const hashes = await this.nodes(nodesByRange.flat());
    let next = 0;
    return nodesByRange.map(({ length }) => {
      next += length;
      return foldNodes(this.#sha256, hashes.slice(next - length, next));
    });
  }

  #hashPlaces(tile: Uint8Array, first: number, count: number): Uint8Array {
    if (count === 1) return copyBytes(tile.subarray(first * HASH_BYTES, (first + 1) * HASH_BYTES));
    const half = count / 2;
    return hashNode(
      this.#sha256,
      this.#hashPlaces(tile, first, half),
      this.#hashPlaces(tile, first + half, half),
    );
  }

  /** A partial tile may give way to the full one, which begins with it (c2sp.org/tlog-tiles, "Partial Tiles"). */
  async #readTile(level: Tile["level"], index: number): Promise<Uint8Array> {
    const width = tileWidth(level, index, this.#size);
    const path = tilePath({ level, index, width });
    let bytes = await this.#read(path);
    if (bytes === null && width < TILE_WIDTH)
      bytes = await this.#read(tilePath({ level, index, width: TILE_WIDTH }));
    if (bytes === null) {
      throw new LedgerError(
        "tile-missing",
        `The file ${path} is missing: copy the log's folder whole, then try again.`,
      );
    }
    if (level !== "entries" && bytes.length < width * HASH_BYTES) {
      throw new LedgerError(
        "tile-malformed",
        `The file ${path} has ${bytes.length} bytes where ${width * HASH_BYTES} are needed.`,
      );
    }
    return bytes;
  }

  #ensureCovered(size: number): void {
    if (!isCount(size) || size > this.#size) {
      throw new LedgerError(
        "size-out-of-range",
        `The log has ${this.#size} entries, so none of size ${size} is in it.`,
      );
    }
  }
}
