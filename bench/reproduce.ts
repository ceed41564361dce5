import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../e2e/support/demonstration.ts";

/**
 * Whether browsers are given the same, byte by byte, from another folder and another install: the commit is unpacked elsewhere,
 * its packages are installed anew from the lock file, and every file that it builds is compared with what this checkout
 * builds. `npm run bench -- reproduce`; it asks the package registry, and refuses a checkout with changes.
 */
const say = (line: string) => process.stderr.write(`${line}\n`);
const here = process.cwd();
const git = (...words: string[]) =>
  execFileSync("git", words, { encoding: "utf8", maxBuffer: 2 ** 30 }).trim();
if (git("status", "--porcelain", "--untracked-files=no") !== "")
  throw new Error("The checkout has changes: what is compared is a commit.");

/** As `leeward serve` builds, by the code of that folder. */
const BUILD = `
  const { buildAssets, hashAssets } = await import(process.argv[1] + "/src/web/index.ts");
  const assets = await buildAssets({ outDir: process.argv[2], log: () => {}, minify: true });
  process.stdout.write(JSON.stringify(await hashAssets(assets)));`;
const build = (root: string, outDir: string): Record<string, string> =>
  JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-e", BUILD, root, outDir], {
      cwd: root,
      encoding: "utf8",
    }),
  );

const folder = await temporaryFolder();
const elsewhere = join(folder, "another place", "leeward");
try {
  say("Unpacking the commit.");
  execFileSync("mkdir", ["-p", elsewhere]);
  const packed = execFileSync("git", ["archive", "HEAD"], { maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", elsewhere], { input: packed });
  say("Installing its packages.");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: elsewhere, stdio: ["ignore", 2, 2] });
  say("Building twice.");
  const [own, other] = [build(here, join(folder, "own")), build(elsewhere, join(folder, "other"))];
  const paths = [...new Set([...Object.keys(own), ...Object.keys(other)])].sort();
  const different = paths.filter((path) => own[path] !== other[path]);
  for (const path of different) say(`${path} differs.`);
  const result = {
    commit: git("rev-parse", "--short", "HEAD"),
    files: paths.length,
    different: different.length,
    passed: paths.length > 0 && different.length === 0,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.passed) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
