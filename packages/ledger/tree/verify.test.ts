import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256 } from "../files/node-crypto.ts";
import { jsonFilesBelow, sharedFolder } from "../testing/shared-data.ts";
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from "./verify.ts";

type Vector = {
  desc: string;
  wantErr: boolean;
  proof: string[] | null;
  root: string;
  root1: string;
  root2: string;
} & {
  leafIdx: number;
  treeSize: number;
  leafHash: string;
  size1: number;
  size2: number;
  start: number;
  end: number;
  size: number;
};

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const proofOf = ({ proof }: Vector): Uint8Array[] => (proof ?? []).map(bytes);

/** The folders of the vectors, each with what it asks. */
const kinds: Record<string, (vector: Vector) => void> = {
  inclusion: (vector) =>
    verifyInclusion(sha256, {
      leafHash: bytes(vector.leafHash),
      index: vector.leafIdx,
      size: vector.treeSize,
      proof: proofOf(vector),
      root: bytes(vector.root),
    }),
  consistency: (vector) =>
    verifyConsistency(sha256, {
      oldSize: vector.size1,
      newSize: vector.size2,
      oldRoot: bytes(vector.root1),
      newRoot: bytes(vector.root2),
      proof: proofOf(vector),
    }),
  subtreeinclusion: (vector) =>
    verifySubtreeInclusion(sha256, {
      leafHash: bytes(vector.leafHash),
      index: vector.leafIdx,
      start: vector.start,
      end: vector.end,
      proof: proofOf(vector),
      root: bytes(vector.root),
    }),
  subtreeconsistency: (vector) =>
    verifySubtreeConsistency(sha256, {
      start: vector.start,
      end: vector.end,
      size: vector.size,
      subtreeRoot: bytes(vector.root1),
      root: bytes(vector.root2),
      proof: proofOf(vector),
    }),
};

const folder = sharedFolder("merkle");

describe.skipIf(folder === null)("vectors of transparency-dev/merkle", () => {
  const counts = { inclusion: 33, consistency: 33, subtreeinclusion: 68, subtreeconsistency: 39 };

  for (const [kind, count] of Object.entries(counts)) {
    const vectors = folder === null ? [] : jsonFilesBelow(join(folder, "testdata", kind));

    test(`there are ${count} vectors for ${kind}, good and bad`, () => {
      expect(vectors).toHaveLength(count);
      const good = vectors.filter(({ text }) => !JSON.parse(text).wantErr);
      expect(good.length).toBeGreaterThan(0);
      expect(good.length).toBeLessThan(count);
    });

    test.each(vectors)(`${kind}: $path`, ({ text }) => {
      const vector: Vector = JSON.parse(text);
      const verify = (): void => kinds[kind]?.(vector);
      if (vector.wantErr) expect(verify).toThrow(expect.objectContaining({ code: "proof-invalid" }));
      else expect(verify).not.toThrow();
    });
  }
});

test("an index of 2^53 or more is refused, not rounded to another", () => {
  const leafHash = new Uint8Array(32);
  for (const index of [2 ** 53, -1, 0.5, Number.NaN]) {
    expect(() => verifyInclusion(sha256, { leafHash, index, size: 1, proof: [], root: leafHash })).toThrow(
      "proof",
    );
    expect(() =>
      verifyInclusion(sha256, { leafHash, index: 0, size: index, proof: [], root: leafHash }),
    ).toThrow("proof");
  }
});

test("a proof for the largest tree there can be is refused for its length, without running out of stack or time", () => {
  const leafHash = new Uint8Array(32);
  const claim = { leafHash, index: 2 ** 53 - 2, size: 2 ** 53 - 1, proof: [], root: leafHash };
  expect(() => verifyInclusion(sha256, claim)).toThrow("only 0 hashes");
});
