import assert from "node:assert/strict";
import fc from "fast-check";
import { type Law, type LedgerUnderTest, noLock } from "../ledger-under-test.ts";
import { ModelDisk } from "../model-disk.ts";
import { bytesOf, entriesOf } from "../random-bytes.ts";
import {
  referenceConsistent,
  referenceIncludes,
  referencePath,
  referenceProof,
  referenceRoot,
  referenceSubtreeProof,
} from "../reference.ts";

/** Sizes around the borders of bundles and of powers of two, where trees change shape. */
const sizes = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }) },
  fc.integer({ min: 41, max: 700 }),
  fc.constantFrom(255, 256, 257, 511, 512, 513),
);

/** Two sizes, the first not the larger. */
const sizePairs = fc
  .tuple(sizes, sizes)
  .map(([a, b]) => (a < b ? { older: a, newer: b } : { older: b, newer: a }));

export const rootsAreThoseOfTheRfc: Law = ({ Frontier, hashLeaf, sha256 }, { seed, runs }) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(), (size, label) => {
      const entries = entriesOf(label, size);
      const frontier = new Frontier(sha256);
      for (const entry of entries) frontier.append(hashLeaf(sha256, entry), () => {});
      assert.deepEqual(Buffer.from(frontier.root()), referenceRoot(entries));
    }),
    { seed, numRuns: runs },
  );
};

export const proofsAreThoseOfTheRfcAndHold: Law = async (ledger, { seed, runs }) => {
  const { hashLeaf, sha256, verifyConsistency, verifyInclusion } = ledger;
  await fc.assert(
    fc.asyncProperty(sizePairs, fc.nat(), fc.nat(), async ({ older, newer }, place, label) => {
      const entries = entriesOf(label, newer);
      const log = await openLogWith(ledger, entries);
      const index = place % older;
      const [olderEntries, olderRoot, newerRoot] = [
        entries.slice(0, older),
        referenceRoot(entries.slice(0, older)),
        referenceRoot(entries),
      ];
      assert.deepEqual(Buffer.from(log.root()), newerRoot);

      const inclusion = await log.inclusionProof(index, older);
      assert.deepEqual(inclusion.map(Buffer.from), referencePath(index, olderEntries));
      const leafHash = hashLeaf(sha256, await log.entry(index));
      verifyInclusion(sha256, { leafHash, index, size: older, proof: inclusion, root: olderRoot });

      const proof = await log.consistencyProof(older, newer);
      assert.deepEqual(proof.map(Buffer.from), referenceProof(older, entries));
      verifyConsistency(sha256, {
        oldSize: older,
        oldRoot: olderRoot,
        newSize: newer,
        newRoot: newerRoot,
        proof,
      });
    }),
    { seed, numRuns: runs },
  );
};

/** A way to spoil a proof; `none` keeps it, so that good ones are among them. */
const harm = fc.constantFrom(
  "none",
  "flip",
  "drop-last",
  "drop-first",
  "add",
  "swap",
  "repeat",
  "shorten",
  "lengthen",
  "index",
  "size",
  "root",
);

export const inclusionProofsAreBelievedOnlyWhereTheRfcDoes: Law = (
  { hashLeaf, sha256, verifyInclusion },
  { seed, runs },
) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(), harm, fc.nat(), (size, place, kind, at) => {
      const entries = entriesOf(place, size);
      // Often the last one: what holds for it must not hold for one beyond.
      const index = place % 3 === 0 ? size - 1 : place % size;
      const good = {
        leafHash: hashLeaf(sha256, entries[index] ?? new Uint8Array()),
        index,
        size,
        root: referenceRoot(entries),
        proof: referencePath(index, entries),
      };
      const claim = {
        ...good,
        proof: spoil(good.proof, kind, at),
        index: kind === "index" ? (index + 1 + (at % 3)) % (size + 2) : index,
        size: kind === "size" ? Math.max(0, size - 2 + (at % 5)) : size,
        root: kind === "root" ? flip(good.root, at) : good.root,
      };
      const expected =
        claim.proof.every(({ length }) => length === 32) &&
        referenceIncludes(claim.leafHash, claim.index, claim.size, claim.proof, claim.root);
      assert.equal(
        holds(() => verifyInclusion(sha256, claim)),
        expected,
        `${kind} at ${at}, entry ${index} of ${size}`,
      );
    }),
    { seed, numRuns: runs },
  );
};

export const consistencyProofsAreBelievedOnlyWhereTheRfcDoes: Law = (
  { sha256, verifyConsistency },
  { seed, runs },
) => {
  const harms = fc.oneof(harm, fc.constantFrom("old-root", "old-size", "roots-swapped"));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(), harms, fc.nat(), (newSize, place, kind, at) => {
      const entries = entriesOf(place, newSize);
      const oldSize = 1 + (place % newSize);
      const [oldRoot, newRoot] = [referenceRoot(entries.slice(0, oldSize)), referenceRoot(entries)];
      const claim = {
        oldSize: kind === "old-size" ? Math.max(0, oldSize - 2 + (at % 5)) : oldSize,
        newSize: kind === "size" ? Math.max(0, newSize - 2 + (at % 5)) : newSize,
        oldRoot: kind === "old-root" ? flip(oldRoot, at) : kind === "roots-swapped" ? newRoot : oldRoot,
        newRoot: kind === "root" ? flip(newRoot, at) : kind === "roots-swapped" ? oldRoot : newRoot,
        proof: spoil(referenceProof(oldSize, entries), kind, at),
      };
      const expected =
        claim.proof.every(({ length }) => length === 32) &&
        referenceConsistent(claim.oldSize, claim.newSize, claim.proof, claim.oldRoot, claim.newRoot);
      assert.equal(
        holds(() => verifyConsistency(sha256, claim)),
        expected,
        `${kind} at ${at}, ${oldSize} to ${newSize}`,
      );
    }),
    { seed, numRuns: runs },
  );
};

export const subtreeProofsAreBelievedOnlyUnchanged: Law = (ledger, { seed, runs }) => {
  const { hashLeaf, sha256, verifySubtreeConsistency, verifySubtreeInclusion } = ledger;
  const subtrees = fc
    .tuple(fc.nat({ max: 5 }), fc.nat(), fc.nat(), fc.nat({ max: 20 }))
    .map(([height, a, b, rest]) => {
      const start = (a % 6) * 2 ** height;
      // More than half of its power of two, or it would be a subtree of a smaller one.
      const end = start + (height === 0 ? 1 : 2 ** (height - 1) + 1 + (b % 2 ** (height - 1)));
      return { start, end, size: end + rest };
    });
  const harms = fc.constantFrom(
    "none",
    "flip",
    "drop-last",
    "drop-first",
    "add",
    "shorten",
    "lengthen",
    "root",
    "subtree-root",
  );
  fc.assert(
    fc.property(subtrees, harms, fc.nat(), ({ start, end, size }, kind, at) => {
      const entries = entriesOf(at, size);
      const inside = entries.slice(start, end);
      const good = { subtreeRoot: referenceRoot(inside), root: referenceRoot(entries) };
      const proof = referenceSubtreeProof(start, end, entries);
      const claim = {
        start,
        end,
        size,
        subtreeRoot: kind === "subtree-root" ? flip(good.subtreeRoot, at) : good.subtreeRoot,
        root: kind === "root" ? flip(good.root, at) : good.root,
        proof: spoil(proof, kind, at),
      };
      const isUnchanged = (changed: readonly Uint8Array[], original: readonly Uint8Array[]): boolean =>
        Buffer.concat(changed).equals(Buffer.concat(original)) && changed.length === original.length;
      const expected = isUnchanged(claim.proof, proof) && kind !== "root" && kind !== "subtree-root";
      assert.equal(
        holds(() => verifySubtreeConsistency(sha256, claim)),
        expected,
        `${kind}, ${start}-${end} of ${size}`,
      );

      const index = start + (at % (end - start));
      const path = referencePath(index - start, inside);
      const inclusion = {
        leafHash: hashLeaf(sha256, entries[index] ?? new Uint8Array()),
        index,
        start,
        end,
        root: claim.subtreeRoot,
        proof: spoil(path, kind, at),
      };
      const isGood = isUnchanged(inclusion.proof, path) && kind !== "subtree-root";
      assert.equal(
        holds(() => verifySubtreeInclusion(sha256, inclusion)),
        isGood,
        `${kind}, ${index} in ${start}-${end}`,
      );
    }),
    { seed, numRuns: runs },
  );
};

/** An open log of these entries on a disk in memory. */
async function openLogWith(ledger: LedgerUnderTest, entries: readonly Uint8Array[]) {
  const signer = ledger.createSigner(bytesOf("signer"));
  const log = await ledger.openLogOn(new ModelDisk(() => 0), noLock, { origin: "log.example/a", signer });
  await log.append(entries);
  return log;
}

function spoil(proof: readonly Uint8Array[], kind: string, at: number): Uint8Array[] {
  const place = proof.length === 0 ? 0 : at % proof.length;
  const chosen = proof[place];
  if (kind === "add") return proof.toSpliced(place, 0, bytesOf(at));
  if (chosen === undefined) return [...proof];
  if (kind === "flip") return proof.with(place, flip(chosen, at));
  if (kind === "drop-last") return proof.slice(0, -1);
  if (kind === "drop-first") return proof.slice(1);
  if (kind === "swap") return proof.toReversed();
  if (kind === "repeat") return proof.toSpliced(place, 0, chosen);
  if (kind === "lengthen") return proof.with(place, Uint8Array.of(...chosen, 0));
  if (kind === "shorten") return proof.with(place, chosen.slice(0, 31));
  return [...proof];
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at % bytes.length ? byte ^ (1 << (at % 8)) : byte));
}

function holds(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch (error) {
    assert.equal(error instanceof Error && "code" in error ? error.code : error, "proof-invalid");
    return false;
  }
}
