import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { CalmReporter, closingLine } from "./reporter.ts";

/**
 * `npm test [-- PATH ... --name WORDS]`: every test once, calm progress, and `N passed, N failed` as the last line.
 * Exit code 1 when anything failed or nothing ran.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { name: { type: "string", short: "t" } },
});

// Everything that tests write goes into one folder that goes away with the run.
const home = mkdtempSync(join(tmpdir(), "leeward-run-"));
chmodSync(home, 0o755); // as root, the database's account must pass through
process.env.TMPDIR = home;
// Tests start the command line many times over: compiled once, a start takes two thirds of its time.
process.env.NODE_COMPILE_CACHE = join(home, "node-compile-cache");
process.on("exit", () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));

const reporter = new CalmReporter(values.name !== undefined);
const vitest = await startVitest(positionals, {
  run: true,
  watch: false,
  allowOnly: false,
  passWithNoTests: true,
  ...(values.name === undefined ? {} : { testNamePattern: values.name }),
  reporters: [reporter],
});
await vitest.close();

const { totals } = reporter;
const left = readdirSync(home).filter(
  (name) => !/^(leeward-(vitest|chromium)|node-compile-cache)/.test(name),
); // the runner's own
if (left.length > 0)
  process.stdout.write(`\nLeft in the temporary folder, and removed: ${left.join(", ")}\n`);
const ranNothing = totals.passed + totals.failed === 0;
if (ranNothing) process.stdout.write("\nNo test ran. Check the path and the name that were given.\n");
process.stdout.write(`\n${closingLine(totals)}\n`);
process.exit(totals.failed > 0 || ranNothing || process.exitCode ? 1 : 0);
