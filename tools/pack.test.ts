import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packPackage } from "./pack.ts";

const modules = join(import.meta.dirname, "../node_modules");
let folder = "";
const at = (name: string) => join(folder, name);
const run = (command: string, words: readonly string[]): string =>
  execFileSync(command, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Every package that these need, and those need, as they lie in this repository. */
async function needsOf(names: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const waiting = [...names]; waiting.length > 0; ) {
    const name = waiting.pop() ?? "";
    if (found.has(name)) continue;
    found.add(name);
    const { dependencies = {} } = JSON.parse(await readFile(join(modules, name, "package.json"), "utf8"));
    waiting.push(...Object.keys(dependencies));
  }
  return [...found];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-installed-"));
  await writeFile(at("package.json"), '{ "name": "elsewhere", "private": true, "type": "module" }\n');
  const manifest = JSON.parse(await readFile("packages/synth/package.json", "utf8"));
  const needed = (await needsOf(Object.keys(manifest.dependencies))).map((name) => join(modules, name));
  const packed = run("npm", ["pack", ...needed, "--ignore-scripts", "--silent"])
    .trim()
    .split("\n");
  const archives = [packPackage("synth", folder), ...packed.map((name) => at(name))];
  run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", ...archives]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

// Kills: a package that only a link into this repository can import (Node runs no TypeScript under node_modules).
describe("the package that makes tables safe, packed and installed in a program elsewhere", () => {
  it("holds JavaScript and types, its README and its licence, and no test", () => {
    const installed = at("node_modules/@leeward/synth");
    const files = run("find", [installed, "-type", "f"]).trim().split("\n");
    const endings = new Set(files.map((file) => file.slice(installed.length + 1).replace(/^.*?\./, "")));
    expect([...endings].sort()).toEqual(["LICENSE", "d.ts", "js", "json", "md"]);
    expect(files.filter((file) => /test|proof/.test(file.slice(installed.length)))).toEqual([]);
  });

  it("runs the code of its own README", async () => {
    const readme = await readFile(at("node_modules/@leeward/synth/README.md"), "utf8");
    const [, code = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    await writeFile(at("example.js"), code);
    expect(run(process.execPath, ["example.js"])).toMatch(
      /^Someone who thought it even .* at most 88\.1 in 100 sure/,
    );
    const csvOf = async (name: string): Promise<Record<string, string>[]> =>
      parse(await readFile(at(`release/${name}`), "utf8"), { columns: true });
    const women = (await csvOf("tables/one-way.csv")).find(({ value_1 }) => value_1 === "Female");
    const rows = await csvOf("microdata.csv");
    expect(Number(women?.count)).toBe(rows.filter(({ sex }) => sex === "Female").length);
    expect(existsSync(at("release/report.html"))).toBe(true);
  });

  it("tells a program's compiler its types", async () => {
    await writeFile(
      at("typed.ts"),
      'import { type Card, rhoOf, SynthError } from "@leeward/synth";\nexport const rho: number = rhoOf(4, 1e-6);\nexport const title = (card: Card): string => card.title;\nexport const code = new SynthError("stopped", "x").code;\n// @ts-expect-error a text is no epsilon\nrhoOf("4", 1e-6);\n',
    );
    const words = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--skipLibCheck"];
    const types = ["--types", "node", "--typeRoots", join(modules, "@types")];
    run(process.execPath, [join(modules, "typescript/bin/tsc"), ...words, ...types, "typed.ts"]);
  });
});
