import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { HolderLog, HolderLogError, readLog } from "./log.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeward-log-"));
  path = join(folder, "log.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date("2026-11-25T12:00:00Z");
const numbers = async () => {
  const found: number[] = [];
  for await (const { entry } of readLog(path)) found.push(entry.n);
  return found;
};
/** A log of five entries, three of them written at the same time. */
async function write(): Promise<void> {
  const log = await HolderLog.open(path, now);
  await log.append({ kind: "started" });
  const many = ["a", "b", "c"].map((caseId) => log.append({ kind: "opened", caseId }));
  expect(await Promise.all(many)).toEqual([1, 2, 3]);
  expect(await log.append({ kind: "refused", why: "closed" })).toBe(4);
  await log.close();
}

it("goes on where it was, each entry after the one before", async () => {
  await write();
  const seen: string[] = [];
  const log = await HolderLog.open(path, now, ({ kind }) => void seen.push(kind));
  expect(seen).toEqual(["started", "opened", "opened", "opened", "refused"]);
  expect(await log.append({ kind: "started" })).toBe(5);
  await log.close();
  expect(await numbers()).toEqual([0, 1, 2, 3, 4, 5]);
});

// Kills: a chain that is not checked, a line that is left out of it.
it("names the line after any that was changed, taken out or put in", async () => {
  await write();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const swapped = (line: string) => line.replace('"b"', '"x"').replace("started", "stopped");
  const wrong: Record<string, readonly string[]> = {
    changed: lines.map((line, i) => (i === 2 ? swapped(line) : line)),
    "first changed": lines.map((line, i) => (i === 0 ? swapped(line) : line)),
    "taken out": lines.filter((_, i) => i !== 2),
    "put in": lines.toSpliced(2, 0, lines[2] ?? ""),
    "no JSON": lines.toSpliced(3, 1, "{"),
  };
  for (const [name, changed] of Object.entries(wrong)) {
    writeFileSync(path, `${changed.join("\n")}\n`);
    await expect(numbers(), name).rejects.toThrow(/Line [2-4] of .* does not follow/);
    await expect(HolderLog.open(path, now), name).rejects.toBeInstanceOf(HolderLogError);
  }
});

it("cuts off half a line that a power cut left, and nothing else", async () => {
  await write();
  appendFileSync(path, '{"n":5,"at":"2026-11');
  const log = await HolderLog.open(path, now);
  expect(log.size).toBe(5);
  await log.append({ kind: "started" });
  await log.close();
  expect(await numbers()).toEqual([0, 1, 2, 3, 4, 5]);
});
