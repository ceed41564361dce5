import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as noteLaws from "./testing/laws/note-laws.ts";
import * as treeLaws from "./testing/laws/tree-laws.ts";
import * as verifyLaws from "./testing/laws/verify-laws.ts";
import * as witnessLaws from "./testing/laws/witness-laws.ts";
import * as writerLaws from "./testing/laws/writer-laws.ts";
import type { Law, LedgerUnderTest } from "./testing/ledger-under-test.ts";
import { seedOf } from "./testing/seed.ts";

/** A plausible mistake: in `file`, `find` (found once) becomes `replace`; the law must notice. */
type Mutant = { name: string; file: string; find: string; replace: string; law: Law; runs?: number };

const treeMutants: Mutant[] = [
  {
    name: "the leaf prefix is dropped",
    file: "tree/hash.ts",
    find: "const data = new Uint8Array(1 + entry.length);\n  data.set(entry, 1);",
    replace: "const data = entry;",
    law: treeLaws.rootsAreThoseOfTheRfc,
  },
  {
    name: "the node prefix is that of a leaf",
    file: "tree/hash.ts",
    find: "data[0] = 1;",
    replace: "data[0] = 0;",
    law: treeLaws.rootsAreThoseOfTheRfc,
  },
  {
    name: "left and right are swapped",
    file: "tree/hash.ts",
    find: "data.set(left, 1);\n  data.set(right, 1 + HASH_BYTES);",
    replace: "data.set(right, 1);\n  data.set(left, 1 + HASH_BYTES);",
    law: treeLaws.rootsAreThoseOfTheRfc,
  },
  {
    name: "an odd node is carried up as its own parent with itself",
    file: "tree/proof.ts",
    find: "if (last === undefined) return hashEmptyTree(sha256);",
    replace:
      "if (last === undefined) return hashEmptyTree(sha256);\n  if (hashes.length > 1) return hashNode(sha256, foldNodes(sha256, hashes.slice(0, -1)), last);",
    law: treeLaws.rootsAreThoseOfTheRfc,
  },
  {
    name: "an inclusion proof lacks its last hash",
    file: "tree/proof.ts",
    find: "while (end - start > 1) {",
    replace: "while (end - start > 2) {",
    law: treeLaws.proofsAreThoseOfTheRfcAndHold,
  },
  {
    name: "a consistency proof is truncated",
    file: "tree/proof.ts",
    find: "if (start > 0) ranges.push({ start, end });",
    replace: "",
    law: treeLaws.proofsAreThoseOfTheRfcAndHold,
  },
  {
    name: "a proof is made from the wrong tile",
    file: "tiles/reader.ts",
    find: "const index = Math.floor(first / TILE_WIDTH);\n        const key",
    replace: "const index = 0;\n        const key",
    law: treeLaws.proofsAreThoseOfTheRfcAndHold,
  },
  {
    name: "a longer inclusion proof than needed is believed",
    file: "tree/verify.ts",
    find: "const computed = climb(index, size);\n  hashes.ensureUsedUp();",
    replace: "const computed = climb(index, size);",
    law: treeLaws.inclusionProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "the root of an inclusion proof is not compared",
    file: "tree/verify.ts",
    find: 'if (!equalBytes(computed, root)) refuse("it leads to another root");',
    replace: "if (computed.length !== root.length) refuse('length');",
    law: treeLaws.inclusionProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "an index beyond the tree is believed",
    file: "tree/verify.ts",
    find: "if (!isCount(size) || !isCount(index) || index >= size)",
    replace: "if (!isCount(size) || !isCount(index) || size === 0)",
    law: treeLaws.inclusionProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "a hash of another length is believed",
    file: "tree/verify.ts",
    find: "if (hash.length !== HASH_BYTES) refuse",
    replace: "if (hash.length < HASH_BYTES) refuse",
    law: treeLaws.inclusionProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "consistency with the old root is not checked",
    file: "tree/verify.ts",
    find: "if (!equalBytes(sub, subtreeRoot))",
    replace: "if (sub.length !== subtreeRoot.length)",
    law: treeLaws.consistencyProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "consistency with the new root is not checked",
    file: "tree/verify.ts",
    find: "if (!equalBytes(tree, root))",
    replace: "if (tree.length !== root.length)",
    law: treeLaws.consistencyProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "a consistency proof with hashes left over is believed",
    file: "tree/verify.ts",
    find: "const { sub, tree } = climb(start, end, size, true);\n  hashes.ensureUsedUp();",
    replace: "const { sub, tree } = climb(start, end, size, true);",
    law: treeLaws.consistencyProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "anything is consistent with an empty tree",
    file: "tree/verify.ts",
    find: 'if (claim.oldSize === 0) refuse("it starts from an empty tree, which proves nothing");',
    replace: "if (claim.oldSize === 0) return;",
    law: treeLaws.consistencyProofsAreBelievedOnlyWhereTheRfcDoes,
  },
  {
    name: "a subtree is compared with the root of the whole",
    file: "tree/verify.ts",
    find: "return { sub: hashNode(sha256, left, sub), tree:",
    replace: "return { sub, tree:",
    law: treeLaws.subtreeProofsAreBelievedOnlyUnchanged,
  },
];

const noteMutants: Mutant[] = [
  {
    name: "the checkpoint's signature is not checked",
    file: "notes/note.ts",
    find: "return verifyEd25519(key.publicKey, toUtf8(text), payload) ? { key, timeS: null } : null;",
    replace: "return { key, timeS: null };",
    law: noteLaws.aSignedCheckpointHoldsOnlyUnchanged,
  },
  {
    name: "a cosignature is not checked",
    file: "notes/note.ts",
    find: "return verifyEd25519(key.publicKey, message, payload.subarray(8)) ?",
    replace: "return message.length > 0 ?",
    law: noteLaws.aSignedCheckpointHoldsOnlyUnchanged,
  },
  {
    name: "a cosignature does not cover its time",
    file: "notes/note.ts",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a piece of source
    find: "time ${timeS}\\n",
    replace: "time 1700000000\\n",
    law: noteLaws.aSignedCheckpointHoldsOnlyUnchanged,
  },
  {
    name: "a note that no known key signed is believed",
    file: "notes/note.ts",
    find: "if (verified.length === 0) {",
    replace: "if (verified.length < 0) {",
    law: noteLaws.aStrangersCheckpointIsRefused,
  },
  {
    name: "a key is known by its name alone",
    file: "notes/note.ts",
    find: "name === signature.name && id === signature.keyId",
    replace: "name === signature.name",
    law: noteLaws.aStrangersCheckpointIsRefused,
  },
  {
    name: "any key may sign for any log",
    file: "notes/checkpoint.ts",
    find: "key.kind === ED25519 && key.name === checkpoint.origin",
    replace: "key.kind === ED25519 || key.name === checkpoint.origin",
    law: noteLaws.aStrangersCheckpointIsRefused,
  },
  {
    name: "a verifier key's number is not checked",
    file: "notes/key.ts",
    find: "if (key.id !== Number.parseInt(hex, 16))",
    replace: "if (Number.isNaN(Number.parseInt(hex, 16)))",
    law: noteLaws.verifierKeysAreReadAsWrittenAndOnlySo,
  },
  {
    name: "base64 with stray bits is read",
    file: "bytes.ts",
    find: "return toBase64(bytes) === text ? bytes : null;",
    replace: "return bytes;",
    law: noteLaws.aSignedCheckpointHoldsOnlyUnchanged,
  },
  {
    name: "a commitment does not use its salt",
    file: "commitment.ts",
    find: "inner[index] = 0x36 ^ byte;",
    replace: "inner[index] = 0x36;",
    law: noteLaws.commitmentsAreTheDocumentedHmacAndFitNothingElse,
  },
  {
    name: "a commitment has no domain",
    file: "commitment.ts",
    find: "concatBytes(inner, DOMAIN, canonicalBytes)",
    replace: "concatBytes(inner, canonicalBytes)",
    law: noteLaws.commitmentsAreTheDocumentedHmacAndFitNothingElse,
  },
  {
    name: "a large index has a path of another shape",
    file: "tiles/layout.ts",
    find: "parts.length === 0 ? digits :",
    replace: "parts.length < 2 ? digits :",
    law: noteLaws.tilePathsAreThoseOfTheSpecification,
  },
  {
    name: "a tile has several spellings",
    file: "tiles/layout.ts",
    find: " || tilePath(tile) !== path",
    replace: "",
    law: noteLaws.tilePathsAreThoseOfTheSpecification,
  },
];

const writerMutants: Mutant[] = [
  {
    name: "the checkpoint is published before its tiles",
    file: "files/writer.ts",
    find: "await writeTiles(disk, this.#folders, files);\n    const note = await signRoot(edge.size, root);\n    await lock.ensureHeld();\n    await publishCheckpoint(disk, note);",
    replace:
      "const note = await signRoot(edge.size, root);\n    await publishCheckpoint(disk, note);\n    await writeTiles(disk, this.#folders, files);",
    law: writerLaws.nothingAcknowledgedIsLostWhenPowerFails,
  },
  {
    name: "callers are told before the checkpoint is published",
    file: "files/writer.ts",
    find: "await writeTiles(disk, this.#folders, files);\n",
    replace:
      "await writeTiles(disk, this.#folders, files);\n    for (const { durable } of this.#committing) durable.resolve();\n",
    law: writerLaws.nothingAcknowledgedIsLostWhenPowerFails,
  },
  {
    name: "the folders of tiles are not synced",
    file: "files/commit.ts",
    find: "await forEachAtOnce([...changed], (folder) => disk.syncFolder(folder));",
    replace: "",
    law: writerLaws.nothingAcknowledgedIsLostWhenPowerFails,
  },
  {
    name: "the folder that a new folder is in is not synced",
    file: "files/commit.ts",
    find: "changed.add(parentOf(folder));",
    replace: "",
    law: writerLaws.nothingAcknowledgedIsLostWhenPowerFails,
  },
  {
    name: "tiles are written under their own names at once",
    file: "files/commit.ts",
    find: "await disk.writeSynced(path + UNFINISHED_SUFFIX, bytes);\n    await disk.rename(path + UNFINISHED_SUFFIX, path);",
    replace: "await disk.remove(path);\n    await disk.writeSynced(path, bytes);",
    law: writerLaws.everyMomentShowsOnlyWholeFiles,
  },
  {
    name: "a checkpoint can be seen before it is durable",
    file: "files/commit.ts",
    find: 'await disk.writeSynced(UNFINISHED_CHECKPOINT, note);\n  await disk.syncFolder("");',
    replace: "await disk.writeSynced(UNFINISHED_CHECKPOINT, note);",
    law: writerLaws.aCheckpointThatWasSeenIsNeverContradicted,
    runs: 600,
  },
  {
    name: "a checkpoint that was signed but not placed is thrown away",
    file: "files/recover.ts",
    find: "const note = await disk.read(UNFINISHED_CHECKPOINT);\n  if (note === null) return null;",
    replace: "const note = await disk.read(UNFINISHED_CHECKPOINT);\n  if (note !== undefined) return null;",
    law: writerLaws.aCheckpointThatWasSeenIsNeverContradicted,
    runs: 600,
  },
  {
    name: "the checkpoint's folder is never synced",
    file: "files/commit.ts",
    find: 'export async function finishCheckpoint(disk: Disk): Promise<void> {\n  await disk.rename(UNFINISHED_CHECKPOINT, CHECKPOINT_PATH);\n  await disk.syncFolder("");',
    replace:
      "export async function finishCheckpoint(disk: Disk): Promise<void> {\n  await disk.rename(UNFINISHED_CHECKPOINT, CHECKPOINT_PATH);",
    law: writerLaws.nothingAcknowledgedIsLostWhenPowerFails,
    runs: 400,
  },
  {
    name: "what a cut commit left is not removed",
    file: "files/recover.ts",
    find: "for (const path of uncovered) await disk.remove(path);",
    replace: "",
    law: writerLaws.nothingAcknowledgedIsLostWhenPowerFails,
  },
  {
    name: "a removal is not made durable",
    file: "files/recover.ts",
    find: "for (const folder of folders) await disk.syncFolder(folder);",
    replace: "",
    law: writerLaws.whatACutCommitLeftNeverComesBack,
  },
  {
    name: "the newest partial tile of a level is not written",
    file: "files/edge.ts",
    find: "if (hashes.length === 0 || !grew) continue;",
    replace: "if (hashes.length === 0 || !grew || level > 0) continue;",
    law: writerLaws.everyCallGetsItsOwnPlaceAndTheFilesAreThoseOfTheSpecification,
  },
  {
    name: "two calls get the same place",
    file: "files/writer.ts",
    find: "this.#end += entries.length;",
    replace: "",
    law: writerLaws.everyCallGetsItsOwnPlaceAndTheFilesAreThoseOfTheSpecification,
  },
  {
    name: "a gap is filled with what comes next",
    file: "files/writer.ts",
    find: "if (firstIndex > this.#end) {",
    replace: "if (firstIndex > this.#end + 1) {",
    law: writerLaws.appendAtMayBeRepeatedButNeverLeavesAGapOrForks,
  },
  {
    name: "other bytes at a durable place are taken for the same",
    file: "files/writer.ts",
    find: "ensureSame(start, known, written);",
    replace: "if (written.length !== known.length) throw new Error('length');",
    law: writerLaws.appendAtMayBeRepeatedButNeverLeavesAGapOrForks,
  },
  {
    name: "other bytes at a place under way are taken for the same",
    file: "files/writer.ts",
    find: "ensureSame(firstIndex + compared, copies.slice(compared, known), underWay.entries);",
    replace: "",
    law: writerLaws.appendAtMayBeRepeatedButNeverLeavesAGapOrForks,
  },
  {
    name: "a repeated call is told before the first one is durable",
    file: "files/writer.ts",
    find: "await Promise.all([...underWay.durable, this.#enqueue(copies.slice(known))]);",
    replace: "await this.#enqueue(copies.slice(known));",
    law: writerLaws.appendAtMayBeRepeatedButNeverLeavesAGapOrForks,
  },
];

const verifyMutants: Mutant[] = [
  {
    name: "entries are not compared with their tile",
    file: "files/verify-tiles.ts",
    find: "if (!equalBytes(computed, stored)) throw await this.#blame(entryPlace, bundle, tile, computed);",
    replace: "",
    law: verifyLaws.anyHarmToAnyFileIsFoundWhereItIs,
  },
  {
    name: "higher tiles are not compared",
    file: "files/verify-tiles.ts",
    find: "if (equalBytes(computed, stored)) continue;",
    replace: "if (computed.length === stored.length) continue;",
    law: verifyLaws.anyHarmToAnyFileIsFoundWhereItIs,
  },
  {
    name: "bytes behind the last entry are not seen",
    file: "files/verify-tiles.ts",
    find: "if (bundle.isExact && offset !== bundle.bytes.length)",
    replace: "if (bundle.isExact && offset > bundle.bytes.length)",
    law: verifyLaws.anyHarmToAnyFileIsFoundWhereItIs,
  },
  {
    name: "bytes behind the last hash are not seen",
    file: "files/verify-tiles.ts",
    find: "if (bytes.length < expected || (isExact && bytes.length > expected))",
    replace: "if (bytes.length < expected)",
    law: verifyLaws.anyHarmToAnyFileIsFoundWhereItIs,
  },
  {
    name: "the entry is always to blame, never its hash",
    file: "files/verify-tiles.ts",
    find: "return isTileWrong\n      ? wrongHash",
    replace: "return isTileWrong && hashOffset < 0\n      ? wrongHash",
    law: verifyLaws.anyHarmToAnyFileIsFoundWhereItIs,
  },
  {
    name: "older partial tiles are not looked at",
    file: "files/verify-others.ts",
    find: "if (difference !== -1) throw",
    replace: "if (difference < -1) throw",
    law: verifyLaws.anyHarmToAnyFileIsFoundWhereItIs,
  },
  {
    name: "a doubtful signature is forgotten when the files agree",
    file: "files/verify.ts",
    find: "if (claim.doubt !== null) throw signatureFault(claim, claim.doubt, keys ?? []);",
    replace: "",
    law: verifyLaws.aRewrittenHistoryIsFound,
  },
  {
    name: "the root is not compared with the checkpoint",
    file: "files/verify.ts",
    find: "if (!equalBytes(root, claim.root)) throw rootFault(claim, root);",
    replace: "",
    law: verifyLaws.aRewrittenHistoryIsFound,
  },
  {
    name: "a wrong size is taken for missing files",
    file: "files/verify.ts",
    find: "if (size !== claim.size && (await leadsToRoot(disk, size, claim.root))) throw sizeFault(claim, size);",
    replace: "if (size < 0 && (await leadsToRoot(disk, size, claim.root))) throw sizeFault(claim, size);",
    law: verifyLaws.aWrongSizeIsFoundInTheCheckpoint,
  },
  {
    name: "a rewritten bundle and tile are blamed on the tile above",
    file: "files/verify-tiles.ts",
    find: "if (await this.#leadsToRoot(level, node, stored, tile)) throw rewrittenEntries(level, node, tile.path);",
    replace: "",
    law: verifyLaws.aPartOfARewrittenHistoryIsFoundInItsBundle,
  },
  {
    name: "a log is opened without a look at its root",
    file: "files/recover.ts",
    find: "if (!equalBytes(foldNodes(sha256, hashes), root))",
    replace: "if (hashes.length < 0 && root.length === 0)",
    law: verifyLaws.aDamagedLogIsNotOpened,
  },
  {
    name: "a log is opened without a look at its newest entries",
    file: "files/recover.ts",
    find: "if (leaf === undefined || !equalBytes(hashLeaf(sha256, entry), leaf)) {",
    replace: "if (leaf === undefined && hashLeaf(sha256, entry).length === 0) {",
    law: verifyLaws.aDamagedLogIsNotOpened,
  },
];

const witnessMutants: Mutant[] = [
  {
    name: "the witness cosigns what does not go on from what it saw",
    file: "witness/judge.ts",
    find: 'if ("error" in held) return refused(422, held.error.message);',
    replace: "if (held === undefined) throw new Error();",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness cosigns a smaller tree than it saw",
    file: "witness/judge.ts",
    find: "if (oldSize > size) return refused(400, `A proof",
    replace:
      "if (oldSize > size) return { status: 200, size, root, text: parseNote(request.checkpoint).text };\n  if (oldSize > size) return refused(400, `A proof",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness believes the old size that it is told",
    file: "witness/judge.ts",
    find: "if (oldSize !== log.size) return",
    replace: "if (oldSize > log.size) return",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness cosigns two trees of one size",
    file: "witness/judge.ts",
    find: "if (!equalBytes(root, log.root))",
    replace: "if (root.length !== log.root.length)",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness takes a proof from nothing",
    file: "witness/judge.ts",
    find: 'if (proof.length > 0) return refused(422, "From nothing there is nothing to prove.");',
    replace: "",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness takes a proof where there is nothing to prove",
    file: "witness/judge.ts",
    find: 'if (proof.length > 0) return refused(422, "Between equal sizes there is nothing to prove.");',
    replace: "",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness cosigns what the log did not sign",
    file: "witness/judge.ts",
    find: "verifyCheckpoint(verifyEd25519, request.checkpoint, log.keys)",
    replace:
      "verifyCheckpoint(() => true, request.checkpoint, log.keys.map((key) => ({ ...key, id: parseNote(request.checkpoint).signatures[0]?.keyId ?? 0 })))",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness takes a log of another origin for the one that it follows",
    file: "files/witness.ts",
    find: "this.#kept.get(read.origin) ?? null",
    replace: "this.#kept.get(read.origin) ?? [...this.#kept.values()][0] ?? null",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness forgets between two lives what it cosigned",
    file: "files/witness.ts",
    find: "const log = readKept(path, await readText(disk, path));",
    replace:
      "const kept_ = readKept(path, await readText(disk, path));\n    const log = { ...kept_, ...newWitnessedLog(sha256, kept_.keys) };",
    law: witnessLaws.aWitnessCosignsExactlyWhatGoesOn,
  },
  {
    name: "the witness's memory is not durable when it answers",
    file: "files/witness.ts",
    find: "await disk.syncFolder(folder);",
    replace: "",
    law: witnessLaws.whatAWitnessAnsweredIsNeverForgotten,
  },
  {
    name: "the witness answers before it remembers",
    file: "files/witness.ts",
    find: "await this.#keep({ ...log, size, root, cosignedS: timeS });",
    replace: "void this.#keep({ ...log, size, root, cosignedS: timeS }).catch(() => undefined);",
    law: witnessLaws.whatAWitnessAnsweredIsNeverForgotten,
  },
  {
    name: "the witness overwrites its memory in place",
    file: "files/witness.ts",
    find: "await disk.writeSynced(path + UNFINISHED, bytes);\n  await disk.rename(path + UNFINISHED, path);",
    replace: "await disk.writeSynced(path, bytes);",
    law: witnessLaws.whatAWitnessAnsweredIsNeverForgotten,
  },
  {
    name: "the witness serves two requests from the same tree at a time",
    file: "files/witness.ts",
    find: "const turn = this.#last.then(async () => {",
    replace: "const turn = Promise.resolve().then(async () => {",
    law: witnessLaws.whatAWitnessAnsweredIsNeverForgotten,
  },
];

const package_ = import.meta.dirname;
const PARTS = [
  "index.ts",
  "files.ts",
  "files/disk.ts",
  "files/lock.ts",
  "files/open.ts",
  "files/verify.ts",
  "files/witness.ts",
];
const seed = seedOf("mutants");
// A mutant has to die, not to give the smallest example of it.
fc.configureGlobal({ endOnFailure: true });
let workshop = "";

beforeAll(async () => {
  workshop = await fs.mkdtemp(join(tmpdir(), "leeward-mutants-"));
});

afterAll(async () => {
  await fs.rm(workshop, { recursive: true, force: true });
});

describe.each([
  ["tree", treeMutants],
  ["notes", noteMutants],
  ["writer", writerMutants],
  ["verifier", verifyMutants],
  ["witness", witnessMutants],
] as const)("mutants of the %s", (group, mutants) => {
  test.each(mutants.map((mutant, place) => ({ ...mutant, folder: `${group}-${place}` })))(
    "killed: $name",
    { timeout: 60_000 },
    async (mutant) => {
      const ledger = await loadMutant(mutant, join(workshop, "node_modules", mutant.folder));
      const tryFor = (runs: number) =>
        Promise.resolve()
          .then(() => mutant.law(ledger, { seed, runs }))
          .then(
            () => "survived",
            (error: unknown) => error,
          );
      const first = await tryFor(mutant.runs ?? 300);
      // Some show only where a draw hits the very bytes that they no longer look at: then it is drawn for longer.
      const outcome = first === "survived" ? await tryFor(10_000) : first;
      expect(outcome, `the mutant survived: ${mutant.name}`).toBeInstanceOf(Error);
      // Killed by what it does, not by a slip in the mutant's own text.
      expect(String(outcome instanceof Error ? (outcome.cause ?? outcome) : outcome)).not.toMatch(
        /SyntaxError|ReferenceError/,
      );
    },
  );
});

/** The package with the mistake in it, as one bundle: compiled file by file, each mutant took a quarter of a second. */
async function loadMutant({ file, find, replace }: Mutant, folder: string): Promise<LedgerUnderTest> {
  const source = await fs.readFile(join(package_, file), "utf8");
  expect(source.split(find), `"${find}" must be in ${file} once`).toHaveLength(2);
  const mistake: Plugin = {
    name: "mistake",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        path === join(package_, file)
          ? { contents: source.replace(find, () => replace), loader: "ts" }
          : null,
      ),
  };
  await build({
    absWorkingDir: package_,
    entryPoints: PARTS,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    logLevel: "silent",
    plugins: [mistake],
  });
  const modules = await Promise.all(
    PARTS.map((part) => import(pathToFileURL(join(folder, part.replace(/ts$/, "mjs"))).href)),
  );
  return Object.assign({}, ...modules);
}
