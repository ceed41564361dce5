import { equalBytes, toHex } from "../bytes.ts";
import { LedgerError } from "../errors.ts";
import { type SignedCheckpoint, verifyCheckpoint } from "../notes/checkpoint.ts";
import type { VerifierKey } from "../notes/key.ts";
import { CHECKPOINT_PATH, TILE_WIDTH } from "../tiles/layout.ts";
import { TileReader } from "../tiles/reader.ts";
import { hashLeaf } from "../tree/hash.ts";
import { verifyInclusion } from "../tree/verify.ts";
import { type Claim, readClaim, rootFault, signatureFault, sizeFault } from "./claim.ts";
import { nodeDisk, type ReadableDisk } from "./disk.ts";
import { FaultFound } from "./fault.ts";
import { sha256, verifyEd25519 } from "./node-crypto.ts";
import type { LogReport, VerifyProgress } from "./report.ts";
import { checkOtherFiles } from "./verify-others.ts";
import { TileCheck } from "./verify-tiles.ts";
import { findTiles } from "./walk.ts";

/** How to verify a log. */
export type VerifyOptions = {
  /** the log's key, and those of witnesses; without any, signatures are not checked and the report says so */
  readonly verifierKeys?: readonly VerifierKey[];
  /** told every 4,096 entries and at the end */
  readonly onProgress?: (progress: VerifyProgress) => void;
};

/** What a verification has come to know so far. */
type Findings = { claim: Claim | null; entries: number; files: number; bytes: number; notes: string[] };

/**
 * Verifies the files of a log, copied or in place, without a network: computes every hash anew from the entries,
 * compares every tile byte by byte, then the root and signatures of the checkpoint. Memory stays flat; nothing is
 * written.
 *
 * @returns a report. What is wrong with the files is in the report; only the disk's own errors are thrown
 */
export async function verifyLog(folder: string, options: VerifyOptions = {}): Promise<LogReport> {
  return await verifyLogOn(nodeDisk(folder), options);
}

/** `verifyLog` on any disk. */
export async function verifyLogOn(plainDisk: ReadableDisk, options: VerifyOptions): Promise<LogReport> {
  const findings: Findings = { claim: null, entries: 0, files: 0, bytes: 0, notes: [] };
  const disk = countReads(plainDisk, findings);
  const keys = options.verifierKeys ?? null;
  try {
    const claim = await readClaim(disk, keys);
    findings.claim = claim;
    await checkClaim(disk, claim, keys, (entries) => {
      findings.entries = entries;
      options.onProgress?.({ entries, size: claim.size, bytes: findings.bytes });
    });
    if (keys === null)
      findings.notes.push("No verifier key was given: who signed the checkpoint was not checked.");
    findings.notes.push(...(await checkOtherFiles(disk, claim.size)));
    return report(findings, keys, null);
  } catch (error) {
    if (error instanceof FaultFound) return report(findings, keys, error);
    throw error;
  }
}

/** An entry of a log's folder, with the signed checkpoint that covers it. */
export type VerifiedEntry = { readonly entry: Uint8Array; readonly checkpoint: SignedCheckpoint };

/**
 * Reads one entry of a log's folder and proves from the tiles that the signed checkpoint covers it; reads a few files,
 * however long the log is.
 *
 * @throws LedgerError `checkpoint-missing`, `index-out-of-range`, `proof-invalid`, `tile-missing`, `tile-malformed`,
 * `bundle-malformed`, and those of `verifyCheckpoint`
 */
export async function verifyEntry(
  folder: string,
  index: number,
  verifierKeys: readonly VerifierKey[],
): Promise<VerifiedEntry> {
  const disk = nodeDisk(folder);
  const note = await disk.read(CHECKPOINT_PATH);
  if (note === null)
    throw new LedgerError("checkpoint-missing", `There is no log in ${folder}: it has no checkpoint.`);
  const checkpoint = verifyCheckpoint(verifyEd25519, note, verifierKeys);
  const { size, root } = checkpoint;
  const reader = new TileReader(sha256, (path) => disk.read(path), size);
  const entry = await reader.entry(index);
  const proof = await reader.inclusionProof(index);
  verifyInclusion(sha256, { leafHash: hashLeaf(sha256, entry), index, size, proof, root });
  return { entry, checkpoint };
}

async function checkClaim(
  disk: ReadableDisk,
  claim: Claim,
  keys: readonly VerifierKey[] | null,
  onEntries: (entries: number) => void,
): Promise<void> {
  try {
    const check = new TileCheck((path) => disk.read(path), claim.size, claim.root);
    const root = await check.run(onEntries);
    if (!equalBytes(root, claim.root)) throw rootFault(claim, root);
  } catch (error) {
    // A size that nobody vouches for may itself be what is wrong, and the files in order.
    if (!(error instanceof FaultFound) || claim.signatures.length > 0) throw error;
    const size = await sizeOfFiles(disk);
    if (size !== claim.size && (await leadsToRoot(disk, size, claim.root))) throw sizeFault(claim, size);
    throw error;
  }
  if (claim.doubt !== null) throw signatureFault(claim, claim.doubt, keys ?? []);
}

/** How many entries the names of the bundles speak of. */
async function sizeOfFiles(disk: ReadableDisk): Promise<number> {
  let size = 0;
  for await (const { tile, isUnfinished } of findTiles(disk, 0)) {
    if (tile?.level === "entries" && !isUnfinished)
      size = Math.max(size, tile.index * TILE_WIDTH + tile.width);
  }
  return size;
}

async function leadsToRoot(disk: ReadableDisk, size: number, root: Uint8Array): Promise<boolean> {
  try {
    return equalBytes(await new TileReader(sha256, (path) => disk.read(path), size).root(), root);
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}

function countReads(disk: ReadableDisk, findings: Findings): ReadableDisk {
  return {
    list: (path) => disk.list(path),
    async read(path) {
      const bytes = await disk.read(path);
      if (bytes !== null) {
        findings.files++;
        findings.bytes += bytes.length;
      }
      return bytes;
    },
  };
}

function report(
  findings: Findings,
  keys: readonly VerifierKey[] | null,
  error: FaultFound | null,
): LogReport {
  const { claim, entries, files, bytes, notes } = findings;
  if (claim?.doubt && error !== null && error.fault.code !== "checkpoint-signature") {
    notes.push(`The checkpoint's signatures do not hold either: ${claim.doubt.message}`);
  }
  const verdict =
    error === null ? { ok: true as const, fault: null } : { ok: false as const, fault: error.fault };
  return {
    ...verdict,
    origin: claim?.origin ?? null,
    size: claim?.size ?? null,
    root: claim === null ? null : toHex(claim.root),
    signatureChecked: keys !== null,
    signatures: (claim?.signatures ?? []).map(({ key, timeS }) => {
      return { name: key.name, keyId: key.id.toString(16).padStart(8, "0"), timeS };
    }),
    entries,
    files,
    bytes,
    notes,
  };
}
