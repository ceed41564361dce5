import { html } from "ghtml";
import { genderOf, type Topic, type Unit } from "../columns.ts";
import { type Figure, type Finding, groupsOf, isKnown, type Reader, shareWithin } from "../findings.ts";
import { type Range, sumOf } from "../ranges.ts";
import { barsOf, mapOf, type Named, pyramidOf, type ShareColumn, sharesOf, trendOf } from "./pictures.ts";
import { peopleOf, type Voice } from "./voice.ts";

/** What a page shows of one figure at most; the files have all. */
const ROWS_MAX = 300;
const ROADS_MAX = 12;
const COLUMNS_MAX = 4;
const MEANS_MAX = 10;

/** A finding in one sentence, without its stop. */
export function sentenceOf(finding: Finding, { texts, hundred, unit }: Voice): string {
  if (finding.kind === "children") {
    const { low, high } = finding.share;
    return texts.children(hundred(Math.floor(low)), hundred(Math.ceil(high)));
  }
  if (finding.kind === "year") return texts[finding.verdict](finding.year, finding.before);
  return texts.largest(finding.units.map(unit).join(texts.comma));
}

interface Group {
  readonly units: readonly Unit[];
  readonly range: Range;
}

export interface FigurePlace {
  /** Of the release; null where nobody may take its files yet. */
  readonly filesAt: string | null;
  readonly number: number;
  readonly findings: readonly Finding[];
}

/** A figure: what it says, its picture, all its values as a table, and its files. */
export function figure(voice: Voice, reader: Reader, { kind, topics }: Figure, place: FigurePlace): string {
  const { texts, column } = voice;
  const groups = groupsOf(topics).flatMap((units): Group[] => {
    const range = reader.of(units);
    return range ? [{ units, range }] : [];
  });
  const finding = place.findings.find(
    (one) =>
      (one.kind === "largest" && one.topics.join("\n") === topics.map(({ name }) => name).join("\n")) ||
      (one.kind === "year" && kind === "trend"),
  );
  const titles: Readonly<Partial<Record<Figure["kind"], string>>> = {
    pyramid: texts.pyramidTitle,
    map: texts.mapTitle,
    corridors: texts.corridorsTitle,
    means: texts.meansTitle,
    forms: texts.formsTitle,
    trend: texts.trendTitle,
  };
  const plain = titles[kind] ?? texts.by(column(topics[0]?.name ?? ""));
  const title = finding ? sentenceOf(finding, voice) : plain;
  const drawn = draw(voice, reader, { kind, topics }, groups, title);
  const sub = [finding ? plain : "", drawn.sub].filter((part) => part !== "").join(". ");
  const query = topics.map(({ name }) => `topic=${encodeURIComponent(name)}`).join("&");
  const id = `f${place.number}`;
  const files =
    place.filesAt === null
      ? ""
      : html`<a href="${place.filesAt}/tables.csv?${query}" download>${texts.csv}</a> <a href="${place.filesAt}/tables.json?${query}" download>${texts.json}</a>`;
  const isWide = kind === "means" || kind === "forms";
  const note = [drawn.note, kind === "map" || isWide ? "" : texts.whisker]
    .filter((part) => part !== "")
    .join(" ");
  return html`<figure class="fig fig-${kind}${isWide ? " fig-wide" : ""}" aria-labelledby="${id}"><input class="view view-chart" type="radio" name="${id}r" id="${id}c" checked><input class="view view-table" type="radio" name="${id}r" id="${id}t">
<div class="fig-head"><h2 id="${id}">${title}</h2><p class="small quiet">${sub}</p></div>
<div class="fig-tools"><span class="seg" role="group" aria-label="${texts.showAs(title)}"><label for="${id}c">${texts.picture}</label><label for="${id}t">${texts.asTable}</label></span>!${files}</div>
<div class="as-chart">!${drawn.picture}</div>
<div class="as-table">!${isWide ? shareTable(voice, drawn.columns ?? []) : groupTable(voice, topics, groups)}</div>
<figcaption>${note}</figcaption></figure>`;
}

interface Drawn {
  readonly picture: string;
  readonly sub: string;
  readonly note: string;
  readonly columns?: readonly ShareColumn[];
}

function draw(
  voice: Voice,
  reader: Reader,
  { kind, topics }: Figure,
  groups: readonly Group[],
  title: string,
): Drawn {
  const { texts, number, unit } = voice;
  const named = ({ units, range }: Group): Named => ({ name: units.map(unit).join(texts.comma), range });
  /** For who hears the picture: its largest value, with its range. */
  const heard = (shown: readonly Named[]): string => {
    const [largest] = [...shown].sort((a, b) => b.range.count - a.range.count);
    if (!largest || largest.range.count === 0) return title;
    return `${title}. ${texts.largest(`${largest.name}${texts.comma}${peopleOf(voice, largest.range)}`)}`;
  };
  const bySize = [...groups]
    .filter(({ range }) => range.count > 0)
    .sort((a, b) => b.range.count - a.range.count);
  if (kind === "pyramid") {
    const drawn = groups.map(({ units: [gender, age], range }) => ({
      ...{ gender: gender?.label ?? "", age: age?.label ?? "" },
      range,
    }));
    const shown = groups.filter(
      ({ units }) => isKnown(units) && ["woman", "man"].includes(genderOf(units[0]?.label ?? "")),
    );
    const picture = pyramidOf(drawn, heard(shown.map(named)), voice);
    return { picture, sub: "", note: notInPyramid(voice, reader, topics) };
  }
  if (kind === "map") {
    const found = groups.map(({ units: [region], range }) => ({ region: region?.label ?? "", range }));
    const picture = mapOf(found, heard(groups.filter(({ units }) => isKnown(units)).map(named)), voice);
    return { picture, sub: "", note: `${texts.mapNote} ${texts.mapScale}` };
  }
  if (kind === "corridors") {
    const real = bySize.filter(({ units, range }) => isKnown(units) && range.low > 0);
    const shown = real.slice(0, ROADS_MAX).map(({ units: [from, to], range }) => ({
      name: `${from ? unit(from) : ""} ${texts.arrow} ${to ? unit(to) : ""}`,
      range,
    }));
    const rest = bySize.length - real.length;
    return {
      picture: barsOf(shown, `${heard(shown)}. ${texts.corridorsAlt}`, number),
      sub: "",
      note: texts.corridorsNote(number(shown.length), number(rest)),
    };
  }
  if (kind === "trend") {
    const years = groups.filter(({ units }) => isKnown(units)).map(named);
    return { picture: trendOf(years, heard(years), voice), sub: "", note: texts.trendNote };
  }
  if (kind === "means" || kind === "forms") {
    const columns = shareColumns(voice, reader, topics);
    return {
      picture: sharesOf(columns, heardShare(voice, columns, title), voice),
      sub: texts.matrixSub,
      note: texts.matrixNote,
      columns,
    };
  }
  const shown = bySize.slice(0, ROADS_MAX * 2).map(named);
  return {
    picture: barsOf(shown, `${heard(shown)}. ${texts.bars}`, number),
    sub: topics.some(({ isSet }) => isSet) ? texts.severalNote : "",
    note: "",
  };
}

/** For who hears the picture: the largest share, with its range. */
function heardShare({ texts, hundred }: Voice, columns: readonly ShareColumn[], title: string): string {
  const [largest] = columns
    .flatMap(({ name, rows }) =>
      rows.flatMap((row) => (row.share ? [{ ...row, of: name, share: row.share }] : [])),
    )
    .sort((a, b) => b.share.count - a.share.count);
  if (!largest) return title;
  const { of, name, share } = largest;
  const range = texts.between(hundred(Math.floor(share.low)), hundred(Math.ceil(share.high)));
  return `${title}. ${texts.largest(`${of}${texts.comma}${name}${texts.comma}${texts.ofHundred}: ${hundred(share.count)} (${range})`)}`;
}

/** People of another or an unknown gender, out of the table of genders alone; and of the others, those of unknown age. */
function notInPyramid(voice: Voice, reader: Reader, [genders, ages]: readonly Topic[]): string {
  const sum = (groups: readonly (readonly Unit[])[]) =>
    peopleOf(voice, sumOf(groups.flatMap((units) => reader.of(units) ?? [])));
  const isDrawn = ({ label }: Unit) => ["woman", "man"].includes(genderOf(label));
  const all = genders?.units ?? [];
  const unknown = (ages?.units ?? []).filter((age) => !isKnown([age]));
  return voice.texts.notInPicture(
    sum(all.filter((gender) => !isDrawn(gender)).map((gender) => [gender])),
    sum(all.filter(isDrawn).flatMap((gender) => unknown.map((age) => [gender, age]))),
  );
}

/** The largest groups of the first topic, and of 100 of each how many are in those of the second. */
function shareColumns({ unit }: Voice, reader: Reader, [whole, part]: readonly Topic[]): ShareColumn[] {
  const size = (one: Unit) => reader.of([one])?.count ?? 0;
  const largest = (topic: Topic | undefined, most: number) =>
    (topic?.units ?? [])
      .filter((one) => isKnown([one]) && size(one) > 0)
      .sort((a, b) => size(b) - size(a))
      .slice(0, most);
  const rows = largest(part, MEANS_MAX);
  return largest(whole, COLUMNS_MAX).flatMap((column): ShareColumn[] => {
    const people = reader.of([column]);
    if (!people) return [];
    const within = rows.map((row) => ({ name: unit(row), share: shareWithin(reader, column, row) }));
    return [{ name: unit(column), people, rows: within }];
  });
}

function shareTable({ texts, hundred }: Voice, columns: readonly ShareColumn[]): string {
  const heads = columns.map(({ name }) => html`<th scope="col">${name}<br>${texts.ofHundred}</th>`).join("");
  const lines = (columns[0]?.rows ?? []).map(({ name }, n) => {
    const cells = columns.map(({ rows }) => {
      const share = rows[n]?.share;
      return share
        ? html`<td>${hundred(share.count)} <bdi dir="ltr" class="small quiet">${hundred(share.low)}–${hundred(share.high)}</bdi></td>`
        : html`<td>${texts.noShare}</td>`;
    });
    return html`<tr><th scope="row">${name}</th>!${cells.join("")}</tr>`;
  });
  return html`<div class="wide" tabindex="0" role="region" aria-label="${texts.asTable}"><table class="data"><thead><tr><td></td>!${heads}</tr></thead><tbody>!${lines.join("")}</tbody></table></div>`;
}

const groupTable = (voice: Voice, topics: readonly Topic[], groups: readonly Group[]): string =>
  countTable(
    voice,
    topics.map(({ name }) => voice.column(name)),
    shownOf(groups).map(({ units, range }) => ({ names: units.map(voice.unit), range })),
  );

/** Lines with nobody in them are left out, and past a few hundred lines the smallest: the files have all. */
export function shownOf<Line extends { readonly range: Range }>(lines: readonly Line[]): Line[] {
  const some = lines.filter(({ range }) => range.count > 0);
  const least = [...some].sort((a, b) => b.range.count - a.range.count)[ROWS_MAX - 1]?.range.count ?? 0;
  return some.filter(({ range }) => range.count >= least).slice(0, ROWS_MAX);
}

export function countTable(
  { texts, number }: Voice,
  columns: readonly string[],
  lines: readonly { readonly names: readonly string[]; readonly range: Range }[],
): string {
  const heads = columns.map((name) => html`<th scope="col">${name}</th>`).join("");
  const shown = lines.map(
    ({ names, range }) =>
      html`<tr>!${names.map((name) => html`<th scope="row"><bdi>${name}</bdi></th>`).join("")}<td>${number(range.count)}</td><td><bdi dir="ltr">${number(range.low)}–${number(range.high)}</bdi></td></tr>`,
  );
  return html`<div class="wide" tabindex="0" role="region" aria-label="${texts.asTable}"><table class="data"><thead><tr>!${heads}<th scope="col">${texts.count}</th><th scope="col">${texts.range}</th></tr></thead><tbody>!${shown.join("")}</tbody></table></div>`;
}
