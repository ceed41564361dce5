import { html } from "ghtml";
import { ageBandOf, genderOf, isUnknown } from "../columns.ts";
import { REGIONS } from "../findings.ts";
import type { Range } from "../ranges.ts";
import type { Voice } from "./voice.ts";

/** Pictures in SVG attributes alone: no style, no script. Each count carries the line of its range. */

const round = (value: number): string => value.toFixed(1);

/** A bar of 100 units with its range; `isTurned` grows it from the other side. */
function bar(cell: Range, most: number, kind: "bar1" | "bar2", isTurned = false): string {
  const at = (value: number) => {
    const part = most > 0 ? (100 * value) / most : 0;
    return isTurned ? 100 - part : part;
  };
  const [low, high, end] = [at(cell.low), at(cell.high), at(cell.count)];
  const line = `M${round(low)} 12H${round(high)}M${round(low)} 8v8M${round(high)} 8v8`;
  return html`<svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true"><rect class="${kind}" x="${round(Math.min(isTurned ? 100 : 0, end))}" y="2" width="${round(Math.abs(end - (isTurned ? 100 : 0)))}" height="20"/><path class="halo" d="${line}"/><path class="whisk" d="${line}"/></svg>`;
}

/** @param groups gender and age of each cell, in that order */
export function pyramidOf(
  groups: readonly { readonly gender: string; readonly age: string; readonly range: Range }[],
  title: string,
  { texts, number }: Voice,
): string {
  const ages = [...new Set(groups.map(({ age }) => age))]
    .filter((age) => !isUnknown(age))
    .sort((a, b) => (ageBandOf(a)?.from ?? 0) - (ageBandOf(b)?.from ?? 0));
  const none: Range = { count: 0, low: 0, high: 0 };
  const of = (gender: "woman" | "man", age: string) =>
    groups.find((group) => genderOf(group.gender) === gender && group.age === age)?.range ?? none;
  const most = Math.max(1, ...ages.flatMap((age) => [of("woman", age).high, of("man", age).high]));
  const rows = ages.map((age) => {
    const [woman, man] = [of("woman", age), of("man", age)];
    return html`<span class="pv">${number(woman.count)}</span>!${bar(woman, most, "bar1", true)}<span class="pa"><bdi dir="ltr">${age.replace("--", "–").replace("-", "–")}</bdi></span>!${bar(man, most, "bar2")}<span class="pv pv-e">${number(man.count)}</span>`;
  });
  return html`<div class="pyr" role="img" aria-label="${title}. ${texts.pyramid}"><b class="ph ph-w">${texts.women}</b><span></span><b class="ph">${texts.men}</b>!${rows.join("")}</div>`;
}

export interface Named {
  readonly name: string;
  readonly range: Range;
}

/** One bar for each, as they come. */
export function barsOf(shown: readonly Named[], label: string, number: (value: number) => string): string {
  const most = Math.max(1, ...shown.map(({ range }) => range.high));
  const lines = shown.map(
    ({ name, range }) =>
      html`<li><span>${name}</span><b class="num">${number(range.count)}</b>!${bar(range, most, "bar1")}</li>`,
  );
  return html`<ol class="roads" aria-label="${label}">!${lines.join("")}</ol>`;
}

const SHADES = 5;
/** Whose words regions have also where a release has none of them. */
const ORIGIN = "citizenshipRegion";

/** A tile for each region of the world, all of one size: how many, and shaded by that. */
export function mapOf(
  found: readonly { readonly region: string; readonly range: Range }[],
  title: string,
  { texts, value, number }: Voice,
): string {
  const most = Math.max(1, ...found.map(({ range }) => range.count));
  const tiles = REGIONS.map((region, at) => {
    const range = found.find((one) => one.region === region)?.range;
    const shade = range && range.count > 0 ? Math.max(1, Math.ceil((SHADES * range.count) / most)) : 0;
    const classes = `tile t${at} s${shade}${range && range.low > 0 ? "" : " tile-open"}`;
    return html`<li class="${classes}"><span>${value(region, ORIGIN)}</span><b>${range ? number(range.count) : "–"}</b>!${range ? html`<small><bdi dir="ltr">${number(range.low)}–${number(range.high)}</bdi></small>` : ""}</li>`;
  });
  return html`<ol class="tiles" aria-label="${title}. ${texts.mapAlt}">!${tiles.join("")}</ol>`;
}

export interface ShareColumn {
  readonly name: string;
  readonly people: Range;
  readonly rows: readonly { readonly name: string; readonly share: Range | null }[];
}

/** For each column its people, and of 100 of them how many are in each row. */
export function sharesOf(
  columns: readonly ShareColumn[],
  title: string,
  { texts, number, hundred }: Voice,
): string {
  const mark = ({ count, low, high }: Range) =>
    html`<svg viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true"><path class="way" d="M1 9H99"/><path class="band" d="M${round(low)} 9H${round(high)}"/><path class="pt" d="M${round(count)} 2V16"/></svg>`;
  const parts = columns.map(({ name, people, rows }) => {
    const most = Math.max(...rows.map(({ share }) => share?.low ?? 0));
    const isTop = (share: Range) =>
      share.low === most && rows.every((row) => row.share === share || (row.share?.high ?? 0) < most);
    const lines = rows.map(({ name: row, share }) =>
      share === null
        ? html`<li><span>${row}</span><i class="small quiet">${texts.noShare}</i></li>`
        : html`<li class="${isTop(share) ? "top" : ""}"><span>${row}</span><b class="num">${hundred(share.count)}</b>!${mark(share)}</li>`,
    );
    return html`<section class="stack stack-2"><h3>${name}</h3><p class="small quiet">${texts.people(number(people.count))}${texts.comma}${texts.between(number(people.low), number(people.high))}</p><ol class="roads shares">!${lines.join("")}</ol></section>`;
  });
  return html`<div class="means" role="group" aria-label="${title}. ${texts.matrixAlt}">!${parts.join("")}</div>`;
}

/** A line over years, each with its range; drawn from left to right, and turned by the page where one reads the other way. */
export function trendOf(years: readonly Named[], title: string, { texts, number }: Voice): string {
  const most = Math.max(1, ...years.map(({ range }) => range.high));
  const x = (n: number) => (100 * (n + 0.5)) / Math.max(1, years.length);
  const y = (value: number) => 96 - (92 * value) / most;
  const line = years.map(({ range }, n) => `${n === 0 ? "M" : "L"}${round(x(n))} ${round(y(range.count))}`);
  const ranges = years.map(
    ({ range }, n) =>
      `M${round(x(n))} ${round(y(range.low))}V${round(y(range.high))}M${round(x(n) - 1)} ${round(y(range.low))}h2M${round(x(n) - 1)} ${round(y(range.high))}h2`,
  );
  const points = years.map(({ range }, n) => `M${round(x(n))} ${round(y(range.count))}h0`);
  const every = Math.ceil(years.length / 8);
  const labels = years.map(({ name }, n) =>
    (n % every === 0 && n + every < years.length) || n === years.length - 1
      ? html`<span><bdi dir="ltr">${name}</bdi></span>`
      : "<span></span>",
  );
  return html`<div class="trend" role="img" aria-label="${title}. ${texts.trendAlt}"><span class="trend-most num">${number(most)}</span><svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"><path class="rule" d="M0 4H100M0 50H100M0 96H100"/><path class="line" d="${line.join("")}"/><path class="whisk" d="${ranges.join("")}"/><path class="dot" d="${points.join("")}"/></svg><div class="trend-years small">!${labels.join("")}</div></div>`;
}
