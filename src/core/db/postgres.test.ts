import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountForPostgres } from "./postgres/account.ts";
import { findBinaries } from "./postgres/binaries.ts";
import { isAlive } from "./postgres/owner.ts";
import { preparePlace } from "./postgres/place.ts";
import { type EmbeddedPostgres, EmbeddedPostgresError, startPostgres } from "./postgres.ts";

const isRoot = process.getuid?.() === 0;
const NEEDS_ROOT = "needs root, to act as another account or to mount a small disk";
/** Not from a checkout under a home that only its owner may enter. */
const othersMayRunNode =
  isRoot && spawnSync(process.execPath, ["--version"], { uid: 1, cwd: "/" }).status === 0;
const NEEDS_OPEN_CHECKOUT = "needs root, and a checkout that other accounts may enter";
const UNSAFE_BUT_QUICK = { fsync: "off" };

let home: string;
/** A folder with a finished, stopped database; tests copy it instead of making their own. */
let finished: string;
const running: EmbeddedPostgres[] = [];
const lines: string[] = [];

async function start(
  dataDir: string,
  settings: Record<string, string> = UNSAFE_BUT_QUICK,
): Promise<EmbeddedPostgres> {
  const server = await startPostgres({
    dataDir,
    settings,
    fallbackRoot: join(home, "fallback"),
    log: (line) => lines.push(line),
  });
  running.push(server);
  return server;
}

async function query(server: EmbeddedPostgres, sql: string, user?: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.connectionString("postgres", user) });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

async function refusal(dataDir: string): Promise<EmbeddedPostgresError> {
  const outcome = await start(dataDir).catch((error: unknown) => error);
  if (outcome instanceof EmbeddedPostgresError) return outcome;
  throw outcome instanceof Error ? outcome : new Error("it started, although it should not have");
}

let copies = 0;
function copyOfFinished(): string {
  const copy = join(home, `copy-${copies++}`);
  // cp keeps owner and mode, which PostgreSQL insists on.
  execFileSync("cp", ["-a", finished, copy]);
  return copy;
}

/** A Node process that starts PostgreSQL in the folder, says its number, and then does what the code says. */
async function otherProcess(dataDir: string, then: string, ids: { uid?: number } = {}) {
  const source = `
    import { startPostgres } from ${JSON.stringify(new URL("./postgres.ts", import.meta.url).href)};
    try {
      const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {}, settings: { fsync: "off" }, fallbackRoot: ${JSON.stringify(join(home, "fallback"))} });
      console.log(server.pid);
      ${then}
    } catch (error) { console.log(error.code ?? error.stack); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    ...ids,
    cwd: "/",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [first] = await once(child.stdout.setEncoding("utf8"), "data");
  return { child, said: String(first).trim() };
}

async function gone(pid: number, timeoutMs = 10_000): Promise<boolean> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; await sleep(20)) {
    if (!isAlive(pid)) return true;
  }
  return false;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "leeward-postgres-"));
  chmodSync(home, 0o755);
  finished = join(home, "finished");
  const server = await start(finished);
  await query(server, "create table kept as select 7 as value");
  await server.stop();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  lines.length = 0;
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("an ordinary start", () => {
  test("makes a UTF-8 database whose order and case do not depend on the machine", async () => {
    const server = await start(join(home, "new"));
    expect(lines).toContain("Making the database, once");
    expect(
      await query(
        server,
        `select current_setting('server_encoding'), datlocprovider::text, datlocale, lower('ÀΣИ'),
                current_setting('data_checksums'), current_setting('TimeZone'), current_setting('listen_addresses')
         from pg_database where datname = 'postgres'`,
      ),
    ).toEqual(["UTF8", "b", "C.UTF-8", "àσи", "on", "UTC", ""]);
  });

  test("keeps what was written, and creates a database only once", async () => {
    const folder = copyOfFinished();
    const first = await start(folder);
    await first.ensureDatabase("leeward");
    await first.ensureDatabase("leeward");
    await first.stop();
    await first.stop();
    expect(await first.ended).toEqual({ expected: true });
    const second = await start(folder);
    expect(await query(second, "select value from kept")).toEqual([7]);
    expect(await query(second, "select count(*)::int from pg_database where datname = 'leeward'")).toEqual([
      1,
    ]);
  });

  test("lets our account in under any database role, without a password", async () => {
    const server = await start(copyOfFinished());
    await query(server, "create role plain login");
    expect(await query(server, "select current_user::text", "plain")).toEqual(["plain"]);
  });

  test("puts the socket elsewhere when the path is too long for one", async () => {
    const folder = join(home, "long".repeat(30));
    renameSync(copyOfFinished(), folder);
    const server = await start(folder);
    expect(server.dataDir).toBe(folder);
    expect(server.socketDir).not.toContain("longlong");
    expect(await query(server, "select value from kept")).toEqual([7]);
    await server.stop();
    rmSync(server.socketDir, { recursive: true });
  });

  test("says when the server ends by itself", async () => {
    const server = await start(copyOfFinished());
    process.kill(server.pid, "SIGKILL");
    expect(await server.ended).toEqual({ expected: false });
  });

  test("writes neither a failed statement nor its values into the log", async () => {
    const server = await start(copyOfFinished());
    await query(server, "create table t (id int primary key, n int check (n < 10))");
    for (const sql of [
      "insert into t values (1, 77001177)",
      "select 'canary77001177'::int",
      "select canary77001177",
      "do $$ begin raise warning 'canary77001177'; end $$",
    ]) {
      await query(server, sql).catch(() => undefined);
    }
    await server.stop();
    expect(readFileSync(join(server.dataDir, "postgres.log"), "utf8")).not.toContain("77001177");
  });

  test("refuses every other account of the machine", async ({ skip }) => {
    skip(!othersMayRunNode, NEEDS_OPEN_CHECKOUT);
    const server = await start(copyOfFinished());
    const source = `
      import pg from ${JSON.stringify(import.meta.resolve("pg"))};
      const client = new pg.Client({ connectionString: ${JSON.stringify(server.connectionString("postgres"))} });
      await client.connect().then(() => console.log("let in"), (error) => console.log(error.code ?? error.message));
      process.exit();`;
    const asUser = (uid: number) =>
      execFileSync(process.execPath, ["--input-type=module", "-e", source], {
        uid,
        cwd: "/",
        encoding: "utf8",
      }).trim();
    expect(asUser(65534), "the account of the server itself: it is not the one that runs Leeward").toBe(
      "28000",
    );
    expect(asUser(1), "another account: it cannot even enter the folder").toBe("EACCES");
  });

  test("as root on an ordinary user's database, leaves it that user's", async ({ skip }) => {
    skip(!isRoot, NEEDS_ROOT);
    const folder = copyOfFinished();
    execFileSync("chown", ["-R", "1:1", folder]);
    const server = await start(folder);
    expect(await query(server, "select value from kept")).toEqual([7]);
    await server.stop();
    const owners = execFileSync("find", [folder, "!", "-uid", "1"], { encoding: "utf8" });
    expect(owners, "files of anyone else").toBe("");
  });
});

describe("after something was killed", () => {
  test("starts again at once after kill -9 of the server, and nothing acknowledged is lost", async () => {
    const folder = copyOfFinished();
    const durable = { fsync: "on" };
    const first = await start(folder, durable);
    await query(first, "insert into kept select generate_series(1, 500)");
    process.kill(first.pid, "SIGKILL");
    await first.ended;
    const second = await start(folder, durable);
    expect(await query(second, "select count(*)::int from kept")).toEqual([501]);
  });

  test.each([
    ["ends by itself without stopping it", "process.exit(3)"],
    ["fails with an error nobody caught", "setTimeout(() => { throw new Error('expected in this test') })"],
    ["is killed with -9", "process.kill(process.pid, 'SIGKILL')"],
    ["gets a signal it has no handler for", "process.kill(process.pid, 'SIGTERM')"],
  ])("the server does not outlive the process that started it when that one %s", async (_, code) => {
    const { said } = await otherProcess(copyOfFinished(), code);
    expect(await gone(Number(said))).toBe(true);
  });

  test("a server that was left behind is stopped, and a new one takes its place", async () => {
    const folder = copyOfFinished();
    const { child, said } = await otherProcess(folder, "setInterval(() => {}, 1000);");
    const left = Number(said);
    const guard = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
      .split("\n")
      .find((line) => line.includes(`kill -INT ${left}`));
    process.kill(Number(guard?.trim().split(" ")[0]), "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isAlive(left)).toBe(true);
    const server = await start(folder);
    expect(lines).toContain("Stopping the database that an earlier run left behind");
    expect(isAlive(left)).toBe(false);
    expect(await query(server, "select value from kept")).toEqual([7]);
  });

  test("a lock whose process number now belongs to another program does not stop the start", async () => {
    const folder = copyOfFinished();
    const stranger = spawn("sleep", ["60"], { ...accountForPostgres(folder).ids, stdio: "ignore" });
    await once(stranger, "spawn");
    const lock = join(folder, "cluster", "postmaster.pid");
    writeFileSync(lock, `${stranger.pid}\n${join(folder, "cluster")}\n1\n5432\n${folder}\n\n0 0\nready   \n`);
    chmodSync(lock, 0o644);
    try {
      const server = await start(folder);
      expect(await query(server, "select value from kept")).toEqual([7]);
      expect(isAlive(stranger.pid ?? 0), "the other program is left alone").toBe(true);
    } finally {
      stranger.kill();
    }
  });

  test("a database that was half made when the power went is made anew", async () => {
    const folder = join(home, "half-made");
    mkdirSync(join(folder, "cluster.new", "base"), { recursive: true });
    writeFileSync(join(folder, "cluster.new", "PG_VERSION"), "18\n");
    writeFileSync(join(folder, "owner.json"), '{"pid":');
    const server = await start(folder);
    expect(await query(server, "select 1")).toEqual([1]);
    expect(readdirSync(folder)).not.toContain("cluster.new");
  });
});

describe("each way not to start is a sentence that says what to do", () => {
  test("a folder in use by another process", async () => {
    const folder = copyOfFinished();
    const { child } = await otherProcess(folder, "setInterval(() => {}, 1000);");
    const error = await refusal(folder);
    child.kill("SIGKILL");
    expect(error.code).toBe("in-use");
    expect(error.message).toContain(
      `already in use by process ${child.pid}. Stop that Leeward first, or set DATA_DIR`,
    );
  });

  test("a folder in use by this process", async () => {
    const server = await start(copyOfFinished());
    expect((await refusal(server.dataDir)).code).toBe("in-use");
    expect(await query(server, "select value from kept"), "the first goes on").toEqual([7]);
  });

  test("a folder in use by a PostgreSQL that somebody started by hand, which goes on", async () => {
    const server = await start(copyOfFinished());
    rmSync(join(server.dataDir, "owner.json"));
    const error = await refusal(server.dataDir);
    expect(error.code).toBe("in-use");
    expect(error.message).toContain(`by process ${server.pid}`);
    expect(await query(server, "select value from kept")).toEqual([7]);
  });

  test.each([
    ["99", "made-by-newer", "made by PostgreSQL 99; this Leeward brings 18. Start the newer Leeward"],
    [
      "15",
      "made-by-older",
      "made by PostgreSQL 15; this Leeward brings 18 and does not convert it. Export it",
    ],
    ["eighteen", "damaged", "its file PG_VERSION holds no version. Restore this folder from a backup"],
  ])("a folder that says it was made by PostgreSQL %s", async (version, code, sentence) => {
    const folder = copyOfFinished();
    writeFileSync(join(folder, "cluster", "PG_VERSION"), `${version}\n`);
    const error = await refusal(folder);
    expect(error.code).toBe(code);
    expect(error.message).toContain(sentence);
  });

  test.each<[string, (cluster: string) => void]>([
    ["without PG_VERSION", (cluster) => rmSync(join(cluster, "PG_VERSION"))],
    ["without its control file", (cluster) => rmSync(join(cluster, "global", "pg_control"))],
    ["with a control file cut short", (cluster) => truncateSync(join(cluster, "global", "pg_control"), 10)],
    [
      "with a control file of zeros",
      (cluster) => writeFileSync(join(cluster, "global", "pg_control"), Buffer.alloc(8192)),
    ],
    ["without its log", (cluster) => rmSync(join(cluster, "pg_wal"), { recursive: true })],
    ["with a log of zeros", zeroTheLog],
    ["without its settings", (cluster) => rmSync(join(cluster, "postgresql.conf"))],
    ["without the list of databases", (cluster) => rmSync(join(cluster, "global", "pg_filenode.map"))],
    ["emptied", (cluster) => rmSync(cluster, { recursive: true }) ?? mkdirSync(cluster)],
  ])("a damaged folder: %s", async (_, damage) => {
    const folder = copyOfFinished();
    damage(join(folder, "cluster"));
    const error = await refusal(folder);
    expect(error.message).toMatch(
      /is damaged: .+ Restore this folder from a backup; if there is nothing in it to keep/,
    );
    expect(error.code).toBe("damaged");
  });

  test("a full disk, before the first start and before a later one", async ({ skip }) => {
    skip(!isRoot, NEEDS_ROOT);
    const disk = join(home, "small-disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=260m,mode=755", "tmpfs", disk]);
    try {
      const folder = join(disk, "data");
      const fill = join(disk, "fill");
      writeFileSync(fill, Buffer.alloc(100 * 1024 * 1024));
      const first = await refusal(folder);
      expect(first.code).toBe("disk-full");
      expect(first.message).toContain(
        "is full. Free at least 200 MB there, or set DATA_DIR to a folder on a larger disk",
      );
      rmSync(fill);
      await (await start(folder)).stop();
      fillUp(fill);
      expect((await refusal(folder)).code).toBe("disk-full");
      rmSync(fill);
      expect(await query(await start(folder), "select 1"), "and with room again it goes on").toEqual([1]);
      await running.pop()?.stop();
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  test("a file where the folder should be", async () => {
    const file = join(home, "file");
    writeFileSync(file, "");
    const error = await refusal(join(file, "data"));
    expect(error.code).toBe("not-writable");
    expect(error.message).toContain("a file stands in its way");
  });

  test("a platform for which there is no PostgreSQL, and a package that was not installed", () => {
    expect(() => findBinaries("win32-x64")).toThrow(
      /no PostgreSQL for win32-x64. Install PostgreSQL 18 and set DATABASE_URL/,
    );
    const other = process.platform === "darwin" ? "linux-arm64" : "darwin-arm64";
    expect(() => findBinaries(other)).toThrow(/not installed. Run "npm install"/);
  });

  test("a user number without an account", async ({ skip }) => {
    skip(!othersMayRunNode, NEEDS_OPEN_CHECKOUT);
    const folder = join(home, "no-account");
    mkdirSync(folder, { mode: 0o777 });
    expect((await otherProcess(folder, "", { uid: 54321 })).said).toBe("account-missing");
  });

  test("root's data under a folder that user 65534 cannot enter goes elsewhere, and says so", ({ skip }) => {
    skip(!isRoot, NEEDS_ROOT);
    const hidden = join(home, "hidden");
    mkdirSync(hidden, { mode: 0o700 });
    const wanted = join(hidden, "data");
    const fallbackRoot = join(home, "fallback-of-data");
    const log: string[] = [];
    const place = preparePlace(wanted, accountForPostgres(wanted), fallbackRoot, (line) => log.push(line));
    expect(place.startsWith(join(fallbackRoot, "database-"))).toBe(true);
    expect(log).toEqual([`User 65534 cannot enter ${wanted}; the database is kept in ${place}`]);
    expect(
      preparePlace(wanted, accountForPostgres(wanted), fallbackRoot, () => {}),
      "the same at the next start",
    ).toBe(place);
    expect(() =>
      preparePlace(wanted, accountForPostgres(wanted), join(hidden, "fallback"), () => {}),
    ).toThrow(/that user can enter neither .* nor .*. Set DATA_DIR to a folder that every user may enter/);
  });
});

function zeroTheLog(cluster: string): void {
  const folder = join(cluster, "pg_wal");
  for (const name of readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name))) {
    const file = join(folder, name);
    copyFileSync("/dev/null", file);
    truncateSync(file, 16 * 1024 * 1024);
  }
}

function fillUp(file: string): void {
  try {
    for (;;) writeFileSync(file, Buffer.alloc(64 * 1024), { flag: "a" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}
