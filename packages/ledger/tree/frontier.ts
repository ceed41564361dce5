import { hashNode, isCount, type Sha256 } from "./hash.ts";
import { foldNodes, fullNodes } from "./proof.ts";

/**
 * The right edge of a growing tree: all that is needed to add leaves and to know the root, a hash for each bit of
 * the size.
 */
export class Frontier {
  readonly #sha256: Sha256;
  /** Roots of the full subtrees that make up the tree, left to right. */
  readonly #hashes: Uint8Array[];
  #size: number;

  /** @param hashes of `fullNodes({ start: 0, end: size })`, left to right; none for an empty tree */
  constructor(sha256: Sha256, size = 0, hashes: readonly Uint8Array[] = []) {
    if (!isCount(size) || fullNodes({ start: 0, end: size }).length !== hashes.length) {
      throw new Error(`${hashes.length} hashes cannot be the right edge of a tree of ${size}`);
    }
    this.#sha256 = sha256;
    this.#size = size;
    this.#hashes = [...hashes];
  }

  /** The number of leaves. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a leaf. One hash on average, as many as the tree is high at most.
   *
   * @param onNode told of every full subtree that this leaf completes, the leaf itself first
   */
  append(leafHash: Uint8Array, onNode: (height: number, index: number, hash: Uint8Array) => void): void {
    let hash = leafHash;
    let height = 0;
    let index = this.#size;
    onNode(height, index, hash);
    while (index % 2 === 1) {
      const left = this.#hashes.pop();
      if (left === undefined) throw new Error(`the right edge of a tree of ${this.#size} lacks a hash`);
      hash = hashNode(this.#sha256, left, hash);
      height++;
      index = (index - 1) / 2;
      onNode(height, index, hash);
    }
    this.#hashes.push(hash);
    this.#size++;
  }

  /** The root of the tree as it is now. */
  root(): Uint8Array {
    return foldNodes(this.#sha256, this.#hashes);
  }
}
