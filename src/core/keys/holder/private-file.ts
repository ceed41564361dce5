import { chmod, link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file that its owner alone reads, whole: to a neighbour first, then by name. */
export async function writePrivately(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.next`;
  const file = await open(next, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(next, 0o600);
  await rename(next, path);
}

/** Makes such a file where there is none yet; where another process was first, its file stays. */
export async function makePrivately(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await writePrivately(aside, text);
  try {
    await link(aside, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
