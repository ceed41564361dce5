import type { FastifyReply } from "fastify";
import { html } from "ghtml";
import { directionOf } from "../../../core/texts/index.ts";
import type { Assets } from "../../../web/index.ts";
import { exitLink, FRAME_TEXTS, publicDocument } from "../../../web/public-frame.ts";
import { STATISTICS_TEXTS } from "./texts.ts";
import type { Voice } from "./voice.ts";

export const send = (reply: FastifyReply, text: string) =>
  reply.type("text/html; charset=utf-8").header("vary", "Accept-Language").send(text);

/** A page of numbers around its main part, at a path that says all but the language. */
export function page(
  { language, texts }: Voice,
  assets: Pick<Assets, "url">,
  path: string,
  main: string,
): string {
  const other = language === "en" ? "ar" : "en";
  const link = `${path}${path.includes("?") ? "&" : "?"}lang=${other}`;
  const body = html`<a class="skip" href="#main">${texts.skip}</a>
<header class="pub-bar"><a class="brand" href="/statistics?lang=${language}">${texts.numbers}</a>
<nav><a href="${link}" lang="${other}" dir="${directionOf(other)}">${STATISTICS_TEXTS[other].name}</a></nav>!${exitLink(language)}</header>
<main class="pub-main" id="main">
!${main}
</main>
<footer class="pub-foot"><span>${FRAME_TEXTS[language].how}</span><span>${texts.footer}</span><a href="/?lang=${language}">${texts.help}</a></footer>`;
  return publicDocument({ language, assets, css: "statistics.css", body });
}
