import { statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { EmbeddedPostgresError, isSystemError } from "./errors.ts";

/** Whom the processes of PostgreSQL run as: `ids` only when Leeward itself is root. */
export interface Account {
  readonly ids?: { readonly uid: number; readonly gid: number };
  /** The name under which the operating system knows the account that *connects*: this process. */
  readonly name: string;
}

/** "nobody" on every system that we start on; PostgreSQL refuses to run as root and as a number without an account. */
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * The account for PostgreSQL's processes on a folder. An ordinary user runs them as itself. Root runs them as the
 * owner of the database that is already there (so a start with sudo does not lock its user out afterwards), else as
 * uid and gid 65534, which edits nothing on the host.
 *
 * @throws EmbeddedPostgresError `account-missing` when this process runs under a number that has no account
 */
export function accountForPostgres(dataDir: string): Account {
  let name: string;
  try {
    name = userInfo().username;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "account-missing",
      `Leeward runs as user number ${process.getuid?.()}, which has no account on this machine, and PostgreSQL refuses that. Run it as a user with an account, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  return process.getuid?.() === 0 ? { ids: ownerOfDatabase(dataDir) ?? NOBODY, name } : { name };
}

function ownerOfDatabase(dataDir: string): Account["ids"] {
  try {
    const { uid, gid } = statSync(join(dataDir, "cluster"));
    return uid === 0 ? undefined : { uid, gid };
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** What PostgreSQL may see of our environment: nothing that would redirect it (PGDATA, PGPORT) or hold a secret. */
export const postgresEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
});
