// Installs what is missing, and is quick when nothing is. Plain JavaScript, because this one file runs on whatever
// Node the machine has (20.19 or newer); everything after it runs on the Node 24 that it installs.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const NODE_MAJOR = 24;

const say = (line) => process.stderr.write(`${line}\n`);

/** The parts that the lock file names for any platform: their folder, version, and whether they may be missing. */
function wantedParts() {
  const lock = JSON.parse(readFileSync(at("package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([folder]) => folder.startsWith("node_modules/"))
    .map(([folder, part]) => ({
      folder,
      version: part.version,
      optional: part.optional === true || part.devOptional === true || part.peer === true,
      isLink: part.link === true,
      target: part.link === true ? part.resolved : undefined,
    }))
    .filter(({ target }) => target === undefined || existsSync(at(target)));
}

/** What npm itself noted about the finished install; an interrupted one leaves no such note. */
function installedParts() {
  const note = at("node_modules", ".package-lock.json");
  if (!existsSync(note)) return {};
  try {
    return JSON.parse(readFileSync(note, "utf8")).packages ?? {};
  } catch {
    return {}; // cut short while it was written: install again
  }
}

function missingParts() {
  const installed = installedParts();
  return wantedParts().filter(({ folder, version, optional, isLink }) => {
    if (!existsSync(at(folder))) return !optional;
    return !isLink && installed[folder]?.version !== version;
  });
}

/** A package of this repository that came with an update needs a link, not a new install of everything. */
function linkNewWorkspaces() {
  const missing = missingParts();
  if (missing.length === 0 || missing.some(({ isLink }) => !isLink)) return;
  for (const { folder, target } of missing) {
    try {
      const link = at(folder);
      symlinkSync(relative(dirname(link), at(target)), link, "junction");
    } catch {
      return; // npm makes it, or says why not
    }
  }
}

/** The Node that npm scripts will find: the pinned one, or the machine's own when that is new enough. */
function hasRuntime() {
  return (
    existsSync(at("node_modules", ".bin", "node")) && existsSync(at("node_modules", "node", "bin", "node"))
  );
}

const ownMajor = Number(process.versions.node.split(".")[0]);

/** Runs npm quietly; its talk (engine warnings of the old Node among it) is shown only when it fails. */
function run(program, args, folder = root) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      env: { ...process.env, npm_config_loglevel: "error", npm_config_progress: "false" },
    });
    let talk = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part) => {
        talk += part;
      });
    }
    const pass = (signal) => child.kill(signal);
    process.on("SIGINT", pass).on("SIGTERM", pass);
    child.on("error", (error) => resolve({ code: 1, talk: error.message }));
    child.on("close", (code, signal) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      if (signal) process.exit(130);
      resolve({ code, talk });
    });
  });
}

async function withProgress(work) {
  const parts = wantedParts().filter((part) => !part.optional);
  const started = Date.now();
  let nextLineAt = 5;
  const report = () => {
    const done = parts.filter(({ folder }) => existsSync(at(folder, "package.json"))).length;
    const seconds = Math.round((Date.now() - started) / 1000);
    const line = `  ${done} of ${parts.length} parts, ${seconds} s`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}   `);
    else if (seconds >= nextLineAt) {
      say(line);
      nextLineAt += 10;
    }
  };
  const timer = setInterval(report, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    say(`  installed in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

const isLockIncomplete = (talk) => /EUSAGE|in sync|Missing: .* from lock file/.test(talk);

async function install() {
  const lockFile = at("package-lock.json");
  const lock = readFileSync(lockFile);
  const first = await run("npm", ["ci", "--no-audit", "--no-fund"]);
  if (first.code === 0 || !isLockIncomplete(first.talk)) return first;
  // A registry mirror may lack packages for other platforms; the lock made from it lacks them too, and "npm ci"
  // then refuses. "npm install" takes the locked versions and goes on. Our lock stays as it was committed.
  try {
    return await run("npm", ["install", "--no-audit", "--no-fund"]);
  } finally {
    writeFileSync(lockFile, lock);
  }
}

/** On machines that switch install scripts off, the runtime's own script has not run: run that one now. */
async function ensureRuntime() {
  if (hasRuntime() || ownMajor >= NODE_MAJOR) return;
  say(`Fetching Node ${NODE_MAJOR}, which Leeward runs on.`);
  const script = at("node_modules", "node", "installArchSpecificPackage.js");
  const outcome = await run(process.execPath, [script], at("node_modules", "node"));
  if (outcome.code === 0 && hasRuntime()) return;
  fail(
    `Node ${NODE_MAJOR} could not be installed beside Leeward (this machine has ${process.versions.node}). Install Node ${NODE_MAJOR} or newer and run the same command again.`,
    outcome.talk,
  );
}

function fail(sentence, talk = "") {
  for (const line of talk.trim().split("\n").slice(-15)) if (line) say(`  | ${line}`);
  say(sentence);
  process.exit(1);
}

function explainFailure(talk) {
  if (/ENOSPC|no space left/i.test(talk)) {
    return "The disk is full. Leeward's parts need about 800 MB; free some space and run the same command again.";
  }
  if (/EACCES|EPERM|EROFS/.test(talk)) {
    return `This account may not write to ${root}. Run the command as the owner of that folder, or clone Leeward to one of your own.`;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT|network/i.test(talk)) {
    return "The package registry could not be reached. Check the network (and npm's proxy setting), then run the same command again.";
  }
  return "The parts could not be installed; npm's last lines are above. Mend that and run the same command again.";
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Leeward needs Node 20.19 or newer to install itself; this is ${process.versions.node}.`);
}
linkNewWorkspaces();
if (missingParts().length > 0) {
  say("Installing Leeward's parts, once. This takes about a minute.");
  const outcome = await withProgress(install);
  if (outcome.code !== 0) fail(explainFailure(outcome.talk), outcome.talk);
  const still = missingParts();
  if (still.length > 0) {
    fail(
      `npm finished, but ${still[0].folder} is still missing. Remove the folder node_modules and run the same command again.`,
    );
  }
}
await ensureRuntime();
