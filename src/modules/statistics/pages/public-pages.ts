import { csvCell } from "@leeward/synth";
import type { FastifyReply } from "fastify";
import { html } from "ghtml";
import { Type } from "typebox";
import type { House } from "../../../core/house.ts";
import { type App, HttpProblem } from "../../../core/http/index.ts";
import { directionOf, type Language, localeOf } from "../../../core/texts/index.ts";
import type { Assets } from "../../../web/index.ts";
import { findPublished, listPublished, type PublishedRelease } from "../store.ts";
import { type Cell, cellsOver, type ReleasedTables } from "../tables.ts";
import { barsOf, pyramidOf, surenessOf } from "./pictures.ts";
import { STATISTICS_TEXTS, type StatisticsTexts } from "./texts.ts";

const COLUMNS_MAX = 3;
const Lang = Type.Optional(Type.String({ maxLength: 40 }));
const Names = Type.Union([
  Type.String({ maxLength: 100 }),
  Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 }),
]);
const ById = Type.Object({ id: Type.String({ format: "uuid" }) });
const Asked = Type.Object({ lang: Lang, by: Type.Optional(Names) });

/** What a page says in, and how it writes numbers and days. */
interface Voice {
  readonly language: Language;
  readonly texts: StatisticsTexts;
  number(value: number): string;
  day(at: Date): string;
  /** The name of a column or value; what the release calls it where we have no word. */
  column(name: string): string;
  value(name: string): string;
}

/** The published numbers for everyone, without sign-in and without any script. */
export function registerStatisticsPages(app: App, house: House, assets: Assets): void {
  const hidden = { hide: true } as const;
  const find = async (id: string): Promise<PublishedRelease> => {
    const found = await house.db.transaction("leeward_visitor", (tx) => findPublished(tx, id));
    if (found === null) throw new HttpProblem("not-found");
    return found;
  };
  app.get("/statistics", { schema: { ...hidden, querystring: Asked } }, async (request, reply) => {
    const voice = voiceOf(request.query.lang ?? request.headers["accept-language"]);
    const releases = await house.db.transaction("leeward_visitor", listPublished);
    return send(reply, page(voice, assets, "/statistics", voice.texts.listTitle, listBody(voice, releases)));
  });
  app.get(
    "/statistics/:id",
    { schema: { ...hidden, params: ById, querystring: Asked } },
    async (request, reply) => {
      const voice = voiceOf(request.query.lang ?? request.headers["accept-language"]);
      const release = await find(request.params.id);
      const at = `/statistics/${release.id}`;
      const { tables } = release;
      if (tables === null)
        return send(reply.status(410), page(voice, assets, at, release.title, withdrawnBody(voice, release)));
      const by = [request.query.by ?? []].flat();
      return send(reply, page(voice, assets, at, release.title, releaseBody(voice, release, tables, by)));
    },
  );
  app.get(
    "/statistics/:id/tables.csv",
    { schema: { ...hidden, params: ById, querystring: Asked } },
    async (request, reply) => {
      const release = await find(request.params.id);
      const text = release.tables && csvOf(release.tables, [request.query.by ?? []].flat());
      if (!text) throw new HttpProblem("not-found");
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${release.card.release}.csv"`)
        .send(text);
    },
  );
  app.get(
    "/statistics/:id/tables.json",
    { schema: { ...hidden, params: ById, querystring: Asked } },
    async (request, reply) => {
      const { tables, title, question, card } = await find(request.params.id);
      const by = [request.query.by ?? []].flat();
      const cells = tables && by.length > 0 ? cellsOver(tables, by) : null;
      if (!tables || (by.length > 0 && cells === null)) throw new HttpProblem("not-found");
      reply.header("content-disposition", `attachment; filename="${card.release}.json"`);
      return { title, question, card, ...(cells ? { columns: inOrder(tables, by), cells } : tables) };
    },
  );
}

function voiceOf(wanted: string | undefined): Voice {
  const language: Language = /^ar\b/i.test(wanted ?? "") ? "ar" : "en";
  const texts = STATISTICS_TEXTS[language];
  const number = new Intl.NumberFormat(localeOf(language), { maximumSignificantDigits: 6 });
  const day = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" });
  return {
    ...{ language, texts },
    number: (value) => number.format(value),
    day: (at) => day.format(at),
    column: (name) => texts.columns[name] ?? name,
    value: (name) => texts.values[name] ?? name,
  };
}

const send = (reply: FastifyReply, text: string) =>
  reply.type("text/html; charset=utf-8").header("vary", "Accept-Language").send(text);

function page({ language, texts }: Voice, assets: Assets, path: string, title: string, body: string): string {
  const other = language === "en" ? "ar" : "en";
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url("statistics.css")}">
</head>
<body class="pub">
<a class="skip" href="#main">${texts.skip}</a>
<header class="pub-bar"><a class="brand" href="/statistics?lang=${language}">${texts.numbers}</a>
<nav><a href="${path}?lang=${other}" lang="${other}" dir="${directionOf(other)}">${STATISTICS_TEXTS[other].name}</a></nav></header>
<main class="pub-main" id="main">
!${body}
</main>
<footer class="pub-foot"><span>${texts.footer}</span><a href="/">${texts.help}</a></footer>
</body>
</html>
`;
}

function listBody(voice: Voice, releases: readonly Omit<PublishedRelease, "tables">[]): string {
  const { texts, language, number, day } = voice;
  const one = ({ id, title, question, publishedAt, withdrawnAt, card }: (typeof releases)[number]) =>
    html`<li class="stack stack-1"><h2><a href="/statistics/${id}?lang=${language}">${title}</a></h2><p>${question}</p>
<p class="small quiet">${withdrawnAt ? texts.withdrawn(day(withdrawnAt)) : `${texts.published(day(publishedAt))} ${texts.people(number(card.rows))}.`}</p></li>`;
  return html`<section class="stack stack-4"><h1>${texts.listTitle}</h1><p>${texts.listLead}</p></section>
!${caution(texts)}
!${releases.length === 0 ? html`<p>${texts.none}</p>` : `<ul class="pub-list">${releases.map(one).join("")}</ul>`}`;
}

const caution = ({ caution, cautionWhy }: StatisticsTexts): string =>
  html`<div class="note"><p><strong>${caution}</strong> ${cautionWhy}</p></div>`;

function withdrawnBody({ texts, day }: Voice, release: PublishedRelease): string {
  return html`<section class="stack stack-4"><h1 dir="auto">${release.title}</h1>
<p class="note note-soon"><span><strong>${texts.withdrawn(day(release.withdrawnAt ?? release.publishedAt))}</strong> ${texts.withdrawnLead}</span></p>
<blockquote dir="auto">${release.withdrawnBecause ?? ""}</blockquote></section>`;
}

function releaseBody(
  voice: Voice,
  release: PublishedRelease,
  tables: ReleasedTables,
  by: readonly string[],
): string {
  const { texts, number, day, language } = voice;
  const { card } = release;
  const [total] = cellsOver(tables, []) ?? [];
  const names = tables.columns.map(({ name }) => name);
  const hasPyramid = names.includes("gender") && names.includes("ageBand");
  const alone = hasPyramid ? names.filter((name) => name !== "gender" && name !== "ageBand") : names;
  const sure = (epsilon: number) => surenessOf(epsilon);
  const { epsilon, delta } = card.privacy;
  const bars = [
    { name: texts.before, sure: 50 },
    { name: texts.after(number(epsilon)), sure: sure(epsilon) },
    { name: texts.year, sure: sure(4) },
    { name: texts.twelve, sure: sure(12) },
  ];
  return html`<section class="headline"><div class="stack stack-4"><h1 dir="auto">${release.title}</h1>
<p class="lead" dir="auto">${release.question}</p>
<p><strong class="num">${texts.people(number(card.rows))}</strong>!${total ? html`, ${rangeOf(voice, total)}, ${texts.because}` : ""}.</p>
!${total && total.high - total.low > total.count ? html`<p class="note note-soon"><span>${texts.tooNoisy}</span></p>` : ""}</div>
!${caution(texts)}</section>
<div class="two-up">!${hasPyramid ? pyramidFigure(voice, tables, release.id) : ""}!${alone.map((name) => barFigure(voice, tables, release.id, name)).join("")}</div>
!${explorer(voice, tables, release.id, by)}
<section class="privacy"><div class="stack stack-4"><h2>${texts.privacy}</h2><p>${texts.privacyThink(number(sure(epsilon)))}</p>
<p class="small quiet">${texts.privacySmall(number(epsilon), delta.toString())}</p></div>
<div class="stack stack-4"><h3>${texts.howSure}</h3><ol class="roads">!${bars
    .map(
      (one) =>
        html`<li><span>${one.name}</span><b class="num"><bdi>${number(one.sure)}%</bdi></b><svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="14"/><rect class="bar1" width="${one.sure.toString()}" height="14"/></svg></li>`,
    )
    .join("")}</ol></div></section>
<section class="stack stack-4"><h2>${texts.limits}</h2><ul>!${texts.notes.map((note) => html`<li>${note}</li>`).join("")}</ul></section>
<section class="stack stack-4"><h2>${texts.take}</h2><p class="small quiet">${texts.takeLead(card.release)} ${texts.published(day(release.publishedAt))}</p>
<p class="row"><a class="btn btn-main" href="/statistics/${release.id}/tables.csv">${texts.allCsv}</a> <a class="btn" href="/statistics/${release.id}/tables.json">${texts.allJson}</a></p>
<p class="small"><strong>${texts.cite}:</strong> <cite><bdi>${release.title}. ${card.release}. ${day(release.publishedAt)}. /statistics/${release.id}?lang=${language}</bdi></cite></p></section>`;
}

const rangeOf = ({ texts, number }: Voice, { low, high }: Cell): string =>
  texts.between(number(low), number(high));

function figure(
  voice: Voice,
  at: { id: string; by: readonly string[]; title: string; sub: string },
  inside: string,
): string {
  const { texts } = voice;
  const query = at.by.map((name) => `by=${encodeURIComponent(name)}`).join("&");
  return html`<figure class="fig"><div class="fig-head"><h2>${at.title}</h2><p class="small quiet">${at.sub}</p></div>
<p class="fig-tools"><a href="/statistics/${at.id}/tables.csv?${query}">${texts.csv}</a> <a href="/statistics/${at.id}/tables.json?${query}">${texts.json}</a></p>
!${inside}</figure>`;
}

function pyramidFigure(voice: Voice, tables: ReleasedTables, id: string): string {
  const { texts, number, value } = voice;
  const by = ["gender", "ageBand"];
  const cells = cellsOver(tables, by) ?? [];
  const { svg, largest, otherGender, unknownAge } = pyramidOf(cells, texts, number);
  const sub = largest
    ? texts.largest(largest.values.map(value).join(", "), number(largest.count), rangeOf(voice, largest))
    : "";
  return figure(
    voice,
    { id, by, title: texts.byAge, sub },
    html`!${svg}<figcaption>${texts.notInPicture(number(otherGender), number(unknownAge))}</figcaption>
!${details(voice, by, cells)}`,
  );
}

function barFigure(voice: Voice, tables: ReleasedTables, id: string, name: string): string {
  const { texts, number, value, column } = voice;
  const cells = cellsOver(tables, [name]) ?? [];
  return figure(
    voice,
    { id, by: [name], title: texts.by(column(name)), sub: "" },
    html`!${barsOf(cells, { label: texts.bars, value, number })}!${details(voice, [name], cells)}`,
  );
}

const details = (voice: Voice, by: readonly string[], cells: readonly Cell[]): string =>
  html`<details><summary>${voice.texts.asTable}</summary>!${table(voice, by, cells)}</details>`;

/** Cells with nobody in them and nobody possible are left out. */
function table(
  { texts, number, column, value }: Voice,
  by: readonly string[],
  cells: readonly Cell[],
): string {
  const heads = by.map((name) => html`<th scope="col">${column(name)}</th>`).join("");
  const lines = cells
    .filter(({ count, high }) => count > 0 || high > 0)
    .map(
      (cell) =>
        html`<tr>!${cell.values.map((name) => html`<th scope="row"><bdi>${value(name)}</bdi></th>`).join("")}<td>${number(cell.count)}</td><td><bdi dir="ltr">${number(cell.low)}–${number(cell.high)}</bdi></td></tr>`,
    )
    .join("");
  return html`<div class="wide"><table class="data"><thead><tr>!${heads}<th scope="col">${texts.count}</th><th scope="col">${texts.range}</th></tr></thead><tbody>!${lines}</tbody></table></div>`;
}

function explorer(voice: Voice, tables: ReleasedTables, id: string, by: readonly string[]): string {
  const { texts, column, language } = voice;
  const cells = by.length > 0 && by.length <= COLUMNS_MAX ? cellsOver(tables, by) : null;
  const shown = inOrder(tables, by);
  const boxes = tables.columns
    .map(
      ({ name }) =>
        html`<label class="pub-box"><input type="checkbox" name="by" value="${name}"!${by.includes(name) ? " checked" : ""}> ${column(name)}</label>`,
    )
    .join("");
  return html`<section class="stack stack-4" id="ask"><h2>${texts.ask}</h2><p>${texts.askLead}</p>
<form action="/statistics/${id}#ask" method="get" class="row"><input type="hidden" name="lang" value="${language}">!${boxes}<button class="btn" type="submit">${texts.askShow}</button></form>
!${by.length > COLUMNS_MAX ? html`<p class="note note-soon"><span>${texts.tooMany}</span></p>` : ""}!${cells ? table(voice, shown, cells) : ""}</section>`;
}

/** The columns that were asked for, in the order in which the release has them: so are its cells. */
const inOrder = ({ columns }: ReleasedTables, by: readonly string[]): string[] =>
  columns.map(({ name }) => name).filter((name) => by.includes(name));

/** All tables, or the one over these columns; null where the release has no such table. */
function csvOf(tables: ReleasedTables, by: readonly string[]): string | null {
  const one = by.length > 0 ? cellsOver(tables, by) : null;
  if (by.length > 0) {
    if (one === null) return null;
    const names = inOrder(tables, by);
    const lines = one.map(({ values, count, low, high }) =>
      [...values.map(csvCell), count, low, high].join(","),
    );
    return `${[...names.map(csvCell), "count", "low_95", "high_95"].join(",")}\n${lines.join("\n")}\n`;
  }
  const width = Math.max(...tables.tables.map(({ shape }) => shape.length));
  const head = Array.from({ length: width }, (_, n) => `column_${n + 1},value_${n + 1}`);
  const lines = tables.tables.flatMap(({ shape }) => {
    const names = shape.map((column) => tables.columns[column]?.name ?? "");
    return (cellsOver(tables, names) ?? []).map(({ values, count, low, high }) => {
      const pairs = names.map((name, n) => `${csvCell(name)},${csvCell(values[n] ?? "")}`);
      return [...pairs, ...Array.from({ length: width - names.length }, () => ","), count, low, high].join(
        ",",
      );
    });
  });
  return `${[...head, "count", "low_95", "high_95"].join(",")}\n${lines.join("\n")}\n`;
}
