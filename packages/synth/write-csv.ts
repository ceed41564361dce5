import { type Band, bandOf, type Evidence } from "./bands.ts";
import { membersOf } from "./description.ts";
import { type Domain, missingLabel } from "./domain.ts";
import { pause } from "./stop.ts";
import type { Microdata, TableShape } from "./tables.ts";

/** A cell of RFC 4180. A leading =, +, - or @ is left alone: values come from the declared domain, not from people. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Field = { name: string; textOf: (row: number) => string };

/** The columns as the reader knows them: the members of a set are one cell again. */
function fieldsOf(domain: Domain, data: Microdata): Field[] {
  const fields: Field[] = [];
  for (let column = 0; column < domain.columns.length; column++) {
    const { from, labels } = domain.columns[column]!;
    const start = column;
    if (from.kind === "set") {
      const { values, separator, missing, none } = from;
      const holds = (row: number, member: number) => data.codes[row * data.width + start + member] === 1;
      const valuesIn = (row: number) => values.filter((_, k) => holds(row, k)).join(separator);
      fields.push({
        name: from.name,
        textOf: missing
          ? (row) => (holds(row, values.length) ? missingLabel : valuesIn(row) || (none ?? ""))
          : valuesIn,
      });
      column += membersOf(from).length - 1;
    } else {
      fields.push({
        name: from.name,
        textOf: (row) => labels[data.codes[row * data.width + start] ?? 0] ?? missingLabel,
      });
    }
  }
  return fields;
}

/** The synthetic rows as CSV, in random order already: where a row stands says nothing. */
export function* microdataCsv(domain: Domain, data: Microdata): Generator<string> {
  const fields = fieldsOf(domain, data);
  yield `${fields.map(({ name }) => csvCell(name)).join(",")}\n`;
  for (let row = 0; row < data.rows; row++) {
    const line = fields.map(({ textOf }) => csvCell(textOf(row))).join(",");
    // Of one column a missing value alone would be an empty line, which many readers leave out.
    yield `${line || '""'}\n`.repeat(data.each ?? 1);
  }
}

/** Parts of a file are handed on when they are about this long. */
const partLength = 1 << 16;

/** Tables of one size as CSV, a line for each cell with a row in it; what is not listed counts zero. */
export async function* tablesCsv(
  domain: Domain,
  data: Microdata,
  shapes: readonly TableShape[],
  evidence: Evidence,
  each: { signal: AbortSignal | undefined; onTable: (shape: TableShape, band: Band) => void },
): AsyncGenerator<string> {
  const order = shapes[0]?.length ?? 0;
  const header = Array.from({ length: order }, (_, k) => `column_${k + 1},value_${k + 1}`);
  let text = `${[...header, "count", "low_95", "high_95"].join(",")}\n`;
  for (const shape of shapes) {
    const band = bandOf(data, shape, evidence);
    const { counts, low, high } = band;
    each.onTable(shape, band);
    for (let cell = 0; cell < counts.length; cell++) {
      if (counts[cell] === 0) continue;
      let rest = cell;
      const parts: string[] = [];
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const column = domain.columns[shape[axis]!]!;
        parts.unshift(`${csvCell(column.name)},${csvCell(column.labels[rest % column.labels.length] ?? "")}`);
        rest = Math.floor(rest / column.labels.length);
      }
      text += `${parts.join(",")},${counts[cell]},${low[cell]},${high[cell]}\n`;
      if (text.length < partLength) continue;
      yield text;
      text = "";
    }
    await pause(each.signal);
  }
  yield text;
}

/** How near one table is to the truth. */
export type TableQuality = {
  columns: readonly string[];
  measured: boolean;
  cells: number;
  halfWidth: number;
  halfWidthMax: number;
  /** No cell without a row has a range that ends above this; nothing where every cell has rows. */
  unlistedHigh: number | undefined;
};

export function qualityOf(domain: Domain, shape: TableShape, band: Band): TableQuality {
  const { counts, high, measured, halfWidth, halfWidthMax } = band;
  let unlistedHigh: number | undefined;
  for (let cell = 0; cell < counts.length; cell++)
    if (counts[cell] === 0) unlistedHigh = Math.max(unlistedHigh ?? 0, high[cell] ?? 0);
  const columns = shape.map((column) => domain.columns[column]?.name ?? "");
  return { columns, measured, cells: counts.length, halfWidth, halfWidthMax, unlistedHigh };
}

/** A line for each table: what is not listed in its file counts zero, and this says how many it may be. */
export function* qualityCsv(tables: readonly TableQuality[]): Generator<string> {
  yield "column_1,column_2,column_3,measured,cells,half_width_mean,half_width_max,unlisted_high_95\n";
  for (const { columns, measured, cells, halfWidth, halfWidthMax, unlistedHigh } of tables) {
    const names = [0, 1, 2].map((k) => csvCell(columns[k] ?? ""));
    const widths = [halfWidth, halfWidthMax].map((width) => width.toFixed(1));
    yield `${[...names, measured ? "yes" : "no", cells, ...widths, unlistedHigh ?? ""].join(",")}\n`;
  }
}
