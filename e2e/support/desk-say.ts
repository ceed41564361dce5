import type { Browser } from "playwright-core";
import type { Catalogue, Language } from "../../src/core/texts/index.ts";
import type { DeskSay, TextKey } from "../../src/web/texts/index.ts";
import { AR, EN } from "../../src/web/texts/parts.ts";
import { createSay } from "../../src/web/texts/say.ts";
import type { Demonstration } from "./demonstration.ts";
import { type DESK, openStation, PHONE, type Station } from "./station.ts";

/** The desk's own texts, so that one story is told in each of its languages. */
export interface DeskTexts {
  readonly say: DeskSay;
  /** A text by what stands before its first value, which the story does not know. */
  readonly begins: (key: TextKey) => RegExp;
}

export async function deskTexts(language: Language): Promise<DeskTexts> {
  const parts = await Promise.all(Object.values(language === "ar" ? AR : EN).map((load) => load()));
  const catalogue: Catalogue<TextKey> = Object.assign({}, ...parts);
  const begins = (key: TextKey) => {
    const [start = ""] = catalogue[key].split("{");
    if (start.trim() === "") throw new Error(`${key} begins with a value.`);
    return new RegExp(start.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  };
  return { say: createSay(catalogue, language, "UTC"), begins };
}

/** A browser at the desk, or on a phone, that speaks this language from its first page on. */
export async function openDeskIn(
  language: Language,
  browser: Browser,
  origin: string,
  viewport: typeof DESK,
): Promise<Station> {
  const isPhone = viewport === PHONE;
  const station = await openStation(browser, origin, { viewport, isMobile: isPhone, hasTouch: isPhone });
  await station.context.addInitScript(
    (chosen) => localStorage.setItem("leeward-choices", chosen),
    `device ${language}`,
  );
  return station;
}

export async function signInAs(
  { page }: Station,
  { origin, password }: Pick<Demonstration, "origin" | "password">,
  email: string,
  say: DeskSay,
): Promise<void> {
  await page.goto(`${origin}/desk`);
  await page.getByLabel(say("sign-in.email")).fill(email);
  await page.getByLabel(say("sign-in.password"), { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: say("rail.label") }).waitFor();
}
