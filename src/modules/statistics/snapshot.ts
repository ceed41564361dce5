import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Description, keyedRandom, type Release, writeRelease } from "@leeward/synth";
import { asMember } from "../../core/access/context.ts";
import { openBytes, sealBytes } from "../../core/codes/index.ts";
import type { House } from "../../core/house.ts";
import { StatisticsError } from "./errors.ts";
import { type CountedRows, unpackRows } from "./source/counted-rows.ts";
import { findKept, openSnapshot } from "./store.ts";
import { type ReleasedTables, tablesOf } from "./tables.ts";

/** All that a release was made of: whoever has it makes the same one again. */
export interface Snapshot extends CountedRows {
  readonly description: Description;
  readonly epsilon: number;
  readonly delta: number;
  readonly release: string;
  /** Of the noise: 32 bytes of the operating system, base64; nowhere else. */
  readonly noise: string;
}

const placeOf = (runId: string): string => `snapshot ${runId}`;

/** Sealed for its run alone. */
export const sealSnapshot = (
  { secrets, random }: Pick<House, "secrets" | "random">,
  runId: string,
  snapshot: Snapshot,
): Buffer => sealBytes(secrets.codes, placeOf(runId), gzipSync(JSON.stringify(snapshot)), random);

/** Makes the release of a snapshot, in a folder that does not exist yet: the same one each time. */
export async function makeRelease(
  snapshot: Snapshot,
  at: { readonly out: string; readonly signal?: AbortSignal; readonly onProgress?: (step: string) => void },
): Promise<{ readonly release: Release; readonly tables: ReleasedTables }> {
  const { description, epsilon, delta, release, noise } = snapshot;
  const encoded = unpackRows(description, snapshot);
  const made = await writeRelease(encoded, {
    ...{ description, epsilon, delta, release, ...at },
    random: keyedRandom(Buffer.from(noise, "base64")),
  });
  return { release: made, tables: tablesOf(encoded.domain, made) };
}

/** What came of computing a release again. */
export interface Verified {
  readonly cells: number;
  readonly different: number;
}

/**
 * All that a kept release was made of, while its snapshot lives, as a statistician of its agency; and what is kept of it.
 *
 * @throws StatisticsError `snapshot-gone`; NoSessionError
 */
export async function readSnapshot(
  house: Pick<House, "db" | "secrets">,
  secret: Uint8Array,
  releaseId: string,
): Promise<{ readonly snapshot: Snapshot; readonly kept: ReleasedTables }> {
  const found = await asMember(house.db, secret, "statistics", async (tx) => ({
    frozen: await openSnapshot(tx, releaseId),
    kept: await findKept(tx, releaseId),
  }));
  if (!found.frozen || !found.kept) throw new StatisticsError("snapshot-gone");
  const { runId, sealed } = found.frozen;
  const text = gunzipSync(openBytes(house.secrets.codes, placeOf(runId), sealed)).toString();
  return { snapshot: JSON.parse(text), kept: found.kept };
}

/**
 * Computes every cell of a kept release again from its snapshot.
 *
 * @throws as `readSnapshot`
 */
export async function verifyRelease(
  house: Pick<House, "db" | "secrets">,
  secret: Uint8Array,
  releaseId: string,
): Promise<Verified> {
  const { snapshot, kept } = await readSnapshot(house, secret, releaseId);
  const out = join(tmpdir(), `leeward-verify-${randomUUID()}`);
  try {
    const { tables } = await makeRelease(snapshot, { out });
    return compare(kept, tables);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Pure: how many numbers of a release are not those that came out again. */
function compare(kept: ReleasedTables, again: ReleasedTables): Verified {
  let cells = 0;
  let different = 0;
  for (const table of kept.tables) {
    const other = again.tables.find(({ shape }) => `${shape}` === `${table.shape}`);
    for (const [cell, count] of table.counts.entries()) {
      cells++;
      const isEqual =
        other?.counts[cell] === count &&
        other.low[cell] === table.low[cell] &&
        other.high[cell] === table.high[cell];
      if (!isEqual) different++;
    }
  }
  return { cells, different };
}
