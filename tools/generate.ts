import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopTestServer, testDatabase } from "../src/core/db/testing.ts";
import { journeyTable } from "../src/modules/care/journey/table.ts";

/**
 * `npm run generate`: writes `src/core/db/types.ts` from a freshly migrated database, and the table of steps in
 * `docs/care.md` from the rules of the journey. With `--check` it writes nothing and ends with exit code 1 when a file
 * would change.
 */
const TYPES = "src/core/db/types.ts";
const CARE = "docs/care.md";
const [TABLE_FROM, TABLE_UNTIL] = ["<!-- generated: steps -->", "<!-- end -->"];

async function typesOfMigratedDatabase(file: string): Promise<void> {
  const database = await testDatabase();
  try {
    execFileSync(
      process.execPath,
      [
        "node_modules/kysely-codegen/dist/cli/bin.js",
        `--url=${database.connectionString}`,
        "--dialect=postgres",
        "--default-schema=none", // so that every table is named with its schema, as in our SQL
        "--exclude-pattern=graphile_worker.*", // the job runner's own tables: we use its functions
        `--out-file=${file}`,
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
  } finally {
    await database.drop();
    await stopTestServer();
  }
}

function firstDifference(before: string, after: string): string {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  const at = fresh.findIndex((line, index) => line !== old[index]);
  const index = at === -1 ? fresh.length : at;
  return `line ${index + 1}: "${old[index] ?? "(end)"}" should be "${fresh[index] ?? "(end)"}"`;
}

/** A page with a fresh table between its two marks. */
function pageWithTable(page: string): string {
  const [from, until] = [page.indexOf(TABLE_FROM), page.indexOf(TABLE_UNTIL)];
  if (from === -1 || until < from) throw new Error(`${CARE} has lost the marks around the table of steps`);
  return `${page.slice(0, from)}${TABLE_FROM}\n\n${journeyTable()}\n\n${page.slice(until)}`;
}

function agreeOrWrite(file: string, after: string, origin: string): void {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (before === after) {
    process.stderr.write(`${file} agrees with ${origin}\n`);
  } else if (process.argv.includes("--check")) {
    process.stderr.write(`${file} does not agree with ${origin}, ${firstDifference(before, after)}\n`);
    process.stderr.write("Run: npm run generate\n");
    process.exitCode = 1;
  } else {
    // Written beside it first, so that the file is never half there.
    writeFileSync(`${file}.new`, after);
    renameSync(`${file}.new`, file);
    process.stderr.write(`${file} written\n`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "leeward-generate-"));
try {
  agreeOrWrite(CARE, pageWithTable(readFileSync(CARE, "utf8")), "the rules of the journey");
  const fresh = join(folder, "types.ts");
  await typesOfMigratedDatabase(fresh);
  agreeOrWrite(TYPES, readFileSync(fresh, "utf8"), "the migrations");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
