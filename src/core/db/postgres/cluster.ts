import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Account, postgresEnvironment } from "./account.ts";
import { POSTGRES_MAJOR } from "./binaries.ts";
import { damaged, diskFull, EmbeddedPostgresError } from "./errors.ts";

/** A fresh cluster with its first log segments, and room for the first hours. */
const BYTES_FOR_NEW_CLUSTER = 200 * 1024 * 1024;

export const SUPERUSER = "postgres";

interface ClusterWish {
  readonly place: string;
  readonly binDir: string;
  readonly account: Account;
  /** False only where losing the database to a power cut does not matter. */
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/**
 * The folder of the database files inside `place`, made when there is none. It is made beside its final name and
 * then renamed, so a start that was killed in the middle leaves nothing that looks like a database.
 *
 * @throws EmbeddedPostgresError `disk-full`, `damaged`, `made-by-newer`, `made-by-older`, `not-started`
 */
export async function prepareCluster(wish: ClusterWish): Promise<string> {
  const cluster = join(wish.place, "cluster");
  if (existsSync(cluster)) ensureVersion(wish.place, cluster);
  else await makeCluster(wish, cluster);
  chmodSync(cluster, 0o700); // a copy or a restore may have widened it, and PostgreSQL then refuses
  writeAccessRules(cluster, wish.account);
  return cluster;
}

function ensureVersion(place: string, cluster: string): void {
  let text: string;
  try {
    text = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  } catch (error) {
    throw damaged(
      place,
      `its file PG_VERSION cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
  const major = Number(text);
  if (!Number.isInteger(major)) throw damaged(place, "its file PG_VERSION holds no version");
  if (major > POSTGRES_MAJOR) {
    throw new EmbeddedPostgresError(
      "made-by-newer",
      `The database in ${place} was made by PostgreSQL ${major}; this Leeward brings ${POSTGRES_MAJOR}. Start the newer Leeward that made it, or set DATA_DIR to another folder. Nothing was changed.`,
    );
  }
  if (major < POSTGRES_MAJOR) {
    throw new EmbeddedPostgresError(
      "made-by-older",
      `The database in ${place} was made by PostgreSQL ${major}; this Leeward brings ${POSTGRES_MAJOR} and does not convert it. Export it with the Leeward that made it, or set DATA_DIR to another folder. Nothing was changed.`,
    );
  }
}

async function makeCluster(wish: ClusterWish, cluster: string): Promise<void> {
  const { bavail, bsize } = statfsSync(wish.place);
  if (bavail * bsize < BYTES_FOR_NEW_CLUSTER) throw diskFull(wish.place);
  wish.log("Making the database, once");
  const unfinished = join(wish.place, "cluster.new");
  rmSync(unfinished, { recursive: true, force: true });
  const outcome = await run(
    join(wish.binDir, "initdb"),
    initdbOptions(unfinished, wish.durable),
    wish.account,
  );
  if (outcome.code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    if (/No space left on device|Disk quota exceeded/.test(outcome.talk)) throw diskFull(wish.place);
    throw new EmbeddedPostgresError(
      "not-started",
      `PostgreSQL could not make a database in ${wish.place}. It said: ${lastLines(outcome.talk)}`,
    );
  }
  renameSync(unfinished, cluster);
}

/**
 * The locale is PostgreSQL's own, so that order and case are the same on every machine and no index is silently
 * wrong after an upgrade of the system's C library.
 */
const initdbOptions = (folder: string, durable: boolean): string[] => [
  `--pgdata=${folder}`,
  `--username=${SUPERUSER}`,
  "--encoding=UTF8",
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth-local=peer",
  "--auth-host=reject",
  "--no-instructions",
  ...(durable ? [] : ["--no-sync"]),
];

/**
 * Only the account that runs Leeward may connect, under any database role, and only through the socket: the
 * system itself says who is at the other end, so there is no password to keep, leak or rotate. Written at every
 * start, because the folder may have been handed to another account since.
 */
function writeAccessRules(cluster: string, account: Account): void {
  const own = (name: string, text: string) => {
    const file = join(cluster, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (account.ids) chownSync(file, account.ids.uid, account.ids.gid);
  };
  own("pg_hba.conf", "# Written by Leeward at every start\nlocal all all peer map=leeward\n");
  own("pg_ident.conf", `# Written by Leeward at every start\nleeward "${account.name}" all\n`);
}

function run(
  program: string,
  options: string[],
  account: Account,
): Promise<{ code: number | null; talk: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      ...account.ids,
      cwd: "/",
      env: postgresEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const parts: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (part: string) => parts.push(part));
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, talk: parts.join("") }));
  });
}

export const lastLines = (text: string): string => text.trim().split("\n").slice(-3).join(" | ");
