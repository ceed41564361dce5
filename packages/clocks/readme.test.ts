import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("the quick start runs as it stands in the README, and prints what it says", { timeout: 60_000 }, () => {
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  const [, code = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [, prints = ""] = /```text\n(.*?)```/s.exec(readme) ?? [];
  const output = execFileSync(process.execPath, ["--input-type=module-typescript", "--eval", code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  expect(output).toBe(prints);
});
