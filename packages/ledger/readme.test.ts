import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as face from "./index.ts";

const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");

test("the quick start runs as it stands in the README", { timeout: 60_000 }, () => {
  const [, code = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  // In the package's folder its own name leads to its own exports, as it does for whoever installs it.
  const output = execFileSync(process.execPath, ["--input-type=module-typescript", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  expect(output).toMatch(
    /^ledger\.example\.org\/state\+[0-9a-f]{8}\+A[\w+/]+={0,2}\ntrue 1001 all files are right\n$/,
  );
});

test("what the README shows for a browser is exported, and reaches nothing of Node", () => {
  const [, code = ""] = /```js\n(.*?)```/s.exec(readme) ?? [];
  const names = [...code.matchAll(/verify[A-Z]\w+/g)].map(([name]) => name);
  expect(names).toEqual(["verifyCheckpoint", "verifyInclusion"]);
  for (const name of names) expect(face).toHaveProperty(name);
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
