/** A row of `docs/proof.md`; every cell is text already. */
export interface Row {
  readonly name: string;
  readonly bar: string;
  readonly figures: string;
  readonly passed: string;
  readonly machine: string;
  readonly commit: string;
  readonly date: string;
}

const COLUMNS = ["name", "bar", "figures", "passed", "machine", "commit", "date"] as const;

const HEAD = `# Proof

Written by \`npm run proof\`, which runs the long counts and replaces this table; \`npm run proof -- NAME\` replaces one
row. Figures hold for the machine and the commit in their row. Speeds are measured by \`npm run bench -- NAME\` and
printed there, not here.
`;

const toCell = (cell: string): string => cell.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
const fromCell = (cell: string): string => cell.trim().replaceAll("\\|", "|");

/** The page with its rows in the order of their names. */
export function writeTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
  const body = sorted.map((row) => line(COLUMNS.map((column) => toCell(row[column]))));
  return `${[HEAD, line(COLUMNS), line(COLUMNS.map(() => "---")), ...body].join("\n")}\n`;
}

/** The rows of a page that `writeTable` made; lines of any other shape are left out. */
export function readTable(page: string): Row[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map(fromCell),
    )
    .flatMap(([name, bar, figures, passed, machine, commit, date, ...more]) =>
      name && bar && figures !== undefined && passed && machine && commit && date && more.length === 0
        ? [{ name, bar, figures, passed, machine, commit, date }]
        : [],
    );
}
