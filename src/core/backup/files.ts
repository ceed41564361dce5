import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { BackupError } from "./errors.ts";

/** `main` holds everything but what erasure must destroy; `wraps` holds that, and what has ended or gone since. */
export type BackupKind = "main" | "wraps";

export interface BackupFile {
  readonly name: string;
  readonly kind: BackupKind;
  /** The instant that the file shows. */
  readonly at: Date;
}

/** How long a backup may stay, in days: afterwards nothing that was erased stands in any of them. */
export const BACKUP_DAYS = 35;

const NAME = /^leeward-(main|wraps)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.age$/;
/** An unfinished file that is older than this belongs to no process that still writes. */
const UNFINISHED_MS = 86_400_000;

export const nameOf = (kind: BackupKind, at: Date): string =>
  `leeward-${kind}-${at.toISOString().replaceAll(/[-:.]/g, "")}.age`;

export function parseName(name: string): BackupFile | null {
  const [, kind, ...digits] = NAME.exec(name) ?? [];
  const [year, month, day, hour, minute, second, ms] = digits.map(Number);
  if (kind !== "main" && kind !== "wraps") return null;
  const at = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms));
  return { name, kind, at };
}

/** The backups in a folder, oldest first. @throws BackupError `folder-missing` */
export async function listBackups(folder: string): Promise<BackupFile[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new BackupError(
      "folder-missing",
      `The folder ${folder} cannot be read. Make it, or name another.`,
      {
        cause,
      },
    );
  });
  return names
    .map(parseName)
    .filter((file) => file !== null)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.name < b.name ? -1 : 1));
}

/**
 * The files to delete: past their time, but never the newest main file and never the newest wraps file, so that
 * backups that have stopped being made do not also disappear.
 */
function expired(files: readonly BackupFile[], now: Date, days = BACKUP_DAYS): BackupFile[] {
  const newest = new Set(
    (["main", "wraps"] as const).map((kind) => files.findLast((file) => file.kind === kind)?.name),
  );
  return files.filter(
    (file) => file.at.getTime() < now.getTime() - days * 86_400_000 && !newest.has(file.name),
  );
}

/** Deletes what is past its time, and what was left unfinished; returns the names, oldest first. */
export async function pruneBackups(folder: string, now: Date, isDryRun: boolean): Promise<string[]> {
  const gone = expired(await listBackups(folder), now).map(({ name }) => name);
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".partial") || parseName(name.slice(0, -".partial".length)) === null) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (mtimeMs < now.getTime() - UNFINISHED_MS) gone.push(name);
  }
  if (!isDryRun) {
    for (const name of gone) {
      await rm(join(folder, name), { force: true });
      await rm(join(folder, `${name}.sha256`), { force: true });
    }
  }
  return gone;
}
