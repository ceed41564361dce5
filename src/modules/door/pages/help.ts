import { html } from "ghtml";
import { localeOf } from "../../../core/texts/index.ts";
import { dateFormat, displayNames, listFormat } from "../../../core/texts/intl.ts";
import { type Help, type HelpSearch, NEEDS, type Need, WELCOME } from "../../directory/index.ts";
import { dangerNote, document, icon, linkTo, type PageContext } from "./html.ts";

export const HELP_PER_PAGE = 20;

/** What somebody looks for, as the address says it. */
export interface HelpAsked {
  readonly search: HelpSearch & { readonly need?: Need };
  /** From 1. */
  readonly page: number;
}

/** Languages to choose from; their names are said in the page's own language. */
const SPOKEN = [
  "ar",
  "en",
  "fr",
  "es",
  "ru",
  "zh",
  "am",
  "bn",
  "fa",
  "fil",
  "ro",
  "so",
  "sq",
  "ti",
  "tr",
  "uk",
  "ur",
  "vi",
] as const;

export function readHelpQuery(query: {
  readonly place?: string;
  readonly language?: string;
  readonly need?: string;
  readonly for?: string;
  readonly open?: string;
  readonly page?: string;
}): HelpAsked {
  const place = query.place?.trim();
  const language = SPOKEN.find((code) => code === query.language);
  const need = NEEDS.find((code) => code === query.need);
  const welcome = WELCOME.find((code) => code === query.for);
  return {
    search: {
      ...(place && { place }),
      ...(language && { language }),
      ...(need && { need }),
      ...(welcome && { welcome }),
      ...(query.open === "yes" && { openNow: true }),
    },
    page: Number(query.page ?? 1),
  };
}

/** Who else can help: a form that needs no script, and a card for each service. */
export function helpPage(
  page: PageContext,
  asked: HelpAsked,
  { total, found }: { readonly total: number; readonly found: readonly Help[] },
): string {
  const { say } = page;
  const isNarrowed = Object.keys(asked.search).length > 0;
  const nothing = html`<p class="note" role="status">${say(isNarrowed ? "help-none" : "help-empty")}</p>`;
  const cards = found.map((help) => card(page, help)).join("\n");
  const main = html`<div class="stack"><h1>${say("help-title")}</h1><p>${say("help-lead")}</p></div>
!${form(page, asked)}
!${total === 0 ? nothing : html`<p class="small quiet" role="status">${say("help-count", { count: total })}</p>`}
<div class="stack stack-5">!${cards}</div>
!${turnPages(page, asked, total)}
!${dangerNote(page)}
<a class="btn btn-main btn-wide" href="${linkTo(page, "/tell")}">${say("choice-tell")}!${icon("next")}</a>`;
  return document(page, main);
}

function form(page: PageContext, { search }: HelpAsked): string {
  const { say, language } = page;
  const names = displayNames(localeOf(language), { type: "language" });
  const languages = SPOKEN.map((code) => [code, names.of(code) ?? code] as const);
  const welcomes = WELCOME.map((code) => [code, say(`welcome-${code}`)] as const);
  const needs = NEEDS.map((code) => [code, say(`need-${code}`)] as const);
  const checked = search.openNow ? " checked" : "";
  return html`<form class="stack stack-4" action="/help" method="get" autocomplete="off">
<input type="hidden" name="lang" value="${language}">
<div class="field"><label for="place">${say("help-place")}</label><p class="why" id="place-why">${say("help-place-why")}</p><input class="input" id="place" name="place" maxlength="100" autocomplete="off" dir="auto" aria-describedby="place-why" value="${search.place ?? ""}"></div>
!${choice("need", say("help-need"), say("help-any"), needs, search.need)}
!${choice("language", say("help-language"), say("help-any"), languages, search.language)}
!${choice("for", say("help-for"), say("help-any"), welcomes, search.welcome)}
<label class="pick-one"><input type="checkbox" name="open" value="yes"!${checked}> <span>${say("help-open-only")}</span></label>
<button class="btn btn-main btn-wide" type="submit">${say("help-show")}</button>
</form>`;
}

function choice(
  name: string,
  label: string,
  any: string,
  options: readonly (readonly [code: string, name: string])[],
  chosen: string | undefined,
): string {
  const each = options
    .map(
      ([code, text]) => html`<option value="${code}"!${code === chosen ? " selected" : ""}>${text}</option>`,
    )
    .join("");
  return html`<div class="field"><label for="${name}">${label}</label><select class="input" id="${name}" name="${name}"><option value="">${any}</option>!${each}</select></div>`;
}

/** The town and the need alone: for a copy that is kept, in which hours and places change while it lies there. */
export function copyForm(page: PageContext, path: string): string {
  const { say, language } = page;
  const needs = NEEDS.map((code) => [code, say(`need-${code}`)] as const);
  return html`<form class="stack stack-4" action="${path}" method="get" autocomplete="off">
<input type="hidden" name="lang" value="${language}"><input type="hidden" name="places" value="yes">
<div class="field"><label for="place">${say("help-place")}</label><input class="input" id="place" name="place" maxlength="100" autocomplete="off" dir="auto"></div>
!${choice("need", say("help-need"), say("help-any"), needs, undefined)}
<button class="btn btn-wide" type="submit">${say("copy-places-get")}</button>
</form>`;
}

/** A service as a file says it that opens without us: no picture, no style. */
export function plainCard(page: PageContext, help: Help): string {
  const { say } = page;
  const lines = [
    theirs(help.organization ?? ""),
    help.description ? theirs(help.description) : "",
    help.alert ? theirs(help.alert) : "",
    ...factsOf(page, help).map(([name, text]) => html`${name}: !${text}`),
    help.hidesAddress ? html`${say("help-hidden")}` : "",
    help.assuredOn ? html`${say("help-assured", { date: dateIn(page, help.assuredOn) })}` : "",
    ...help.phones.map(
      (number) =>
        html`<a href="tel:${number.replaceAll(/[^0-9+]/g, "")}">${say("danger-call")} <bdi dir="ltr">${number}</bdi></a>`,
    ),
  ];
  const said = lines.filter((line) => line !== "" && line !== theirs(""));
  return html`<h3>!${theirs(help.name)}</h3><p>!${said.join("<br>")}</p>`;
}

/** What agencies wrote may run in any direction, and turns nothing around it. */
const theirs = (text: string): string => html`<bdi>${text}</bdi>`;

function card(page: PageContext, help: Help): string {
  const { say } = page;
  const open = help.isOpen ? html`<span class="tag tag-done">!${icon("tick")}${say("help-open")}</span>` : "";
  const shown = factsOf(page, help)
    .map(([name, text]) => html`<dt>${name}</dt><dd>!${text}</dd>`)
    .join("");
  const calls = help.phones.map(
    (number) =>
      html`<a class="btn btn-wide" href="tel:${number.replaceAll(/[^0-9+]/g, "")}">!${icon("phone")}${say("danger-call")} <bdi dir="ltr">${number}</bdi></a>`,
  );
  return html`<article class="help-card stack stack-1"><h2>!${theirs(help.name)}</h2>
!${help.organization ? html`<p class="small quiet">!${theirs(help.organization)}</p>` : ""}
!${open || free(page, help) ? html`<p>!${open} !${free(page, help)}</p>` : ""}
!${help.alert ? html`<p class="note note-soon">!${icon("alert")}!${theirs(help.alert)}</p>` : ""}
!${help.description ? html`<p dir="auto">${help.description}</p>` : ""}
!${help.whoFor ? html`<p dir="auto">${help.whoFor}</p>` : ""}
!${shown ? html`<dl class="help-facts">!${shown}</dl>` : ""}
!${help.hidesAddress ? html`<p class="small">${say("help-hidden")}</p>` : ""}
!${calls.join("")}
!${reviewed(page, help)}
</article>`;
}

/** What there is to say, each with its name. */
function factsOf(page: PageContext, help: Help): readonly (readonly [name: string, text: string])[] {
  const { say } = page;
  const where = help.places.map(({ street, town }) => theirs([street, town].filter(Boolean).join(", ")));
  const facts: readonly (readonly [string, string])[] = [
    [say("help-where"), where.join(" · ")],
    [say("help-hours"), hours(page, help)],
    [say("help-speaks"), theirs(languageNames(page, help).join(", "))],
    [say("help-welcome"), listWelcome(page, help)],
    [say("help-fees"), help.fees ? theirs(help.fees) : ""],
  ];
  return facts.filter(([, text]) => text !== "" && text !== theirs(""));
}

function free(page: PageContext, { free: said }: Help): string {
  if (!said) return "";
  const { say } = page;
  const on = said.on
    ? html` <span class="small quiet">${say("help-free-at", { date: dateIn(page, said.on) })}</span>`
    : "";
  return html`<span class="tag">${say(said.hasPlaces ? "help-free" : "help-full")}</span>!${on}`;
}

function hours(page: PageContext, help: Help): string {
  // 5 January 1970 was a Monday.
  const day = dateFormat(localeOf(page.language), { weekday: "short", timeZone: "UTC" });
  const nameOf = (number: number) => day.format(new Date(Date.UTC(1970, 0, 5 + number)));
  return help.hours
    .map(
      ({ days, opens, closes }) =>
        html`${days.map(nameOf).join(", ")} <bdi dir="ltr">${opens}–${closes}</bdi>`,
    )
    .join("<br>");
}

function languageNames(page: PageContext, help: Help): string[] {
  const names = displayNames(localeOf(page.language), { type: "language", fallback: "none" });
  const nameOf = (code: string): string | undefined => {
    try {
      return names.of(code);
    } catch {
      return undefined; // no code that anybody knows
    }
  };
  return [...new Set(help.languages.flatMap(({ code, name }) => (code && nameOf(code)) ?? name ?? []))];
}

function listWelcome({ say, language }: PageContext, help: Help): string {
  const list = listFormat(localeOf(language), { type: "conjunction" });
  return html`${list.format(help.welcome.map((code) => say(`welcome-${code}`)))}`;
}

function reviewed(page: PageContext, help: Help): string {
  const { say } = page;
  const said = [
    help.assuredOn && say("help-assured", { date: dateIn(page, help.assuredOn) }),
    help.survivorReviewedOn && say("help-reviewed", { date: dateIn(page, help.survivorReviewedOn) }),
  ].filter(Boolean);
  return said.length > 0 ? html`<p class="tiny faint">${said.join(". ")}</p>` : "";
}

export const dateIn = ({ language }: PageContext, day: string): string =>
  dateFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

function turnPages(page: PageContext, { search, page: number }: HelpAsked, total: number): string {
  const last = Math.ceil(total / HELP_PER_PAGE);
  const link = (to: number, text: string): string => {
    const query = new URLSearchParams({ lang: page.language, page: String(to) });
    if (search.place) query.set("place", search.place);
    if (search.language) query.set("language", search.language);
    if (search.need) query.set("need", search.need);
    if (search.welcome) query.set("for", search.welcome);
    if (search.openNow) query.set("open", "yes");
    return html`<a class="btn btn-wide" href="/help?${query.toString()}">${text}</a>`;
  };
  const before = number > 1 && number <= last + 1 ? link(number - 1, page.say("help-before")) : "";
  const next = number < last ? link(number + 1, page.say("help-next")) : "";
  return html`<div class="stack stack-1">!${before}!${next}</div>`;
}
