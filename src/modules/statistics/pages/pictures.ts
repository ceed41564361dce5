import { html } from "ghtml";
import type { Cell } from "../tables.ts";
import type { StatisticsTexts } from "./texts.ts";

/** Pictures in SVG attributes alone: no style, no script. Each count carries the line of its range. */

/**
 * How sure someone can be, of 100, that a person is in the data after reading a release of `epsilon`, where they thought
 * it even before: `100 e^epsilon / (1 + e^epsilon)`, from the definition of differential privacy. Rounded up, so that no
 * page promises more than holds; never 100.
 */
export function surenessOf(epsilon: number): number {
  const sure = 100 / (1 + Math.exp(-epsilon));
  const places = sure < 99 ? 10 : 10_000;
  return Math.min(Math.ceil(sure * places) / places, 99.9999);
}

const WOMAN = "woman";
const MAN = "man";
/** Recorded as unknown, or not recorded. */
const UNKNOWN: readonly (string | undefined)[] = ["unknown", ""];

const round = (value: number): string => value.toFixed(1);

/** A bar of 100 units with its range; `isTurned` grows it from the other side. */
function bar(cell: Cell, most: number, kind: "bar1" | "bar2", isTurned = false): string {
  const at = (value: number) => {
    const part = most > 0 ? (100 * value) / most : 0;
    return isTurned ? 100 - part : part;
  };
  const [low, high, end] = [at(cell.low), at(cell.high), at(cell.count)];
  const line = `M${round(low)} 12H${round(high)}M${round(low)} 8v8M${round(high)} 8v8`;
  return html`<svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true"><rect class="${kind}" x="${round(Math.min(isTurned ? 100 : 0, end))}" y="2" width="${round(Math.abs(end - (isTurned ? 100 : 0)))}" height="20"/><path class="halo" d="${line}"/><path class="whisk" d="${line}"/></svg>`;
}

export interface Pyramid {
  readonly svg: string;
  readonly largest: Cell | null;
  /** People of another or an unknown gender, and of unknown age: they are in no bar. */
  readonly otherGender: number;
  readonly unknownAge: number;
}

/** @param cells over `gender` and `ageBand`, in that order */
export function pyramidOf(
  cells: readonly Cell[],
  texts: StatisticsTexts,
  number: (value: number) => string,
): Pyramid {
  const ages = [...new Set(cells.map(({ values: [, age = ""] }) => age))].filter(
    (age) => !UNKNOWN.includes(age),
  );
  const none: Cell = { values: [], count: 0, low: 0, high: 0 };
  const of = (gender: string, age: string) =>
    cells.find(({ values }) => values[0] === gender && values[1] === age) ?? none;
  const drawn = ages.flatMap((age) => [of(WOMAN, age), of(MAN, age)]);
  const most = Math.max(1, ...drawn.map(({ high }) => high));
  const rows = ages.map((age) => {
    const [woman, man] = [of(WOMAN, age), of(MAN, age)];
    return html`<span class="pv">${number(woman.count)}</span>!${bar(woman, most, "bar1", true)}<span class="pa"><bdi dir="ltr">${age}</bdi></span>!${bar(man, most, "bar2")}<span class="pv pv-e">${number(man.count)}</span>`;
  });
  const sum = (some: readonly Cell[]) => some.reduce((all, { count }) => all + count, 0);
  const isDrawnGender = (gender: string | undefined) => gender === WOMAN || gender === MAN;
  return {
    svg: html`<div class="pyr" role="img" aria-label="${texts.pyramid}"><b class="ph ph-w">${texts.women}</b><span></span><b class="ph">${texts.men}</b>!${rows.join("")}</div>`,
    largest: drawn.reduce<Cell | null>((best, cell) => (cell.count > (best?.count ?? 0) ? cell : best), null),
    otherGender: sum(cells.filter(({ values: [gender] }) => !isDrawnGender(gender))),
    unknownAge: sum(
      cells.filter(({ values: [gender, age] }) => isDrawnGender(gender) && UNKNOWN.includes(age)),
    ),
  };
}

/** One bar for each value that anyone has, the largest first. */
export function barsOf(
  cells: readonly Cell[],
  how: { readonly label: string; value(name: string): string; number(value: number): string },
): string {
  const shown = cells.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...shown.map(({ high }) => high));
  const lines = shown.map(
    (cell) =>
      html`<li><span>${how.value(cell.values[0] ?? "")}</span><b class="num">${how.number(cell.count)}</b>!${bar(cell, most, "bar1")}</li>`,
  );
  return html`<ol class="roads" aria-label="${how.label}">!${lines.join("")}</ol>`;
}
