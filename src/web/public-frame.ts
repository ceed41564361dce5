import { html } from "ghtml";
import { directionOf, type Language } from "../core/texts/index.ts";
import type { Assets } from "./assets.ts";

/**
 * The frame of the pages that anyone can open beside the door: a title that says nothing over a shoulder or in a
 * history, and the way out, as the door has them. The words are the door's own; a test holds them equal.
 */
export const FRAME_TEXTS = {
  en: {
    site: "Everyday advice",
    leave: "Leave now",
    how: "Press Leave now, or the Esc key three times. This page goes away, and Back does not return to it.",
  },
  ar: {
    site: "نصائح يومية",
    leave: "مغادرة الآن",
    how: "زرّ «مغادرة الآن»، أو مفتاح Esc ثلاث مرّات: تختفي هذه الصفحة، ولا يعود زرّ الرجوع إليها.",
  },
} as const satisfies Record<Language, Record<string, string>>;

export interface PublicPage {
  readonly language: Language;
  readonly assets: Pick<Assets, "url">;
  /** The style sheet; scripts beside the one of the way out, which comes first. */
  readonly css: "door.css" | "statistics.css";
  readonly scripts?: readonly "ledger.js"[];
  /** What `html` made: the body's class follows from the style sheet. */
  readonly body: string;
}

/** The document around a body of such a page. In `html`, `${}` escapes and `!${}` takes what `html` made. */
export function publicDocument({ language, assets, css, scripts = [], body }: PublicPage): string {
  const loaded = scripts
    .map((name) => html`<script type="module" src="${assets.url(name)}"></script>`)
    .join("");
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noarchive">
<title>${FRAME_TEXTS[language].site}</title>
<link rel="icon" href="data:,">
<script src="${assets.url("exit.js")}"></script>
<link rel="stylesheet" href="${assets.url(css)}">
!${loaded}
</head>
<body class="${css === "door.css" ? "door" : "pub"}">
!${body}
</body>
</html>
`;
}

/** The link that leaves; without a script it goes to a blank page all the same. */
export const exitLink = (language: Language): string =>
  html`<a class="exit" href="about:blank" rel="noreferrer"><svg class="i i-flip" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 4H5v16h5"/><path d="M10.5 12H20M16.5 8l4 4-4 4"/></svg>${FRAME_TEXTS[language].leave}</a>`;

/** Bar and foot of a page in the door's style, around its main part. */
export function doorBody(
  language: Language,
  other: { readonly href: string; readonly language: Language; readonly name: string },
  main: string,
): string {
  return html`<header class="door-bar"><div><a class="door-name" href="/?lang=${language}">${FRAME_TEXTS[language].site}</a>!${exitLink(language)}</div></header>
<main class="door-main" id="main">
<p><a href="${other.href}" lang="${other.language}">${other.name}</a></p>
!${main}
</main>
<footer class="door-foot"><div><p class="tiny faint">${FRAME_TEXTS[language].how}</p></div></footer>`;
}
