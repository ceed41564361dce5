import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkBorders } from "./borders.ts";
import { checkTokens } from "./tokens.ts";
import { checkWords } from "./words.ts";

/**
 * `npm run check [-- NAME ...]`: the gates, one after the other, on the working directory. Each says how much it read,
 * because a gate that reads nothing passes everything. Exit code 1 when one fails, 2 for an unknown name.
 */
interface Outcome {
  readonly passed: boolean;
  /** What was checked, or what is wrong. */
  readonly talk: string;
}

const REPOSITORY = join(import.meta.dirname, "../..");
const part = (...path: string[]) => join(REPOSITORY, "node_modules", ...path);

const GATES: Readonly<Record<string, () => Promise<Outcome>>> = {
  format: () =>
    tool(
      part("@biomejs/biome/bin/biome"),
      ["check", "--error-on-warnings", "--max-diagnostics=50"],
      readsFiles,
    ),
  types: () =>
    tool(part("typescript/bin/tsc"), ["--noEmit", "-p", "tsconfig.json", "--listFiles"], readsOurTypes),
  borders: async () => {
    const { files, imports, violations } = checkBorders();
    return verdict(violations, `${imports} imports in ${files} files`);
  },
  unused: () => tool(part("knip/bin/knip.js"), ["--no-progress", "--no-config-hints"]),
  generated: () => tool(join(REPOSITORY, "tools/generate.ts"), ["--check"]),
  words: async () => {
    const { files, violations } = checkWords();
    return verdict(violations, `${files} files`);
  },
  tokens: async () => {
    const { tokens, violations } = checkTokens();
    return verdict(violations, `${tokens} tokens`);
  },
};

const verdict = (violations: readonly string[], checked: string): Outcome => ({
  passed: violations.length === 0,
  talk: violations.length === 0 ? checked : violations.join("\n"),
});

/** Runs a tool with our Node; `understand` turns its talk into a summary, or into a reason to distrust a pass. */
function tool(
  script: string,
  options: readonly string[],
  understand: (talk: string) => Outcome = () => ({ passed: true, talk: "" }),
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...options], { stdio: ["ignore", "pipe", "pipe"] });
    let talk = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        talk += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) =>
      resolve(code === 0 ? understand(talk) : { passed: false, talk: withoutOwnFiles(talk) }),
    );
  });
}

const readsFiles = (talk: string): Outcome => {
  const files = Number(/Checked (\d+) files?/.exec(talk)?.[1] ?? 0);
  return { passed: files > 0, talk: files > 0 ? `${files} files` : `It read no file:\n${talk}` };
};

const isOwnFile = (line: string): boolean => line.startsWith(`${process.cwd()}/`) || line.startsWith("/");

const readsOurTypes = (talk: string): Outcome => {
  const files = talk.split("\n").filter((line) => isOwnFile(line) && !line.includes("/node_modules/")).length;
  return { passed: files > 0, talk: files > 0 ? `${files} files` : "It read no file of ours" };
};

/** `--listFiles` prints every file it read; of a failed run only the complaints are of interest. */
const withoutOwnFiles = (talk: string): string =>
  talk
    .split("\n")
    .filter((line) => !(isOwnFile(line) && existsSync(line)))
    .join("\n");

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in GATES));
if (unknown.length > 0) {
  process.stderr.write(
    `No gate is called ${unknown.join(", ")}. There are: ${Object.keys(GATES).join(", ")}\n`,
  );
  process.exit(2);
}

const failed: string[] = [];
for (const [name, check] of Object.entries(GATES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const started = performance.now();
  const { passed, talk } = await check();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (passed) process.stdout.write(`gate ${name.padEnd(10)} ok      ${seconds} s  ${talk}\n`);
  else {
    failed.push(name);
    process.stdout.write(
      `gate ${name.padEnd(10)} FAILED  ${seconds} s\n${talk.trimEnd().replace(/^/gm, "  ")}\n`,
    );
  }
}
if (failed.length > 0) process.stdout.write(`Gates that failed: ${failed.join(", ")}\n`);
process.exit(failed.length > 0 ? 1 : 0);
