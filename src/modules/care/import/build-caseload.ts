import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { COUNTRIES } from "../model/countries.ts";

/**
 * An invented caseload with the real margins: people are drawn from the published counts of the United Kingdom's
 * National Referral Mechanism (exploitation, age, gender, nationality, quarter) and, for nationalities that are not
 * told there, from UNODC's counts of citizenship. Names and words are invented. For tests, benches, demonstrations.
 */

/** Where the open tables lie, seen from the root of the checkout. */
export const STATS_FOLDER = "../shared/data/stats";
export const hasStats = (): boolean => existsSync(join(STATS_FOLDER, "uk-nrm"));

export interface Caseload {
  readonly csv: string;
  /** Data rows, the wrong ones included. */
  readonly rows: number;
  /** The wrong ones, by row number as a spreadsheet counts, with the column to mend. */
  readonly wrong: readonly { readonly row: number; readonly column: string; readonly code: string }[];
}

interface Cell {
  readonly exploitation: string;
  readonly isChild: boolean;
  readonly gender: string;
  readonly nationality: string;
  readonly year: number;
  readonly weight: number;
}

const HEADING = [
  "cas_CaseOwner",
  "prs_FirstName",
  "prs_SecondName",
  "con_Consent",
  "prs_Birthdate",
  "prs_Gender",
  "prs_Citizenship",
  "prs_PrimaryLanguage",
  "prs_MobilePhone",
  "prs_MailingCity",
  "prs_MailingCountry",
  "vic_TraffickingStatus",
  "vic_MethodOfRecruitment",
  "vic_MethodsOfControl",
  "vic_TypeOfExploitation",
  "vic_ForcedLabourIndustry",
  "cas_Status",
  "cas_ReferringOrganisation",
  "cas_IncomingReferralDate",
  "cas_IncomingReferralDetails",
] as const;

/** People of the published tables are counted by adjectives; the commonest, as countries with their language. */
const COUNTRY_OF: Readonly<Record<string, readonly [string, string]>> = {
  Afghan: ["AF", "prs"],
  Albanian: ["AL", "alb"],
  Algerian: ["DZ", "ara"],
  Bangladeshi: ["BD", "ben"],
  Brazilian: ["BR", "por"],
  British: ["GB", "eng"],
  Bulgarian: ["BG", "bul"],
  Chinese: ["CN", "zho"],
  Egyptian: ["EG", "ara"],
  Eritrean: ["ER", "tir"],
  Ethiopian: ["ET", "amh"],
  Filipino: ["PH", "tgl"],
  Gambian: ["GM", "eng"],
  Ghanaian: ["GH", "eng"],
  Indian: ["IN", "hin"],
  Iranian: ["IR", "fas"],
  Iraqi: ["IQ", "ara"],
  Ivorian: ["CI", "fra"],
  Jamaican: ["JM", "eng"],
  Kenyan: ["KE", "swa"],
  Libyan: ["LY", "ara"],
  Lithuanian: ["LT", "lit"],
  Moroccan: ["MA", "ara"],
  Namibian: ["NA", "eng"],
  Nigerian: ["NG", "eng"],
  Pakistani: ["PK", "urd"],
  Polish: ["PL", "pol"],
  Portuguese: ["PT", "por"],
  Romanian: ["RO", "ron"],
  Somali: ["SO", "som"],
  "Sri Lankan": ["LK", "sin"],
  Sudanese: ["SD", "ara"],
  Syrian: ["SY", "ara"],
  Thai: ["TH", "tha"],
  Tunisian: ["TN", "ara"],
  Turkish: ["TR", "tur"],
  Ugandan: ["UG", "eng"],
  UK: ["GB", "eng"],
  Ukrainian: ["UA", "ukr"],
  Vietnamese: ["VN", "vie"],
  Zimbabwean: ["ZW", "eng"],
};

const TYPES: readonly (readonly [string, string])[] = [
  ["Labour", "ForcedLabour"],
  ["Sexual", "SexualExploitation"],
  ["Domestic", "Servitude"],
  ["Organ Harvesting", "OrganRemoval"],
  ["Criminal", "Other"],
];
const FIRST = [
  "Amal",
  "Selam",
  "Linh",
  "Ana",
  "Ioana",
  "Yusuf",
  "Arben",
  "Mai",
  "Tesfay",
  "Rosa",
  "Sami",
  "Chidi",
];
const LAST = [
  "Tesfai",
  "Nguyen",
  "Popa",
  "Hoxha",
  "Okafor",
  "Rahman",
  "Silva",
  "Kaya",
  "Noor",
  "Dinh",
  "Haile",
];
const TOWNS = ["Northport", "Eastmoor", "Saltmarsh", "Highfield", "Weir", "Longbridge"];
const CONTROLS = ["DebtBondage", "FalsePromises", "TakesEarnings", "WithholdsDocuments", "PhysicalThreats"];
const METHODS = [
  "ThroughOnlineSocialNetworks",
  "ThroughFriendsOrSocialEvents",
  "AtWork",
  "ThroughAnOnlineAdvertisement",
];
const TRADES = [
  "A_AgricultureForestryAndFishing",
  "F_Construction",
  "I_AccommodationAndFoodServiceActivities",
];
const STATUSES = ["Active", "Active", "FollowUp", "Closed"];
/** Each breaks one cell of a row, in turn. */
const SLIPS: readonly { column: (typeof HEADING)[number]; value: string; code: string }[] = [
  { column: "prs_Birthdate", value: "31/02/1999", code: "not-a-date" },
  { column: "prs_Gender", value: "F", code: "not-on-list" },
  { column: "prs_Citizenship", value: "Atlantis", code: "not-a-country" },
  { column: "con_Consent", value: "FALSE", code: "no-consent" },
  { column: "prs_FirstName", value: "x".repeat(400), code: "too-long" },
  { column: "vic_TypeOfExploitation", value: "ForcedLabour;Unheard", code: "not-on-list" },
  { column: "prs_PrimaryLanguage", value: "Elvish", code: "not-a-language" },
];

/** A number in [0, 1) from a seed, the same on every machine (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * @param rows data rows, 1 to 200,000; about one in a hundred is wrong on purpose
 * @param folder the open tables; see `hasStats`
 */
export function buildCaseload(rows: number, seed: number, folder = STATS_FOLDER): Caseload {
  const draw = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const people = byWeight(readReferrals(join(folder, "uk-nrm")));
  const citizens = byWeight(readCitizenship(join(folder, "unodc_glotip.csv.gz")));
  const lines = [HEADING.join(",")];
  const wrong: { row: number; column: string; code: string }[] = [];
  for (let i = 0; i < rows; i++) {
    const person = people(draw());
    const [country, language] = COUNTRY_OF[person.nationality] ?? [citizens(draw()).country, ""];
    const age = person.isChild ? 8 + Math.floor(draw() * 10) : 18 + Math.floor(draw() ** 2 * 40);
    const types = TYPES.filter(([word]) => person.exploitation.includes(word)).map(([, name]) => name);
    const day = `${String(1 + Math.floor(draw() * 12)).padStart(2, "0")}-${String(1 + Math.floor(draw() * 28)).padStart(2, "0")}`;
    const cells: Record<(typeof HEADING)[number], string> = {
      cas_CaseOwner: `Caseworker ${1 + Math.floor(draw() * 20)}`,
      prs_FirstName: pick(FIRST),
      prs_SecondName: pick(LAST),
      con_Consent: "TRUE",
      prs_Birthdate: `${person.year - age}-${day}`,
      prs_Gender: person.gender === "Female" ? "Feminine" : "Masculine",
      prs_Citizenship: country,
      prs_PrimaryLanguage: language,
      prs_MobilePhone: draw() < 0.4 ? `+1555${String(Math.floor(draw() * 1e7)).padStart(7, "0")}` : "",
      prs_MailingCity: draw() < 0.6 ? pick(TOWNS) : "",
      prs_MailingCountry: "",
      vic_TraffickingStatus: draw() < 0.7 ? "PossibleVictimOfTrafficking" : "ActualVictimOfTrafficking",
      vic_MethodOfRecruitment: pick(METHODS),
      vic_MethodsOfControl: [...new Set([pick(CONTROLS), pick(CONTROLS)])].join(";"),
      vic_TypeOfExploitation: types.length > 0 ? types.join(";") : "Other",
      vic_ForcedLabourIndustry: types.includes("ForcedLabour") ? pick(TRADES) : "",
      cas_Status: pick(STATUSES),
      cas_ReferringOrganisation: pick(["Local authority", "Police", "Helpline", "Clinic, north"]),
      cas_IncomingReferralDate: `${person.year}-${day}`,
      cas_IncomingReferralDetails: 'Came with a friend. Said: "I want to work again."',
    };
    if (i % 101 === 50) {
      const slip = SLIPS[Math.floor(i / 101) % SLIPS.length] as (typeof SLIPS)[number];
      cells[slip.column] = slip.value;
      wrong.push({ row: i + 2, column: slip.column, code: slip.code });
    }
    lines.push(HEADING.map((name) => quoted(cells[name])).join(","));
  }
  return { csv: `${lines.join("\r\n")}\r\n`, rows, wrong };
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Draws an entry as often as its weight says. */
function byWeight<T extends { readonly weight: number }>(entries: readonly T[]): (at: number) => T {
  let sum = 0;
  const sums = entries.map((entry) => (sum += entry.weight));
  return (at) => {
    const wanted = at * sum;
    let [low, high] = [0, entries.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return entries[low] as T;
  };
}

/** Most cells of the tables count nobody: those lines are dropped before they are parsed. */
const countedLines = (file: string): string =>
  gunzipSync(readFileSync(file))
    .toString("utf8")
    .split(/\r?\n/)
    .filter((line) => !line.endsWith(",0") && !line.includes(",Total,"))
    .join("\n");

/** The cells of the referral tables that are no totals. */
function readReferrals(folder: string): Cell[] {
  const cells: Cell[] = [];
  for (const file of readdirSync(folder).sort()) {
    const year = /^nrm_referrals_.*_(\d{4})_q\d\.csv\.gz$/.exec(file)?.[1];
    if (!year) continue;
    const table = parse(countedLines(join(folder, file)), { columns: true }) as Record<string, string>[];
    for (const row of table) {
      const {
        "Exploitation type": exploitation,
        "Age at exploitation": age,
        Gender: gender,
        Nationality,
      } = row;
      const weight = Number(row.People);
      const isTotal = [exploitation, age, gender, Nationality, row["First responder"]].some((cell) =>
        /total/i.test(cell ?? ""),
      );
      if (isTotal || !(weight > 0) || !exploitation || !age || !gender || !Nationality) continue;
      cells.push({
        exploitation,
        isChild: age.startsWith("Child"),
        gender,
        nationality: Nationality,
        year: Number(year),
        weight,
      });
    }
  }
  return cells;
}

/** Detected people by citizenship, for all the years; "<5" counts as 2. */
function readCitizenship(file: string): { country: string; weight: number }[] {
  const named = new Map(
    COUNTRIES.options.map(
      ({ code }) => [new Intl.DisplayNames(["en"], { type: "region" }).of(code), code] as const,
    ),
  );
  const counts = new Map<string, number>();
  const table = parse(gunzipSync(readFileSync(file)), { columns: true, bom: true }) as Record<
    string,
    string
  >[];
  for (const row of table) {
    const country = named.get(row.Category ?? "");
    if (row.Dimension !== "by citizenship" || !country || row.Sex !== "Total" || row.Age !== "Total")
      continue;
    const count = row.txtVALUE === "<5" ? 2 : Number(row.txtVALUE);
    if (count > 0) counts.set(country, (counts.get(country) ?? 0) + count);
  }
  return [...counts].map(([country, weight]) => ({ country, weight }));
}
