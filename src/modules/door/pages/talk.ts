import { html } from "ghtml";
import type { AttendedSpan } from "../../../core/config/door.ts";
import { DOOR_LANGUAGES, localeOf } from "../../../core/texts/index.ts";
import { dateFormat } from "../../../core/texts/intl.ts";
import { isAlways, isAttended, localTime } from "../attended.ts";
import { SUBJECTS } from "../questions.ts";
import {
  dangerNote,
  document,
  icon,
  LANGUAGE_NAMES,
  linkTo,
  type PageContext,
  plainIf,
  withoutScript,
} from "./html.ts";

/**
 * The working pages. The server sends the form, readable at once; the island (`island/talk.ts`) locks and opens, and
 * shows what follows in the same document, so that the words are typed once and kept in memory alone.
 */

/** What an answer can be written in: more than our pages are. */
const ANSWER_LANGUAGES: readonly (readonly [string, string])[] = [
  ...DOOR_LANGUAGES.map((language) => [language, LANGUAGE_NAMES[language]] as const),
  ["am", "አማርኛ"],
  ["fa", "فارسی"],
  ["so", "Soomaali"],
  ["ti", "ትግርኛ"],
  ["ur", "اردو"],
];

export const answerLanguages = (selected: string): string =>
  ANSWER_LANGUAGES.map(
    ([tag, name]) =>
      html`<option value="${tag}" lang="${tag}"!${tag === selected ? " selected" : ""}>${name}</option>`,
  ).join("");

/** What the island must know beside its own code: in attributes, since the page's policy lets no inline script run. */
function islandData(page: PageContext): string {
  return html`data-language="${page.language}" data-emergency="${page.emergencyNumber}" data-argon="${page.asset("argon.js")}"`;
}

/** What is said of those who read, before a word is typed. */
export interface Standing {
  readonly agencyName: string;
  /** Within how many hours they have agreed to answer; absent: nothing is promised. */
  readonly answerHours: number | undefined;
  /** For how many hours nobody has been there; absent: somebody has. */
  readonly quietHours: number | undefined;
  /** When one of them is there, and what their clock says; absent: it is not said. */
  readonly attended:
    | { readonly spans: readonly AttendedSpan[]; readonly now: Date; readonly zone: string }
    | undefined;
  /** Others that are open now, by name and number; said where nobody is here. */
  readonly others: readonly { readonly name: string; readonly phone: string | undefined }[];
  /** Who may open what nobody opens in time, and after how many hours; absent: nobody stands in. */
  readonly standIn: { readonly agencyId: string; readonly name: string; readonly hours: number } | undefined;
}

/**
 * One question, nothing required, a reason beside it. The agency is named here, once someone chose to write.
 *
 * @param saysChildren whether the page about what must be passed on about children is open in this language
 */
export function tellPage(page: PageContext, standing: Standing | null, saysChildren: boolean): string {
  const { say } = page;
  const languages = answerLanguages(page.language);
  const subjects = SUBJECTS.map(
    (subject) => html`<option value="${subject}">${say(`subject-${subject}`)}</option>`,
  ).join("");
  const form = html`<form class="compose scripted" id="tell-form" novalidate>
<div class="field"><label for="tell-subject">${say("tell-subject")}</label><p class="why" id="tell-subject-why">${say("tell-subject-why")}</p><select class="input" id="tell-subject" autocomplete="off" aria-describedby="tell-subject-why"><option value="">${say("subject-none")}</option>!${subjects}</select></div>
<div class="field"><label for="tell-text">${say("tell-question")}</label><p class="why" id="tell-why">${say("tell-question-why")}</p><textarea class="input" id="tell-text" rows="8" maxlength="20000" dir="auto" autocomplete="off" spellcheck="false" aria-describedby="tell-why tell-unsent"></textarea><p class="small quiet" id="tell-unsent">${say("tell-unsent")} ${say("attach-later")}</p></div>
<div class="stack" id="tell-questions"></div>
<div class="field"><label for="tell-language">${say("tell-language")}</label><p class="why" id="tell-language-why">${say("tell-language-why")}</p><select class="input" id="tell-language" autocomplete="off" aria-describedby="tell-language-why">!${languages}</select></div>
<div class="field"><label class="pick-one"><input type="checkbox" id="tell-keep" autocomplete="off" aria-describedby="tell-keep-why"><span>${say("tell-keep")}</span></label><p class="why" id="tell-keep-why">${say("tell-keep-why")}</p></div>
!${standing ? askStandIn(page, standing) : ""}
<div id="tell-said" role="status"></div>
<button class="btn btn-main btn-wide" id="tell-send" type="submit" aria-disabled="true" data-waits="${say("lock-getting-ready")}" data-failed="${say("lock-failed")}">${say("tell-send")}!${icon("send")}</button>
<p class="small quiet">!${icon("lock")} ${say("tell-lock")}</p>
<div class="stack stack-1"><button class="btn btn-wide" id="tell-rather" type="submit" aria-describedby="tell-rather-why">${say("tell-rather")}</button><p class="why" id="tell-rather-why">${say("tell-rather-why")}</p></div>
!${plainIf(page, "/plain")}
</form>`;
  const main = html`<div id="talk" class="talk" data-view="tell" !${islandData(page)}>
<div class="stack"><h1>${say("tell-title")}</h1><p>${say("tell-lead")}</p>!${standing ? sayStanding(page, standing) : ""}!${sayChildren(page, saysChildren)}</div>
!${withoutScript(page, "/plain")}
!${standing === null ? html`<p class="note note-soon">!${icon("alert")}<span>${say("door-closed", { number: page.emergencyNumber })}</span></p>` : form}
</div>
!${dangerNote(page)}
<a class="btn btn-wide" href="${linkTo(page, "/help")}">${say("choice-help")}!${icon("next")}</a>`;
  return document(page, main, { script: "talk.js" });
}

/** Who must pass on what about a child, and to whom; more of it on its page, where that is open. */
export const sayChildren = (page: PageContext, hasPage: boolean): string => {
  const more = hasPage
    ? html`<p><a href="${linkTo(page, "/children")}">${page.say("choice-children")}: ${page.say("choice-children-more")}</a></p>`
    : "";
  return html`<p>${page.say("tell-children")}</p>!${more}`;
};

/**
 * Left in unless the person takes it out. The island compares these words with what it would lock to; the plain way what stands
 * beside them.
 */
export function askStandIn(
  { say }: PageContext,
  { agencyName, standIn }: Standing,
  { isPlain, isChecked } = { isPlain: false, isChecked: true },
): string {
  if (!standIn) return "";
  const names = { agency: agencyName, other: standIn.name, hours: standIn.hours };
  const sent = isPlain
    ? html`<select name="standInShown" hidden aria-hidden="true"><option data-varies>${standIn.agencyId} ${standIn.hours}</option></select>`
    : "";
  return html`<div class="field" id="tell-stand-in-field">!${sent}<label class="pick-one"><input type="checkbox" id="tell-stand-in"!${isChecked ? " checked" : ""}!${isPlain ? ' name="standIn" value="yes"' : ""} autocomplete="off" aria-describedby="tell-stand-in-why"><span id="tell-stand-in-ask"><span data-varies>${say("stand-in-ask", names)}</span></span></label><p class="why" id="tell-stand-in-why"><span data-varies>${say("stand-in-why", names)}</span></p></div>`;
}

/** Whether the page says that nobody is here: as it was agreed, or because nobody came. */
export const isAway = ({ attended, quietHours }: Pick<Standing, "attended" | "quietHours">): boolean =>
  quietHours !== undefined ||
  (attended !== undefined && !isAttended(attended.spans, attended.now, attended.zone));

/** Each in an element that is always there, empty or not: what outsiders compare is the page without its varying text. */
export function sayStanding(page: PageContext, standing: Standing): string {
  const { say } = page;
  const { agencyName, answerHours, quietHours, attended } = standing;
  const soon = answerHours === undefined ? "" : say("tell-answers", { hours: answerHours });
  const quiet = quietHours === undefined ? "" : say("tell-quiet", { hours: quietHours });
  // Whoever is agreed to be there and did not come is not said to be there.
  const now = attended && quiet === "" ? say(isAway(standing) ? "tell-away-now" : "tell-here-now") : "";
  const away = isAway(standing) ? `${quiet || now}${sayOthers(page, standing.others)}` : "";
  const here = `${attended ? sayAttended(page, attended) : ""}${away ? "" : ` ${now}`}`.trim();
  return html`<p data-varies>${say("tell-readers", { agency: agencyName })}</p><p data-varies>${here}</p><p data-varies>${soon}</p><p class="note note-soon">!${icon("alert")}<span data-varies>${away}</span></p><p class="note-more"><a href="${linkTo(page, "/help")}&amp;open=yes">${say("tell-open-more")}</a></p>`;
}

function sayAttended(page: PageContext, { spans, now, zone }: NonNullable<Standing["attended"]>): string {
  const { say } = page;
  if (isAlways(spans)) return say("tell-always");
  const hours = spans.map(({ days, from, until }) => `${sayDays(page, days)} ${sayHours(from, until)}`);
  return say("tell-attended", { hours: hours.join(", "), time: sayClock(localTime(now, zone).minute) });
}

/** From the left in every language, and never broken over two lines: plain text has no other way to say so. */
const sayHours = (from: number, until: number): string =>
  `\u2066${sayClock(from)}\u2060–\u2060${sayClock(until)}\u2069`;

/** Days in a row by the first and the last of them. */
function sayDays({ language }: PageContext, days: readonly number[]): string {
  const name = dateFormat(localeOf(language), { weekday: "short", timeZone: "UTC" });
  // 5 January 1970 was a Monday.
  const nameOf = (day = 0) => name.format(new Date(Date.UTC(1970, 0, 5 + day)));
  return days.length === 1 ? nameOf(days[0]) : `${nameOf(days[0])}–${nameOf(days.at(-1))}`;
}

const sayClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** In isolates: names run in any direction, numbers from the left. */
function sayOthers({ say }: PageContext, others: Standing["others"]): string {
  if (others.length === 0) return "";
  const places = others.map(
    ({ name, phone }) =>
      `\u2068${name}\u2069${phone ? ` \u2066${phone.replaceAll(" ", "\u00a0")}\u2069` : ""}`,
  );
  return ` ${say("tell-open-now", { places: places.join(", ") })}`;
}

/** Words or digits in one field. What opens afterwards depends on where someone wanted to go. */
export function backPage(page: PageContext, then: "letters" | "file"): string {
  const { say } = page;
  const main = html`<div id="talk" class="talk" data-view="back" data-then="${then}" !${islandData(page)}>
<div class="stack"><h1>${say("back-title")}</h1><p>${say("back-lead")}</p></div>
!${withoutScript(page, then === "letters" ? "/plain/back" : null)}
<form class="compose scripted" id="back-form" novalidate>
<div class="field"><label for="back-words">${say("back-label")}</label><p class="why" id="back-why">${say("back-why")}</p><textarea class="input input-words" id="back-words" rows="3" maxlength="2000" dir="auto" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" translate="no" aria-describedby="back-why back-said"></textarea></div>
<div id="back-said" role="status"></div>
<button class="btn btn-main btn-wide" id="back-open" type="submit" aria-disabled="true" data-waits="${say("lock-getting-ready")}" data-failed="${say("lock-failed")}">${say("back-open")}!${icon("next")}</button>
!${then === "letters" ? plainIf(page, "/plain/back") : ""}
</form>
<details class="more"><summary>${say("back-lost")}</summary><p>${say("back-lost-more")}</p><p>${say("back-lost-file")} <a href="/new-words?lang=${page.language}">${say("back-has-code")}</a></p></details>
</div>
!${dangerNote(page)}`;
  return document(page, main, { script: "talk.js" });
}

/** With a code from a member: this browser makes new words for a file. */
export function newWordsPage(page: PageContext): string {
  const { say } = page;
  const main = html`<div id="talk" class="talk" data-view="new-words" !${islandData(page)}>
<div class="stack"><h1>${say("new-words-title")}</h1><p>${say("new-words-lead")}</p></div>
!${withoutScript(page, null)}
<form class="compose scripted" id="new-words-form" novalidate>
<div class="field"><label for="new-words-code">${say("new-words-code")}</label><p class="why" id="new-words-why">${say("new-words-why")}</p><input class="input" id="new-words-code" type="text" inputmode="numeric" maxlength="60" dir="ltr" autocomplete="off" aria-describedby="new-words-why new-words-said"></div>
<div id="new-words-said" role="status"></div>
<button class="btn btn-main btn-wide" id="new-words-make" type="submit" aria-disabled="true" data-waits="${say("lock-getting-ready")}" data-failed="${say("lock-failed")}">${say("new-words-make")}!${icon("next")}</button>
</form>
</div>
!${dangerNote(page)}`;
  return document(page, main, { script: "talk.js" });
}
