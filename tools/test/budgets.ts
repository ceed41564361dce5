/**
 * Seconds that each part's tests may take on the two cores of the CI machine, all files of the part added up. Over
 * budget is a warning at the end of `npm test`, so that the whole stays under its ten minutes.
 */
export const BUDGET_SECONDS: Readonly<Record<string, number>> = {
  "packages/ledger": 24, // 69 mutants, each until a law notices it
  "packages/names": 20, // 20 mutants; a hundred and fifty thousand pairs of names
  "packages/synth": 30, // broken mechanisms, each attacked some hundred times
  "src/cli": 75, // several backups, each brought back into a database that is migrated from nothing; commands stopped half-way
  "src/attacks": 1, // names alone
  "src/core/backup": 1, // pure
  "src/core/config": 2, // pure
  "src/core/doctor": 2,
  "src/core/gate": 3,
  "src/core/health": 2,
  "src/core/jobs": 3,
  "src/core/access": 40, // six hundred worlds and a twelfth of the mutants
  "src/core/db": 26, // servers that are killed and started again; an upgrade migrates four databases from nothing
  "src/core/http": 11,
  "src/core/identity": 45, // twelve lists of words, each word against each
  "src/core/keys": 9,
  "src/core/ledger": 16, // processes killed at each step of a succession
  "src/core/protocols": 15,
  "src/core/texts": 1, // one table
  "src/leaving": 8,
  "src/modules/care": 90, // an import killed in the middle, keys that change while members work
  "src/modules/statistics": 30, // releases of sealed files, some killed while they are made
  "src/modules/door": 60, // a directory of 50,000 services beside it
  "src/backup-rules": 2,
  "src/counts": 3,
  "src/from-case-to-count": 25, // releases of one case at each of its steps
  "src/no-such-field": 3,
  "src/openapi": 3,
  "src/public-reads": 2,
  "src/routes": 20,
  "src/tools": 2,
  "src/upgrade": 4, // a database is migrated from nothing
  "src/withdrawn-evidence": 2,
  bench: 5,
  e2e: 520, // seventeen stories in real browsers, each with a demonstration of its own
  tools: 35, // the gates' own tools on small houses, the fuzzer
};

/** For every part without a line of its own. */
export const BUDGET_SECONDS_DEFAULT = 10;

/** The whole run, by the clock on the wall. */
export const BUDGET_SECONDS_TOTAL = 600;

/** The part of the house that a test file belongs to: `packages/ledger`, `src/core/db`, `src/web`, `e2e`, ... */
export function partOf(file: string): string {
  const [top = "", second = "", third = ""] = file.split("/");
  if (top === "packages") return `${top}/${second}`;
  if (top !== "src") return top;
  return second === "core" || second === "modules"
    ? `${top}/${second}/${third}`
    : `${top}/${second.replace(/\..*/, "")}`;
}
