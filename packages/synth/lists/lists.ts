/** ISO 3166-1 alpha-2 codes of today's countries and areas, with the UN M49 region that each belongs to. */
const countriesByRegion: Record<string, string> = {
  "Northern Africa": "DZ EG EH LY MA SD TN",
  "Sub-Saharan Africa":
    "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS MG ML MR MU MW MZ NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW",
  "Latin America and the Caribbean":
    "AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
  "Northern America": "BM CA GL PM US",
  "Central Asia": "KG KZ TJ TM UZ",
  "Eastern Asia": "CN HK JP KP KR MN MO TW",
  "South-eastern Asia": "BN ID KH LA MM MY PH SG TH TL VN",
  "Southern Asia": "AF BD BT IN IR LK MV NP PK",
  "Western Asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
  "Eastern Europe": "BG BY CZ HU MD PL RO RU SK UA",
  "Northern Europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
  "Southern Europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
  "Western Europe": "AT BE CH DE FR LI LU MC NL",
  Oceania: "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
};

const lists: Record<string, readonly string[]> = {
  countries: Object.values(countriesByRegion)
    .flatMap((codes) => codes.split(" "))
    .sort(),
  regions: Object.keys(countriesByRegion),
  "age-broad": ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+"],
  "age-ten-years": ["0-9", "10-17", "18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+"],
  sex: ["Female", "Male", "Intersex"],
  gender: ["Woman", "Man", "Trans/Transgender/NonConforming"],
  "yes-no": ["0", "1"],
};

/** The values of a code list that comes with the package, or nothing when there is none of that name. */
export function codeList(name: string): readonly string[] | undefined {
  return Object.hasOwn(lists, name) ? lists[name] : undefined;
}

export function codeListNames(): string[] {
  return Object.keys(lists);
}

/** The UN M49 region of an ISO 3166-1 alpha-2 country code. */
export function regionOf(country: string): string | undefined {
  return Object.keys(countriesByRegion).find((region) =>
    countriesByRegion[region]?.split(" ").includes(country),
  );
}
