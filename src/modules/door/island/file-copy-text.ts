import type { Category } from "../../../core/access/context.ts";
import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayAsked } from "./asked-text.ts";
import { sayConsent } from "./consent-text.ts";
import { sayDay } from "./days.ts";
import type { OpenOwnAsk, OwnCase, OwnLook, OwnSection } from "./file-answers.ts";
import { sayGlass, sayLook } from "./looks-text.ts";
import { sayDue, sayNow } from "./next-text.ts";
import { sayOrder } from "./orders-text.ts";

/** A part of the file as it was opened for the copy. */
export interface CopiedSection {
  readonly category: Category;
  readonly section: OwnSection;
}

/** What is fetched for the copy, besides the file as it was shown: the parts, every look, and what they said with its answers. */
interface Copied {
  readonly sections: readonly CopiedSection[];
  readonly looks: readonly OwnLook[];
  readonly asks: readonly OpenOwnAsk[];
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Words that may be in another language than the page. */
interface Marked {
  readonly text: string;
  readonly lang: string | null;
}
const marked = (one: Marked | null): string =>
  one ? `<bdi${one.lang ? ` lang="${escaped(one.lang)}"` : ""}>${escaped(one.text)}</bdi>` : "";

/**
 * A copy of one's file to take along: one page that fetches nothing, runs nothing, and holds what *My file* shows. No title that
 * says what it is: it may be found.
 */
export function writeCopy(
  file: OwnCase,
  { sections, looks, asks }: Copied,
  { say, language, now }: { readonly say: Say<DoorKey>; readonly language: DoorLanguage; readonly now: Date },
): string {
  const day = (at: string | Date) => escaped(sayDay(new Date(at), language));
  const parts = sections.map(({ category, section }) => {
    const facts = section.facts
      .map(
        ({ label, value, valueIn }) =>
          `<dt>${escaped(label)}</dt><dd dir="auto"${valueIn ? ` lang="${escaped(valueIn)}"` : ""}>${escaped(value)}</dd>`,
      )
      .join("");
    const written = section.writtenAt
      ? `<p><small>${escaped(say("file-read-written", { agency: section.agency.name, date: sayDay(new Date(section.writtenAt), language) }))}</small></p>`
      : "";
    return `<h2>${escaped(say(`category-${category}`))}</h2>${facts === "" ? `<p>${escaped(say("file-read-empty"))}</p>` : `<dl>${facts}</dl>`}${written}`;
  });
  const item = (...words: readonly (string | Marked | null)[]) =>
    `<li dir="auto">${words
      .filter(Boolean)
      .map((one) => (typeof one === "string" ? escaped(one) : marked(one)))
      .join("<br>")}</li>`;
  const list = (title: DoorKey, items: readonly string[]) =>
    items.length > 0 ? `<h2>${escaped(say(title))}</h2><ul>${items.join("")}</ul>` : "";
  const consents = file.consents.map((consent) => {
    const { what, about } = sayConsent(say, language, consent);
    return item(
      { text: consent.sentence, lang: consent.sentenceIn },
      what,
      about,
      sayDay(new Date(consent.givenAt), language),
    );
  });
  const here = sayNow(say, language, file);
  const next = [
    ...(here ? [item(here.now, here.more, here.since)] : []),
    ...file.next.map((clock) => {
      const { by, what, late, unconfirmed } = sayDue(say, language, clock);
      const { cited, citedIn, note, noteIn } = clock.source;
      return item(
        ...[by, what, late],
        { text: `${cited}.`, lang: citedIn },
        note && { text: note, lang: noteIn },
        unconfirmed,
      );
    }),
    ...(file.goesAt ? [item(say("file-goes", { date: sayDay(new Date(file.goesAt), language) }))] : []),
  ];
  const looked = looks.map((look) => {
    const { who, what, when } = sayLook(say, language, look);
    return item(who, what, when);
  });
  const glasses = file.glasses.map((glass) => item(sayGlass(say, language, glass)));
  const orders = file.orders.map((order) => {
    const { what, deferred, reads } = sayOrder(say, language, order);
    return item(what, deferred, reads);
  });
  const said = asks.map(({ kind, text, answer, answeredAt, dueAt }) =>
    item(
      say(`ask-${kind}`),
      text,
      answeredAt === null
        ? say("ask-until", { date: sayDay(new Date(dueAt), language) })
        : say("ask-answered", { date: sayDay(new Date(answeredAt), language) }),
      answer,
    ),
  );
  const asked = file.referrals.map((referral) => {
    const { what, where, parts, file: sent } = sayAsked(say, language, referral);
    return `<li dir="auto">${escaped(what)}: ${escaped(where)} ${escaped(say("refer-parts", { parts }))}. ${escaped(sent)} <small>${day(referral.stateSince)}</small></li>`;
  });
  const made = say("file-copy-made", { date: sayDay(now, language), agency: file.holder.name });
  return [
    `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escaped(say("site-name"))}</title>`,
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}</style></head><body>",
    `<p>${escaped(made)}</p>`,
    ...parts,
    list("file-next", next),
    list("refer-title", asked),
    list("file-looked", looked),
    list("file-glass-title", glasses),
    list("file-allow", consents),
    list("file-orders", orders),
    list("ask-title", said),
    "</body></html>\n",
  ].join("");
}
