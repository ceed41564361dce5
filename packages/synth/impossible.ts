import { type Description, membersOf, notRecorded } from "./description.ts";
import type { Domain } from "./domain.ts";
import type { Microdata } from "./tables.ts";

/** A combination that cannot be: a row may not have a listed code in every one of these columns. */
export type ImpossibleRule = ReadonlyArray<{ column: number; codes: ReadonlySet<number> }>;

export function impossibleRules(description: Description, domain: Domain): ImpossibleRule[] {
  const declared = (description.impossible ?? []).map((entry) =>
    Object.entries(entry).map(([name, values]) => {
      const column = domain.columns.findIndex((candidate) => candidate.name === name);
      // A label of its own stands for a missing cell; no rule may name it.
      const labels = domain.columns[column]?.labels ?? [];
      return { column, codes: new Set(values.map((value) => labels.indexOf(value))) };
    }),
  );
  return [...declared, ...unrecordedRules(description, domain)];
}

/** What nobody recorded of a set holds none of its values. */
function unrecordedRules(description: Description, domain: Domain): ImpossibleRule[] {
  const yes = new Set([1]);
  return description.columns.flatMap((from) => {
    if (from.kind !== "set" || !from.missing) return [];
    const columnOf = (member: string) =>
      domain.columns.findIndex(({ name }) => name === `${from.name}: ${member}`);
    return membersOf(from)
      .filter((member) => member !== notRecorded)
      .map((member) => [
        { column: columnOf(notRecorded), codes: yes },
        { column: columnOf(member), codes: yes },
      ]);
  });
}

function breaks(data: Microdata, row: number, rule: ImpossibleRule): boolean {
  return rule.every(({ column, codes }) => codes.has(data.codes[row * data.width + column] ?? -1));
}

/**
 * The rows with every impossible one mended: it takes its values in the columns of the rule from the next row that
 * breaks none. A row for which no pattern is possible at all is dropped.
 */
export function withoutImpossible(data: Microdata, rules: readonly ImpossibleRule[]): Microdata {
  if (rules.length === 0) return data;
  const isBroken = (row: number) => rules.some((rule) => breaks(data, row, rule));
  const sound: number[] = [];
  for (let row = 0; row < data.rows; row++) if (!isBroken(row)) sound.push(row);
  if (sound.length === 0) return { ...data, rows: 0, codes: new Uint16Array(0) };
  const columns = [...new Set(rules.flatMap((rule) => rule.map(({ column }) => column)))];
  const codes = data.codes.slice();
  let next = 0;
  for (let row = 0; row < data.rows; row++) {
    if (!isBroken(row)) continue;
    const donor = sound[next++ % sound.length] ?? 0;
    for (const column of columns)
      codes[row * data.width + column] = data.codes[donor * data.width + column] ?? 0;
  }
  return { ...data, codes };
}
