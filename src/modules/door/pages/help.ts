import { html } from "ghtml";
import { localeOf } from "../../../core/texts/index.ts";
import { dateFormat, displayNames, listFormat } from "../../../core/texts/intl.ts";
import { type Help, type HelpSearch, WELCOME } from "../../directory/index.ts";
import { dangerNote, document, icon, linkTo, type PageContext } from "./html.ts";

export const HELP_PER_PAGE = 20;

/** What somebody looks for, as the address says it. */
export interface HelpAsked {
  readonly search: HelpSearch;
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
  readonly for?: string;
  readonly open?: string;
  readonly page?: string;
}): HelpAsked {
  const place = query.place?.trim();
  const language = SPOKEN.find((code) => code === query.language);
  const welcome = WELCOME.find((code) => code === query.for);
  return {
    search: {
      ...(place && { place }),
      ...(language && { language }),
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
  const checked = search.openNow ? " checked" : "";
  return html`<form class="stack stack-4" action="/help" method="get" autocomplete="off">
<input type="hidden" name="lang" value="${language}">
<div class="field"><label for="place">${say("help-place")}</label><p class="why" id="place-why">${say("help-place-why")}</p><input class="input" id="place" name="place" maxlength="100" autocomplete="off" dir="auto" aria-describedby="place-why" value="${search.place ?? ""}"></div>
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

/** What agencies wrote may run in any direction, and turns nothing around it. */
const theirs = (text: string): string => html`<bdi>${text}</bdi>`;

function card(page: PageContext, help: Help): string {
  const { say } = page;
  const open = help.isOpen ? html`<span class="tag tag-done">!${icon("tick")}${say("help-open")}</span>` : "";
  const where = help.places.map(({ street, town }) => theirs([street, town].filter(Boolean).join(", ")));
  const facts: readonly (readonly [string, string])[] = [
    [say("help-where"), where.join(" · ")],
    [say("help-hours"), hours(page, help)],
    [say("help-speaks"), theirs(languageNames(page, help).join(", "))],
    [say("help-welcome"), listWelcome(page, help)],
    [say("help-fees"), help.fees ? theirs(help.fees) : ""],
  ];
  const shown = facts
    .filter(([, text]) => text !== "" && text !== theirs(""))
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

function free(page: PageContext, { free: said }: Help): string {
  if (!said) return "";
  const { say } = page;
  const at = said.at
    ? html` <span class="small quiet">${say("help-free-at", { date: dateIn(page, said.at) })}</span>`
    : "";
  return html`<span class="tag">${say("help-free", { count: said.count })}</span>!${at}`;
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

const dateIn = ({ language }: PageContext, day: string): string =>
  dateFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

function turnPages(page: PageContext, { search, page: number }: HelpAsked, total: number): string {
  const last = Math.ceil(total / HELP_PER_PAGE);
  const link = (to: number, text: string): string => {
    const query = new URLSearchParams({ lang: page.language, page: String(to) });
    if (search.place) query.set("place", search.place);
    if (search.language) query.set("language", search.language);
    if (search.welcome) query.set("for", search.welcome);
    if (search.openNow) query.set("open", "yes");
    return html`<a class="btn btn-wide" href="/help?${query.toString()}">${text}</a>`;
  };
  const before = number > 1 && number <= last + 1 ? link(number - 1, page.say("help-before")) : "";
  const next = number < last ? link(number + 1, page.say("help-next")) : "";
  return html`<div class="stack stack-1">!${before}!${next}</div>`;
}
