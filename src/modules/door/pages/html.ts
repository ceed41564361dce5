import { html } from "ghtml";
import { DOOR_LANGUAGES, type DoorLanguage, directionOf, type Say } from "../../../core/texts/index.ts";
import { FLIPPED, ICONS, type IconName, LEE_LINE } from "./icons.ts";
import type { AdviceKey } from "./texts/advice-en.ts";
import type { DoorKey } from "./texts/en.ts";

/** What every page of the door is made with. In `html`, `${}` escapes and `!${}` takes what `html` made. */
export interface PageContext {
  readonly language: DoorLanguage;
  readonly say: Say<DoorKey | AdviceKey>;
  /** The page's own path, for the links to other languages. */
  readonly path: string;
  readonly asset: (
    name: "door.css" | "exit.js" | "talk.js" | "answer.js" | "ledger.js" | "argon.js",
  ) => string;
  readonly isDemonstration: boolean;
  /** A native reader has signed this language's texts. */
  readonly isReviewed: boolean;
  readonly emergencyNumber: string;
}

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<DoorLanguage, string>> = {
  en: "English",
  fr: "Français",
  es: "Español",
  ar: "العربية",
  zh: "中文",
  ru: "Русский",
  bn: "বাংলা",
  fil: "Filipino",
  ro: "Română",
  sq: "Shqip",
  uk: "Українська",
  vi: "Tiếng Việt",
};

/** A link to another page of the door, in the same language. */
export const linkTo = (page: PageContext, path: string): string => `${path}?lang=${page.language}`;

export function icon(name: IconName): string {
  const flip = FLIPPED.has(name) ? " i-flip" : "";
  const paths = ICONS[name].map((d) => html`<path d="${d}"/>`).join("");
  return html`<svg class="i${flip}" viewBox="0 0 24 24" aria-hidden="true">!${paths}</svg>`;
}

export const leeLine = (): string =>
  html`<svg class="leeline" viewBox="0 0 350 30" aria-hidden="true"><path d="${LEE_LINE}"/></svg>`;

/** The whole document around a page's main part. */
export function document(
  page: PageContext,
  main: string,
  options: { readonly script?: "talk.js" | "answer.js" | "ledger.js"; readonly isPlain?: boolean } = {},
): string {
  const { language, say } = page;
  const { isPlain = false } = options;
  const script = options.script
    ? html`<script type="module" src="${page.asset(options.script)}"></script>`
    : "";
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="${isPlain ? "same-origin" : "no-referrer"}">
<meta name="robots" content="noarchive">
<title>${say("site-name")}</title>
<link rel="icon" href="data:,">
<script src="${page.asset("exit.js")}"></script>
<link rel="stylesheet" href="${page.asset("door.css")}">
!${script}
</head>
<body class="door">
<a class="skip" href="#main">${say("skip-to-text")}</a>
<header class="door-bar"><div><a class="door-name" href="${linkTo(page, "/")}">${say("site-name")}</a><a class="exit" href="about:blank" rel="noreferrer">!${icon("exit")}${say("leave")}</a></div></header>
<main class="door-main" id="main">
!${page.isDemonstration ? html`<p class="note note-soon">!${icon("alert")}<span>${say("trial-door")}</span></p>` : ""}
!${main}
</main>
!${foot(page, isPlain)}
</body>
</html>
`;
}

function foot(page: PageContext, isPlain: boolean): string {
  const { say } = page;
  return html`<footer class="door-foot"><div>
!${page.path === "/" ? "" : html`<a href="${linkTo(page, "/")}">${say("go-home")}</a>`}
<a href="${linkTo(page, "/about")}">${say("foot-about")}</a>
!${isPlain ? "" : html`<p class="tiny faint scripted">${say("leave-how")}</p><noscript><p class="tiny faint">${say("plain-leave")}</p></noscript>`}
!${page.isReviewed ? "" : html`<p class="tiny faint">${say("unchecked-text")}</p>`}
</div></footer>`;
}

export function languageChoice(page: PageContext): string {
  const others = DOOR_LANGUAGES.filter((language) => language !== page.language);
  const links = DOOR_LANGUAGES.map((language) => {
    const here = language === page.language ? ' aria-current="true"' : "";
    return html`<li><a href="${page.path}?lang=${language}" lang="${language}" hreflang="${language}" dir="${directionOf(language)}"!${here}>${LANGUAGE_NAMES[language]}</a></li>`;
  }).join("");
  const named = others
    .map((language) => html`<span lang="${language}">${LANGUAGE_NAMES[language]}</span>`)
    .join(" ");
  return html`<details class="langs"><summary>!${icon("globe")}<b>${LANGUAGE_NAMES[page.language]}</b><span class="others" aria-hidden="true">!${named}</span><span class="sr">${page.say("change-language")}</span>!${icon("down")}</summary><ul class="lang-list">!${links}</ul></details>`;
}

export function dangerNote(page: PageContext): string {
  const { say, emergencyNumber } = page;
  return html`<div class="note note-danger">!${icon("phone")}<div><p><strong>${say("danger-now")}</strong> ${say("danger-free")}</p><a class="call" href="tel:${emergencyNumber}">${say("danger-call")} <bdi>${emergencyNumber}</bdi></a></div></div>`;
}

/**
 * What stands in place of a form in a browser that cannot lock: what to do, and the plain way where there is one. Shown where
 * there is no script; a script that finds something missing shows the other (`island/talk.ts`).
 */
export function withoutScript(page: PageContext, plainPath: string | null): string {
  const { say } = page;
  const offer =
    plainPath === null
      ? ""
      : html`<p>${say("plain-offer")}</p><a class="btn btn-wide" href="${linkTo(page, plainPath)}">${say("plain-title")}</a>`;
  const note = html`<div class="note note-soon">!${icon("alert")}<div class="stack"><p>${say("no-lock")}</p>!${offer}</div></div>`;
  return html`<noscript>!${note}</noscript><div id="talk-no-lock" hidden>!${note}</div>`;
}

/** For a browser in which no script of ours starts, though it has scripts. */
export const plainIf = (page: PageContext, path: string): string =>
  html`<p class="small quiet">${page.say("plain-if")}</p><a class="plain-button" href="${linkTo(page, path)}">${page.say("plain-title")}</a>`;
