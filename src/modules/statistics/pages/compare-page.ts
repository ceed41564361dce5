import { chanceBeyond, oneInOf, surenessOf } from "@leeward/synth";
import { html } from "ghtml";
import { topicsOf } from "../columns.ts";
import { isKnown, Reader } from "../findings.ts";
import { differenceOf, type Range } from "../ranges.ts";
import type { PublishedCard } from "../store.ts";
import type { ReleasedTables } from "../tables.ts";
import { caution, rangeOf } from "./release-page.ts";
import { peopleOf, type Voice } from "./voice.ts";

interface Side {
  readonly release: PublishedCard;
  readonly tables: ReleasedTables;
}

/** Two releases side by side: what each counted, the difference with its range, and where the ranges carry none. */
export function compareBody(voice: Voice, one: Side, other: Side): string {
  const { texts, number, column, unit, day } = voice;
  const [earlier, later] = one.release.publishedAt <= other.release.publishedAt ? [one, other] : [other, one];
  const readers = [new Reader(earlier.tables), new Reader(later.tables)] as const;
  const shared = topicsOf(earlier.tables).filter((topic) =>
    topicsOf(later.tables).some(({ name, isSet }) => name === topic.name && isSet === topic.isSet),
  );
  const lines = shared.flatMap((topic) =>
    topic.units
      .filter((one) => isKnown([one]) && hasUnit(later.tables, one.column, one.value))
      .map((one) => ({ topic: column(topic.name), name: unit(one), units: [one] })),
  );
  const all = shared.length > 0 ? [{ topic: "", name: texts.inAll, units: [] }, ...lines] : [];
  // Two ranges make a difference: both are widened for all differences of the page.
  const rows = all.flatMap(({ topic, name, units }) => {
    const [before, after] = readers.map((reader) => reader.of(units));
    const [wideBefore, wideAfter] = readers.map((reader) => reader.of(units, 2 * all.length));
    if (!before || !after || !wideBefore || !wideAfter) return [];
    return [row(voice, { topic, name, before, after, difference: differenceOf(wideAfter, wideBefore) })];
  });
  const [first, second] = [earlier.release.card.privacy, later.release.card.privacy];
  // Rho adds up as epsilon does (Bun and Steinke 2016, lemma 1.7).
  const sum = first.epsilon + second.epsilon;
  const fails = oneInOf(chanceBeyond(sum, first.rho + second.rho));
  const side = ({ release, tables }: Side, name: string) => {
    const total = new Reader(tables).of([]);
    return html`<div class="stack stack-2"><h2>${name}</h2><p><a href="/statistics/${release.id}?lang=${voice.language}" dir="auto">${release.title}</a></p><p dir="auto">${release.question}</p><p class="small quiet">${texts.published(day(release.publishedAt))} ${total ? `${peopleOf(voice, total)}.` : ""}</p></div>`;
  };
  return html`<section class="stack stack-4"><h1>${texts.compareTitle}</h1><p>${texts.compareWho}</p></section>
!${caution(texts)}
<div class="two-up">!${side(earlier, texts.earlier)}!${side(later, texts.later)}</div>
!${
    rows.length === 0
      ? html`<p class="note note-soon"><span>${texts.compareNothing}</span></p>`
      : html`<section class="stack stack-4"><p>${texts.compareTogether(number(rows.length))}</p><div class="wide" tabindex="0" role="region" aria-label="${texts.compareTitle}"><table class="data compare"><thead><tr><th scope="col">${texts.count}</th><th scope="col">${texts.earlier}</th><th scope="col">${texts.later}</th><th scope="col">${texts.difference}</th><th scope="col">${texts.verdict}</th></tr></thead><tbody>!${rows.join("")}</tbody></table></div></section>`
  }
<section class="stack stack-4"><h2>${texts.breaks}</h2>!${breaks(voice, earlier.tables, later.tables)}</section>
<p class="small quiet">${texts.compareAdds(number(sum), number(surenessOf(sum)), number(fails))}</p>`;
}

const hasUnit = ({ columns }: ReleasedTables, name: string, value: string): boolean =>
  columns.some((column) => column.name === name && column.values.includes(value));

function row(
  voice: Voice,
  line: {
    readonly topic: string;
    readonly name: string;
    readonly before: Range;
    readonly after: Range;
    readonly difference: ReturnType<typeof differenceOf>;
  },
): string {
  const { texts, number } = voice;
  const { by, low, high, verdict } = line.difference;
  const counted = (range: Range) =>
    html`<td>${number(range.count)}<br><small class="quiet">${rangeOf(voice, range)}</small></td>`;
  const said = { more: texts.verdictMore, fewer: texts.verdictFewer, open: texts.verdictOpen }[verdict];
  return html`<tr><th scope="row">!${line.topic ? html`<small class="quiet">${line.topic}</small><br>` : ""}<bdi>${line.name}</bdi></th>!${counted(line.before)}!${counted(line.after)}<td><bdi dir="ltr">${signed(number, by)}</bdi><br><small class="quiet"><bdi dir="ltr">${signed(number, low)} … ${signed(number, high)}</bdi></small></td><td class="said said-${verdict}">${said}</td></tr>`;
}

const signed = (number: (value: number) => string, value: number): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${number(Math.abs(value))}`;

/** Columns and answers that only one of them has: there a comparison breaks. */
function breaks({ texts, column, value }: Voice, earlier: ReleasedTables, later: ReleasedTables): string {
  const only = (some: ReleasedTables, others: ReleasedTables): string[] =>
    some.columns.flatMap(({ name, values }) => {
      const other = others.columns.find((one) => one.name === name);
      if (!other) return [column(name)];
      const missing = values.filter((one) => !other.values.includes(one));
      const said = missing.map((one) => value(one, name)).join(texts.comma);
      return missing.length > 0 ? [`${column(name)}: ${said}`] : [];
    });
  const list = (title: string, some: readonly string[]): string =>
    some.length === 0
      ? ""
      : html`<h3>${title}</h3><ul>!${some.map((one) => html`<li><bdi>${one}</bdi></li>`).join("")}</ul>`;
  const [before, after] = [only(earlier, later), only(later, earlier)];
  if (before.length + after.length === 0) return html`<p>${texts.noBreaks}</p>`;
  return list(texts.onlyEarlier, before) + list(texts.onlyLater, after);
}
