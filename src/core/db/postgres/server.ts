import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  fchownSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, postgresEnvironment } from "./account.ts";
import { lastLines } from "./cluster.ts";
import { damaged, diskFull, EmbeddedPostgresError, inUse, isSystemError } from "./errors.ts";
import { isAlive } from "./owner.ts";

export const SOCKET_PORT = 5432;
/** After kill -9 the old server's children need a moment to notice; its lock stands until then. */
const LOCKED_RETRY_MS = 8_000;
const STOP_TIMEOUT_MS = 20_000;
const LOG_BYTES_MAX = 10 * 1024 * 1024;

export interface ServerWish {
  readonly place: string;
  readonly cluster: string;
  readonly binDir: string;
  readonly socketDir: string;
  readonly account: Account;
  readonly settings: Readonly<Record<string, string>>;
  /** Whether a server that still runs there belongs to a Leeward that is gone, and may be stopped. */
  readonly wasLeftBehind: boolean;
  readonly log: (line: string) => void;
}

/**
 * No statement, value or key of a failed query goes into the log: messages below LOG are dropped, details and
 * statements too. The server that sent the query is told everything; the file on disk is not.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  port: String(SOCKET_PORT),
  unix_socket_permissions: "0700",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length: "0",
  jit: "off",
};

type Attempt = { kind: "ready"; child: ChildProcess } | { kind: "ended"; talk: string };

/**
 * Starts the server on a prepared cluster and waits until it takes connections, however long recovery takes.
 *
 * @throws EmbeddedPostgresError `in-use`, `disk-full`, `damaged`, `not-started`
 */
export async function launch(wish: ServerWish): Promise<ChildProcess> {
  await stopLeftBehind(wish);
  const giveUpAt = performance.now() + LOCKED_RETRY_MS;
  for (;;) {
    const attempt = await tryLaunch(wish);
    if (attempt.kind === "ready") return attempt.child;
    const locked = /lock file ".*" already exists|pre-existing shared memory block/.test(attempt.talk);
    if (!locked || performance.now() > giveUpAt) throw explain(attempt.talk, locked, wish);
    removeStrangersLock(wish.cluster);
    await sleep(200);
  }
}

async function tryLaunch(wish: ServerWish): Promise<Attempt> {
  const logFile = join(wish.place, "postgres.log");
  const talkFrom = rotatedSize(logFile);
  const output = openSync(logFile, "a", 0o600);
  if (wish.account.ids) fchownSync(output, wish.account.ids.uid, wish.account.ids.gid);
  const settings = { ...SETTINGS, unix_socket_directories: wish.socketDir, ...wish.settings };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A session of its own: Ctrl-C in the terminal reaches Leeward alone, which finishes its requests and then stops
  // the database. Otherwise both would stop at once, and the last requests would fail.
  const child = spawn(join(wish.binDir, "postgres"), ["-D", wish.cluster, ...options], {
    ...wish.account.ids,
    cwd: wish.cluster,
    env: postgresEnvironment(),
    stdio: ["ignore", output, output],
    detached: true,
  });
  closeSync(output);
  let failure: Error | undefined;
  child.once("error", (error) => {
    failure = error;
  });
  const forget = stopWhenWeDie(child);
  let nextNews = performance.now() + 5_000;
  while (!isReady(wish.cluster, child.pid)) {
    if (failure || child.exitCode !== null || child.signalCode !== null) {
      forget();
      return {
        kind: "ended",
        talk: failure?.message ?? readFileSync(logFile).subarray(talkFrom).toString("utf8"),
      };
    }
    if (performance.now() > nextNews) {
      wish.log("The database is still starting; after an unclean stop it first recovers what was saved");
      nextNews += 5_000;
    }
    await sleep(10);
  }
  return { kind: "ready", child };
}

function rotatedSize(logFile: string): number {
  if (!existsSync(logFile)) return 0;
  const size = statSync(logFile).size;
  if (size < LOG_BYTES_MAX) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}

/** postmaster.pid is PostgreSQL's own sign: process number on line 1, folder of the socket on line 5, state on line 8. */
function readLock(cluster: string): { pid: number; socketDir: string; state: string } | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0
      ? { pid, socketDir: (lines[4] ?? "").trim(), state: (lines[7] ?? "").trim() }
      : undefined;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** The folder of the socket of a server that runs on this cluster and takes connections. */
export function socketOfRunning(cluster: string): string | undefined {
  const lock = readLock(cluster);
  return lock?.state === "ready" && isAlive(lock.pid) && isPostgres(lock.pid) ? lock.socketDir : undefined;
}

function isReady(cluster: string, pid: number | undefined): boolean {
  const lock = readLock(cluster);
  return lock !== undefined && lock.pid === pid && lock.state === "ready";
}

function explain(talk: string, locked: boolean, wish: ServerWish): EmbeddedPostgresError {
  if (locked) return inUse(wish.place, readLock(wish.cluster)?.pid);
  if (/No space left on device|Disk quota exceeded/.test(talk)) return diskFull(wish.place);
  const fatal = talk
    .match(/(?:FATAL|PANIC):\s+(.*)/g)
    ?.at(-1)
    ?.replace(/^\w+:\s+/, "");
  if (DAMAGE.test(talk)) return damaged(wish.place, `PostgreSQL says "${fatal ?? lastLines(talk)}"`);
  return new EmbeddedPostgresError(
    "not-started",
    `PostgreSQL did not start in ${wish.place}. It said: ${fatal ?? lastLines(talk)} The whole log is ${join(wish.place, "postgres.log")}.`,
  );
}

/** What PostgreSQL says when its own files are missing or wrong, seen by breaking each of them. */
const DAMAGE =
  /checkpoint record|control file|pg_control|incompatible with server|invalid page|bogus data|WAL segment|could not (?:open|read|access|stat|find|load) .*(?:file|directory|database system|map)|does not exist/i;

/**
 * A server whose Leeward was killed with -9 is stopped in the ordinary way, and a new one started: its settings and
 * its parent are then ours. One that somebody started by hand, on the same files, is left alone.
 */
async function stopLeftBehind(wish: ServerWish): Promise<void> {
  const lock = readLock(wish.cluster);
  if (!lock || !isAlive(lock.pid) || !isPostgres(lock.pid)) return;
  if (!wish.wasLeftBehind) throw inUse(wish.place, lock.pid);
  wish.log("Stopping the database that an earlier run left behind");
  await signalAndWait(lock.pid, "SIGINT", STOP_TIMEOUT_MS);
  if (isAlive(lock.pid)) await signalAndWait(lock.pid, "SIGQUIT", STOP_TIMEOUT_MS);
  if (isAlive(lock.pid)) throw inUse(wish.place, lock.pid);
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (isSystemError(error, "ESRCH")) return;
    throw error;
  }
  const giveUpAt = performance.now() + timeoutMs;
  while (isAlive(pid) && performance.now() < giveUpAt) await sleep(20);
}

/**
 * After a restart of the machine or a container, the number in a left-over lock may belong to another program.
 * Only that case is cleared, and only where the system tells us what the program is.
 */
function removeStrangersLock(cluster: string): void {
  const lock = readLock(cluster);
  if (lock && isAlive(lock.pid) && !isPostgres(lock.pid))
    rmSync(join(cluster, "postmaster.pid"), { force: true });
}

function isPostgres(pid: number): boolean {
  try {
    return basename(readFileSync(`/proc/${pid}/comm`, "utf8").trim()) === "postgres";
  } catch (error) {
    if (process.platform === "linux" && isSystemError(error, "ENOENT", "ESRCH")) return false;
    if (isSystemError(error, "ENOENT")) return true;
    throw error;
  }
}

/**
 * Two ways for the database not to outlive us. When this process ends by itself, it sends the signal on its way
 * out. When it is killed with -9, a shell that waits on a pipe from us sees the pipe close, and sends it.
 * Should both die at once (a power cut, kill -9 of the whole tree), PostgreSQL recovers at the next start.
 */
function stopWhenWeDie(child: ChildProcess): () => void {
  const pid = child.pid;
  if (pid === undefined) return () => {};
  const onExit = () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, "SIGINT");
  };
  process.once("exit", onExit);
  const guard = spawn("/bin/sh", ["-c", `read -r word; [ "$word" = done ] || kill -INT ${pid}`], {
    cwd: "/",
    env: postgresEnvironment(),
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.on("error", () => undefined); // without a shell the first way remains
  guard.stdin.on("error", () => undefined); // it may be gone before us
  guard.unref();
  const forget = () => {
    process.off("exit", onExit);
    guard.stdin.end("done\n");
  };
  child.once("exit", forget);
  return forget;
}

/**
 * Rolls back what is open, keeps everything committed, and waits for the end. What takes longer than 20 s, or is
 * asked for `at-once`, is cut off without writing; the next start recovers from the log.
 */
export async function stopServer(child: ChildProcess, how: "cleanly" | "at-once" = "cleanly"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(how === "cleanly" ? "SIGINT" : "SIGQUIT");
  const tooLong = setTimeout(() => child.kill("SIGQUIT"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(tooLong);
}
