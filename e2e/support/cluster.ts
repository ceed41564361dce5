import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  type Dirent,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { accountForPostgres, postgresEnvironment } from "../../src/core/db/postgres/account.ts";
import { reachableBinaries } from "../../src/core/db/postgres/binaries.ts";
import { killTree } from "./kill-tree.ts";
import { freePort } from "./start.ts";

/**
 * A PostgreSQL as an operator would run one of their own, and its replica: over TCP with TLS and passwords, the house's
 * owner no superuser. Made of the binaries that npm brought, which have neither pg_basebackup nor psql; for benches,
 * proofs and tests that need a primary to be killed.
 */
export interface Cluster {
  /** For `DATABASE_URL`: as the owner of the database `leeward`, the certificate verified. */
  readonly url: string;
  /** As the superuser, over the Unix socket. */
  superuser(database?: string): Promise<Client>;
  start(): Promise<void>;
  /** kill -9 of the server and all its children. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** A replica that follows this server, from a base backup by the low-level API. */
  makeReplica(folder: string): Promise<Cluster>;
  /** From now on commits wait until a replica has them on its disk. */
  waitForReplica(): Promise<void>;
  /** By hand, as docs/operating.md says. */
  promote(): Promise<void>;
}

const OWNER = "leeward_owner";
const REPLICATION = "leeward_replication";
const ANSWER_MS = 60_000;

/** What all servers of one bench share: passwords and the certificate. */
interface Shared {
  readonly ownerPassword: string;
  readonly replicationPassword: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes and starts a server with an empty database. */
export async function makeCluster(folder: string): Promise<Cluster> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { certificate, key } = makeCertificate(folder);
  const word = () => randomBytes(18).toString("hex");
  const shared = { ownerPassword: word(), replicationPassword: word(), certificate, key };
  const place = preparePlace(folder);
  execFileSync(
    join(place.binDir, "initdb"),
    [
      ...["-D", place.data, "-U", "postgres", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"],
      ...["--builtin-locale=C.UTF-8", "--auth-local=peer", "--auth-host=reject", "--no-sync"],
    ],
    { ...place.account.ids, cwd: "/", env: postgresEnvironment(), stdio: "ignore" },
  );
  writeRules(place);
  const cluster = await openCluster(place, shared);
  await cluster.start();
  const admin = await cluster.superuser("postgres");
  await admin.query(`create role ${OWNER} login createrole password '${shared.ownerPassword}'`);
  await admin.query(`create role ${REPLICATION} login replication password '${shared.replicationPassword}'`);
  await admin.query(`create database leeward owner ${OWNER}`);
  await admin.end();
  return cluster;
}

interface Place {
  readonly folder: string;
  readonly data: string;
  readonly binDir: string;
  readonly account: ReturnType<typeof accountForPostgres>;
}

function preparePlace(folder: string): Place {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const account = accountForPostgres(folder);
  if (account.ids) chownSync(folder, account.ids.uid, account.ids.gid);
  const binDir = reachableBinaries(account, join(folder, "binaries"), () => {});
  return { folder, data: join(folder, "data"), binDir, account };
}

function makeCertificate(folder: string): { certificate: string; key: string } {
  const files = { certificate: join(folder, "tls.crt"), key: join(folder, "tls.key") };
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
      ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
      ...["-keyout", files.key, "-out", files.certificate],
    ],
    { stdio: "ignore" },
  );
  chmodSync(files.certificate, 0o644);
  return files;
}

function writeRules({ data, account }: Place): void {
  writeFileSync(
    join(data, "pg_hba.conf"),
    [
      "local all postgres peer map=bench",
      "hostssl all all 127.0.0.1/32 scram-sha-256",
      `hostssl replication ${REPLICATION} 127.0.0.1/32 scram-sha-256`,
      "",
    ].join("\n"),
  );
  writeFileSync(join(data, "pg_ident.conf"), `bench "${account.name}" postgres\n`);
}

async function openCluster(place: Place, shared: Shared): Promise<Cluster> {
  const { folder, data, account } = place;
  const port = await freePort();
  const key = join(folder, "server.key");
  copyFileSync(shared.key, key);
  chmodSync(key, 0o600);
  if (account.ids) chownSync(key, account.ids.uid, account.ids.gid);
  const socket = socketFolder(folder);
  let child: ChildProcess | undefined;

  const superuser = async (database = "leeward") => {
    const client = new Client({ host: socket, port, user: "postgres", database });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const as = async <T>(work: (admin: Client) => Promise<T>): Promise<T> => {
    const admin = await superuser("postgres");
    try {
      return await work(admin);
    } finally {
      await admin.end().catch(() => undefined);
    }
  };
  const cluster: Cluster = {
    url: `postgresql://${OWNER}:${shared.ownerPassword}@127.0.0.1:${port}/leeward?sslmode=verify-full&sslrootcert=${encodeURIComponent(shared.certificate)}`,
    superuser,
    start: async () => {
      rmSync(join(data, "postmaster.pid"), { force: true }); // of a server that was killed and is gone
      mkdirSync(socket, { recursive: true, mode: 0o700 });
      if (account.ids) chownSync(socket, account.ids.uid, account.ids.gid);
      child = launch(place, { port: String(port), socket, key, certificate: shared.certificate });
      await untilAnswers(child, () => as((admin) => admin.query("select 1")), folder);
    },
    kill: async () => {
      if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child?.once("exit", resolve));
        killTree(child.pid);
        await ended;
      }
      rmSync(socket, { recursive: true, force: true });
    },
    stop: async () => {
      if (child && child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child?.once("exit", resolve));
        child.kill("SIGQUIT"); // at once: nobody needs the files any more
        await ended;
      }
      rmSync(socket, { recursive: true, force: true });
    },
    makeReplica: async (to) => {
      const replica = preparePlace(to);
      await as((admin) => copyData(admin, place, replica));
      writeFileSync(join(replica.data, "standby.signal"), "");
      const conninfo = [
        `host=127.0.0.1 port=${port} user=${REPLICATION} password=${shared.replicationPassword}`,
        `sslmode=verify-full sslrootcert=${shared.certificate} application_name=replica`,
      ].join(" ");
      appendFileSync(join(replica.data, "postgresql.auto.conf"), `primary_conninfo = '${conninfo}'\n`);
      own(replica);
      const opened = await openCluster(replica, shared);
      await opened.start();
      return opened;
    },
    waitForReplica: () =>
      as(async (admin) => {
        await admin.query("alter system set synchronous_standby_names = 'FIRST 1 (replica)'");
        await admin.query("select pg_reload_conf()");
        const deadline = Date.now() + ANSWER_MS;
        for (;;) {
          const { rows } = await admin.query("select 1 from pg_stat_replication where sync_state = 'sync'");
          if (rows.length > 0) return;
          if (Date.now() > deadline) throw new Error(`No replica follows ${folder}.`);
          await sleep(50);
        }
      }),
    promote: () => as(async (admin) => void (await admin.query("select pg_promote(true, 60)"))),
  };
  return cluster;
}

/** The path of a Unix socket is short; the folder may not be. */
const socketFolder = (folder: string): string =>
  join("/tmp", `leeward-pg-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`);

function launch(
  { folder, data, binDir, account }: Place,
  at: { port: string; socket: string; key: string; certificate: string },
): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: at.port,
    unix_socket_directories: at.socket,
    ssl: "on",
    ssl_cert_file: at.certificate,
    ssl_key_file: at.key,
    wal_keep_size: "1GB",
    hot_standby: "on",
    max_connections: "200",
  };
  const output = openSync(join(folder, "postgres.log"), "a");
  return spawn(
    join(binDir, "postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...account.ids,
      cwd: data,
      env: postgresEnvironment(),
      stdio: ["ignore", output, output],
      detached: true,
    },
  );
}

async function untilAnswers(child: ChildProcess, ask: () => Promise<unknown>, folder: string): Promise<void> {
  const deadline = Date.now() + ANSWER_MS;
  for (;;) {
    const answered = await ask().then(
      () => true,
      () => false, // it is still starting
    );
    if (answered) return;
    if (child.exitCode !== null || Date.now() > deadline) {
      const log = readFileSync(join(folder, "postgres.log"), "utf8").split("\n").slice(-12).join("\n");
      throw new Error(`PostgreSQL in ${folder} does not answer:\n${log}`);
    }
    await sleep(50);
  }
}

/** The low-level base backup: between the two calls the files may be copied as they are. */
async function copyData(admin: Client, from: Place, to: Place): Promise<void> {
  await admin.query("select pg_backup_start('replica', true)");
  copyFolder(from.data, to.data, "");
  const { rows } = await admin.query("select labelfile from pg_backup_stop(false)");
  writeFileSync(join(to.data, "backup_label"), rows[0].labelfile);
}

/** What a server makes anew, or what belongs to the one that runs. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_wal\/.+|pg_replslot\/.+|pg_stat_tmp\/.+|pg_notify\/.+)$/;

function copyFolder(from: string, to: string, under: string): void {
  mkdirSync(join(to, under), { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(join(from, under), { withFileTypes: true })) {
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    if (LEFT_OUT.test(path)) {
      if (path === "pg_wal/archive_status") mkdirSync(join(to, path), { recursive: true, mode: 0o700 });
    } else if (entry.isDirectory()) copyFolder(from, to, path);
    else copyIfThere(from, to, path);
  }
}

function copyIfThere(from: string, to: string, path: string): void {
  try {
    copyFileSync(join(from, path), join(to, path));
  } catch (error) {
    // Temporary files and dropped tables go meanwhile; the log that is replayed knows.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

function own({ data, account: { ids } }: Place): void {
  if (!ids) return;
  const entries: Dirent[] = readdirSync(data, { recursive: true, withFileTypes: true });
  lchownSync(data, ids.uid, ids.gid);
  for (const entry of entries) lchownSync(join(entry.parentPath, entry.name), ids.uid, ids.gid);
}
