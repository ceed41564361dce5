import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");

test("the quick start runs as it stands in the README, and prints what it says", () => {
  const [, code = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [, printed = "nothing"] = /```text\n(.*?)```/s.exec(readme) ?? [];
  // In the package's folder its own name leads to its own exports, as it does for whoever installs it.
  const output = execFileSync(process.execPath, ["--input-type=module-typescript", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  expect(output).toBe(printed);
});

test("what is exported reaches nothing of Node, so it runs in a browser", () => {
  expect(importsOf("index.ts").filter((name) => !name.startsWith("."))).toEqual([]);
});

/** Everything that a file of the package imports, through all files on the way. */
function importsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = readFileSync(join(import.meta.dirname, file), "utf8");
  const named = [...source.matchAll(/from "([^"]+)"/g)].map(([, name = ""]) => name);
  const inner = named
    .filter((name) => name.startsWith("."))
    .flatMap((name) => importsOf(join(file, "..", name), seen));
  expect(source, `${file} uses a global of Node`).not.toMatch(/\b(Buffer|process|require)\b(?!')/);
  return [...named, ...inner];
}
