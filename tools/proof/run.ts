import { execFileSync, fork } from "node:child_process";
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBinaries } from "../../src/core/db/postgres/binaries.ts";
import { ensureOutcome, loadProof, type Proof, type ProofOutcome } from "./contract.ts";
import { type Row, readTable, writeTable } from "./table.ts";

/**
 * `npm run proof [-- NAME ...]`: the long counts, one after the other, each in a process of its own; writes
 * `docs/proof.md`. NAME is a proof's name or a part of its file's path. Exit code 1 when one fails or none is found.
 */
const PAGE = "docs/proof.md";
const FILES = "{packages,src,bench,e2e,tools}/**/*.proof.ts";

interface Found extends Proof {
  readonly file: string;
}

async function findProofs(): Promise<Found[]> {
  const files = globSync(FILES, { exclude: (path) => path.includes("node_modules") }).sort();
  const found: Found[] = [];
  for (const file of files) {
    const proof = await loadProof(pathToFileURL(file).href);
    const twin = found.find((other) => other.name === proof.name);
    if (twin) throw new Error(`${file} and ${twin.file} have the same name "${proof.name}"`);
    found.push({ ...proof, file });
  }
  return found;
}

function runApart(file: string): Promise<ProofOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "one.ts"), [pathToFileURL(file).href], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let outcome: unknown;
    child.on("message", (message) => {
      outcome = message;
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (outcome !== undefined && code === 0) resolve(ensureOutcome(outcome));
      else
        reject(new Error(`it ended with ${signal ?? `exit code ${code}`} and no outcome; its talk is above`));
    });
  });
}

function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.replace(/\s+/g, " ").trim() ?? "unknown processor";
  const postgres = execFileSync(join(findBinaries(), "bin", "postgres"), ["--version"], { encoding: "utf8" });
  const version = /\) (\S+)/.exec(postgres)?.[1] ?? "unknown";
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${processors.length} cores, ${gibibytes} GiB, Node ${process.versions.node}, PostgreSQL ${version}`;
}

function commit(): string {
  const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", `:!${PAGE}`) !== "";
  return `${git("rev-parse", "--short=10", "HEAD")}${changed ? " and changes" : ""}`;
}

const show = (figures: ProofOutcome["figures"]): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === "number" ? value.toLocaleString("en-GB") : value}`)
    .join(", ");

async function prove(proof: Found, position: string): Promise<Row> {
  process.stderr.write(`${position}  ${proof.name}\n  bar: ${proof.bar}\n`);
  const started = performance.now();
  let outcome: ProofOutcome;
  try {
    outcome = await runApart(proof.file);
  } catch (error) {
    outcome = { passed: false, figures: { failed: error instanceof Error ? error.message : String(error) } };
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  const passed = outcome.passed ? "yes" : "no";
  process.stderr.write(
    `  ${outcome.passed ? "passed" : "FAILED"} in ${seconds} s: ${show(outcome.figures)}\n\n`,
  );
  const date = new Date().toISOString().slice(0, 10);
  return {
    name: proof.name,
    bar: proof.bar,
    figures: show(outcome.figures),
    passed,
    machine: machine(),
    commit: commit(),
    date,
  };
}

const home = mkdtempSync(join(tmpdir(), "leeward-proof-"));
chmodSync(home, 0o755); // as root, the database's account must pass through
process.env.TMPDIR = home;
process.on("exit", () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));

const asked = process.argv.slice(2);
const all = await findProofs();
const chosen =
  asked.length === 0
    ? all
    : all.filter((p) => asked.some((name) => p.name === name || p.file.includes(name)));
if (chosen.length === 0) {
  process.stderr.write(
    `No such proof. There are: ${all.map((proof) => proof.name).join(", ") || "none yet"}\n`,
  );
  process.exit(asked.length > 0 ? 2 : 1);
}
const names = new Set(all.map((proof) => proof.name));
let rows = existsSync(PAGE) ? readTable(readFileSync(PAGE, "utf8")).filter((row) => names.has(row.name)) : [];
let failed = 0;
for (const [index, proof] of chosen.entries()) {
  const row = await prove(proof, `${index + 1}/${chosen.length}`);
  if (row.passed !== "yes") failed += 1;
  rows = [...rows.filter((other) => other.name !== row.name), row];
  mkdirSync("docs", { recursive: true });
  writeFileSync(PAGE, writeTable(rows)); // after each, so that a run that is stopped keeps what it has
}
process.stdout.write(`${chosen.length - failed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
