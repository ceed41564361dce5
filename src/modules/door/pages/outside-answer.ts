import { html } from "ghtml";
import { WANTED } from "../wanted.ts";
import { document, icon, type PageContext } from "./html.ts";

/**
 * Where an agency that is not on Leeward answers a referral, without an account. The server sends all sentences and knows nothing of
 * who asks; the island (`island/outside-answer.ts`) reads the secret out of the fragment and shows those that are true. No fact about the
 * person comes here.
 */

const STATES = ["sent", "acknowledged", "accepted", "begun", "ended"] as const;
const ACTS = ["acknowledge", "accept", "begin", "end", "decline", "deleted"] as const;
const REASONS = [
  "no-place",
  "not-what-we-do",
  "no-language",
  "too-far",
  "not-safe-here",
  "conflict-of-interest",
  "person-does-not-want",
] as const;
const OUTCOMES = [
  "helped",
  "helped-in-part",
  "person-chose-to-stop",
  "not-reached",
  "went-elsewhere",
] as const;

export function outsideAnswerPage(page: PageContext): string {
  const { say, language } = page;
  const choices = (codes: readonly (typeof REASONS | typeof OUTCOMES)[number][]) =>
    [html`<option value=""></option>`]
      .concat(codes.map((code) => html`<option value="${code}">${say(`answer-code-${code}`)}</option>`))
      .join("");
  const wanted = WANTED.map(
    (one) => html`<span data-wanted="${one}" hidden>${say(`wanted-${one}`)}</span>`,
  ).join("");
  const states = STATES.map(
    (state) => html`<p data-state="${state}" hidden>${say(`answer-state-${state}`)}</p>`,
  ).join("");
  const button = (act: (typeof ACTS)[number]) =>
    html`<button class="btn btn-wide!${act === "accept" || act === "deleted" ? " btn-main" : ""}" type="submit" value="${act}" hidden>${say(`answer-do-${act}`)}</button>`;
  const needs = {
    accept: html`<label class="pick-one" data-with="accept" hidden><input type="checkbox" id="answer-declares" autocomplete="off"><span>${say("answer-declare")}</span></label>`,
    decline: html`<div class="field" data-with="decline" hidden><label for="answer-why">${say("answer-why")}</label><select class="input" id="answer-why" autocomplete="off">!${choices(REASONS)}</select></div>`,
    end: html`<div class="field" data-with="end" hidden><label for="answer-came">${say("answer-came")}</label><select class="input" id="answer-came" autocomplete="off">!${choices(OUTCOMES)}</select></div>`,
  };
  const form = html`<form class="compose" id="answer-form" novalidate hidden>
!${button("acknowledge")}
!${needs.accept}
!${button("accept")}
!${button("begin")}
!${needs.end}
!${button("end")}
!${needs.decline}
!${button("decline")}
!${button("deleted")}
</form>`;
  return document(
    page,
    html`<div class="stack stack-4" id="answer" data-language="${language}" data-wrong="${say("answer-wrong")}" data-failed="${say("answer-failed")}" data-many="${say("answer-many")}" data-done="${say("answer-done")}" data-declare="${say("answer-declare-first")}" data-choose="${say("answer-choose")}">
<div class="stack"><h1>${say("answer-title")}</h1><p>${say("answer-lead")}</p></div>
<noscript><p class="note note-soon">!${icon("alert")}<span>${say("answer-no-script")}</span></p></noscript>
<div id="answer-shown" class="stack" hidden>
<p>${say("answer-reference")}: <b><bdi id="answer-reference"></bdi></b></p>
<p>${say("answer-from")}: <b><bdi id="answer-from"></bdi></b></p>
<p id="answer-wanted">${say("answer-wanted")}: <b>!${wanted}</b></p>
<p id="answer-urgent" hidden><b>${say("answer-urgent")}</b></p>
!${states}
<p id="answer-by" hidden>${say("answer-by")}: <b><time id="answer-due"></time></b></p>
<p class="note note-soon" id="answer-over" hidden>!${icon("alert")}<span>${say("answer-over")}</span></p>
<p id="answer-deleted" hidden>${say("answer-deleted")}</p>
</div>
<div id="answer-said" role="status" class="scripted">${say("answer-busy")}</div>
!${form}
</div>`,
    { script: "answer.js" },
  );
}
