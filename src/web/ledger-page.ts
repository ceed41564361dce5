import { html } from "ghtml";
import { Type } from "typebox";
import type { House } from "../core/house.ts";
import { type App, CONTENT_SECURITY_POLICY } from "../core/http/index.ts";
import { lookAtLedger, type PublicLedger, type PublishedPage } from "../core/ledger/index.ts";
import { LANGUAGES, type Language, localeOf } from "../core/texts/index.ts";
import { dateFormat, numberFormat } from "../core/texts/intl.ts";
import type { Assets } from "./assets.ts";
import { LEDGER_PAGE, type LedgerPageTexts } from "./ledger-page-texts.ts";
import { doorBody, publicDocument } from "./public-frame.ts";

const Query = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 40 })) });

/** The ledger for everyone, without sign-in: how it stands, who vouches, what came before; readable without a script, which checks what is pasted. */
export function registerLedgerPage(app: App, house: House, assets: Assets, dataDir: string): void {
  app.get("/ledger", { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const wanted = request.query.lang ?? request.headers["accept-language"] ?? "";
    const language: Language = /^ar\b/i.test(wanted) ? "ar" : "en";
    const ledger = await lookAtLedger(house, dataDir);
    return reply
      .type("text/html; charset=utf-8")
      .header("vary", "Accept-Language")
      .send(page(language, ledger, assets));
  });
}

/** The page for the ledger: its text follows the day, so only what a browser would do with it can be checked. */
export const describeLedgerPage = (): PublishedPage[] =>
  LANGUAGES.map((language) => ({ path: "/ledger", language, policy: CONTENT_SECURITY_POLICY, hashes: [] }));

function page(language: Language, { standing, successions }: PublicLedger, assets: Assets): string {
  const texts = LEDGER_PAGE[language];
  const when = dateFormat(localeOf(language), {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const count = numberFormat(localeOf(language));
  const at = (moment: Date | null): string => (moment ? `${when.format(moment)} UTC` : texts.never);
  const other = language === "en" ? "ar" : "en";
  const { refusal, unwitnessedSince, witnessed, witnesses } = standing;
  const warnings = [
    ...(refusal ? [`${texts.refused} ${at(refusal.since)}. ${texts.refusals[refusal.code]}`] : []),
    ...(witnesses.length === 0 ? [texts.noWitness] : []),
    ...(unwitnessedSince && witnesses.length > 0 ? [`${texts.unwitnessed} ${at(unwitnessedSince)}.`] : []),
  ];
  const main = html`<div class="stack"><h1>${texts.title}</h1><p>${texts.lead}</p></div>
!${warnings.map((text) => html`<p class="note note-danger"><span>${text}</span></p>`).join("")}
<section class="stack stack-4"><h2>${texts.checkpoint}</h2>
<p>${texts.size} <bdi>${count.format(standing.size)}</bdi>. ${texts.hourly}</p>
!${block(standing.checkpoint)}
<p>${texts.key}</p>!${block(standing.verifierKey)}</section>
<section class="stack stack-4"><h2>${texts.witnesses}</h2>
<p>${texts.witnessed} <bdi>${witnessed ? count.format(witnessed.size) : "0"}</bdi>, ${at(witnessed?.at ?? null)}.</p>
<ul>!${witnesses.map((witness) => witnessLine(witness, texts, at, count)).join("")}</ul></section>
!${successions.length > 0 ? before(successions, texts) : ""}
!${forms(texts)}
<section class="stack stack-4"><h2>${texts.check}</h2><p>${texts.how}</p>!${block(COMMANDS)}</section>`;
  const link = { href: `/ledger?lang=${other}`, language: other, name: LEDGER_PAGE[other].name } as const;
  const body = doorBody(language, link, main);
  return publicDocument({ language, assets, css: "door.css", scripts: ["ledger.js"], body });
}

/** What is pasted stays in the browser; the sentences that may be said stand here, in the page's language. */
function forms(texts: LedgerPageTexts): string {
  const { receipt, compare, said } = texts;
  const field = (id: string, label: string, why: string): string =>
    html`<div class="field"><label for="${id}">${label}</label><p class="why" id="${id}-why">${why}</p><textarea class="input" id="${id}" rows="4" dir="ltr" autocomplete="off" spellcheck="false" aria-describedby="${id}-why"></textarea></div>`;
  const place = (id: string, words: Readonly<Record<string, string>>): string =>
    html`<div class="stack stack-4" id="${id}" role="status" !${Object.entries(words)
      .map(([name, text]) => html`data-${name}="${text}"`)
      .join(" ")}></div>`;
  const button = (text: string): string =>
    html`<button class="btn btn-main btn-wide" type="submit">${text}</button>`;
  return html`<section class="stack stack-4"><h2>${receipt.title}</h2>
<noscript><p class="note">${texts.noScript}</p></noscript>
<form class="compose scripted" id="receipt-form">!${field("receipt", receipt.label, receipt.why)}!${button(receipt.button)}!${place("receipt-said", { ...receipt.said, ...said })}</form></section>
<section class="stack stack-4"><h2>${compare.title}</h2>
<form class="compose scripted" id="compare-form">!${field("older", compare.older, compare.olderWhy)}!${field("newer", compare.newer, compare.newerWhy)}!${button(compare.button)}!${place("compare-said", { ...compare.said, ...said })}</form></section>`;
}

const COMMANDS =
  "GET /ledger/state\nGET /ledger/checkpoint\nGET /ledger/tile/…\nGET /ledger/history\nGET /ledger/public-entries\nleeward ledger verify DIR --key … --witness …";

const block = (text: string | null): string => (text === null ? "" : html`<pre dir="ltr">${text}</pre>`);

function witnessLine(
  witness: PublicLedger["standing"]["witnesses"][number],
  texts: LedgerPageTexts,
  at: (moment: Date | null) => string,
  count: Intl.NumberFormat,
): string {
  const said =
    witness.outcome === "cosigned"
      ? `${count.format(witness.cosignedSize ?? 0)}, ${at(witness.cosignedAt)}`
      : texts.outcomes[witness.outcome === "failed" ? "failed" : "objects"];
  return html`<li><bdi>${witness.name}</bdi>: ${said}</li>`;
}

/** What ended, and why: shown for as long as the log stands. */
function before(successions: PublicLedger["successions"], texts: LedgerPageTexts): string {
  const lines = successions.map(
    ({ origin, size, lastSize, reason }) =>
      html`<li><bdi>${origin}</bdi>: ${texts.ended} <bdi>${String(size)}</bdi>; ${texts.seen} <bdi>${String(lastSize)}</bdi>. <q>${reason}</q></li>`,
  );
  return html`<section class="stack stack-4"><h2>${texts.before}</h2><p>${texts.beforeLead}</p><ul>!${lines.join("")}</ul></section>`;
}
