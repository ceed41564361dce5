import { html } from "ghtml";
import type { AdviceTopic } from "../advice/read.ts";
import { dangerNote, document, icon, languageChoice, leeLine, linkTo, type PageContext } from "./html.ts";
import type { IconName } from "./icons.ts";
import type { AdviceKey } from "./texts/advice-en.ts";

/** A page of advice, as the first page names it. */
export interface HomeAdvice {
  readonly topic: AdviceTopic;
  readonly title: string;
  /** Closed: it is named, with the reason, and no link leads there. */
  readonly isOpen: boolean;
}

const PICTURES: Readonly<Record<AdviceTopic, IconName>> = {
  happens: "rights",
  children: "mind",
  rights: "rights",
  job: "paper",
  phone: "phone",
};

/** The first page: language, welcome, what one can do, danger; then what is kept, what is not, what cannot be hidden. */
export function homePage(page: PageContext, keptDays: number, advice: readonly HomeAdvice[]): string {
  const { say } = page;
  const open = advice
    .filter(({ isOpen }) => isOpen)
    .map(({ topic }) =>
      choice(page, `/${topic}`, PICTURES[topic], `choice-${topic}`, `choice-${topic}-more`),
    );
  const closed = advice.filter(({ isOpen }) => !isOpen).map(({ title }) => title);
  const main = html`!${languageChoice(page)}
<div class="stack">!${leeLine()}<h1>${say("home-title")}</h1><p>${say("home-lead")}</p></div>
<nav class="choices" aria-label="${say("home-choices")}">
!${choice(page, "/tell", "speak", "choice-tell", "choice-tell-more", true)}
!${choice(page, "/back", "back", "choice-back", "choice-back-more")}
!${choice(page, "/help", "globe", "choice-help", "choice-help-more")}
!${open.join("\n")}
</nav>
!${closed.length > 0 ? html`<p class="small quiet">${say("advice-closed")} ${closed.join(" · ")}</p>` : ""}
!${dangerNote(page)}
<section class="stack stack-4"><h2>${say("keep-title")}</h2><ul class="kept">
!${kept("lock", say("keep-words"))}
!${kept("clock", say("keep-hour", { days: keptDays }))}
</ul></section>
<section class="stack stack-4"><h2>${say("keep-not-title")}</h2><ul class="kept kept-not">
!${kept("none", say("keep-not-name"))}
!${kept("none", say("keep-not-phone"))}
!${kept("none", say("keep-not-here"))}
</ul></section>
<section class="stack stack-4"><h2>${say("hide-title")}</h2><p>${say("hide-text")}</p></section>`;
  return document(page, main);
}

function choice(
  page: PageContext,
  path: string,
  picture: IconName,
  title: AdviceKey,
  more: AdviceKey,
  isFirst = false,
): string {
  return html`<a class="choice${isFirst ? " choice-first" : ""}" href="${linkTo(page, path)}">!${icon(picture)}<span><b>${page.say(title)}</b><span>${page.say(more)}</span></span>!${icon("next")}</a>`;
}

const kept = (picture: IconName, text: string): string =>
  html`<li>!${icon(picture)}<span>${text}</span></li>`;
