import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../leeward.ts";

let folder = "";
const at = (name: string) => join(folder, name);
const people = Array.from({ length: 600 }, (_, k) => ({
  sex: k % 3 === 0 ? "Male" : "Female",
  area: ["North", "South", "East", "West"][Math.floor(Math.sqrt(k)) % 4] ?? "",
  // Three men in the West are the small count that must not be seen.
  found: k % 3 === 0 && k > 12 && k < 22 ? "border" : "street",
}));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "synth-cli-"));
  const lines = people.map(({ sex, area, found }) => `${sex},${area},${found}`);
  await writeFile(at("people.csv"), `sex,area,found\n${lines.join("\n")}\n`);
  await writeFile(
    at("people.json"),
    JSON.stringify({
      leewardSynth: 1,
      title: "People",
      columns: [
        { name: "sex", kind: "category", values: ["Female", "Male"], missing: false },
        { name: "area", kind: "category", values: ["North", "South", "East", "West"], missing: false },
        { name: "found", kind: "category", values: ["street", "border"], missing: false },
      ],
    }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function leeward(...words: string[]): Promise<{ code: number; said: string; talk: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(words, {
    out,
    err,
    stdin: new PassThrough(),
    env: {},
    cwd: folder,
    signal: new AbortController().signal,
  });
  return { code, said: String(out.read() ?? ""), talk: String(err.read() ?? "") };
}

const tables = (method: string, out: string, ...more: string[]) =>
  leeward(
    ...["synth", "tables", at("people.csv"), "--describe", at("people.json"), "--columns", "sex,found"],
    ...["--method", method, "--out", at(out), ...more],
  );
const cellsOf = async (out: string): Promise<string[]> =>
  (parse(await readFile(at(`${out}/table.csv`), "utf8"), { columns: true }) as Record<string, string>[]).map(
    (line) => line.count ?? "",
  );
const truth = (sex: string, found: string) =>
  people.filter((one) => (sex === "" || one.sex === sex) && (found === "" || one.found === found)).length;
const exact = ["Female", "Male", ""].flatMap((sex) =>
  ["street", "border", ""].map((found) => truth(sex, found)),
);

describe("leeward synth tables", () => {
  it("hides a small count and what would give it away, and says what that does not protect against", async () => {
    const { code, said } = await tables("suppress", "hidden", "--threshold", "5", "--interval", "3");
    expect(code).toBe(0);
    const cells = await cellsOf("hidden");
    expect(truth("Male", "border")).toBe(3);
    expect(cells[4]).toBe("");
    expect(cells.filter((cell) => cell === "").length).toBeGreaterThan(1);
    for (const [k, cell] of cells.entries()) if (cell !== "") expect(Number(cell)).toBe(exact[k]);
    expect(said).toMatch(/not differential privacy/i);
    expect(await readFile(at("hidden/limits.txt"), "utf8")).toMatch(/subtract/);
    expect(JSON.parse(await readFile(at("hidden/card.json"), "utf8")).notProtected.length).toBeGreaterThan(3);
  });

  it("rounds every count and total to a multiple of the base next to it", async () => {
    expect((await tables("round", "rounded", "--base", "7")).code).toBe(0);
    for (const [k, cell] of (await cellsOf("rounded")).entries()) {
      expect(Number(cell) % 7).toBe(0);
      expect(Math.abs(Number(cell) - (exact[k] ?? 0))).toBeLessThan(7);
    }
  });

  it("changes a cell alike in every table made with the same keys, keeps the keys to their owner, refuses others", async () => {
    const once = await tables("cell-key", "key-1", "--keys", at("people.keys"));
    expect(once.code).toBe(0);
    expect((await stat(at("people.keys"))).mode & 0o077).toBe(0);
    await tables("cell-key", "key-2", "--keys", at("people.keys"));
    expect(await cellsOf("key-1")).toEqual(await cellsOf("key-2"));
    const cells = (await cellsOf("key-1")).map(Number);
    expect(cells).not.toEqual(exact);
    expect(cells.every((cell, k) => Math.abs(cell - (exact[k] ?? 0)) <= 5)).toBe(true);
    await writeFile(at("short.keys"), Buffer.alloc(8));
    const refusal = await tables("cell-key", "key-3", "--keys", at("short.keys"));
    expect({ code: refusal.code, talk: refusal.talk }).toEqual({
      code: 1,
      talk: expect.stringContaining("keys-do-not-fit"),
    });
  });

  it("says how to call it, and leaves nothing behind when it refuses", async () => {
    expect((await tables("magic", "m")).code).toBe(2);
    expect((await tables("round", "m", "--base", "1")).code).toBe(2);
    const wrong = await leeward(
      ...["synth", "tables", at("people.csv"), "--describe", at("people.json")],
      ...["--columns", "sex,nobody", "--method", "round", "--out", at("m")],
    );
    expect(wrong).toMatchObject({ code: 1, talk: expect.stringContaining("sex, area, found") });
    expect((await readdir(folder)).filter((name) => name === "m" || name.includes("draft"))).toEqual([]);
  });
});

describe("leeward synth k-anonymous", () => {
  const rows = (out: string, ...more: string[]) =>
    leeward(
      "synth",
      "k-anonymous",
      at("people.csv"),
      "--describe",
      at("people.json"),
      "--out",
      at(out),
      ...more,
    );

  it("writes no pair that fewer than k people share, and says what that does not protect against", async () => {
    const { code, said } = await rows("rows", "--k", "10");
    expect(code).toBe(0);
    expect(said).toMatch(/can see whether the last one is there/);
    const made: Record<string, string>[] = parse(await readFile(at("rows/microdata.csv"), "utf8"), {
      columns: true,
    });
    expect(made.length).toBeGreaterThan(500);
    expect(made.filter(({ found }) => found === "border")).toEqual([]);
    for (const { sex, area } of made) {
      expect(people.filter((one) => one.sex === sex && one.area === area).length).toBeGreaterThanOrEqual(10);
    }
  });

  it("refuses a k of one", async () => {
    expect(await rows("one", "--k", "1")).toMatchObject({ code: 1, talk: expect.stringContaining("k is 1") });
  });
});
