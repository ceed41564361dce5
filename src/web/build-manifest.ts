import { readFile } from "node:fs/promises";
import type { AssetFile } from "./assets.ts";

export interface Asset {
  readonly file: string;
  /** Names of the pieces that it loads at once. */
  readonly pieces: readonly string[];
}

/** What a build leaves beside its files, so that the next start can tell whether they are still true. */
export interface Manifest {
  readonly inputsHash: string;
  /** Sources of ours, from the repository's root. */
  readonly inputs: readonly string[];
  readonly entries: Readonly<Record<string, Asset>>;
  readonly files: Readonly<Record<string, AssetFile>>;
}

/** The manifest, or nothing where there is none or it cannot be read: then everything is built anew. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const value: Manifest = JSON.parse(text);
    return Array.isArray(value.inputs) && value.entries && value.files ? value : undefined;
  } catch {
    return undefined; // half-written or from another version
  }
}
