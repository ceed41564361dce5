import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { buildAssets } from "./build.ts";

// A server that has built its pages would keep what the builder took for as long as it runs: so it never loads it.
vi.mock("esbuild", () => {
  throw new Error("the builder was loaded in this process");
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-build-apart-"));
});
afterAll(() => rm(folder, { recursive: true }));

const build = async (name: string, text: string, lines: string[] = []) => {
  const source = join(folder, `${name}.ts`);
  await writeFile(source, text);
  return buildAssets({
    outDir: join(folder, name),
    minify: true,
    apart: true,
    log: (line) => lines.push(line),
    sets: [[{ name: "page.js", source }]],
  });
};

test("the pages are built by a process of its own, which tells how far it is, and found again by the next start", async () => {
  const lines: string[] = [];
  const built = await build("good", "console.log(1);", lines);
  expect(lines).toEqual(["Building the pages…", expect.stringMatching(/^Built the pages in /)]);
  expect(await readdir(built.dir)).toContain(built.url("page.js").slice("/assets/".length));
  const again = await build("good", "console.log(1);", lines);
  expect(again.url("page.js")).toBe(built.url("page.js"));
  expect(lines, "nothing to build").toHaveLength(2);
});

test("a source that cannot be built stops the start and says where", async () => {
  await expect(build("broken", "const = 1;")).rejects.toThrow(/broken\.ts:1:6/);
});
