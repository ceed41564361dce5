/**
 * Seconds that each part's tests may take on the two cores of the CI machine, all files of the part added up. Over
 * budget is a warning at the end of `npm test`, so that the whole stays under its ten minutes.
 */
export const BUDGET_SECONDS: Readonly<Record<string, number>> = {
  "src/core/access": 60, // six hundred worlds and a twelfth of the mutants
  "src/cli": 45, // several backups, each brought back into a database that is migrated from nothing
  "src/core/db": 60, // an upgrade migrates four databases from nothing
  "src/main": 30,
  bench: 5,
  e2e: 240,
  tools: 60,
};

/** For every part without a line of its own. */
export const BUDGET_SECONDS_DEFAULT = 30;

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
