import { html } from "ghtml";
import { directionOf, houseLanguageOf, localeOf } from "../../../core/texts/index.ts";
import { dateFormat } from "../../../core/texts/intl.ts";
import type { Help } from "../../directory/index.ts";
import type { AdvicePack, AdviceSource, AdviceStatement } from "../advice/model.ts";
import { copyForm, dateIn, plainCard } from "./help.ts";
import { dangerNote, document, icon, LANGUAGE_NAMES, linkTo, type PageContext } from "./html.ts";

/** A page of a pack: what it says, and behind each statement where that comes from and who has checked it. */
export function advicePage(page: PageContext, pack: AdvicePack): string {
  const { language, say } = page;
  const { title, lead, statements, jurisdiction } = pack;
  const main = html`<div class="stack"><h1>${title[language]}</h1><p>${lead[language]}</p>!${jurisdiction ? html`<p class="small quiet">${jurisdiction.name[language]}</p>` : ""}</div>
!${statements.some(({ counsel }) => counsel === null) ? html`<p class="note note-soon">!${icon("alert")}<span>${say("advice-counsel")}</span></p>` : ""}
<div class="stack stack-5">!${statements.map((statement) => sayStatement(page, statement)).join("\n")}</div>
!${dangerNote(page)}
<a class="btn btn-main btn-wide" href="${linkTo(page, "/tell")}">${say("choice-tell")}!${icon("next")}</a>
<a class="btn btn-wide" href="${linkTo(page, "/copy")}">${say("copy-title")}</a>`;
  return document(page, main);
}

/** Sources are folded away: their titles say over a shoulder what this page is about. */
function sayStatement(page: PageContext, { title, text, sources, ...statement }: AdviceStatement): string {
  const { language, say } = page;
  const day = dayIn(page);
  const signed = statement.reviews[language];
  const checked = signed
    ? say("advice-signed", { name: signed.name, date: day(signed.on) })
    : say("unchecked-text");
  return html`<section class="stack stack-1"><h2>${title[language]}</h2><p>${text[language]}</p>
<details class="more"><summary>${say("advice-from")}</summary><ul class="small quiet stack stack-1">!${sources.map((source) => saySource(page, source)).join("")}</ul>
<p class="small quiet">${say("advice-written", { date: day(statement.writtenOn), until: day(statement.reviewDue) })} ${checked}</p></details></section>`;
}

/** As text, not as a link: a visit elsewhere stays in the history, and tells others that someone came. */
function saySource({ say }: PageContext, { publisher, title, date, address }: AdviceSource): string {
  if (!address.startsWith("https://")) return html`<li>${say("advice-own")}</li>`;
  return html`<li><bdi lang="en">${publisher}: ${title} (${date}). ${address.slice("https://".length)}</bdi></li>`;
}

const dayIn =
  ({ language }: PageContext) =>
  (day: string): string =>
    dateFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

/** It is in two languages; a link to it in another one says in which it will be. */
function ledgerLink(page: PageContext): string {
  const link = html`<a href="${linkTo(page, "/ledger")}">${page.say("about-list")}</a>`;
  return houseLanguageOf(page.language) === page.language
    ? link
    : html`!${link} <span class="quiet" lang="en">(${LANGUAGE_NAMES.en})</span>`;
}

/** For whoever is shown a proof of filing: checked in their browser by the script of the page `/ledger`. */
export function proofPage(page: PageContext): string {
  const { say } = page;
  const said = ["unreadable", "forged", "promised", "looking", "absent", "present"] as const;
  const sentences = [
    ...[...said, ...(["unsigned", "witnessed", "unwitnessed", "away"] as const)].map(
      (name) => html`data-${name}="${say(`proof-${name}`)}"`,
    ),
    html`data-commitment="${say("proof-changed")}"`,
  ].join(" ");
  const main = html`<div class="stack"><h1>${say("proof-title")}</h1><p>${say("proof-lead")}</p></div>
<noscript><p class="note">${say("proof-noscript")}</p></noscript>
<form class="compose scripted" id="receipt-form">
<div class="field"><label for="receipt">${say("proof-label")}</label><textarea class="input" id="receipt" rows="6" dir="ltr" autocomplete="off" spellcheck="false" translate="no"></textarea></div>
<button class="btn btn-main btn-wide" type="submit">${say("proof-go")}</button>
<div class="stack stack-4" id="receipt-said" role="status" !${sentences}></div>
</form>
<p>!${ledgerLink(page)}</p>
!${dangerNote(page)}`;
  return document(page, main, { script: "ledger.js" });
}

/** What a copy on the phone means, before there is one. */
export function copyPage(page: PageContext, packs: readonly AdvicePack[]): string {
  const { say } = page;
  const size = Math.ceil(Buffer.byteLength(renderCopy(page, packs)) / 1_000);
  const main = html`<div class="stack"><h1>${say("copy-title")}</h1><p>${say("copy-lead")}</p></div>
<p class="note note-soon">!${icon("alert")}<span>${say("copy-danger")}</span></p>
<p>${say("copy-traces")}</p>
<a class="btn btn-main btn-wide" href="${linkTo(page, COPY_PATH)}" download="notes.html">${say("copy-get", { size })}</a>
<section class="stack stack-4"><h2>${say("copy-places")}</h2><p>${say("copy-places-why")}</p>!${copyForm(page, COPY_PATH)}</section>
!${dangerNote(page)}`;
  return document(page, main);
}

export const COPY_PATH = "/copy/notes.html";

/** Services that a copy holds on request, as they were published when it was made. */
export interface CopyPlaces {
  readonly found: readonly Help[];
  /** Of how many that fit. */
  readonly total: number;
  readonly madeAt: Date;
}
/** Some kilobytes each: a file that an old phone opens at once. */
export const COPY_PLACES_MAX = 40;

/**
 * Every open page of advice as one file under a neutral name: without a script, a style or an address of ours, so that it
 * asks nobody for anything; without sources, whose titles say what it is about.
 */
export function renderCopy(
  page: PageContext,
  packs: readonly AdvicePack[],
  places: CopyPlaces | null = null,
): string {
  const { language, say, emergencyNumber } = page;
  const parts = packs.map(({ title, lead, statements }) => {
    const thoughts = statements.map(
      (statement) => html`<h3>${statement.title[language]}</h3><p>${statement.text[language]}</p>`,
    );
    const counsel = statements.some((statement) => statement.counsel === null) ? say("advice-counsel") : "";
    return html`<h2>${title[language]}</h2><p>${lead[language]} ${counsel}</p>!${thoughts.join("\n")}`;
  });
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${say("copy-name")}</title>
</head>
<body>
<p><a href="about:blank" rel="noreferrer">${say("leave")}</a></p>
<p>${say("danger-now")} <a href="tel:${emergencyNumber}">${say("danger-call")} <bdi>${emergencyNumber}</bdi></a></p>
!${parts.join("\n")}
!${places ? sayPlaces(page, places) : ""}
!${packs.every(({ statements }) => statements.every(({ reviews }) => reviews[language])) ? "" : html`<p>${say("unchecked-text")}</p>`}
</body>
</html>
`;
}

function sayPlaces(page: PageContext, { found, total, madeAt }: CopyPlaces): string {
  const { say } = page;
  const date = dateIn(page, madeAt.toISOString());
  const age = html`<h2>${say("help-title")}</h2><p>${say("copy-places-on", { date })}</p>`;
  if (found.length === 0) return html`!${age}<p>${say("help-none")}</p>`;
  const some =
    found.length < total
      ? html`<p>${say("copy-places-some", { shown: found.length, count: total })}</p>`
      : "";
  return html`!${age}!${some}!${found.map((help) => plainCard(page, help)).join("\n")}`;
}

/** Who runs this page, and what one who breaks in could do. */
export function aboutPage(page: PageContext): string {
  const { say } = page;
  const thoughts = (["name", "cannot", "could", "noticed", "you"] as const)
    .map(
      (thought) =>
        html`<section class="stack stack-1"><h2>${say(`about-${thought}`)}</h2><p>${say(`about-${thought}-more`)}</p></section>`,
    )
    .join("\n");
  const main = html`<div class="stack"><h1>${say("about-title")}</h1><p>${say("about-lead")}</p></div>
<div class="stack stack-5">!${thoughts}</div>
<p>!${ledgerLink(page)}</p><p><a href="${linkTo(page, "/orders")}">${say("orders-title")}</a></p>
!${dangerNote(page)}
<a class="btn btn-main btn-wide" href="${linkTo(page, "/tell")}">${say("choice-tell")}!${icon("next")}</a>`;
  return document(page, main);
}

/** Where the house has no answer for a while: too many people at once, or no database. */
export function awayPage(page: PageContext): string {
  const { say } = page;
  // The link without an address is this very page, with what was asked of it.
  return document(
    page,
    html`<div class="stack"><h1>${say("away-title")}</h1><p>${say("away-lead")}</p></div>
<a class="btn btn-main btn-wide" href="">${say("try-again")}</a>
!${dangerNote(page)}`,
  );
}

/** For an address that leads nowhere. */
export function nowherePage(page: PageContext): string {
  const { say } = page;
  return document(
    page,
    html`<div class="stack"><h1>${say("nowhere-title")}</h1><p>${say("nowhere-lead")}</p></div>
<a class="btn btn-main btn-wide" href="${linkTo(page, "/")}">${say("go-home")}</a>
!${dangerNote(page)}`,
  );
}
