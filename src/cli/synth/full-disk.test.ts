import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Room for a few files and no more. */
const sizeKb = 192;

let folder = "";
let disk = "";
let mounted = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-full-disk-"));
  disk = join(folder, "disk");
  await mkdir(disk);
  const lines = Array.from(
    { length: 9000 },
    (_, k) => `${k % 3 ? "Female" : "Male"},${["North", "South", "East"][k % 7] ?? "West"},${k % 11}`,
  );
  await writeFile(join(folder, "people.csv"), `sex,area,shelter\n${lines.join("\n")}\n`);
  const column = (name: string, values: string[]) => ({ name, kind: "category", values, missing: false });
  const columns = [
    column("sex", ["Female", "Male"]),
    column("area", ["North", "South", "East", "West"]),
    column(
      "shelter",
      Array.from({ length: 11 }, (_, k) => `${k}`),
    ),
  ];
  await writeFile(
    join(folder, "people.json"),
    JSON.stringify({ leewardSynth: 1, title: "People", domainsArePublic: true, columns }),
  );
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeKb}k,mode=755`, "tmpfs", disk], {
      stdio: "pipe",
    });
    mounted = true;
  } catch {
    mounted = false;
  }
});
afterAll(async () => {
  if (mounted) execFileSync("umount", [disk]);
  await rm(folder, { recursive: true, force: true });
});

/** A command in a process of its own; `said`, if named, is the file on the disk that its answer goes to. */
function leeward(words: string[], said?: string): { code: number | null; said: string; talk: string } {
  const out = said === undefined ? "pipe" : openSync(join(disk, said), "w");
  const ended = spawnSync(process.execPath, ["src/cli/leeward.ts", "synth", ...words], {
    stdio: ["ignore", out, "pipe"],
    encoding: "utf8",
  });
  if (typeof out === "number") closeSync(out);
  return { code: ended.status, said: ended.stdout ?? "", talk: ended.stderr };
}

/** Leaves `roomKb` on the disk. */
async function fillUp(roomKb: number): Promise<void> {
  await writeFile(join(disk, "fill"), Buffer.alloc((sizeKb - roomKb) * 1024));
}

const people = () => [join(folder, "people.csv"), "--describe", join(folder, "people.json")];
const left = async () => (await readdir(disk)).filter((name) => name !== "fill");
const full = {
  code: 1,
  talk: expect.stringMatching(/disk is full\. Nothing was left behind\. \(output-failed\)\n$/),
};

describe("a really full disk", () => {
  it("ends a description with a sentence and no half of it, and one is never written over another", async ({
    skip,
  }) => {
    skip(!mounted, "needs leave to mount a small disk");
    const describeTo = (path: string) => leeward(["describe", join(folder, "people.csv"), "--out", path]);
    await fillUp(0);
    expect(describeTo(join(disk, "people.json"))).toMatchObject(full);
    expect(await left()).toEqual([]);
    const before = await readFile(join(folder, "people.json"), "utf8");
    expect(describeTo(join(folder, "people.json"))).toMatchObject({
      code: 1,
      talk: expect.stringContaining("output-exists"),
    });
    expect(await readFile(join(folder, "people.json"), "utf8")).toBe(before);
  });

  // With no room at all, and with room for a part of the rows.
  it.for([0, 64])(
    "ends a release with a sentence and no half of it (%i kB of room)",
    async (roomKb, { skip }) => {
      skip(!mounted, "needs leave to mount a small disk");
      await fillUp(roomKb);
      const made = leeward(["release", ...people(), "--epsilon", "2", "--out", join(disk, "release")]);
      expect(made).toMatchObject(full);
      expect(await left()).toEqual([]);
    },
  );

  it("ends an audit whose answer goes there with a sentence, not a trace", async ({ skip }) => {
    skip(!mounted, "needs leave to mount a small disk");
    await fillUp(0);
    for (const more of [[], ["--json"]]) {
      const { code, talk } = leeward(["audit", ...people(), "--runs", "20", ...more], "audit.txt");
      expect({ code, talk }).toEqual({
        code: 1,
        talk: expect.stringContaining("The answer could not be written: the disk is full."),
      });
      expect(talk).not.toMatch(/\.ts:|node:/);
      expect((await stat(join(disk, "audit.txt"))).size).toBe(0);
      await rm(join(disk, "audit.txt"));
    }
  });

  // Kills: keys written in place (a short file of keys would be refused, or worse used, ever after).
  it("leaves no half of the record keys", async ({ skip }) => {
    skip(!mounted, "needs leave to mount a small disk");
    await fillUp(16);
    const made = leeward([
      ...["tables", ...people(), "--columns", "sex,area", "--method", "cell-key"],
      ...["--keys", join(disk, "people.keys"), "--out", join(folder, "table")],
    ]);
    expect(made).toMatchObject(full);
    expect(await left()).toEqual([]);
  });
});
