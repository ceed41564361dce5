import { html } from "ghtml";
import { Type } from "typebox";
import { listPublicTools, type PublicTool } from "../core/gate/index.ts";
import type { House } from "../core/house.ts";
import type { App } from "../core/http/index.ts";
import { directionOf, type Language, localeOf } from "../core/texts/index.ts";
import type { Assets } from "./assets.ts";
import { TOOLS_PAGE, type ToolsPageTexts } from "./tools-page-texts.ts";

const Query = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 40 })) });

/** The registry of tools for everyone, without sign-in and without any script: what is assessed, and what is overdue. */
export function registerToolsPage(app: App, house: House, assets: Assets): void {
  app.get("/tools", { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const wanted = request.query.lang ?? request.headers["accept-language"] ?? "";
    const language: Language = /^ar\b/i.test(wanted) ? "ar" : "en";
    const tools = await house.db.transaction("leeward_visitor", listPublicTools);
    return reply
      .type("text/html; charset=utf-8")
      .header("vary", "Accept-Language")
      .send(page(language, tools, assets.url("door.css")));
  });
}

function page(language: Language, tools: readonly PublicTool[], css: string): string {
  const texts = TOOLS_PAGE[language];
  const count = new Intl.NumberFormat(localeOf(language));
  const other = language === "en" ? "ar" : "en";
  const list = (title: string, some: readonly PublicTool[]): string =>
    some.length === 0
      ? ""
      : html`<section class="stack stack-4"><h2>${title}</h2>!${some.map((tool) => block(tool, texts, count)).join("")}</section>`;
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${texts.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${css}">
</head>
<body class="door">
<main class="door-main" id="main">
<p><a href="/tools?lang=${other}" lang="${other}">${TOOLS_PAGE[other].name}</a></p>
<div class="stack"><h1>${texts.title}</h1><p>${texts.lead}</p></div>
!${tools.length === 0 ? html`<p>${texts.none}</p>` : ""}
!${list(
    texts.protections,
    tools.filter(({ kind }) => kind === "protection"),
  )}
!${list(
    texts.tools,
    tools.filter(({ kind }) => kind !== "protection"),
  )}
</main>
</body>
</html>
`;
}

function block(tool: PublicTool, texts: ToolsPageTexts, count: Intl.NumberFormat): string {
  const { name, version, kind, good, overdue } = tool;
  const line = (text: string, n: number): string => html`<li>${text} <bdi>${count.format(n)}</bdi></li>`;
  const isNever = good + overdue === 0;
  const warning = kind === "protection" ? isNever && texts.never : good === 0 && texts.stopped;
  return html`<article class="stack stack-2"><h3><bdi>${texts.names[name] ?? name}</bdi>, ${texts.version} <bdi>${version}</bdi></h3>
!${warning ? html`<p class="note note-danger"><span>${warning}</span></p>` : ""}
!${isNever ? "" : `<ul>${line(texts.good, good)}${line(texts.overdue, overdue)}</ul>`}</article>`;
}
