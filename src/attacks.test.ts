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

interface Row {
  readonly name: string;
  readonly tests: readonly Named[];
}
interface Named {
  readonly file: string;
  readonly test: string;
}

/** Every test that a cell names: a file, and behind it the names of its tests. */
function testsIn(cell: string): Named[] {
  let file = "";
  const tests: Named[] = [];
  for (const [, code, quoted] of cell.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
    if (code?.endsWith(".test.ts")) file = code;
    else if (quoted && file) tests.push({ file, test: quoted });
  }
  return tests;
}

const linesOf = (table: string): string[] => table.split("\n").filter((line) => line.startsWith("| "));

/** The rows of a table by their first cell, with the tests of their last one. */
const readRows = (table: string): Row[] =>
  linesOf(table)
    .filter((line) => !/^\| (attack|what rests|---)/.test(line))
    .map((line) => {
      const cells = line.replace(/^\| /, "").replace(/ \|$/, "").split(" | ");
      return { name: cells[0] ?? "", tests: testsIn(cells.at(-1) ?? "") };
    });

const ATTACKS = readRows(PAGE.split("## What was found")[0] ?? "");
const missing = (rows: readonly Row[]) =>
  rows.flatMap(({ name, tests }) =>
    tests
      .filter(({ file, test }) => !hasTest(file, test))
      .map(({ file, test }) => `${name}: ${file} "${test}"`),
  );

describe("the table of attacks", () => {
  it("names for each attack a test that exists, and no other", () => {
    expect(ATTACKS.length).toBeGreaterThan(30);
    expect(ATTACKS.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(missing(ATTACKS)).toEqual([]);
  });

  it("has a row for each attack that the issue names", () => {
    expect(NAMED.filter((named) => !ATTACKS.some(({ name }) => name.startsWith(named)))).toEqual([]);
  });

  it("is noticed when a test is renamed or gone, the second one of a row too", () => {
    const own = '`src/attacks.test.ts` "has a row for each attack that the issue names"';
    const rows = readRows(
      `| attack | test |\n| --- | --- |\n| x | no test |\n| y | ${own}, "a ${"lost"} one", \`src/gone.test.ts\` "any" |\n`,
    );
    expect(rows.map(({ tests }) => tests.length)).toEqual([0, 3]);
    expect(missing(rows)).toEqual(['y: src/attacks.test.ts "a lost one"', 'y: src/gone.test.ts "any"']);
  });
});

describe("the table of what a withdrawal means", () => {
  it("has all that DESIGN names, and each row names its test", () => {
    const page = readFileSync("docs/access.md", "utf8");
    const [, table = ""] = page.split("| what rests on the consent | means | proven by |");
    const rows = readRows(linesOf(table.split("\n\n")[0] ?? "").join("\n"));
    expect(rows.map(({ name }) => name)).toEqual([
      ...["a live share", "a copy already read", "a legal order", "a legal hold"],
      ...["a partner outside this house", "sealed evidence", "a frozen snapshot", "a published release"],
    ]);
    expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(missing(rows)).toEqual([]);
  });
});
