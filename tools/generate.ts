import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopTestServer, testDatabase } from "../src/core/db/testing.ts";

/**
 * `npm run generate`: writes `src/core/db/types.ts` from a freshly migrated database. With `--check` it writes
 * nothing and ends with exit code 1 when the file would change.
 */
const TYPES = "src/core/db/types.ts";

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

const folder = mkdtempSync(join(tmpdir(), "leeward-generate-"));
try {
  const fresh = join(folder, "types.ts");
  await typesOfMigratedDatabase(fresh);
  const after = readFileSync(fresh, "utf8");
  const before = existsSync(TYPES) ? readFileSync(TYPES, "utf8") : "";
  if (before === after) {
    process.stderr.write(`${TYPES} agrees with the migrations\n`);
  } else if (process.argv.includes("--check")) {
    process.stderr.write(`${TYPES} does not agree with the migrations, ${firstDifference(before, after)}\n`);
    process.stderr.write("Run: npm run generate\n");
    process.exitCode = 1;
  } else {
    // Copied beside it first, so that the file is never half written even across file systems.
    copyFileSync(fresh, `${TYPES}.new`);
    renameSync(`${TYPES}.new`, TYPES);
    process.stderr.write(`${TYPES} written\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
