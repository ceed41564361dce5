import type { Lineage } from "./resolve.ts";

/** How long a closed case is kept, counted from its closing. */
export interface Keeping {
  readonly days: number;
  readonly reason: string;
  /** In a line, with what we added. */
  readonly source: string;
  /** By a named lawyer. */
  readonly isConfirmed: boolean;
}

const SOURCE_MAX = 300;

/**
 * The longest time that the packs of a place name for anything of a case: a case goes as a whole, so nothing of it goes before its time.
 * A pack's own time stands for that of the same kind before it.
 *
 * @throws Error where no pack names any: a checked baseline does
 */
export function keepingOf(lineage: Lineage): Keeping {
  const times = new Map(
    lineage.flatMap(({ retention }) => retention.map((time) => [time.what, time] as const)),
  );
  const longest = [...times.values()].sort((a, b) => b.days - a.days)[0];
  if (!longest) throw new Error(`${lineage.at(-1)?.code}: no pack says how long a case is kept`);
  const { instrument, article, year, note } = longest.source;
  return {
    days: longest.days,
    reason: longest.reason.en,
    isConfirmed: longest.counsel !== null,
    source: `${instrument}, ${article} (${year})${note ? `. ${note}` : ""}`.slice(0, SOURCE_MAX),
  };
}
