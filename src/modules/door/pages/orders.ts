import { html } from "ghtml";
import type { DeferredNotices } from "../../../core/access/deferred.ts";
import { localeOf } from "../../../core/texts/index.ts";
import { dateFormat } from "../../../core/texts/intl.ts";
import { document, linkTo, type PageContext } from "./html.ts";

/** How many notices courts make wait, and why it is not said more exactly. */
export function ordersPage(page: PageContext, count: DeferredNotices): string {
  const { say, language } = page;
  const date = dateFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${count.asOf}T00:00:00Z`),
  );
  const said =
    count.atLeast === null
      ? say("orders-few", { date, count: count.fewerThan })
      : say("orders-some", { date, count: count.atLeast, left: count.fewerThan });
  return document(
    page,
    html`<div class="stack"><h1>${say("orders-title")}</h1><p>${say("orders-lead")}</p></div>
<p class="note"><span data-varies>${said}</span></p>
<p>${say("orders-end")}</p>
<p class="small quiet">${say("orders-why")}</p>
<a class="btn btn-wide" href="${linkTo(page, "/about")}">${say("foot-about")}</a>`,
  );
}
