import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUDGET_SECONDS, BUDGET_SECONDS_DEFAULT, BUDGET_SECONDS_TOTAL, partOf } from "./budgets.ts";

// The runner must not be green because it looked away: it runs here on a small house with faults of every kind.

const REPOSITORY = join(import.meta.dirname, "../..");
const TESTS: Readonly<Record<string, string>> = {
  "tools/test/global-setup.ts": "export default function setup() {}\n",
  "src/good.test.ts": `import { test } from "vitest";
test("holds", () => { console.log("seed 42"); console.log("chatter"); });
`,
  "src/bad.test.ts": `import { beforeAll, describe, expect, test } from "vitest";
test("one and one are three", () => { console.log("said before it failed"); expect(1 + 1).toBe(3); });
test("needs what is missing", ({ skip }) => skip("no ../shared here"));
describe("a hook that fails", () => { beforeAll(() => { throw new Error("hook"); }); test("never ran", () => {}); });
`,
  "src/broken.test.ts": 'import "./nowhere.ts";\n',
  "src/stray.test.ts": `import { test } from "vitest";
test("leaves a rejection behind", () => { Promise.reject(new Error("stray rejection")); });
`,
  "src/only.test.ts": `import { test } from "vitest";
test.only("alone", () => {});
`,
};

let home: string;
const run = (...args: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [join(REPOSITORY, "tools/test/run.ts"), ...args], {
    cwd: home,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
  });
  return { status, stdout, last: stdout.trimEnd().split("\n").at(-1) };
};

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "leeward-runner-"));
  for (const [file, text] of Object.entries(TESTS)) {
    mkdirSync(join(home, dirname(file)), { recursive: true });
    writeFileSync(join(home, file), text);
  }
  writeFileSync(join(home, "package.json"), '{ "type": "module" }\n');
  for (const file of ["vitest.config.ts", "tools/test/sequencer.ts"])
    copyFileSync(join(REPOSITORY, file), join(home, file));
  symlinkSync(join(REPOSITORY, "node_modules"), join(home, "node_modules"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the test run", () => {
  test("passes with its count as the last line, seeds shown, chatter not, and nothing written", () => {
    const before = readdirSync(home);
    const { status, stdout, last } = run("src/good");
    expect(last).toBe("1 passed, 0 failed");
    expect(status).toBe(0);
    expect(stdout).toContain("seed 42");
    expect(stdout).not.toContain("chatter");
    expect(readdirSync(home)).toEqual(before);
  });

  test("counts everything that went wrong, in any way, and says where", () => {
    const { status, stdout, last } = run();
    // Failed: the sum, the hook, the file that does not load, the stray rejection, and the lone "only".
    expect(last).toBe("2 passed, 5 failed, 2 skipped");
    expect(status).toBe(1);
    expect(stdout).toContain("FAIL src/bad.test.ts > one and one are three");
    expect(stdout).toContain("said before it failed");
    const atTheEnd = stdout.slice(stdout.indexOf("\nFailed, 5:\n"));
    for (const line of [
      "src/bad.test.ts > one and one are three: expected 2 to be 3",
      "src/bad.test.ts > a hook that fails (a hook): hook",
      "src/broken.test.ts > (the file itself or a hook)",
      "outside of any test: stray rejection",
    ])
      expect(atTheEnd).toContain(line);
    expect(stdout).toContain("FAIL src/bad.test.ts > a hook that fails (a hook)");
    expect(stdout).toContain("FAIL src/broken.test.ts > (the file itself or a hook)");
    expect(stdout).toContain("stray rejection");
    expect(stdout).toContain("FAIL src/only.test.ts");
    expect(stdout).toContain("src/bad.test.ts > needs what is missing: no ../shared here");
  });

  test.each([["src/nothing-here"], ["src/good", "-t", "no test has this name"]])(
    "fails when nothing ran: %s %s %s",
    (...args) => {
      const { status, stdout, last } = run(...args);
      expect(stdout).toContain("No test ran.");
      expect(last).toBe("0 passed, 0 failed");
      expect(status).toBe(1);
    },
  );
});

test("each file's seconds go to the part of the house that it belongs to", () => {
  expect(
    ["packages/ledger/tree/x.test.ts", "src/core/db/x.test.ts", "src/modules/door/y/x.test.ts"].map(partOf),
  ).toEqual(["packages/ledger", "src/core/db", "src/modules/door"]);
  expect(
    ["src/main.test.ts", "src/web/kit/x.test.tsx", "e2e/x.test.ts", "tools/a/x.test.ts"].map(partOf),
  ).toEqual(["src/main", "src/web", "e2e", "tools"]);
});

test("the budgets of all parts fit into the whole, on two workers", () => {
  const files = globSync("{packages,src,bench,e2e,tools}/**/*.test.{ts,tsx}", {
    cwd: REPOSITORY,
    exclude: (path) => path.includes("node_modules"),
  });
  const parts = [...new Set(files.map(partOf))];
  expect(parts.length).toBeGreaterThan(20);
  const seconds = parts.reduce((sum, part) => sum + (BUDGET_SECONDS[part] ?? BUDGET_SECONDS_DEFAULT), 0);
  expect(seconds / 2).toBeLessThanOrEqual(BUDGET_SECONDS_TOTAL);
});
