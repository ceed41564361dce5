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

const LOCK_NAME = "lock";

/** `lock.PROCESS.OPENING` */
const ASIDE = new RegExp(`^${LOCK_NAME}\\.(\\d+)\\.\\d+$`);

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
  const aside = join(folder, asideName(process.pid, openings));
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
  await removeLeftAside(folder);
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

function asideName(pid: number, opening: number): string {
  return `${LOCK_NAME}.${pid}.${opening}`;
}

/** Whether a file of a log's folder is a lock, or one that a writer wrote aside to take it. */
export function isLockName(name: string): boolean {
  return name === LOCK_NAME || ASIDE.test(name);
}

/** Removes what writers that were killed between writing aside and removing it left; a living one's stays. */
async function removeLeftAside(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const pid = ASIDE.exec(name)?.[1];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const holder = await readIfThere(path);
    if (holder === null || (await isAlive(holder))) continue;
    // Half written, it does not tell yet when its process started: the number in its name has to do.
    if (parseHolder(holder).pid === null && isRunning(Number(pid))) continue;
    await fs.rm(path, { force: true });
  }
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
  return pid !== null && isRunning(pid) && started === (await processStart(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (hasCode(error, "ESRCH")) return false;
    if (hasCode(error, "EPERM")) return true;
    throw error;
  }
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
