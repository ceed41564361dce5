#!/usr/bin/env node
// The command `leeward` where Leeward is installed. Plain JavaScript, because it may be started by an old Node: it
// hands over to the Node that npm installed beside Leeward, and that one runs the TypeScript as it is.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../src/cli/leeward.ts", import.meta.url));
const NODE_MAJOR = 24;

function pinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const binary = join(dirname(manifest), "bin", "node");
    return existsSync(binary) ? binary : undefined;
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

const ownMajor = Number(process.versions.node.split(".")[0]);
const node = ownMajor >= NODE_MAJOR ? process.execPath : pinnedNode();
if (node === undefined) {
  process.stderr.write(
    `Leeward runs on Node ${NODE_MAJOR}; this is ${process.versions.node}, and none is installed beside Leeward. Run "node tools/setup.mjs" in Leeward's folder, or install Node ${NODE_MAJOR}.\n`,
  );
  process.exit(1);
}

const args = [command, ...process.argv.slice(2)];
// One arena of memory for all threads of glibc, unless the operator says otherwise: with one for each, an idle server keeps
// a tenth more in their gaps.
const env = { MALLOC_ARENA_MAX: "1", ...process.env };
if (typeof process.execve === "function") {
  process.execve(node, [node, ...args], env); // becomes it; Node 22.15 and newer can
} else {
  const child = spawn(node, args, { stdio: "inherit", env });
  // A terminal sends Ctrl-C and its hang-up to both of us, so those are not passed on a second time; a service
  // manager sends SIGTERM to this process alone. In each case the other one decides when both end.
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    process.stderr.write(`Leeward could not start ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.removeAllListeners();
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}
