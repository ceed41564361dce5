import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inUse, isSystemError } from "./errors.ts";

/**
 * Who started the PostgreSQL in a folder. PostgreSQL's own lock says that a database server lives; this note says
 * whether the Leeward that started it still does. If not, the server was left behind and may be stopped.
 */
interface Owner {
  pid: number;
  /** Clock ticks since boot, so that a reused process number is not taken for the owner. */
  startedAt: string | undefined;
}

const NOTE = "owner.json";

/** Kernel's start time of a living process; undefined without /proc; null for one that is gone or a zombie. */
function startOf(pid: number): string | undefined | null {
  try {
    // The command, in parentheses, may itself hold spaces and parentheses: read from the last one on.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" ? null : fields[19];
  } catch (error) {
    if (!isSystemError(error, "ENOENT", "ESRCH")) throw error;
    return process.platform === "linux" ? null : undefined;
  }
}

/** True while a process with this number runs (a zombie does not run). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isSystemError(error, "EPERM")) return false;
  }
  return startOf(pid) !== null;
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    // Gone meanwhile, or cut short by a full disk: in both cases it names no one.
    if (isSystemError(error, "ENOENT") || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isOwnerAlive = (owner: Owner): boolean =>
  isAlive(owner.pid) && (owner.startedAt === undefined || startOf(owner.pid) === owner.startedAt);

export interface Claim {
  /** True when the note of a Leeward that is gone lay there: a server still running is then a left-over of it. */
  readonly wasLeftBehind: boolean;
  release(): void;
}

/**
 * Notes this process as the owner of the folder.
 *
 * Two starts in the same instant may both pass when the note was stale; PostgreSQL's own lock then stops the second.
 *
 * @throws EmbeddedPostgresError `in-use` while the owner lives
 */
export function claim(place: string): Claim {
  const file = join(place, NOTE);
  const note: Owner = { pid: process.pid, startedAt: startOf(process.pid) ?? undefined };
  for (let wasLeftBehind = false; ; wasLeftBehind = true) {
    try {
      writeFileSync(file, JSON.stringify(note), { flag: "wx", mode: 0o600 });
      return { wasLeftBehind, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if (!isSystemError(error, "EEXIST")) throw error;
    }
    const owner = readOwner(file);
    if (owner && isOwnerAlive(owner)) throw inUse(place, owner.pid);
    takeAway(file);
  }
}

function takeAway(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (!isSystemError(error, "ENOENT")) throw error;
  }
  rmSync(aside, { force: true });
}
