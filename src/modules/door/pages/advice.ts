import { html } from "ghtml";
import { dangerNote, document, icon, linkTo, type PageContext } from "./html.ts";
import type { AdviceKey } from "./texts/advice-en.ts";

/** A page to read: a title, a lead, and thoughts with a sentence or two each (`NAME` and `NAME-more`). */
interface Advice {
  readonly title: AdviceKey;
  readonly lead: AdviceKey;
  readonly thoughts: readonly (readonly [AdviceKey, AdviceKey])[];
}

export const ADVICE = {
  happens: {
    title: "happens-title",
    lead: "happens-lead",
    thoughts: [
      ["happens-read", "happens-read-more"],
      ["happens-answer", "happens-answer-more"],
      ["happens-secret", "happens-secret-more"],
      ["happens-child", "happens-child-more"],
      ["happens-more", "happens-more-more"],
      ["happens-stop", "happens-stop-more"],
    ],
  },
  phone: {
    title: "phone-title",
    lead: "phone-lead",
    thoughts: [
      ["phone-near", "phone-near-more"],
      ["phone-code", "phone-code-more"],
      ["phone-watched", "phone-watched-more"],
      ["phone-sudden", "phone-sudden-more"],
      ["phone-words", "phone-words-more"],
    ],
  },
  about: {
    title: "about-title",
    lead: "about-lead",
    thoughts: [
      ["about-name", "about-name-more"],
      ["about-cannot", "about-cannot-more"],
      ["about-could", "about-could-more"],
      ["about-noticed", "about-noticed-more"],
      ["about-you", "about-you-more"],
    ],
  },
} as const satisfies Record<string, Advice>;

export function advicePage(page: PageContext, name: keyof typeof ADVICE): string {
  const { say } = page;
  const advice: Advice = ADVICE[name];
  const thoughts = advice.thoughts
    .map(
      ([title, more]) =>
        html`<section class="stack stack-1"><h2>${say(title)}</h2><p>${say(more)}</p></section>`,
    )
    .join("\n");
  const main = html`<div class="stack"><h1>${say(advice.title)}</h1><p>${say(advice.lead)}</p></div>
<div class="stack stack-5">!${thoughts}</div>
!${name === "about" ? html`<p><a href="${linkTo(page, "/ledger")}">${say("about-list")}</a></p><p><a href="${linkTo(page, "/orders")}">${say("orders-title")}</a></p>` : ""}
!${dangerNote(page)}
<a class="btn btn-main btn-wide" href="${linkTo(page, "/tell")}">${say("choice-tell")}!${icon("next")}</a>`;
  return document(page, main);
}

/** For an address that leads nowhere. */
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

export function nowherePage(page: PageContext): string {
  const { say } = page;
  return document(
    page,
    html`<div class="stack"><h1>${say("nowhere-title")}</h1><p>${say("nowhere-lead")}</p></div>
<a class="btn btn-main btn-wide" href="${linkTo(page, "/")}">${say("go-home")}</a>
!${dangerNote(page)}`,
  );
}
