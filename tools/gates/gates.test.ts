import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBorders } from "./borders.ts";

const REPOSITORY = join(import.meta.dirname, "../..");

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A small house that passes every gate; each test breaks one thing in a copy of it. */
const HOUSE: Readonly<Record<string, string>> = {
  "package.json": json({
    name: "small-house",
    private: true,
    type: "module",
    workspaces: ["packages/*"],
    dependencies: { pg: "*" },
  }),
  "packages/ledger/package.json": json({ name: "@leeward/ledger", type: "module", exports: "./index.ts" }),
  "packages/ledger/index.ts": "export const leaf = (text: string): number => text.length;\n",
  "src/main.ts": 'import { open } from "./modules/door/index.ts";\n\nopen();\n',
  "src/cli/leeward.ts": 'import "../main.ts";\n',
  "src/core/db/index.ts":
    'import { Client } from "pg";\n\nexport const connect = (url: string): Client => new Client({ connectionString: url });\n',
  "src/modules/care/index.ts": 'export { take } from "./service.ts";\n',
  "src/modules/care/service.ts": 'export const take = (): string => "taken";\n',
  "src/modules/door/index.ts":
    'import { connect } from "../../core/db/index.ts";\nimport { take } from "../care/index.ts";\n\nexport const open = (): unknown => [connect(""), take()];\n',
  "src/web/desk.tsx": 'document.title = "Desk";\n',
  "src/web/styles/tokens.css": `:root,
[data-theme="light"] {
  --paper: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    --paper: #000000;
  }
}

[data-theme="dark"] {
  --paper: #000000;
}
body {
  background: var(--paper);
}
`,
  "package-lock.json": '{ "packages": {} }\n',
  ".gitignore": "node_modules\n",
};
const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

function house(changes: Readonly<Record<string, string>> = {}): string {
  const home = mkdtempSync(join(tmpdir(), "leeward-gates-"));
  homes.push(home);
  for (const [file, text] of Object.entries({ ...HOUSE, ...changes })) {
    if (text === "") continue;
    mkdirSync(join(home, dirname(file)), { recursive: true });
    writeFileSync(join(home, file), text);
  }
  for (const file of ["biome.json", "tsconfig.json", "knip.jsonc"])
    copyFileSync(join(REPOSITORY, file), join(home, file));
  symlinkSync(join(REPOSITORY, "node_modules"), join(home, "node_modules"));
  execFileSync("git", ["init", "--quiet"], { cwd: home });
  return home;
}

/** What `npm run check -- NAME` runs, there. */
function gate(name: string, home: string): { code: number | null; said: string } {
  const run = spawnSync(process.execPath, [join(REPOSITORY, "tools/gates/run.ts"), name], {
    cwd: home,
    encoding: "utf8",
  });
  return { code: run.status, said: run.stdout + run.stderr };
}

function expectRefusal(
  name: string,
  changes: Readonly<Record<string, string>>,
  ...sentences: string[]
): void {
  const { code, said } = gate(name, house(changes));
  for (const sentence of sentences) expect(said).toContain(sentence);
  expect(said).toContain(`Gates that failed: ${name}`);
  expect(code).toBe(1);
}

describe("a house without a fault passes", () => {
  test.each(["format", "types", "borders", "unused", "words", "tokens"])("%s", (name) => {
    const { code, said } = gate(name, house());
    expect(said).toMatch(new RegExp(`^gate ${name} +ok `));
    expect(code).toBe(0);
  });

  test("a gate that nobody knows is refused, not passed", () => {
    expect(gate("formatt", house()).code).toBe(2);
  });
});

describe("each gate catches what it is there for", () => {
  test("format: a file that is not formatted, and a lint warning", () => {
    expectRefusal("format", { "src/core/ugly.ts": "export const a={b:1}\n" }, "src/core/ugly.ts");
    const warned =
      "export const all = (xs: string[]) => xs.reduce<string[]>((list, x) => [...list, x], []);\n";
    expectRefusal("format", { "src/core/slow.ts": warned }, "src/core/slow.ts", "noAccumulatingSpread");
  });

  test("types: a wrong type, and an implicit any", () => {
    expectRefusal(
      "types",
      { "src/core/wrong.ts": 'export const n: number = "1";\n' },
      "src/core/wrong.ts(1,14)",
    );
    expectRefusal("types", { "src/core/any.ts": "export const f = (x) => x;\n" }, "src/core/any.ts(1,19)");
  });

  test("unused: a file, an export and a dependency that nobody uses", () => {
    const manifest = (HOUSE["package.json"] ?? "").replace('"pg": "*"', '"pg": "*", "fastify": "*"');
    expectRefusal(
      "unused",
      {
        "package.json": manifest,
        "src/core/alone.ts": "export const alone = 1;\n",
        "src/modules/care/service.ts":
          'export const take = (): string => "taken";\nexport const nobodyTakesThis = (): number => 1;\n',
      },
      "src/core/alone.ts",
      "nobodyTakesThis",
      "fastify",
    );
  });

  test("generated: types of tables that do not agree with the migrations, a table of steps that is not the rules'", () => {
    const home = house({
      "src/core/db/types.ts": "export interface DB {}\n",
      "docs/care.md": "# Care\n\n<!-- generated: steps -->\n| step |\n<!-- end -->\n",
    });
    const before = gate("generated", home);
    expect(before.said).toContain("docs/care.md does not agree with the rules of the journey, line 4");
    expect(before.said).toContain("src/core/db/types.ts does not agree with the migrations, line 1");
    expect(before.code).toBe(1);
    execFileSync(process.execPath, [join(REPOSITORY, "tools/generate.ts")], { cwd: home, stdio: "ignore" });
    expect(gate("generated", home).code, "and once generated it passes").toBe(0);
  });

  test("tokens: two dark sets that differ, a colour without a dark value, a name that nobody declares", () => {
    const css = HOUSE["src/web/styles/tokens.css"] ?? "";
    expectRefusal(
      "tokens",
      {
        "src/web/styles/tokens.css": css.replace("--paper: #000000;\n}\nbody", "--paper: #000001;\n}\nbody"),
        "src/modules/door/door.css": "p { color: var(--inc); }\n",
      },
      "--paper is #000000 on a dark device and #000001 when dark is chosen",
      "src/modules/door/door.css: --inc is used but declared nowhere",
    );
    const light = css.replace("--paper: #ffffff;", "--paper: #ffffff;\n  --ink: #111111;");
    expectRefusal(
      "tokens",
      { "src/web/styles/tokens.css": light },
      "--ink has a light value but no dark one",
    );
    expectRefusal("tokens", { "src/web/styles/tokens.css": "" }, "there is no src/web/styles/tokens.css");
  });
});

describe("the import borders", () => {
  /** What the gate finds there, without a process for each of many houses; nothing else runs while it reads. */
  function violationsIn(home: string): readonly string[] {
    const here = process.cwd();
    process.chdir(home);
    try {
      return checkBorders().violations;
    } finally {
      process.chdir(here);
    }
  }

  test.each<[string, Record<string, string>, string]>([
    [
      "a package imports nothing of the platform",
      { "packages/ledger/index.ts": 'export { take as leaf } from "../../src/modules/care/service.ts";\n' },
      "packages/ledger/index.ts:1 imports ../../src/modules/care/service.ts: packages may not import modules",
    ],
    [
      "a package uses another only by its name, declared",
      {
        "packages/clocks/package.json": '{ "name": "@leeward/clocks" }\n',
        "packages/clocks/index.ts": 'export { leaf } from "../ledger/index.ts";\n',
      },
      "packages/clocks/index.ts:1 imports ../ledger/index.ts: a package uses another one only by its name",
    ],
    [
      "the core knows no module",
      { "src/core/db/spy.ts": '\nimport { open } from "../../modules/door/index.ts";\nopen();\n' },
      "src/core/db/spy.ts:2 imports ../../modules/door/index.ts: core may not import modules",
    ],
    [
      "not even a module's types",
      { "src/core/db/spy.ts": 'export type Open = typeof import("../../modules/door/index.ts").open;\n' },
      "src/core/db/spy.ts:1 imports ../../modules/door/index.ts: core may not import modules",
    ],
    [
      "a module sees of another only its index",
      { "src/modules/door/index.ts": 'export { take as open } from "../care/service.ts";\n' },
      "src/modules/door/index.ts:1 imports ../care/service.ts: only the index.ts of module care is open to others",
    ],
    [
      "and only where an arrow is drawn",
      { "src/modules/statistics/index.ts": 'export { take } from "../care/index.ts";\n' },
      "src/modules/statistics/index.ts:1 imports ../care/index.ts: no arrow leads from module statistics to module care",
    ],
    [
      "the door does not wait for the gate, not even through another's face",
      {
        "src/core/gate/index.ts": "export const run = (): number => 1;\n",
        "src/modules/statistics/index.ts": 'export { run } from "../../core/gate/index.ts";\n',
        "src/modules/door/count.ts": 'export { run } from "../statistics/index.ts";\n',
      },
      "src/modules/door/count.ts -> src/modules/statistics/index.ts -> src/core/gate/index.ts: what protects people does not wait for the gate",
    ],
    [
      "nor does care, not even for a type",
      {
        "src/core/gate/index.ts": "export type Tool = number;\n",
        "src/modules/care/tool.ts": 'export type { Tool } from "../../core/gate/index.ts";\n',
      },
      "src/modules/care/tool.ts -> src/core/gate/index.ts: what protects people does not wait for the gate",
    ],
    [
      "the shell's other files do not reach into modules",
      { "src/web/desk.tsx": 'import { open } from "../modules/door/index.ts";\n\nopen();\n' },
      "src/web/desk.tsx:1 imports ../modules/door/index.ts: web may not import modules",
    ],
    [
      "nobody imports main",
      { "src/modules/care/service.ts": 'import "../../main.ts";\nexport const take = () => "";\n' },
      "src/modules/care/service.ts:1 imports ../../main.ts: modules may not import main",
    ],
    [
      "a page reaches nothing of Node, however long the way",
      {
        "src/modules/door/pages/hello.tsx": 'import { hash } from "./hash.ts";\n\nhash();\n',
        "src/modules/door/pages/hash.ts": 'export { hash } from "./deep.ts";\n',
        "src/modules/door/pages/deep.ts":
          'import { createHash as hash } from "node:crypto";\n\nexport { hash };\n',
      },
      "src/modules/door/pages/hello.tsx -> src/modules/door/pages/hash.ts -> src/modules/door/pages/deep.ts:1 imports node:crypto",
    ],
    [
      "nor under its old name",
      { "src/modules/door/island/tell.ts": 'import "fs/promises";\n' },
      "src/modules/door/island/tell.ts:1 imports fs/promises: a browser has no such module",
    ],
    [
      "an import that only running would tell",
      { "src/core/db/late.ts": "export const late = (name: string) => import(name);\n" },
      "src/core/db/late.ts:1 imports import(a computed place): no border can be checked",
    ],
    [
      "an import of a file that is not there",
      { "src/core/db/gone.ts": 'import "./nowhere.ts";\n' },
      "src/core/db/gone.ts:1 imports ./nowhere.ts: there is no src/core/db/nowhere.ts",
    ],
    [
      "an import that leads out of the house",
      { "src/core/db/out.ts": 'import "../../../../elsewhere.ts";\n' },
      "src/core/db/out.ts:1 imports ../../../../elsewhere.ts: leads out of the house",
    ],
  ])("%s", (_, changes, sentence) => {
    expect(violationsIn(house(changes)).join("\n")).toContain(sentence);
  });

  test("a violation makes the gate fail", () => {
    expectRefusal(
      "borders",
      { "src/modules/care/service.ts": 'import "../../main.ts";\nexport const take = () => "";\n' },
      "src/modules/care/service.ts:1 imports ../../main.ts: modules may not import main",
    );
  });

  test("types alone bring nothing of Node to a browser, and an arrow is no fault", () => {
    const home = house({
      "src/modules/door/pages/hello.tsx":
        'import type { Readable } from "node:stream";\n\nexport type Text = Readable;\n',
      "src/modules/care/index.ts":
        'export type { open } from "../door/index.ts";\nexport { take } from "./service.ts";\n',
    });
    expect(gate("borders", home)).toMatchObject({ code: 0 });
  });

  test("a house without a single import was not read", () => {
    const empty = Object.fromEntries(Object.keys(HOUSE).map((file) => [file, ""]));
    expectRefusal("borders", empty, "nothing was checked");
  });
});

describe("the words", () => {
  // Put together from pieces, so that this file passes the gate that it tests.
  const machinePath = ["", "work", "main", "x"].join("/");
  const marker = `TO${"DO"}`;
  const host = `https://registry${".npmjs"}.org/pg`;
  let said: string;

  beforeAll(() => {
    said = gate(
      "words",
      house({
        "src/modules/door/texts/en.ts":
          'export const EN = { a: "An illegal stay", b: "We rescued her", c: "legally" };\n',
        "src/modules/door/pages/tell.tsx": 'export const title = "Tell us about the victim";\n',
        "docs/notes.md": `Seen in ${machinePath} only\n`,
        "src/core/later.ts": `export const later = 1; // ${marker}: finish\n`,
        "src/core/turned.ts": 'export const turned = "\u202etxt";\n',
        "src/core/x.test.ts": `import { test } from "vitest";\n\ntest.${"skip"}("later", () => {});\n`,
        "package-lock.json": `{ "packages": { "a": { "resolved": "${host}" } } }\n`,
      }),
    ).said;
  });

  test.each([
    ["a word not used of people", 'src/modules/door/texts/en.ts:1: "illegal" is a word'],
    ["a person called by what was done to them", 'src/modules/door/pages/tell.tsx:1: "the victim" is a word'],
    ["a path of one machine", "docs/notes.md:1: "],
    ["unfinished work", "src/core/later.ts:1: "],
    ["text that runs otherwise than it reads", 'src/core/turned.ts:1: "U+202E"'],
    ["a test skipped in silence", "src/core/x.test.ts:3: "],
    ["where packages came from", "package-lock.json:1: "],
  ])("%s", (_, sentence) => {
    expect(said).toContain(sentence);
    expect(said).toContain("Gates that failed: words");
  });

  test("a word that only looks like one is left alone", () => {
    expect(
      gate("words", house({ "src/modules/door/texts/en.ts": 'export const A = "legally";\n' })).code,
    ).toBe(0);
  });
});
