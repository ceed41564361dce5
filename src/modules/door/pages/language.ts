import { DOOR_LANGUAGES, type DoorLanguage } from "../../../core/texts/index.ts";

/** Codes by which browsers still name languages that we have: Tagalog, Moldovan, and the Chinese of old settings. */
const OTHER_CODES: Readonly<Record<string, string>> = { tl: "fil", mo: "ro", cmn: "zh" };

/**
 * The language of a page: what the address asks for, else the first of the browser's that we have, else English.
 *
 * @param accepted an Accept-Language header; quality values are honoured, broken parts are skipped
 */
export function chooseLanguage(asked: string | undefined, accepted: string | undefined): DoorLanguage {
  const known = (tag: string): DoorLanguage | undefined => {
    const code = tag.trim().toLowerCase().split("-")[0] ?? "";
    return DOOR_LANGUAGES.find((language) => language === (OTHER_CODES[code] ?? code));
  };
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
