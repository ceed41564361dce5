import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readlinkSync } from "node:fs";
import * as fs from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { runCrashRounds } from "../testing/crash-rounds.ts";
import { noLock } from "../testing/ledger-under-test.ts";
import { ModelDisk } from "../testing/model-disk.ts";
import { bytesOf, entriesOf } from "../testing/random-bytes.ts";
import { seedOf } from "../testing/seed.ts";
import { inTemporaryFolder } from "../testing/temporary-folder.ts";
import { createSigner } from "./node-crypto.ts";
import { openLog, openLogOn } from "./open.ts";
import { verifyEntry, verifyLog } from "./verify.ts";

const options = { origin: "log.example/a", signer: createSigner(bytesOf("signer")) };

test("a log survives being closed and opened, on a real disk, commit by commit", async () => {
  await inTemporaryFolder(async (folder) => {
    const entries = entriesOf("real", 1200);
    let written = 0;
    for (const count of [0, 1, 1, 254, 1, 300, 643]) {
      const log = await openLog(join(folder, "made/when/needed"), options);
      expect(log.size).toBe(written);
      expect(await log.append(entries.slice(written, written + count))).toBe(written);
      written += count;
      await log.close();
    }
    const log = await openLog(join(folder, "made/when/needed"), options);
    expect(await log.entry(700)).toEqual(entries[700]);
    expect(await log.appendAt(1100, entries.slice(1100))).toBe(0);
    await log.close();
    const report = await verifyLog(join(folder, "made/when/needed"), { verifierKeys: [log.verifierKey] });
    expect(report).toMatchObject({ ok: true, size: 1200, notes: [] });
    const { entry, checkpoint } = await verifyEntry(join(folder, "made/when/needed"), 700, [log.verifierKey]);
    expect(entry).toEqual(entries[700]);
    expect(checkpoint).toMatchObject({ origin: options.origin, size: 1200 });
  });
});

test("partial tiles of a tile go once it is full, and the log still verifies", async () => {
  await inTemporaryFolder(async (folder) => {
    const log = await openLog(folder, options);
    for (const entry of entriesOf("one by one", 300)) await log.append([entry]);
    await log.close();
    expect(await fs.readdir(join(folder, "tile/entries"))).toEqual(["000", "001.p"]);
    expect(await fs.readdir(join(folder, "tile/0/001.p"))).toHaveLength(44);
    expect((await verifyLog(folder, { verifierKeys: [log.verifierKey] })).fault).toBeNull();
  });
});

test("a folder, a pipe or a link to an endless file in the place of a tile is a missing file", async () => {
  await inTemporaryFolder(async (folder) => {
    const log = await openLog(folder, options);
    await log.append(entriesOf("strange", 700));
    await log.close();
    const verifierKeys = [log.verifierKey];
    const path = join(folder, "tile/0/001");
    const bytes = await fs.readFile(path);
    const replacements = [
      () => fs.mkdir(path),
      () => fs.symlink("/dev/zero", path),
      () => execFileSync("sh", ["-c", `mkfifo "$0"`, path]),
    ];
    for (const replace of process.platform === "win32" ? replacements.slice(0, 1) : replacements) {
      await fs.rm(path, { recursive: true });
      await replace();
      expect((await verifyLog(folder, { verifierKeys })).fault).toMatchObject({
        code: "file-missing",
        path: "tile/0/001",
      });
    }
    await fs.rm(path);
    await fs.writeFile(path, bytes);
    await fs.truncate(path, 2 ** 35);
    expect((await verifyLog(folder, { verifierKeys })).fault).toMatchObject({
      code: "file-too-long",
      offset: 8192,
    });
  });
});

test("an entry of 65,535 bytes is the longest, and a longer one adds nothing", async () => {
  const log = await openLogOn(new ModelDisk(() => 0), noLock, options);
  await expect(log.append([bytesOf(1), new Uint8Array(65_536)])).rejects.toMatchObject({
    code: "entry-too-long",
  });
  await expect(log.appendAt(0, [new Uint8Array(65_536)])).rejects.toMatchObject({ code: "entry-too-long" });
  expect(await log.append([new Uint8Array(65_535)])).toBe(0);
  expect((await log.entry(0)).length).toBe(65_535);
});

test("one entry in place of a list, or a list of anything else, is refused and adds nothing", async () => {
  const log = await openLogOn(new ModelDisk(() => 0), noLock, options);
  for (const wrong of [bytesOf(1), "text", ["text"], [bytesOf(1), null]]) {
    const entries = wrong as unknown as Uint8Array[]; // as whoever writes without types may
    await expect(log.append(entries)).rejects.toThrow("Give a list of entries");
    await expect(log.appendAt(0, entries)).rejects.toThrow("Give a list of entries");
  }
  expect(log.size).toBe(0);
});

test("what is asked beyond the end is refused", async () => {
  const log = await openLogOn(new ModelDisk(() => 0), noLock, options);
  await log.append(entriesOf("end", 10));
  await expect(log.entry(10)).rejects.toMatchObject({ code: "index-out-of-range" });
  await expect(log.entry(-1)).rejects.toMatchObject({ code: "index-out-of-range" });
  await expect(log.inclusionProof(5, 11)).rejects.toMatchObject({ code: "size-out-of-range" });
  await expect(log.inclusionProof(7, 7)).rejects.toMatchObject({ code: "index-out-of-range" });
  await expect(log.consistencyProof(0, 10)).rejects.toMatchObject({ code: "size-out-of-range" });
  await expect(log.consistencyProof(9, 8)).rejects.toMatchObject({ code: "size-out-of-range" });
  await expect(log.appendAt(0.5, [])).rejects.toMatchObject({ code: "index-out-of-range" });
  await expect(log.appendAt(11, [])).rejects.toMatchObject({ code: "gap" });
});

test("a buffer that its owner changes after the call does not change the log", async () => {
  const log = await openLogOn(new ModelDisk(() => 0), noLock, options);
  const entries = [bytesOf("mine"), Buffer.from(bytesOf("mine"))];
  const adding = Promise.all([log.append(entries), log.appendAt(2, entries)]);
  for (const entry of entries) entry.fill(0);
  await adding;
  for (const index of [0, 1, 2, 3]) expect(await log.entry(index)).toEqual(bytesOf("mine"));
  log.root().fill(0);
  log.checkpoint.fill(0);
  expect(log.root()).not.toEqual(new Uint8Array(32));
  expect(log.checkpoint[0]).not.toBe(0);
});

test("after a write failed nothing more is taken, and opening again shows what is durable", async () => {
  const disk = new ModelDisk(() => 0);
  const log = await openLogOn(disk, noLock, options);
  await log.append(entriesOf("before", 5));
  const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  disk.writeSynced = () => Promise.reject(full);
  const first = log.append([bytesOf(1)]);
  const second = log.append([bytesOf(2)]);
  await expect(first).rejects.toMatchObject({ code: "log-failed", cause: full, message: /no space left/ });
  await expect(second).rejects.toMatchObject({ code: "log-failed" });
  await expect(log.append([bytesOf(3)])).rejects.toMatchObject({ code: "log-failed" });
  expect(log.size).toBe(5);
  await log.close();
  const again = await openLogOn(disk.afterKill(), noLock, options);
  expect(await again.append([bytesOf(4)])).toBe(5);
});

test("a closed log commits what it was given and takes no more", async () => {
  const disk = new ModelDisk(() => 0);
  const log = await openLogOn(disk, noLock, options);
  const adding = log.append([bytesOf(1)]);
  await log.close();
  expect(log.size).toBe(1);
  await adding;
  await expect(log.append([bytesOf(2)])).rejects.toMatchObject({ code: "log-closed" });
});

test("another origin or another key does not open the log", async () => {
  const disk = new ModelDisk(() => 0);
  await (await openLogOn(disk, noLock, options)).append([bytesOf(1)]);
  const otherKey = { ...options, signer: createSigner(bytesOf("other")) };
  await expect(openLogOn(disk, noLock, otherKey)).rejects.toMatchObject({ code: "signature-unknown" });
  const otherOrigin = { ...options, origin: "log.example/b" };
  await expect(openLogOn(disk, noLock, otherOrigin)).rejects.toMatchObject({ code: "signature-unknown" });
});

test("a signer whose signature does not fit its key leaves no checkpoint behind", async () => {
  const disk = new ModelDisk(() => 0);
  const signer = { publicKey: options.signer.publicKey, sign: () => new Uint8Array(64) };
  await expect(openLogOn(disk, noLock, { ...options, signer })).rejects.toMatchObject({
    code: "signature-invalid",
  });
  expect([...disk.files.keys()]).toEqual([]);
});

test("tiles without a checkpoint are not taken for a new log", async () => {
  const disk = new ModelDisk(() => 0);
  await (await openLogOn(disk, noLock, options)).append(entriesOf("lost", 300));
  disk.tamper("checkpoint", null);
  await expect(openLogOn(disk, noLock, options)).rejects.toMatchObject({ code: "checkpoint-missing" });
});

test("an old checkpoint beside newer tiles is refused, and no tile is removed", async () => {
  const disk = new ModelDisk(() => 0);
  const log = await openLogOn(disk, noLock, options);
  await log.append(entriesOf("old", 300));
  const old = log.checkpoint;
  await log.append(entriesOf("new", 5000));
  await log.close();
  disk.tamper("checkpoint", old);
  const before = [...disk.files.keys()];
  await expect(openLogOn(disk, noLock, options)).rejects.toMatchObject({ code: "checkpoint-behind-tiles" });
  expect([...disk.files.keys()]).toEqual(before);
});

test("what a cut commit left is removed, and what does not belong to the log is left alone", async () => {
  const disk = new ModelDisk(() => 0);
  await (await openLogOn(disk, noLock, options)).append(entriesOf("kept", 300));
  const leftovers = [
    "tile/entries/001",
    "tile/0/001.p/99",
    "tile/0/002.tmp",
    "tile/3/000.p/1.tmp",
    "checkpoint.tmp",
  ];
  const others = ["notes.txt", "tile/readme", "tile/0/mine.tmp", "tile/0/old.txt"];
  for (const path of [...leftovers, ...others]) disk.tamper(path, bytesOf(path));
  const log = await openLogOn(disk, noLock, options);
  expect([...log.removedPaths].sort()).toEqual(leftovers.toSorted());
  for (const path of others) expect(disk.files.has(path)).toBe(true);
  expect(await log.append([bytesOf("next")])).toBe(300);
});

test("only one writer at a time: the second is refused, also in the same process, until the first is done", async () => {
  await inTemporaryFolder(async (folder) => {
    const first = await openLog(folder, options);
    await expect(openLog(folder, options)).rejects.toMatchObject({ code: "locked" });
    await first.append([bytesOf(1)]);
    await first.close();
    const second = await openLog(folder, options);
    expect(await second.append([bytesOf(2)])).toBe(1);
    await second.close();
    expect(await fs.readdir(folder)).toEqual(["checkpoint", "tile"]);
  });
});

test("the lock of a process that is gone does not stand in the way, even if its number is in use again", async () => {
  await inTemporaryFolder(async (folder) => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    for (const pid of [child.pid, process.pid, 1]) {
      await fs.writeFile(join(folder, "lock"), `{"pid":${pid},"started":"1","opening":1}`);
      const log = await openLog(folder, options);
      await log.append([bytesOf(1)]);
      await log.close();
    }
  });
});

test("what writers killed while they took the lock left is removed by the next, and what a living one wrote stays", async () => {
  await inTemporaryFolder(async (folder) => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    const gone = [`lock.${child.pid}.1`, `lock.${child.pid}.2`, "lock.1.7"];
    await fs.writeFile(join(folder, `lock.${child.pid}.1`), `{"pid":${child.pid},"started":"1","opening":1}`);
    await fs.writeFile(join(folder, `lock.${child.pid}.2`), '{"pi');
    await fs.writeFile(join(folder, "lock.1.7"), '{"pid":1,"started":"1","opening":7}');
    await fs.writeFile(join(folder, `lock.${process.pid}.0`), '{"pi');
    await fs.writeFile(join(folder, "lock.txt"), "a note");
    const log = await openLog(folder, options);
    await log.append([bytesOf(1)]);
    const names = await fs.readdir(folder);
    for (const name of gone) expect(names).not.toContain(name);
    expect(names).toEqual(expect.arrayContaining(["lock", `lock.${process.pid}.0`, "lock.txt"]));
    await log.close();
    const report = await verifyLog(folder, { verifierKeys: [log.verifierKey] });
    expect(report.notes).toEqual(["Not part of a log, and not looked at: the file lock.txt."]);
  });
});

test("a writer whose folder was taken over stops before it writes", async () => {
  await inTemporaryFolder(async (folder) => {
    const log = await openLog(folder, options);
    await log.append([bytesOf(1)]);
    await fs.writeFile(join(folder, "lock"), '{"pid":1,"started":"","opening":1}');
    const before = await fs.readFile(join(folder, "checkpoint"));
    await expect(log.append([bytesOf(2)])).rejects.toMatchObject({ code: "another-writer" });
    await expect(log.append([bytesOf(2)])).rejects.toMatchObject({ code: "another-writer" });
    expect(await fs.readFile(join(folder, "checkpoint"))).toEqual(before);
    expect(await fs.readdir(join(folder, "tile/0/000.p"))).toEqual(["1"]);
    await log.close();
    expect(await fs.readdir(folder)).toContain("lock");
  });
});

test.skipIf(process.platform !== "linux")(
  "every file and folder is synced before a caller is told",
  async () => {
    await inTemporaryFolder(async (parent) => {
      const folder = join(parent, "new/log");
      const synced = await recordSyncs(async () => {
        const log = await openLog(folder, options);
        await log.append(entriesOf("synced", 600));
        await log.append([bytesOf(1)]);
        await log.close();
      });
      const paths = await fs.readdir(folder, { recursive: true, withFileTypes: true });
      for (const entry of paths) {
        const path = join(entry.parentPath, entry.name);
        expect(synced, path).toContain(entry.isDirectory() ? path : `${path}.tmp`);
        expect(synced).toContain(entry.parentPath);
      }
      expect(synced).toContain(parent);
      expect(synced).toContain(dirname(folder));
      expect(
        synced.filter((path) => path === folder).map((path) => relative(parent, path)).length,
      ).toBeGreaterThan(4);
    });
  },
);

/** The paths on which fsync was called while `work` ran. */
async function recordSyncs(work: () => Promise<void>): Promise<string[]> {
  const handle = await fs.open(import.meta.dirname, "r");
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  const sync = prototype.sync;
  const synced: string[] = [];
  prototype.sync = function (this: fs.FileHandle) {
    synced.push(readlinkSync(`/proc/self/fd/${this.fd}`));
    return sync.call(this);
  };
  try {
    await work();
  } finally {
    prototype.sync = sync;
  }
  return synced;
}

test("nothing acknowledged is lost when the writer is killed, and the log opens and verifies", {
  timeout: 60_000,
}, async () => {
  const seed = seedOf("kill -9");
  const figures = await inTemporaryFolder((folder) => runCrashRounds(folder, 5, seed));
  expect(figures).toMatchObject({ rounds: 5, lost: 0 });
  expect(figures.acknowledged).toBeGreaterThan(0);
});
