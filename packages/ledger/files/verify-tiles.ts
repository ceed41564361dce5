import { concatBytes, equalBytes } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { decodeBundle, readEntry } from "../tiles/bundle.ts";
import { TILE_HEIGHT, TILE_WIDTH, type TileLevel, tilePath, tileWidth } from "../tiles/layout.ts";
import { type ReadFile, TileReader } from "../tiles/reader.ts";
import { Frontier } from "../tree/frontier.ts";
import { HASH_BYTES, hashLeaf } from "../tree/hash.ts";
import { verifyInclusion } from "../tree/verify.ts";
import {
  cutEntry,
  type EntryPlace,
  type FaultFound,
  missingFile,
  rewrittenEntries,
  wrongEntry,
  wrongHash,
  wrongLength,
} from "./fault.ts";
import { sha256 } from "./node-crypto.ts";

/** The file of a tile, and whether it is cut to the checkpoint's size: a full one may stand in for a partial one. */
type TileBytes = { readonly path: string; readonly bytes: Uint8Array; readonly isExact: boolean };

/** Hashes that the entries lead to, to be compared with the tile of that place. */
type ComputedTile = { readonly level: number; readonly index: number; readonly bytes: Uint8Array };

const BUNDLES_PER_REPORT = 16;

/**
 * Goes through all entries of a log once, computes every hash from them and compares every tile. Memory does not
 * grow with the log: one bundle, and one unfinished tile for each level.
 */
export class TileCheck {
  readonly #read: ReadFile;
  readonly #size: number;
  readonly #root: Uint8Array;
  readonly #frontier = new Frontier(sha256);
  /** by level; leaf hashes, level 0, are not kept */
  readonly #unfinished: Uint8Array[][] = [[]];

  /** @param root what the checkpoint says; tells which of two files is wrong where they disagree */
  constructor(read: ReadFile, size: number, root: Uint8Array) {
    this.#read = read;
    this.#size = size;
    this.#root = root;
  }

  /** Returns the root to which all entries lead; throws `FaultFound` at the first file that is wrong. */
  async run(onEntries: (entries: number) => void): Promise<Uint8Array> {
    const bundles = Math.ceil(this.#size / TILE_WIDTH);
    for (let index = 0; index < bundles; index++) {
      for (const tile of await this.#checkBundle(index)) await this.#compare(tile);
      if ((index + 1) % BUNDLES_PER_REPORT === 0) onEntries(this.#frontier.size);
    }
    for (const [level, hashes] of this.#unfinished.entries()) {
      const nodes = Math.floor(this.#size / TILE_WIDTH ** level);
      const tile = { level, index: Math.floor(nodes / TILE_WIDTH), bytes: concatBytes(...hashes) };
      if (hashes.length > 0) await this.#compare(tile);
    }
    onEntries(this.#frontier.size);
    return this.#frontier.root();
  }

  /** Compares the entries of a bundle with their hash tile; returns the higher tiles that they completed. */
  async #checkBundle(bundleIndex: number): Promise<ComputedTile[]> {
    const [bundle, tile] = await Promise.all([
      this.#readTile("entries", bundleIndex),
      this.#readTile(0, bundleIndex),
    ]);
    const width = tileWidth(0, bundleIndex, this.#size);
    ensureLength(tile, width);
    const finished: ComputedTile[] = [];
    let offset = 0;
    for (let place = 0; place < width; place++) {
      const index = bundleIndex * TILE_WIDTH + place;
      const record = readEntry(bundle.bytes, offset);
      const end = record?.next ?? bundle.bytes.length;
      const entryPlace = { path: bundle.path, index, offset, length: end - offset };
      if (record === null) throw cutEntry(entryPlace);
      const computed = hashLeaf(sha256, record.entry);
      const stored = tile.bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
      if (!equalBytes(computed, stored)) throw await this.#blame(entryPlace, bundle, tile, computed);
      this.#frontier.append(computed, (height, node, hash) => this.#keep(height, node, hash, finished));
      offset = record.next;
    }
    if (bundle.isExact && offset !== bundle.bytes.length)
      throw wrongLength(bundle.path, offset, bundle.bytes.length);
    return finished;
  }

  /** Says which is wrong, an entry or its hash. */
  async #blame(
    place: EntryPlace,
    bundle: TileBytes,
    tile: TileBytes,
    computed: Uint8Array,
  ): Promise<FaultFound> {
    const hashOffset = (place.index % TILE_WIDTH) * HASH_BYTES;
    const stored = tile.bytes.subarray(hashOffset, hashOffset + HASH_BYTES);
    const isEntryWrong = await this.#leadsToRoot(0, place.index, stored, tile);
    const width = tileWidth(0, Math.floor(place.index / TILE_WIDTH), this.#size);
    const hashes = hashesOf(bundle.bytes, width);
    const isTileWrong =
      !isEntryWrong &&
      hashes !== null &&
      (await this.#leadsToRoot(0, place.index, computed, { path: tile.path, bytes: hashes }));
    return isTileWrong
      ? wrongHash(tile.path, hashOffset, computed, stored, true)
      : wrongEntry(place, stored, computed, isEntryWrong);
  }

  /** Leaf hashes were compared one by one; of what lies above, every eighth height stands in a tile. */
  #keep(height: number, node: number, hash: Uint8Array, finished: ComputedTile[]): void {
    if (height === 0 || height % TILE_HEIGHT !== 0) return;
    const level = height / TILE_HEIGHT;
    const hashes = this.#unfinished[level] ?? [];
    hashes.push(hash);
    this.#unfinished[level] = hashes.length === TILE_WIDTH ? [] : hashes;
    if (hashes.length < TILE_WIDTH) return;
    finished.push({ level, index: Math.floor(node / TILE_WIDTH), bytes: concatBytes(...hashes) });
  }

  async #compare({ level, index, bytes }: ComputedTile): Promise<void> {
    const tile = await this.#readTile(level, index);
    ensureLength(tile, bytes.length / HASH_BYTES);
    for (let offset = 0; offset < bytes.length; offset += HASH_BYTES) {
      const computed = bytes.subarray(offset, offset + HASH_BYTES);
      const stored = tile.bytes.subarray(offset, offset + HASH_BYTES);
      if (equalBytes(computed, stored)) continue;
      const node = index * TILE_WIDTH + offset / HASH_BYTES;
      if (await this.#leadsToRoot(level, node, stored, tile)) throw rewrittenEntries(level, node, tile.path);
      const isTileWrong = await this.#leadsToRoot(level, node, computed, { path: tile.path, bytes });
      throw wrongHash(tile.path, offset, computed, stored, isTileWrong);
    }
  }

  /**
   * Whether a hash, with the other hashes of `tile` beside it and all other tiles as they are, leads to the
   * checkpoint's root. Of two hashes for one place at most one can: that tells which file is wrong.
   */
  async #leadsToRoot(
    level: number,
    node: number,
    hash: Uint8Array,
    tile: Pick<TileBytes, "path" | "bytes">,
  ): Promise<boolean> {
    const leaves = TILE_WIDTH ** level;
    const read: ReadFile = async (path) => (path === tile.path ? tile.bytes : await this.#read(path));
    try {
      const proof = await new TileReader(sha256, read, this.#size).inclusionProof(node * leaves);
      // The tree above this level has the same shape as a tree with one leaf for each node and one for the rest.
      const size = Math.ceil(this.#size / leaves);
      const above = proof.slice(TILE_HEIGHT * level);
      verifyInclusion(sha256, { leafHash: hash, index: node, size, proof: above, root: this.#root });
      return true;
    } catch (error) {
      if (error instanceof LedgerError) return false;
      throw error;
    }
  }

  async #readTile(level: TileLevel, index: number): Promise<TileBytes> {
    const width = tileWidth(level, index, this.#size);
    const path = tilePath({ level, index, width });
    const bytes = await this.#read(path);
    if (bytes !== null) return { path, bytes, isExact: true };
    const fullPath = tilePath({ level, index, width: TILE_WIDTH });
    const full = width < TILE_WIDTH ? await this.#read(fullPath) : null;
    if (full === null) throw missingFile(path, this.#size);
    return { path: fullPath, bytes: full, isExact: false };
  }
}

/** The leaf hashes of a bundle, null where it does not hold so many entries. */
function hashesOf(bundle: Uint8Array, count: number): Uint8Array | null {
  try {
    return concatBytes(...decodeBundle(bundle, count).map((entry) => hashLeaf(sha256, entry)));
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}

function ensureLength({ path, bytes, isExact }: TileBytes, width: number): void {
  const expected = width * HASH_BYTES;
  if (bytes.length < expected || (isExact && bytes.length > expected))
    throw wrongLength(path, expected, bytes.length);
}
