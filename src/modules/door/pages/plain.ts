import { html } from "ghtml";
import { secretToDigits } from "../../../core/identity/words/digits.ts";
import type { ShownLetter } from "../island/conversation.ts";
import { sayDate, sayHour } from "../island/days.ts";
import { isRightPart } from "../island/is-right.ts";
import type { ShownWay } from "../island/way.ts";
import type { Opened } from "../plain/person.ts";
import type { Shown } from "../plain/shown.ts";
import { SUBJECTS } from "../questions.ts";
import { dangerNote, document, icon, linkTo, type PageContext } from "./html.ts";
import { answerLanguages, askStandIn, type Standing, sayChildren, sayStanding } from "./talk.ts";

/** Pages for a browser that cannot lock: forms that work without a script. What is weaker stands first. */

/** What was typed, and what is said of it. */
interface Typed {
  readonly text: string;
  readonly language: string;
  readonly subject: string;
  readonly standIn?: string | undefined;
  readonly lines: readonly string[];
}

/** Where a script sends the form, it says so when no answer came. */
const plain = (page: PageContext, main: string): string =>
  document(
    page,
    html`<div id="away" role="alert" hidden><p class="note note-danger">!${icon("alert")}<span>${page.say("no-connection")}</span></p></div>
!${main}`,
    { isPlain: true },
  );

const weaker = ({ say }: PageContext): string =>
  html`<div class="note note-soon">!${icon("alert")}<div class="stack"><p>${say("plain-weaker")}</p><p>${say("no-lock")}</p><p>${say("plain-leave")}</p><p>${say("plain-restore")}</p></div></div>
<p class="small quiet">${say("plain-not")}</p>`;

const sayLines = (lines: readonly string[]): string =>
  html`<div role="status">!${lines.map((line) => html`<p class="said said-bad">!${icon("alert")}<span dir="auto">${line}</span></p>`).join("")}</div>`;

const language = ({ language }: PageContext): string =>
  html`<input type="hidden" name="lang" value="${language}">`;

/**
 * @param once of this form: sent twice, it is one letter
 * @param typed what stands in it; null: nothing yet
 */
export function plainTellPage(
  page: PageContext,
  standing: Standing | null,
  saysChildren: boolean,
  once: string,
  typed: Typed | null,
): string {
  const { say } = page;
  const subjects = ["" as const, ...SUBJECTS].map(
    (subject) =>
      html`<option value="${subject}"!${subject === (typed?.subject ?? "") ? " selected" : ""}>${say(subject === "" ? "subject-none" : `subject-${subject}`)}</option>`,
  );
  // Hidden lists hold what varies as plain text: what outsiders compare is the page without it.
  const form = html`<form class="compose" autocomplete="off" method="post" action="/plain">
!${language(page)}<select name="once" hidden aria-hidden="true"><option data-varies>${once}</option></select>
<div class="field"><label for="plain-subject">${say("tell-subject")}</label><p class="why" id="plain-subject-why">${say("tell-subject-why")}</p><select class="input" id="plain-subject" name="subject" autocomplete="off" aria-describedby="plain-subject-why">!${subjects.join("")}</select></div>
<div class="field"><label for="plain-text">${say("tell-question")}</label><p class="why" id="plain-why">${say("tell-question-why")}</p><textarea class="input" id="plain-text" name="text" rows="8" maxlength="20000" dir="auto" autocomplete="off" spellcheck="false" aria-describedby="plain-why">
${typed?.text ?? ""}</textarea></div>
<div class="field"><label for="plain-language">${say("tell-language")}</label><p class="why" id="plain-language-why">${say("tell-language-why")}</p><select class="input" id="plain-language" name="language" autocomplete="off" aria-describedby="plain-language-why">!${answerLanguages(typed?.language ?? page.language)}</select></div>
!${standing ? askStandIn(page, standing, { isPlain: true, isChecked: typed === null || typed.standIn === "yes" }) : ""}
!${sayLines(typed?.lines ?? [])}
<button class="btn btn-main btn-wide" type="submit">${say("plain-send")}!${icon("send")}</button>
</form>`;
  return plain(
    page,
    html`<div class="stack"><h1>${say("plain-title")}</h1>!${weaker(page)}<p>${say("tell-lead")}</p>!${standing ? sayStanding(page, standing) : ""}!${sayChildren(page, saysChildren)}</div>
!${standing === null ? html`<p class="note note-soon">!${icon("alert")}<span>${say("door-closed", { number: page.emergencyNumber })}</span></p>` : form}
<a class="btn btn-wide" href="${linkTo(page, "/plain/back")}">${say("back-title")}!${icon("next")}</a>
!${dangerNote(page)}`,
  );
}

/** The way back, both forms of it; and what follows. */
export function plainWordsPage(page: PageContext, shown: ShownWay): string {
  const { say } = page;
  const isOwn = shown.wordsIn === page.language;
  const words = html`<h2>${say("words-list-label")}</h2><ol class="words" translate="no" lang="${shown.wordsIn}">!${shown.words.map((word) => html`<li>${word}</li>`).join("")}</ol>`;
  const digits = html`<h2>${say("words-digits-label")}</h2><ol class="digits" translate="no">!${shown.digits.map((group, at) => html`<li><small>${at + 1}</small>${group}</li>`).join("")}</ol>`;
  return plain(
    page,
    html`<div class="stack stack-6"><div class="stack"><h1>${say(isOwn ? "words-title" : "words-title-digits")}</h1><p>${say("done-title")} ${say("words-lead")}</p></div>
<section class="stack">!${isOwn ? words + digits : digits + words}</section>
<section class="stack stack-4"><h2>${say("words-keep-title")}</h2><ul class="kept">
<li>!${icon("paper")}<span><b>${say("words-keep-paper")}</b> ${say("words-keep-paper-more")}</span></li>
<li>!${icon("mind")}<span><b>${say("words-keep-head")}</b> ${say("words-keep-head-more")}</span></li>
<li>!${icon("none")}<span><b>${say("words-keep-not")}</b> ${say("words-keep-not-more")}</span></li>
</ul></section>
<p class="note note-soon">!${icon("alert")}<span>${say("plain-leave")}</span></p>
<form class="stack" autocomplete="off" method="post" action="/plain/words">!${hiddenWords(page, shown.digits.join(" "))}!${wishButton("ask", say("words-check-title"), "btn-main")}!${wishButton("skip", say("words-check-skip"))}</form></div>`,
  );
}

const hiddenWords = (page: PageContext, words: string): string =>
  html`!${language(page)}<input type="hidden" name="words" value="${words}">`;

const wishButton = (wish: "ask" | "check" | "show" | "skip", text: string, more = ""): string =>
  html`<button class="btn btn-wide ${more}" type="submit" name="wish" value="${wish}">${text}</button>`;

/** In which of the two forms a way is asked for: the page's own words, or digits where it has none. */
export const keptAs = (
  { words, wordsIn, digits }: ShownWay,
  language: string,
): { readonly form: "words" | "digits"; readonly parts: readonly string[] } =>
  wordsIn === language ? { form: "words", parts: words } : { form: "digits", parts: digits };

/** Two of them asked again, on a page that does not show them. */
export function plainCheckPage(
  page: PageContext,
  way: ShownWay,
  { places, typed }: Extract<Shown, { page: "check" }>,
): string {
  const { say } = page;
  const { form, parts } = keptAs(way, page.language);
  const field = (name: "first" | "second", nth: 0 | 1): string => {
    const place = places[nth];
    const text = typed?.[nth].trim() ?? "";
    const isWrong = typed !== null && !isRightPart(form, parts[place] ?? "", text);
    const wrong =
      text === "" ? say("words-check-empty") : say("words-check-wrong", { typed: text.slice(0, 40) });
    const label = say(form === "words" ? "words-check-word" : "words-check-group", { position: place + 1 });
    return html`<div class="field"><label for="plain-${name}">${label}</label><input class="input" id="plain-${name}" name="${name}" maxlength="100" value="${text}" dir="auto" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" aria-invalid="${String(isWrong)}" aria-describedby="plain-${name}-said"><div id="plain-${name}-said" role="status">!${isWrong ? html`<p class="said said-bad">!${icon("alert")}<span dir="auto">${wrong}</span></p>` : ""}</div></div>`;
  };
  return plain(
    page,
    html`<div class="stack"><h1>${say("words-check-title")}</h1><p>${say("words-check-lead")}</p><p class="note note-soon">!${icon("alert")}<span>${say("plain-leave")}</span></p></div>
<form class="compose" autocomplete="off" method="post" action="/plain/words">!${hiddenWords(page, way.digits.join(" "))}<input type="hidden" name="places" value="${places.join(" ")}">
!${field("first", 0)}!${field("second", 1)}
!${wishButton("check", say("words-check-go"), "btn-main")}!${wishButton("show", say("words-show"))}!${wishButton("skip", say("words-check-skip"))}</form>`,
  );
}

/** It has arrived, and where the answer will be. */
export function plainDonePage(page: PageContext, words: string): string {
  const { say } = page;
  return plain(
    page,
    html`<div class="stack stack-6"><div class="stack"><h1>${say("done-title")}</h1><p>${say("done-lead")}</p><p class="note note-soon">!${icon("alert")}<span>${say("plain-leave")}</span></p></div>
<form autocomplete="off" method="post" action="/plain/back">!${hiddenWords(page, words)}<button class="btn btn-wide" type="submit">${say("done-read")}</button></form></div>`,
  );
}

/** Words or digits in one field. */
export function plainBackPage(
  page: PageContext,
  typed: { readonly words: string; readonly lines: readonly string[] } | null,
): string {
  const { say } = page;
  return plain(
    page,
    html`<div class="stack"><h1>${say("back-title")}</h1>!${weaker(page)}<p>${say("back-lead")}</p></div>
<form class="compose" autocomplete="off" method="post" action="/plain/back">!${language(page)}
<div class="field"><label for="plain-words">${say("back-label")}</label><textarea class="input input-words" id="plain-words" name="words" rows="3" maxlength="2000" dir="auto" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" translate="no">
${typed?.words ?? ""}</textarea></div>
!${sayLines(typed?.lines ?? [])}
<button class="btn btn-main btn-wide" type="submit">${say("back-open")}!${icon("next")}</button>
</form>
<details class="more"><summary>${say("back-lost")}</summary><p>${say("back-lost-more")}</p></details>
!${dangerNote(page)}`,
  );
}

/** In place of a page that was open for ten minutes: words open it anew. */
export const plainOverPage = (page: PageContext): string =>
  plainBackPage(page, { words: "", lines: [page.say("plain-over")] });

/** The letters, oldest first; writing comes last. */
export function plainLettersPage(
  page: PageContext,
  { way, talk }: Opened,
  typed: { readonly text: string; readonly lines: readonly string[] },
): string {
  const { say } = page;
  const own = talk.letters.findLast((letter) => letter.ok && letter.from === "you")?.order ?? 0;
  const news = talk.letters.filter((letter) => letter.ok && letter.from === "us" && letter.order > own);
  const hidden = html`!${language(page)}<input type="hidden" name="words" value="${secretToDigits(way.secret).join(" ")}">`;
  const isGone = talk.keptUntil === null;
  const reply = html`<form class="compose" autocomplete="off" method="post" action="/plain/letters">!${hidden}<input type="hidden" name="seen" value="${talk.letters.length}">
<div class="field"><label for="plain-reply">${say("talk-reply")}</label><p class="why" id="plain-reply-why">${say("talk-reply-why")}</p><textarea class="input" id="plain-reply" name="text" rows="6" maxlength="20000" dir="auto" autocomplete="off" spellcheck="false" aria-describedby="plain-reply-why">
${typed.text}</textarea></div>
<button class="btn btn-main btn-wide" type="submit">${say("plain-send")}!${icon("send")}</button></form>`;
  const cannot = html`<p class="note note-danger">!${icon("alert")}<span>${say("talk-readers-changed", { number: page.emergencyNumber })}</span></p>`;
  const lines = html`<div role="status">!${typed.lines.map((line) => html`<p class="said">!${icon("next")}<span dir="auto">${line}</span></p>`).join("")}</div>`;
  return plain(
    page,
    html`<div class="stack stack-6"><div class="stack"><h1>${say("talk-title")}</h1><p>${isGone ? say("talk-deleted") : say("talk-news", { count: news.length })}</p><p class="note note-soon">!${icon("alert")}<span>${say("plain-leave")}</span></p></div>
<section class="letters" aria-label="${say("talk-letters")}">!${talk.letters.map((letter) => showLetter(page, letter, talk.moved)).join("")}</section>
!${lines}
<form autocomplete="off" method="post" action="/plain/back">!${hidden}<button class="btn" type="submit">${say("talk-look-again")}</button></form>
!${isGone ? "" : talk.newest ? reply : cannot}
<p class="small quiet">${say("plain-not")}</p>
!${isGone ? "" : html`<section class="stack"><p class="small quiet">${say("talk-kept-until", { date: sayDate(talk.keptUntil ?? "", page.language) })}</p><form autocomplete="off" method="post" action="/plain/delete">!${hidden}<button class="btn btn-danger btn-wide" type="submit">${say("talk-delete")}</button></form></section>`}</div>`,
  );
}

function showLetter(page: PageContext, letter: ShownLetter, moved: Opened["talk"]["moved"]): string {
  const { say } = page;
  const after = moved
    .filter(({ afterLetter }) => afterLetter === letter.order)
    .map(
      ({ isUnread, from, to }) =>
        html`<p class="note">!${icon("next")}<span>${say(isUnread ? "stand-in-opened" : "transfer-from-here", { from, to })}</span></p>`,
    );
  if (!letter.ok)
    return html`<article class="letter"><p class="note note-danger">!${icon("alert")}<span>${say("talk-bad-letter")}</span></p></article>!${after.join("")}`;
  const isYou = letter.from === "you";
  const answers = (letter.about?.answers ?? []).map(
    ({ question, answer }) =>
      html`<div><p class="small quiet">${say(`ask-${question}`)}</p><p class="letter-text" lang="${letter.language}" dir="auto">${answer}</p></div>`,
  );
  const needsLock = letter.offer || letter.transfer || letter.attachments.length > 0;
  return html`<article class="letter"><p class="letter-head"><b>${say(isYou ? "talk-you" : "talk-us-no-name")}</b><span>${say("talk-about-hour", sayHour(letter.hour, page.language))}</span></p>
<div class="letter-body !${isYou ? "letter-you" : "letter-us"}">!${letter.byTelephone ? html`<p class="small quiet">${say("talk-by-telephone")}</p>` : ""}!${letter.about ? html`<p class="small quiet">${say(`subject-${letter.about.subject}`)}</p>` : ""}<p class="letter-text" lang="${letter.language}" dir="auto">${letter.text}</p>!${answers.join("")}</div>
!${needsLock ? html`<p class="note">!${icon("lock")}<span>${say("plain-not")}</span></p>` : ""}</article>!${after.join("")}`;
}

export function plainSurePage(page: PageContext, words: string): string {
  const { say } = page;
  const hidden = html`!${language(page)}<input type="hidden" name="words" value="${words}">`;
  return plain(
    page,
    html`<div class="stack stack-5"><h1>${say("talk-delete")}</h1><p>${say("talk-delete-sure")}</p>
<form autocomplete="off" method="post" action="/plain/delete">!${hidden}<input type="hidden" name="sure" value="yes"><button class="btn btn-danger btn-wide" type="submit">${say("talk-delete-yes")}</button></form>
<form autocomplete="off" method="post" action="/plain/back">!${hidden}<button class="btn btn-wide" type="submit">${say("talk-delete-no")}</button></form></div>`,
  );
}

export const plainDeletedPage = (page: PageContext): string =>
  plain(
    page,
    html`<div class="stack stack-5"><h1>${page.say("back-title")}</h1><p>${page.say("talk-deleted-done")}</p></div>`,
  );
