import * as fs from "node:fs/promises";
import { join } from "node:path";
import { LedgerError } from "../errors.ts";

/** Holds a log's folder for one writer. */
export type Lock = {
  /**
   * Returns while this writer still holds the folder.
   *
   * @throws LedgerError `another-writer`
   */
  ensureHeld(): Promise<void>;
  release(): Promise<void>;
};

export const LOCK_NAME = "lock";

let openings = 0;

/**
 * Takes the folder's lock: a file that names the process and when it started, so that one left behind by a process
 * that is gone, even if its number was given to another since, does not stand in the way.
 *
 * Two machines that share a folder cannot see each other's processes: there the later one takes over and the earlier
 * one stops at its next commit. A platform with several machines should choose its writer in its database.
 *
 * @throws LedgerError `locked` while a living process, this one included, holds it
 */
export async function takeLock(folder: string): Promise<Lock> {
  const path = join(folder, LOCK_NAME);
  const own = JSON.stringify({
    pid: process.pid,
    started: await processStart(process.pid),
    opening: ++openings,
  });
  // Written aside and linked into place, so that a lock is never seen half written.
  const aside = `${path}.${process.pid}.${openings}`;
  await fs.writeFile(aside, own);
  try {
    while (!(await linkIfFree(aside, path))) {
      const holder = await readIfThere(path);
      if (holder === null) continue;
      if (await isAlive(holder)) {
        throw new LedgerError(
          "locked",
          `Another writer has this log open: ${holder}. Stop it first; if it is gone for certain, remove ${path}.`,
        );
      }
      await fs.rm(path, { force: true });
    }
  } finally {
    await fs.rm(aside, { force: true });
  }
  return {
    async ensureHeld() {
      if ((await readIfThere(path)) === own) return;
      throw new LedgerError(
        "another-writer",
        `Another writer took over this log; this one stops. See ${path}.`,
      );
    },
    async release() {
      if ((await readIfThere(path)) === own) await fs.rm(path, { force: true });
    },
  };
}

async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await fs.link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

async function isAlive(holder: string): Promise<boolean> {
  const { pid, started } = parseHolder(holder);
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, "ESRCH")) return false;
    if (!hasCode(error, "EPERM")) throw error;
  }
  return started === (await processStart(pid));
}

function parseHolder(holder: string): { pid: number | null; started: string } {
  const [, pid, started] = /^\{"pid":(\d+),"started":"(\d*)",/.exec(holder) ?? [];
  return { pid: pid === undefined ? null : Number(pid), started: started ?? "" };
}

/** When a process started, in the kernel's ticks since boot; empty where the system does not tell (not Linux). */
async function processStart(pid: number): Promise<string> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  // The second field is a name in parentheses that may hold anything; the start is the 22nd, the 20th after it.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await fs.readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ESRCH")) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
