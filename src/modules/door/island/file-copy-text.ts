import type { Category } from "../../../core/access/context.ts";
import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { sayAsked } from "./asked-text.ts";
import { sayDay } from "./days.ts";
import type { OwnCase, OwnSection } from "./file-answers.ts";

/** A part of the file as it was opened for the copy. */
export interface CopiedSection {
  readonly category: Category;
  readonly section: OwnSection;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/**
 * A copy of one's file to take along: one page that fetches nothing, runs nothing, and holds what *My file* shows. No title that
 * says what it is: it may be found.
 */
export function writeCopy(
  file: OwnCase,
  sections: readonly CopiedSection[],
  { say, language, now }: { readonly say: Say<DoorKey>; readonly language: DoorLanguage; readonly now: Date },
): string {
  const day = (at: string | Date) => escaped(sayDay(new Date(at), language));
  const parts = sections.map(({ category, section }) => {
    const facts = section.facts
      .map(({ label, value }) => `<dt>${escaped(label)}</dt><dd dir="auto">${escaped(value)}</dd>`)
      .join("");
    const written = section.writtenAt
      ? `<p><small>${escaped(say("file-read-written", { agency: section.agency.name, date: sayDay(new Date(section.writtenAt), language) }))}</small></p>`
      : "";
    return `<h2>${escaped(say(`category-${category}`))}</h2>${facts === "" ? `<p>${escaped(say("file-read-empty"))}</p>` : `<dl>${facts}</dl>`}${written}`;
  });
  const consents = file.consents.map(
    ({ sentence, givenAt, withdrawnAt }) =>
      `<li dir="auto">${escaped(sentence)} <small>${day(givenAt)}${withdrawnAt ? ` – ${day(withdrawnAt)}` : ""}</small></li>`,
  );
  const asked = file.referrals.map((referral) => {
    const { what, where, file: sent } = sayAsked(say, referral);
    return `<li dir="auto">${escaped(what)}: ${escaped(where)} ${escaped(sent)} <small>${day(referral.stateSince)}</small></li>`;
  });
  const made = say("file-copy-made", { date: sayDay(now, language), agency: file.holder.name });
  return [
    `<!doctype html><html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escaped(say("site-name"))}</title>`,
    `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem;white-space:pre-wrap}</style></head><body>",
    `<p>${escaped(made)}</p>`,
    ...parts,
    asked.length > 0 ? `<h2>${escaped(say("refer-title"))}</h2><ul>${asked.join("")}</ul>` : "",
    consents.length > 0 ? `<h2>${escaped(say("file-allow"))}</h2><ul>${consents.join("")}</ul>` : "",
    "</body></html>\n",
  ].join("");
}
