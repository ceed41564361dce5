import { LANGUAGES, type Language } from "../../../core/texts/index.ts";

/**
 * The language of a page: what the address asks for, else the first of the browser's that we have, else English.
 *
 * @param accepted an Accept-Language header; quality values are honoured, broken parts are skipped
 */
export function chooseLanguage(asked: string | undefined, accepted: string | undefined): Language {
  const known = (tag: string): Language | undefined =>
    LANGUAGES.find((language) => language === tag.trim().toLowerCase().split("-")[0]);
  const wanted = known(asked ?? "");
  if (wanted) return wanted;
  const offers = (accepted ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.split(";");
      const weight = quality === undefined ? 1 : Number(/q=([0-9.]+)/.exec(quality)?.[1] ?? 0);
      return { language: known(tag), weight };
    })
    .filter((offer) => offer.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return offers.find((offer) => offer.language)?.language ?? "en";
}
