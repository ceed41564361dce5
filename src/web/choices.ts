import { CALENDARS, type Calendar } from "../core/texts/calendars.ts";
import { directionOf, LANGUAGES, type Language } from "../core/texts/index.ts";

export const THEMES = ["device", "light", "dark"] as const;
/** `device` follows the reader's own setting. */
export type Theme = (typeof THEMES)[number];

/** What a reader chose for this browser: all that the desk ever keeps in it. */
export interface Choices {
  readonly theme: Theme;
  readonly language: Language;
  /** In which days are shown, and a date of birth can be typed. */
  readonly calendar: Calendar;
  /** What the reader calls this device; empty where they have not said. */
  readonly device: string;
}

const KEY = "leeward-choices";

/** The browser's storage; where it is turned off (some private windows, some policies), one that lasts as long as the page. */
export function choicesStorage(): Pick<Storage, "getItem" | "setItem"> {
  try {
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
    };
  }
}

/** What was chosen; where nothing was, the device's theme and the first of its languages that we have. */
export function readChoices(storage: Pick<Storage, "getItem">, languages: readonly string[]): Choices {
  const [theme, reads, ...device] = (storage.getItem(KEY) ?? "").split(" ");
  const [language, calendar] = (reads ?? "").split("/");
  return {
    theme: THEMES.find((known) => known === theme) ?? "device",
    language: LANGUAGES.find((known) => known === language) ?? firstKnown(languages),
    calendar: CALENDARS.find((known) => known === calendar) ?? "gregory",
    device: device.join(" "),
  };
}

export function keepChoices(storage: Pick<Storage, "setItem">, choices: Choices): void {
  try {
    const { theme, language, calendar, device } = choices;
    const reads = calendar === "gregory" ? language : `${language}/${calendar}`;
    storage.setItem(KEY, `${theme} ${reads} ${device}`.trimEnd());
  } catch {
    // A full storage, or one that takes nothing: they hold for this page.
  }
}

/** Puts the choices on `<html>`, where the style sheets and the browser look for them. */
export function applyChoices(
  root: HTMLElement,
  { theme, language }: Pick<Choices, "theme" | "language">,
): void {
  if (theme === "device") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
  root.lang = language;
  root.dir = directionOf(language);
}

function firstKnown(languages: readonly string[]): Language {
  for (const tag of languages) {
    const found = LANGUAGES.find((known) => known === tag.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return "en";
}
