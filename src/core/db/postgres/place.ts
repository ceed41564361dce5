import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Account, postgresEnvironment } from "./account.ts";
import { EmbeddedPostgresError, explainFileError } from "./errors.ts";

/** Where data and binaries go when PostgreSQL's account cannot reach the wanted folder. Never a temporary folder. */
export const FALLBACK_ROOT = "/var/lib/leeward";

/**
 * Makes the folder that belongs to the launcher alone, and returns its absolute path. When root asks for a folder
 * that PostgreSQL's account cannot reach (under a home with mode 0700), it is a folder under `fallbackRoot`, named by the wanted path so that the next start finds it; the log says so.
 *
 * @throws EmbeddedPostgresError `not-writable`, `disk-full`, `not-reachable`
 */
export function preparePlace(
  wanted: string,
  account: Account,
  fallbackRoot: string,
  log: (line: string) => void,
): string {
  const place = resolve(wanted);
  makeFolder(place, account);
  if (isReachable(place, account)) return place;
  const fallback = fallbackOf(place, fallbackRoot);
  makeFolder(fallback, account);
  if (!isReachable(fallback, account)) {
    throw new EmbeddedPostgresError(
      "not-reachable",
      `PostgreSQL runs as user ${account.ids?.uid} because Leeward runs as root, and that user can enter neither ${place} nor ${fallback}. Set DATA_DIR to a folder that every user may enter, such as /srv/leeward, or run Leeward as an ordinary user.`,
    );
  }
  log(`User ${account.ids?.uid} cannot enter ${place}; the database is kept in ${fallback}`);
  return fallback;
}

/** The folders in which the database of a wanted folder can be, without making any. */
export const placesOf = (wanted: string, fallbackRoot: string): readonly string[] => [
  resolve(wanted),
  fallbackOf(resolve(wanted), fallbackRoot),
];

const fallbackOf = (place: string, fallbackRoot: string): string =>
  join(fallbackRoot, `database-${createHash("sha256").update(place).digest("hex").slice(0, 12)}`);

function makeFolder(place: string, account: Account): void {
  try {
    mkdirSync(place, { recursive: true });
    chmodSync(place, 0o700);
    if (account.ids) chownSync(place, account.ids.uid, account.ids.gid);
  } catch (error) {
    throw explainFileError(error, place);
  }
}

/** Asks the system instead of reading mode bits: access lists and mount options count too. */
function isReachable(place: string, account: Account): boolean {
  if (!account.ids) return true;
  const probe = spawnSync("/bin/sh", ["-c", 'cd -- "$0" && test -w .', place], {
    ...account.ids,
    cwd: "/",
    env: postgresEnvironment(),
    stdio: "ignore",
  });
  return probe.status === 0;
}

/** What `sockaddr_un` holds on macOS, the shorter of the two, less the closing NUL. */
const SOCKET_PATH_BYTES_MAX = 103;
const SOCKET_NAME = ".s.PGSQL.5432";

/**
 * A folder for the Unix socket: the place itself, or a private one with a short path when that is too long.
 * Only a socket ever lies there, no data.
 */
export function socketFolder(place: string, account: Account): string {
  if (Buffer.byteLength(join(place, SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX) return place;
  const name = `leeward-${createHash("sha256").update(place).digest("hex").slice(0, 16)}`;
  const base = [process.env.XDG_RUNTIME_DIR, account.ids ? "/run" : undefined].find(
    (folder) => folder !== undefined && existsSync(folder),
  );
  const folder = join(base ?? tmpdir(), name);
  makeFolder(folder, account);
  return folder;
}
