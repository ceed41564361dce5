import type { Transaction } from "../db/index.ts";
import { leavesOf } from "./batch.ts";
import { findPlaced } from "./store.ts";

/** As many as are read and written at once. */
export const LEAVES_MAX = 4096;

/** What the log holds from the place `start` up to but without `end`, out of the database. */
export async function readLeaves(
  tx: Transaction,
  range: { readonly start: number; readonly end: number },
): Promise<Uint8Array[]> {
  const { entries, batches } = await findPlaced(tx, range);
  return leavesOf(range, entries, batches);
}
