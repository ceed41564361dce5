import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "pg";
import { newestMigration } from "../db/index.ts";
import type { Examine } from "./index.ts";

/** What the running of the house comes to: its files, copies, jobs and clock. */

const HOURS_MS = 3_600_000;
/** A day, and time for the backup itself. */
const BACKUP_AGE_HOURS_MAX = 26;
const RETENTION_AGE_HOURS_MAX = 3;
const JOB_LATE_MINUTES_MAX = 15;
const CLOCK_DIFFERENCE_MS_MAX = 5_000;
const POSTGRES_MIN = 160_000;

/** Files that open something, or say who was erased: for the account of the house alone. */
const OWN_FILES = ["secrets.json", "agency-keys.json", "server-identity.json"];

export const OPERATIONS: Readonly<Record<string, Examine>> = {
  clock: async (client) => {
    const { rows } = await client.query<{ now: Date; newest: Date | null }>(
      "select clock_timestamp() as now, (select max(at) from ledger.entry) as newest",
    );
    const now = rows[0]?.now.getTime() ?? 0;
    const differenceMs = Math.abs(Date.now() - now);
    const aheadMs = (rows[0]?.newest?.getTime() ?? 0) - now;
    if (aheadMs > CLOCK_DIFFERENCE_MS_MAX) {
      return {
        ok: false,
        says: `The newest entry of the ledger is ${Math.round(aheadMs / 1000)} s in the future: the clock went back. Set it right (chronyc tracking) before anyone works.`,
      };
    }
    return {
      ok: differenceMs < CLOCK_DIFFERENCE_MS_MAX,
      says: `This machine's clock and the database's differ by ${differenceMs} ms.`,
    };
  },
  versions: async (client) => {
    const { rows } = await client.query<{ version: string; number: string; newest: string }>(
      `select current_setting('server_version') as version, current_setting('server_version_num') as number,
         (select max(name) from installation.migration) as newest`,
    );
    const { version = "", number = "0", newest = "" } = rows[0] ?? {};
    const parts = `Node ${process.versions.node}, PostgreSQL ${version}`;
    if (Number(number) < POSTGRES_MIN)
      return { ok: false, says: `${parts}: PostgreSQL 16 or newer is needed.` };
    if (newest !== newestMigration()) {
      const what =
        newest > newestMigration()
          ? "by a newer Leeward: install it"
          : "for an older one: run `leeward migrate`";
      return { ok: false, says: `${parts}. The database was migrated ${what}.` };
    }
    return { ok: true, says: `${parts}; the database is at this version.` };
  },
  mark: async (client, ground) => {
    const { rows } = await client.query<{ kind: string }>("select kind from installation.mark");
    const kind = rows[0]?.kind ?? "nothing";
    return {
      ok: kind === ground.expected,
      says:
        kind === ground.expected
          ? `This database is marked as: ${kind}.`
          : `This database is marked as: ${kind}, where ${ground.expected} is wanted.`,
    };
  },
  files: async (_client, ground) => {
    const open: string[] = [];
    const paths = [...OWN_FILES.map((name) => join(ground.config.dataDir, name)), ground.config.erasuresFile];
    for (const path of paths) {
      const found = await stat(path).catch(() => null);
      if (found && (found.mode & 0o077) !== 0) open.push(path);
    }
    const folder = await stat(ground.config.dataDir);
    if ((folder.mode & 0o022) !== 0) open.push(ground.config.dataDir);
    return open.length === 0
      ? { ok: true, says: "Keys and secrets are for this account alone." }
      : { ok: false, says: `Others may read or change: ${open.join(", ")}. Run chmod go-rwx on each.` };
  },
  backups: async (client, ground) => {
    const ages = await Promise.all(["main", "wraps"].map((kind) => newestBackup(client, kind)));
    const [main, wraps] = ages.map((at) => (at ? (Date.now() - at.getTime()) / HOURS_MS : null));
    if (ground.expected === "demonstration") return { ok: true, says: "A demonstration needs no backup." };
    if (main === null || main === undefined || wraps === null || wraps === undefined) {
      return { ok: false, says: "No backup was made yet: `leeward backup keygen`, then `leeward backup`." };
    }
    return {
      ok: Math.max(main, wraps) < BACKUP_AGE_HOURS_MAX,
      says: `The newest main file shows ${main.toFixed(1)} hours ago, the newest wraps file ${wraps.toFixed(1)}.`,
    };
  },
  retention: async (client) => {
    const { rows } = await client.query<{ oldest: Date | null; made: Date }>(
      `select (select min(coalesce(last_run_at, '-infinity')) from retention.schedule where elsewhere is null) as oldest,
         (select made_at from installation.mark) as made`,
    );
    const { oldest, made } = rows[0] ?? {};
    const since = oldest instanceof Date ? oldest : made;
    const hours = (Date.now() - (since?.getTime() ?? 0)) / HOURS_MS;
    return {
      ok: hours < RETENTION_AGE_HOURS_MAX,
      says:
        oldest instanceof Date
          ? `What is past its time was last deleted ${hours.toFixed(1)} hours ago.`
          : `Nothing was deleted in the ${hours.toFixed(1)} hours of this installation: \`leeward serve\` or \`leeward work\` does it.`,
    };
  },
  jobs: async (client) => {
    const { rows } = await client.query<{ task: string; failed: boolean }>(
      `select t.identifier as task, j.attempts >= j.max_attempts as failed
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.attempts >= j.max_attempts
         or (j.locked_at is null and j.run_at < now() - make_interval(mins => $1))`,
      [JOB_LATE_MINUTES_MAX],
    );
    const names = (failed: boolean) => [
      ...new Set(rows.filter((row) => row.failed === failed).map(({ task }) => task)),
    ];
    if (rows.length === 0) return { ok: true, says: "No job waits or has given up." };
    const failed = names(true);
    const late = names(false);
    return {
      ok: false,
      says: [
        failed.length > 0 ? `These jobs gave up: ${failed.join(", ")}; the log says why.` : "",
        late.length > 0 ? `These wait for a worker: ${late.join(", ")}. Start \`leeward work\`.` : "",
      ]
        .join(" ")
        .trim(),
    };
  },
};

async function newestBackup(client: Client, kind: string): Promise<Date | null> {
  const { rows } = await client.query("select max(at) as at from installation.backup where kind = $1", [
    kind,
  ]);
  return rows[0].at;
}
