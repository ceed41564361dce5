import { constants } from "node:fs";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { ENTRY_BYTES_MAX } from "../tiles/bundle.ts";
import { TILE_WIDTH } from "../tiles/layout.ts";

/** The largest file that a log can have: a bundle of the longest entries. Of a larger one only so much is read. */
const FILE_BYTES_MAX = TILE_WIDTH * (2 + ENTRY_BYTES_MAX);

/** What a verifier asks of a file system; paths as for `Disk`. */
export type ReadableDisk = {
  /** The bytes of a file, or null where there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Names in a folder, none where there is no such folder; a folder's name ends in `/`. */
  list(path: string): Promise<string[]>;
};

/**
 * The few things that the writer asks of a file system, so that a test can stand in for one that loses power. Paths
 * are below one folder, with `/`; the folder itself is the empty path.
 */
export type Disk = ReadableDisk & {
  /** Writes a file whole, over any earlier one; when this returns its bytes are durable, its name not yet. */
  writeSynced(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a file another name, in the place of any file that has it. */
  rename(from: string, to: string): Promise<void>;
  /** Makes a folder whose parent exists; one that is there already will do. */
  makeFolder(path: string): Promise<void>;
  /** Removes a file, or a folder with its files; none will do. */
  remove(path: string): Promise<void>;
  /** When this returns, names made, changed and removed in this folder are durable. */
  syncFolder(path: string): Promise<void>;
};

/** The disk below `folder`. Durable on systems where a folder can be synced: all but Windows, which does not ask. */
export function nodeDisk(folder: string): Disk {
  return {
    async read(path) {
      return await readFileUpTo(join(folder, path), FILE_BYTES_MAX + 1);
    },
    async list(path) {
      try {
        const found = await fs.readdir(join(folder, path), { withFileTypes: true });
        return found.map((each) => (each.isDirectory() ? `${each.name}/` : each.name));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    async writeSynced(path, bytes) {
      const file = await fs.open(join(folder, path), "w");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async rename(from, to) {
      await fs.rename(join(folder, from), join(folder, to));
    },
    async makeFolder(path) {
      await fs.mkdir(join(folder, path), { recursive: true });
    },
    async remove(path) {
      await fs.rm(join(folder, path), { recursive: true, force: true });
    },
    async syncFolder(path) {
      if (process.platform === "win32") return;
      const handle = await fs.open(join(folder, path), "r");
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

/** A verifier reads what strangers hand it: a folder, a pipe or an endless file in the place of a tile is no tile. */
async function readFileUpTo(path: string, bytesMax: number): Promise<Uint8Array | null> {
  let handle: fs.FileHandle;
  try {
    handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return null;
    const bytes = new Uint8Array(Math.min(stat.size, bytesMax));
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = (await handle.read(bytes, length, bytes.length - length)).bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
