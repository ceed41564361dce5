import { COUNTRIES } from "../model/countries.ts";
import { LANGUAGE_CODES, languageCode } from "../model/languages.ts";
import { mapOf } from "./map-of.ts";

/** Primero names countries and languages by English words, `burkina_faso`, not by codes; a site may add its own. */

/** Those of Primero's own list that are not what English dictionaries of today call them. */
const OTHER_COUNTRIES = mapOf({
  caboverde: "CV",
  congo: "CG",
  czechrepublic: "CZ",
  drc: "CD",
  macedonia: "MK",
  myanmar: "MM",
  palestine: "PS",
  stvincentandthegrenadines: "VC",
  swaziland: "SZ",
  turkey: "TR",
  uk: "GB",
  usa: "US",
  vatican: "VA",
});

const bare = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll("&", "and")
    .replaceAll(/[^a-z]/g, "");

function byEnglishName(type: "region" | "language", codes: readonly string[]): Map<string, string> {
  const names = new Intl.DisplayNames(["en"], { type, fallback: "code" });
  return new Map(codes.map((code) => [bare(names.of(code) ?? code), code]));
}

let countries: ReadonlyMap<string, string> | undefined;
let languages: ReadonlyMap<string, string> | undefined;

/** A country of Primero's list as ISO 3166; what it does not have comes back as it was. */
export function countryOf(name: string): string {
  countries ??= byEnglishName(
    "region",
    COUNTRIES.options.map(({ code }) => code),
  );
  return OTHER_COUNTRIES.get(bare(name)) ?? countries.get(bare(name)) ?? name;
}

/** A language by its English name or any code of ISO 639; what is neither comes back as it was. */
export function languageOf(name: string): string {
  languages ??= byEnglishName(
    "language",
    LANGUAGE_CODES.options.map(({ code }) => code),
  );
  return languageCode(name) ?? languages.get(bare(name)) ?? name;
}
