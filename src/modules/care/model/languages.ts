/** ISO 639-1 where a language has such a code, else ISO 639-3; those that browsers can name. */
const CODES = `
aa ab af ak am ar as ay az ba be bg bho bi bm bn bo br bs ca ce ch ckb co cs cv cy da de din dv dz ee el en eo es et eu
fa ff fi fj fo fr fy ga gd gl gn gu ha he hi ho hr ht hu hy id ig is it ja jv ka kam kg ki kk kl km kn ko kr ks ku ky
la lb lg li ln lo lt lu lv mg mh mi mk ml mn mos mr ms mt my na nb nd ne nl nn no nr nv ny oc om or os pa pl prs ps pt qu
rm rn ro rom ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty tzm
ug uk ur uz ve vi wo xh yi yo za zh zu zza`;

export const LANGUAGE_CODES = {
  name: "languages",
  namedAs: "language",
  options: CODES.trim()
    .split(/\s+/)
    .map((code) => ({ code, htcds: code })),
} as const;

const KNOWN: ReadonlySet<string> = new Set(LANGUAGE_CODES.options.map(({ code }) => code));

/**
 * Our code for a code of ISO 639-1, 639-2 (both its spellings) or 639-3.
 *
 * @returns null for one that is not on the list
 */
export function languageCode(text: string): string | null {
  const written = text.trim().toLowerCase();
  if (!/^[a-z]{2,3}$/.test(written)) return null;
  if (KNOWN.has(written)) return written;
  const base = Intl.getCanonicalLocales(written)[0]?.split("-")[0] ?? "";
  const known = base === "fil" ? "tl" : base; // to browsers, Tagalog is Filipino
  return KNOWN.has(known) ? known : null;
}
