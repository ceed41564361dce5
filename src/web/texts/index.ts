import type { Catalogue, Language, Say } from "../../core/texts/index.ts";
import { AR, EN, type TextKey, type TextPart } from "./parts.ts";

export type { TextKey, TextPart } from "./parts.ts";

/** Says the desk's texts, and knows which there are: a code of the server's may be newer than they. */
export type DeskSay = Say<TextKey> & { readonly knows: (key: string) => key is TextKey };

/**
 * The texts that the pages of this window have asked for, in the language that it speaks. Catalogues grow in place: a
 * page is shown once its own parts are in them.
 */
export class DeskTexts {
  language: Language;
  readonly #needed = new Set<TextPart>(["first"]);
  // Filled part by part: what a page says is there before it is shown.
  readonly #catalogues = { en: {}, ar: {} } as Record<Language, Catalogue<TextKey>>;
  readonly #loaded: Record<Language, Set<TextPart>> = { en: new Set(), ar: new Set() };

  constructor(language: Language) {
    this.language = language;
  }

  /** The texts as far as they were needed; the others are not in it yet. */
  get catalogue(): Catalogue<TextKey> {
    return this.#catalogues[this.language];
  }

  /** Fetches these parts where they are not there yet; rejects where the connection is away, and may be tried again. */
  async need(...parts: readonly TextPart[]): Promise<void> {
    for (const part of parts) this.#needed.add(part);
    await this.#fetch(this.language);
  }

  /** Speaks another language from now on, once it has all that was needed so far. */
  async turnTo(language: Language): Promise<void> {
    // Meanwhile another page may have asked for more.
    while (this.#missing(language).length > 0) await this.#fetch(language);
    this.language = language;
  }

  #missing(language: Language): TextPart[] {
    return [...this.#needed].filter((part) => !this.#loaded[language].has(part));
  }

  async #fetch(language: Language): Promise<void> {
    const load = language === "ar" ? AR : EN;
    await Promise.all(
      this.#missing(language).map(async (part) => {
        Object.assign(this.#catalogues[language], await load[part]());
        this.#loaded[language].add(part);
      }),
    );
  }
}
