import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { TableWithTotals } from "./table.ts";

/** Where the United Kingdom's published tables are, beside the project; the Home Office's, Open Government Licence. */
export const publishedFolder = "../shared/data/stats/uk-nrm";

export type PublishedTable = { file: string; about: string; table: TableWithTotals };

const total = "Total";

/** Cells by their place on each axis, "Total" where they sum over it: every sum that a reader can see is an equation. */
function tableOfCells(cells: ReadonlyArray<{ place: readonly string[]; count: number }>): TableWithTotals {
  const at = new Map(cells.map(({ place }, k) => [place.join("\0"), k]));
  const axes = cells[0]?.place.length ?? 0;
  const equations = Array.from({ length: axes }, (_, axis) => {
    const parts = new Map<number, number[]>();
    for (const [k, { place }] of cells.entries()) {
      const sum = at.get(place.with(axis, total).join("\0"));
      if (sum === undefined || sum === k) continue;
      parts.set(sum, [...(parts.get(sum) ?? []), k]);
    }
    return [...parts].map(([sum, members]) => ({ total: sum, parts: members }));
  }).flat();
  return { values: cells.map(({ count }) => count), equations };
}

function rowsOf(file: string): Record<string, string>[] {
  const bytes = readFileSync(join(publishedFolder, file));
  return parse(file.endsWith(".gz") ? gunzipSync(bytes) : bytes, { columns: true });
}

/** Referrals of each responder: exploitation by nationality, and exploitation by age by gender. */
function referrals(file: string): PublishedTable[] {
  const rows = rowsOf(file);
  const [what, age, gender, from] = [
    "Exploitation type",
    "Age at exploitation",
    "Gender",
    "Nationality",
  ] as const;
  const tables = [
    { axes: [what, from], others: [age, gender] },
    { axes: [what, age, gender], others: [from] },
  ];
  return [...new Set(rows.map((row) => row["First responder"] ?? ""))].flatMap((responder) =>
    tables.map(({ axes, others }) => {
      const cells = rows
        .filter((row) => row["First responder"] === responder && others.every((axis) => row[axis] === total))
        .map((row) => ({ place: axes.map((axis) => row[axis] ?? ""), count: Number(row.People) }));
      return { file, about: `${responder}: ${axes.join(" by ")}`, table: tableOfCells(cells) };
    }),
  );
}

/** Counts under heads like "Adult (18 or over) - Positive conclusive grounds", by year and quarter. */
function grounds(file: string): PublishedTable {
  const cells = rowsOf(file).flatMap(({ Year = "", Quarter = "", ...heads }) =>
    Object.entries(heads).map(([head, count]) => {
      const [age = total, decision = total] = head.split(" - ");
      return { place: [Year, Quarter, age, decision], count: Number(count) };
    }),
  );
  return { file, about: "age by decision, quarters and years", table: tableOfCells(cells) };
}

/** Every published table that is there, by file; none where the folder is missing. */
export function publishedTables(): PublishedTable[] {
  if (!existsSync(publishedFolder)) return [];
  return readdirSync(publishedFolder)
    .filter((file) => /\.csv(\.gz)?$/.test(file))
    .sort()
    .flatMap((file): PublishedTable[] => {
      if (file.endsWith(".gz")) return referrals(file);
      if (file.includes("grounds")) return [grounds(file)];
      const rows = rowsOf(file);
      const names = Object.keys(rows[0] ?? {});
      const axes = names.slice(0, -1);
      const cells = rows.map((row) => ({
        place: axes.map((axis) => row[axis] ?? ""),
        count: Number(row[names.at(-1) ?? ""]),
      }));
      return [{ file, about: axes.join(" by "), table: tableOfCells(cells) }];
    });
}
