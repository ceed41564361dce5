import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasTest } from "../tools/test/has-test.ts";

/** `docs/attacks.md` says of each attack which test plays it: held here to tests that exist, so that it cannot go stale. */
const PAGE = readFileSync("docs/attacks.md", "utf8");

/** The attacks that issue 4 names; each must have a row that begins so. */
const NAMED = [
  "session fixation",
  "session theft",
  "cross-site requests",
  "host-header tricks",
  "path tricks",
  "timing differences of refusals",
  "byte differences of refusals",
  "injected `set_config`",
  "foreign-key oracles",
  "slow requests",
  "oversized requests",
  "header bombs",
  "prototype pollution",
  "template injection",
  "race on the last confirmation",
  "replayed signatures",
  "a clock that jumps",
] as const;

interface Attack {
  readonly name: string;
  readonly file: string;
  readonly test: string;
}

/** The rows of the first table; null for one whose last cell names no test. */
function readRows(page: string): (Attack | null)[] {
  const [table = ""] = page.split("## What was found");
  return table
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => {
      const [, name = "", , , cell = ""] = line
        .split(" | ")
        .map((part) => part.trim())
        .flatMap((part, nth) => (nth === 0 ? ["", part.replace(/^\| /, "")] : [part]));
      const found = /^`([^`]+)` "([^"]+)"/.exec(cell.replace(/ \|$/, ""));
      return found ? { name, file: found[1] ?? "", test: found[2] ?? "" } : null;
    });
}

describe("the table of attacks", () => {
  it("names for each attack a test that exists", () => {
    const rows = readRows(PAGE);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => row === null)).toEqual([]);
    expect(rows.filter((row) => row && !hasTest(row.file, row.test))).toEqual([]);
  });

  it("has a row for each attack that the issue names", () => {
    const names = readRows(PAGE).map((row) => row?.name ?? "");
    expect(NAMED.filter((named) => !names.some((name) => name.startsWith(named)))).toEqual([]);
  });

  it("is noticed when a test is renamed or gone", () => {
    expect(hasTest("src/attacks.test.ts", "is noticed when a test is renamed or gone")).toBe(true);
    expect(hasTest("src/attacks.test.ts", `is noticed when a test is renamed or ${"lost"}`)).toBe(false);
    expect(hasTest("src/gone.test.ts", "anything")).toBe(false);
    expect(readRows("| a | b | c | d |\n| --- | --- | --- | --- |\n| x | y | z | no test |\n")).toEqual([
      null,
    ]);
  });
});
