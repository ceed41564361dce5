import { spawn } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { basename } from "node:path";

/**
 * `npm run bench -- NAME [OPTION ...]`: runs `bench/NAME.ts`. Its talk goes to stderr; the last line of stdout is JSON,
 * which is checked here, because the papers quote it. Exit code 2 without a known name.
 */
const [name = "", ...options] = process.argv.slice(2);
const file = `bench/${name}.ts`;
if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
  const names = globSync("bench/*.ts").map((path) => basename(path, ".ts"));
  const known = names.filter((other) => !/\.(test|proof)$/.test(other)).sort();
  process.stderr.write(`Say which: npm run bench -- NAME. There are: ${known.join(", ") || "none yet"}\n`);
  process.exit(2);
}

const child = spawn(process.execPath, [file, ...options], { stdio: ["inherit", "pipe", "inherit"] });
let said = "";
child.stdout.setEncoding("utf8").on("data", (part: string) => {
  said += part;
  process.stdout.write(part);
});
// The terminal's Ctrl-C reaches the bench too; it decides when both end.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => {
  if (signal || code !== 0) process.exit(code ?? 1);
  const last = said.trimEnd().split("\n").at(-1) ?? "";
  try {
    JSON.parse(last);
  } catch {
    process.stderr.write(`${file} must end with a line of JSON; it ended with "${last.slice(0, 80)}"\n`);
    process.exit(1);
  }
  process.exit(0);
});
