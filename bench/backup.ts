import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { temporaryFolder } from "../e2e/support/demonstration.ts";
import { loadOfMachine, readPeaks } from "./load/machine.ts";
import { CASES_EACH, keepState } from "./load/state.ts";

/**
 * How much memory `leeward backup` and `leeward restore` take at most, in a State and in one of twenty times as many
 * cases: the command's own process, and the largest of its PostgreSQL's, which is what grows when a program streams and
 * the database behind it does not. The commands are those that an operator types, each in a process of its own.
 *
 * `npm run bench -- backup --keep FOLDER [--sizes 10000,200000]`; three sections a case. Five minutes at the first run,
 * and 6 GB; what is restored goes away again.
 */
const { values } = parseArgs({
  options: { keep: { type: "string" }, sizes: { type: "string", default: "10000,200000" } },
});
const { keep } = values;
if (!keep) throw new Error("Say where the States are kept: --keep FOLDER");
/** Twenty times the data may take so much more, in megabytes: what a garbage collector leaves lying, and no more. */
const GROWTH_MB_MAX = 64;
const EVERY_MS = 20;
const MB = 2 ** 20;
const say = (line: string) => process.stderr.write(`${line}\n`);

interface Took {
  readonly seconds: number;
  /** Resident, at most. */
  readonly peakMb: number;
  /** Of one process of PostgreSQL at most, without the memory that all of them share. */
  readonly databasePeakMb: number;
}

interface Size {
  readonly cases: number;
  readonly fileMb: number;
  readonly backup: Took;
  readonly restore: Took;
}

const loadBefore = loadOfMachine();
const sizes: Size[] = [];
for (const cases of values.sizes.split(",").map(Number)) sizes.push(await measure(cases));
const [smallest, largest] = [sizes[0], sizes.at(-1)];
const growthOf = (act: "backup" | "restore", of: "peakMb" | "databasePeakMb") =>
  (largest?.[act][of] ?? 0) - (smallest?.[act][of] ?? 0);
const growthMb = {
  backup: growthOf("backup", "peakMb"),
  backupDatabase: growthOf("backup", "databasePeakMb"),
  restore: growthOf("restore", "peakMb"),
  restoreDatabase: growthOf("restore", "databasePeakMb"),
};
const passed = Object.values(growthMb).every((growth) => growth <= GROWTH_MB_MAX);
const machine = { loadBefore, loadAfter: loadOfMachine() };
process.stdout.write(`${JSON.stringify({ sizes, growthMb, barMb: GROWTH_MB_MAX, machine, passed })}\n`);
if (!passed) process.exitCode = 1;

async function measure(cases: number): Promise<Size> {
  const source = join(keep ?? "", `growth-${cases}`);
  await keepState(source, { cases, sections: 3, touched: CASES_EACH }, say);
  const place = await temporaryFolder();
  try {
    const [files, target, key] = [join(place, "files"), join(place, "target"), join(place, "key")];
    await mkdir(files);
    await mkdir(target, { mode: 0o700 });
    await run(["backup", "keygen", key], place);
    const backup = await run(["backup", "--to", files, "--recipient", `${key}.pub`], source);
    const written = readdirSync(files).filter((name) => name.endsWith(".age"));
    const bytes = written.reduce((sum, name) => sum + statSync(join(files, name)).size, 0);
    const main = written.find((name) => name.includes("-main-")) ?? "";
    await copyFile(join(source, "secrets.json"), join(target, "secrets.json"));
    const restore = await run(["restore", join(files, main), "--identity", key], target);
    const size = { cases, fileMb: Math.round(bytes / MB), backup, restore };
    say(JSON.stringify(size));
    return size;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** One command of ours on a data folder, watched until it ends. */
async function run(words: readonly string[], dataDir: string): Promise<Took> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ["src/cli/leeward.ts", ...words], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    said = (said + part).slice(-2000);
  });
  const ended = once(child, "exit");
  let [peakMb, databasePeakMb] = [0, 0];
  while (child.exitCode === null && child.signalCode === null) {
    peakMb = Math.max(peakMb, readPeaks(child.pid ?? 0)?.residentMb ?? 0);
    for (const pid of childrenOf(child.pid ?? 0)) {
      databasePeakMb = Math.max(databasePeakMb, readPeaks(pid)?.ownMb ?? 0);
    }
    await Promise.race([ended, sleep(EVERY_MS)]);
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`leeward ${words.join(" ")} ended with ${code}:\n${said}`);
  return { seconds: Number(((performance.now() - startedMs) / 1000).toFixed(1)), peakMb, databasePeakMb };
}

/** The processes that a process started, and theirs; it may have ended meanwhile. */
function childrenOf(pid: number): number[] {
  try {
    const own = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number);
    return own.flatMap((child) => [child, ...childrenOf(child)]);
  } catch {
    return [];
  }
}
