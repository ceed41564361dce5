import { chanceBeyond, oneInOf, rhoOf, roundedUp, surenessOf } from "@leeward/synth";
import { html } from "ghtml";
import type { Break } from "../codebook.ts";
import { isUnknown, NOT_RECORDED_MEMBER, topicsOf } from "../columns.ts";
import { figuresOf, findingsOf, looksOf, Reader } from "../findings.ts";
import { type Range, shareOf, sumOf } from "../ranges.ts";
import type { AskedFrame, Preview, PublishedCard } from "../store.ts";
import type { ReleasedTables } from "../tables.ts";
import { countTable, figure, sentenceOf, shownOf } from "./figures.ts";
import type { StatisticsTexts } from "./texts.ts";
import { peopleOf, type Voice } from "./voice.ts";

const COLUMNS_MAX = 3;
const YEAR_EPSILON = 4;
const YEAR_DELTA = 1e-5;
/**
 * More than the rhos of all releases of a year add up to, however it was split: what one release of all of it has, and a hair. For a delta, rho is
 * convex in epsilon (a largest value of straight lines) and next to nothing at an epsilon of zero, so parts come to no more than the whole.
 */
export const YEAR_RHO = rhoOf(YEAR_EPSILON, YEAR_DELTA) + 1e-6;

export const caution = ({ caution, cautionWhy }: StatisticsTexts): string =>
  html`<div class="note"><p><strong>${caution}</strong> ${cautionWhy}</p></div>`;

export const rangeOf = ({ texts, number }: Voice, { low, high }: Range): string =>
  texts.between(number(low), number(high));

/** A release that everyone reads, or one that its own agency reads before. */
type Shown = PublishedCard | Omit<Preview, "tables">;

const placeOf = ({ id, publishedAt }: Shown): string =>
  publishedAt === null ? `/statistics/${id}/preview` : `/statistics/${id}`;

/** What was asked of a page, and which releases it can be compared with. */
export interface Asked {
  readonly by: readonly string[];
  readonly others: readonly PublishedCard[];
  /** Of the codebook, with the version that it was counted with. */
  readonly breaks: readonly Break[];
  /** Where everyone finds this house: `https://leeward.example.org`. */
  readonly origin: string;
}

export function releaseBody(voice: Voice, release: Shown, tables: ReleasedTables, asked: Asked): string {
  const { texts, number } = voice;
  const { card } = release;
  const reader = new Reader(tables);
  const figures = figuresOf(tables);
  const findings = findingsOf(reader);
  const [first] = findings;
  const total = reader.of([]);
  const isOut = release.publishedAt !== null;
  const filesAt = isOut ? `/statistics/${release.id}` : null;
  const drawn = figures.map((one, n) => figure(voice, reader, one, { filesAt, number: n + 1, findings }));
  return html`!${isOut ? "" : html`<p class="note note-soon"><span><strong>${texts.preview}</strong> ${texts.previewWhy}</span></p>`}<section class="headline"><div class="stack stack-4">
<p class="over" dir="auto">${release.title || texts.noTitle}</p>
<h1>${first ? sentenceOf(first, voice) : texts.noFinding}</h1>
<p class="lead" dir="auto">${release.question}</p>
<p><strong class="num">${texts.people(number(card.rows))}</strong>!${total ? html`${texts.comma}${rangeOf(voice, total)}${texts.comma}${texts.because}` : ""}.</p>
!${total && total.high - total.low > total.count ? html`<p class="note note-soon"><span>${texts.tooNoisy}</span></p>` : ""}
<details><summary>${texts.how}</summary><p class="small">${texts.howWhy(number(looksOf(figures)))}</p></details></div>
!${caution(texts)}</section>
<div class="two-up">!${drawn.join("\n")}</div>
!${explorer(voice, reader, release, asked.by)}
!${privacy(voice, release)}
!${about(voice, reader, release, asked.breaks)}
!${release.publishedAt === null ? "" : compareForm(voice, release, asked.others) + take(voice, release) + cited(voice, release, asked.origin)}`;
}

const cited = (
  { language, texts, day }: Voice,
  { title, card, publishedAt, id }: PublishedCard,
  origin: string,
): string =>
  html`<p class="small"><strong>${texts.cite}:</strong> <cite><bdi>${title}. ${card.release}. ${day(publishedAt)}. <span dir="ltr">${origin}/statistics/${id}?lang=${language}</span></bdi></cite></p>`;

function explorer(voice: Voice, reader: Reader, release: Shown, by: readonly string[]): string {
  const { texts, column, language, value } = voice;
  const { columns } = reader.tables;
  const shown = columns.map(({ name }) => name).filter((name) => by.includes(name));
  const cells = shown.length > 0 && by.length <= COLUMNS_MAX ? reader.cells(shown) : [];
  const boxes = columns
    .map(
      ({ name }) =>
        html`<label class="pub-box"><input type="checkbox" name="by" value="${name}"!${by.includes(name) ? " checked" : ""}> ${column(name)}</label>`,
    )
    .join("");
  const answer =
    cells.length > 0
      ? countTable(
          voice,
          shown.map(column),
          shownOf(cells.map((range) => ({ range }))).map(({ range }) => ({
            names: range.values.map((code, at) => value(code, shown[at] ?? "")),
            range,
          })),
        )
      : "";
  const note =
    by.length > COLUMNS_MAX ? texts.tooMany : by.length > 0 && cells.length === 0 ? texts.noTable : "";
  const query = shown.map((name) => `by=${encodeURIComponent(name)}`).join("&");
  return html`<section class="stack stack-4" id="ask"><h2>${texts.ask}</h2><p>${texts.askLead}</p>
<form action="${placeOf(release)}#ask" method="get" class="row"><input type="hidden" name="lang" value="${language}">!${boxes}<button class="btn" type="submit">${texts.askShow}</button></form>
!${note ? html`<p class="note note-soon"><span>${note}</span></p>` : ""}!${answer}
!${answer && release.publishedAt ? html`<p class="fig-tools"><a href="/statistics/${release.id}/tables.csv?${query}" download>${texts.csv}</a> <a href="/statistics/${release.id}/tables.json?${query}" download>${texts.json}</a></p>` : ""}</section>`;
}

function privacy({ texts, number }: Voice, { card }: Shown): string {
  const { epsilon, delta, rho } = card.privacy;
  const fails = oneInOf(chanceBeyond(epsilon, rho));
  const failsInYear = oneInOf(chanceBeyond(YEAR_EPSILON, YEAR_RHO));
  const small = texts.privacySmall({
    ...{ epsilon: number(epsilon), fails: number(fails), failsInYear: number(failsInYear) },
    ...{ rho: number(roundedUp(rho, 6)), deltaOneIn: number(Math.round(1 / delta)) },
  });
  const bars = [
    { name: texts.before, sure: 50 },
    { name: texts.after(number(epsilon)), sure: surenessOf(epsilon) },
    { name: texts.year, sure: surenessOf(YEAR_EPSILON) },
    { name: texts.twelve, sure: surenessOf(12) },
  ];
  const lines = bars.map(
    ({ name, sure }) =>
      html`<li><span>${name}</span><b class="num"><bdi>${number(sure)}%</bdi></b><svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="14"/><rect class="bar1" width="${sure.toString()}" height="14"/></svg></li>`,
  );
  return html`<section class="privacy"><div class="stack stack-4"><h2>${texts.privacy}</h2><p>${texts.privacyThink(number(surenessOf(epsilon)))}</p>
<p class="small quiet">${small}</p></div>
<div class="stack stack-4"><h3>${texts.howSure}</h3><ol class="roads">!${lines.join("")}</ol></div></section>`;
}

/** Metadata: who is counted, what is missing, what changed, how noisy, and when numbers change. */
function about(
  voice: Voice,
  reader: Reader,
  { card, publishedAt, source, frame }: Shown,
  breaks: readonly Break[],
): string {
  const { texts, number, day } = voice;
  const missing = missingOf(voice, reader);
  // Releases of before sets had a member for it.
  const sets = topicsOf(reader.tables).flatMap(({ name, isSet, units }) =>
    isSet && !units.some(({ label }) => label === NOT_RECORDED_MEMBER) ? [voice.column(name)] : [],
  );
  const noise = Object.entries(card.quality).map(
    ([order, { halfWidthMean }]) =>
      html`<li>${texts.noiseText(order, number(Math.round(halfWidthMean)))}</li>`,
  );
  const total = reader.of([]);
  const people = total ? peopleOf(voice, total) : texts.people(number(card.rows));
  const covered = source ? texts.coverageSource : texts.coverageText;
  const from = source
    ? html`<p dir="auto">${texts.fromSource(source.title, source.origin)}</p><p>${texts.fromKinds[source.kind]}</p>`
    : html`<p>${texts.fromCases}</p>`;
  return html`<section class="stack stack-4" id="about"><h2>${texts.about}</h2><div class="about">
<div class="stack stack-2"><h3>${texts.coverage}</h3><p>${covered(people, number(topicsOf(reader.tables).length))}</p>!${source ? "" : years(voice, frame)}</div>
<div class="stack stack-2"><h3>${texts.from}</h3>!${from}</div>
<div class="stack stack-2"><h3>${texts.missing}</h3>!${missing.length > 0 ? html`<p>${texts.missingLead}</p><ul>!${missing.join("")}</ul>` : html`<p>${texts.missingNone}</p>`}!${sets.length > 0 ? html`<p>${texts.missingSets(sets.join(texts.comma))}</p>` : ""}</div>
<div class="stack stack-2"><h3>${texts.breaksHere}</h3>!${broken(voice, frame, breaks)}<p>${texts.breaksText}</p><p><a href="/statistics/codebook.json!${frame ? `?version=${frame.codebook}` : ""}">${texts.codebook}</a></p></div>
<div class="stack stack-2"><h3>${texts.noise}</h3><ul>!${noise.join("")}</ul></div>
<div class="stack stack-2"><h3>${texts.revision}</h3><p>${publishedAt ? texts.published(day(publishedAt)) : texts.preview}</p><ul>!${texts.revisionText.map((line) => html`<li>${line}</li>`).join("")}</ul></div>
<div class="stack stack-2"><h3>${texts.limits}</h3><ul>!${texts.notes.map((note) => html`<li>${note}</li>`).join("")}</ul></div>
</div></section>`;
}

/** When the files were opened that are counted. */
function years({ texts }: Voice, frame: AskedFrame | null): string {
  if (frame === null) return "";
  const { fromYear, toYear } = frame;
  return html`<p>${fromYear <= 0 && toYear >= 9999 ? texts.allYears : texts.yearsOf(`${fromYear}`, `${toYear}`)}</p>`;
}

/** Where the lists of answers changed with the version that this was counted with. */
function broken({ texts, column, value }: Voice, frame: AskedFrame | null, breaks: readonly Break[]): string {
  if (frame === null) return "";
  const version = `${frame.codebook}`;
  if (frame.codebook === 1) return html`<p>${texts.codebookFirst}</p>`;
  if (breaks.length === 0) return html`<p>${texts.codebookSame(version)}</p>`;
  const list = (variable: string, codes: readonly string[]) =>
    codes.map((code) => value(code, variable)).join(texts.comma);
  const lines = breaks.flatMap(({ variable, isNew, newCodes, goneCodes }) => [
    ...(isNew ? [texts.newColumn(column(variable))] : []),
    ...(newCodes.length > 0 ? [texts.newAnswers(column(variable), list(variable, newCodes))] : []),
    ...(goneCodes.length > 0 ? [texts.goneAnswers(column(variable), list(variable, goneCodes))] : []),
  ]);
  return html`<p>${texts.codebookChanged(version)}</p><ul>!${lines.map((line) => html`<li>${line}</li>`).join("")}</ul>`;
}

/** Of 100, of how many an answer is unknown. */
function missingOf({ column, hundred, texts }: Voice, reader: Reader): string[] {
  const total = reader.of([], 2);
  return topicsOf(reader.tables).flatMap(({ name, units }) => {
    const unknown = units.filter(({ label }) => isUnknown(label));
    if (unknown.length === 0 || !total) return [];
    const share = shareOf(sumOf(unknown.flatMap((unit) => reader.of([unit], 2) ?? [])), total);
    if (!share) return [];
    return [
      html`<li>${column(name)}: <b class="num">${hundred(share.count)}</b>${texts.comma}${texts.between(hundred(Math.floor(share.low)), hundred(Math.ceil(share.high)))}</li>`,
    ];
  });
}

function compareForm(
  { texts, language, day }: Voice,
  { id }: PublishedCard,
  others: readonly PublishedCard[],
): string {
  if (others.length === 0) return "";
  const options = others.map(
    (other) =>
      html`<option value="${other.id}">${other.title}${texts.comma}${day(other.publishedAt)}</option>`,
  );
  return html`<section class="stack stack-4"><h2>${texts.compare}</h2><p>${texts.compareLead}</p>
<form action="/statistics/${id}/comparison" method="get" class="row"><input type="hidden" name="lang" value="${language}"><label class="pub-field">${texts.compareWith} <select class="input" name="with">!${options.join("")}</select></label><button class="btn" type="submit">${texts.compareShow}</button></form></section>`;
}

function take({ texts, day }: Voice, { id, card, publishedAt }: PublishedCard): string {
  const field = (name: string, label: string, pattern: string, needed: boolean): string =>
    html`<label class="pub-field">${label} <input class="input" name="${name}" pattern="${pattern}" inputmode="${name === "iso" ? "text" : "numeric"}" autocomplete="off"!${needed ? " required" : ""}></label>`;
  const fields = [
    field("area", texts.area, "[0-9]{3}", true),
    field("iso", texts.iso, "[A-Z]{3}", true),
    field("year", texts.yearField, "[12][0-9]{3}", true),
    field("population", texts.population, "[1-9][0-9]{2,9}", false),
  ].join("");
  return html`<section class="stack stack-4"><h2>${texts.take}</h2><p class="small quiet">${texts.takeLead(card.release)} ${texts.published(day(publishedAt))}</p>
<p class="row"><a class="btn btn-main" href="/statistics/${id}/tables.csv" download>${texts.allCsv}</a> <a class="btn" href="/statistics/${id}/tables.json" download>${texts.allJson}</a></p>
<details><summary>${texts.official}</summary><form action="/statistics/${id}/sdg-16-2-2.csv" method="get" data-download class="stack stack-4"><p>${texts.officialLead}</p>
<div class="row">!${fields}</div><p class="small quiet">${texts.populationWhy}</p>
<p class="row"><button class="btn" type="submit">${texts.sdgFile}</button> <button class="btn" type="submit" formaction="/statistics/${id}/glotip.csv">${texts.glotipFile}</button> <button class="btn" type="submit" formaction="/statistics/${id}/questionnaire.csv">${texts.questionnaireFile}</button></p></form></details></section>`;
}
