import { html } from "ghtml";
import { Type } from "typebox";
import { listPublicTools, type PublicTool } from "../core/gate/index.ts";
import type { House } from "../core/house.ts";
import { type App, CONTENT_SECURITY_POLICY } from "../core/http/index.ts";
import type { PublishedPage } from "../core/ledger/index.ts";
import { LANGUAGES, type Language, localeOf } from "../core/texts/index.ts";
import { numberFormat } from "../core/texts/intl.ts";
import type { Assets } from "./assets.ts";
import { doorBody, publicDocument } from "./public-frame.ts";
import { TOOLS_PAGE, type ToolsPageTexts } from "./tools-page-texts.ts";

const Query = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 40 })) });

/** The registry of tools for everyone, without sign-in and readable without any script: what is assessed, and what is overdue. */
export function registerToolsPage(
  app: App,
  house: Pick<House, "publicReads">,
  assets: Pick<Assets, "url">,
): void {
  app.get("/tools", { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const wanted = request.query.lang ?? request.headers["accept-language"] ?? "";
    const language: Language = /^ar\b/i.test(wanted) ? "ar" : "en";
    const tools = await house.publicReads.read(listPublicTools);
    return reply
      .type("text/html; charset=utf-8")
      .header("vary", "Accept-Language")
      .send(page(language, tools, assets));
  });
}

/** The page for the ledger: what it lists follows the day, so only what a browser would do with it can be checked. */
export const describeToolsPage = (): PublishedPage[] =>
  LANGUAGES.map((language) => ({ path: "/tools", language, policy: CONTENT_SECURITY_POLICY, hashes: [] }));

function page(language: Language, tools: readonly PublicTool[], assets: Pick<Assets, "url">): string {
  const texts = TOOLS_PAGE[language];
  const count = numberFormat(localeOf(language));
  const other = language === "en" ? "ar" : "en";
  const list = (title: string, some: readonly PublicTool[]): string =>
    some.length === 0
      ? ""
      : html`<section class="stack stack-4"><h2>${title}</h2>!${some.map((tool) => block(tool, texts, count)).join("")}</section>`;
  const main = html`<div class="stack"><h1>${texts.title}</h1><p>${texts.lead}</p></div>
!${tools.length === 0 ? html`<p>${texts.none}</p>` : ""}
!${list(
    texts.protections,
    tools.filter(({ kind }) => kind === "protection"),
  )}
!${list(
    texts.tools,
    tools.filter(({ kind }) => kind !== "protection"),
  )}`;
  const link = { href: `/tools?lang=${other}`, language: other, name: TOOLS_PAGE[other].name } as const;
  return publicDocument({ language, assets, css: "door.css", body: doorBody(language, link, main) });
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
