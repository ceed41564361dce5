import { alpha2Of, regionOf } from "@leeward/synth";
import type { Codebook, CodebookCode, CodebookVariable } from "../codebook.ts";
import { type Shape, shapeOf, type Teller } from "./shape.ts";

/**
 * The public columns of IOM's Counter-Trafficking Data Collaborative: of its Global Synthetic Dataset (27 columns), of its
 * older k-anonymous files, and of tables that others derived from them with spaces in the names. What the codebook has
 * a code for is counted as that; bands of age, pairs of means and the like that are CTDC's own stay its own.
 */
export function ctdcShape(header: readonly string[], codebook: Codebook, leavesOut: boolean): Shape {
  const known = columnsOf(codebook);
  const names = header.map(bare);
  const tellers = names.map((name) => known.get(name) ?? []);
  const lost = header.filter((_, at) => tellers[at]?.length === 0);
  const isOurs = (column: string) => NOT_COUNTED.includes(bare(column));
  return shapeOf(variablesOf(codebook), tellers, {
    leftOut: lost.filter(isOurs),
    unknown: lost.filter((column) => !isOurs(column)),
    leavesOut,
  });
}

const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, "");

/** Known, and counted as nothing: how a row came to IOM, and what only repeats another column. */
const NOT_COUNTED: readonly string[] = ["datasource", "majorityentry", "ageassistance"];

/** Spellings of an answer that is none. */
const isNothing = (cell: string): boolean =>
  /^(|null|none|nan|na|n\/a|-99|0|unknown|not specified)$/i.test(cell);
const isYes = (cell: string): boolean => /^(1|1\.0|true|yes)$/i.test(cell);
const isNo = (cell: string): boolean => /^(0|0\.0|false|no)$/i.test(cell);

const code = (name: string, en: string, ar: string): CodebookCode => ({ code: name, htcds: null, en, ar });

const TRANS = code("trans-or-non-conforming", "trans or non-conforming", "عابر جندريًا أو غير مطابق");
const CONTROL_PAIRS = [
  code("debt-or-earnings", "Debt bondage or earnings taken", "إسار الدَّين أو أخذ الأجر"),
  code("any-abuse", "Psychological, physical or sexual abuse", "إيذاء نفسي أو جسدي أو جنسي"),
];
const AGES = ["0-8", "9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48+"];

const OWN: readonly CodebookVariable[] = [
  {
    ...{ name: "ageBroad", entity: "person", many: false, htcds: null, en: "age", ar: "العمر" },
    codes: AGES.map((band) => code(band, band, band)),
  },
  {
    ...{ name: "trafficMonths", entity: "event", many: false, htcds: null },
    ...{ en: "how many months", ar: "كم شهرًا" },
    codes: [
      code("0-12", "up to 12", "حتى 12"),
      code("13-24", "13 to 24", "من 13 إلى 24"),
      code("25+", "25 or more", "25 أو أكثر"),
    ],
  },
  {
    ...{
      name: "typeOfLabour",
      entity: "event",
      many: true,
      htcds: null,
      en: "kind of work",
      ar: "نوع العمل",
    },
    codes: [
      code("agriculture", "Farming", "الزراعة"),
      code("construction", "Construction", "البناء"),
      code("households", "Private households", "المنازل الخاصّة"),
      code("hospitality", "Hotels and restaurants", "الفنادق والمطاعم"),
      code("manufacturing", "Manufacturing", "الصناعة"),
      code("mining", "Mining", "التعدين"),
      code("transport", "Transport", "النقل"),
    ],
  },
  {
    ...{ name: "sexualForm", entity: "event", many: true, htcds: null },
    ...{ en: "form of sexual exploitation", ar: "شكل الاستغلال الجنسي" },
    codes: [code("paid-acts", "Paid acts", "أفعال مدفوعة"), code("images", "Images", "صور")],
  },
  {
    ...{ name: "recruiterRelation", entity: "perpetrator", many: true, htcds: null },
    ...{ en: "who took them on", ar: "من جنّدهم" },
    codes: [
      code("intimate-partner", "Intimate partner", "شريك حميم"),
      code("friend", "Friend", "صديق"),
      code("family", "Family", "من العائلة"),
      code("other", "Other", "أخرى"),
    ],
  },
  {
    ...{ name: "citizenThere", entity: "person", many: false, htcds: null },
    ...{ en: "citizen of that country", ar: "مواطن في ذلك البلد" },
    codes: [code("yes", "yes", "نعم")],
  },
];

const FIRST_YEAR = 2000;
const LAST_YEAR = 2040;
/** Of the codebook's ways of control, those that CTDC's columns can say. */
const CONTROL = [
  "threats",
  "false-promises",
  "substances",
  "no-necessities",
  "long-hours",
  "papers-withheld",
];

/** The codebook's variables with CTDC's codes, then CTDC's own. */
function variablesOf({ variables }: Codebook): CodebookVariable[] {
  const fitted = variables.map((variable): CodebookVariable => {
    const { name, codes } = variable;
    if (name === "gender")
      return { ...variable, codes: [...codes.filter((one) => one.code !== "non-binary"), TRANS] };
    if (name === "year") {
      const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, n) => `${FIRST_YEAR + n}`);
      return { ...variable, codes: years.map((year) => code(year, year, year)) };
    }
    if (name === "control") return { ...variable, codes: [...codes, ...CONTROL_PAIRS] };
    return variable;
  });
  return [...fitted, ...OWN];
}

/** What each column tells, by its name in small letters alone. */
function columnsOf({ variables }: Codebook): ReadonlyMap<string, readonly Teller[]> {
  const one = (variable: string, tell: Teller["tell"]): readonly Teller[] => [{ variable, tell }];
  const flagged = (variable: string, of: string): readonly Teller[] => [
    { variable, tell: (cell) => (isYes(cell) ? [of] : []), denies: isNo, codes: [of] },
  ];
  const place = (of: string): readonly Teller[] => [
    { variable: `${of}Region`, tell: regionsOf },
    { variable: `${of}Country`, tell: countriesOf },
  ];
  const age: readonly Teller[] = [
    { variable: "ageBroad", tell: (cell) => bandsOf(cell) },
    { variable: "adulthood", tell: (cell) => bandsOf(cell).map(adulthoodOf) },
  ];
  const ofCodebook = (prefix: string, name: string): [string, readonly Teller[]][] =>
    (variables.find((variable) => variable.name === name)?.codes ?? []).flatMap((known) =>
      known.htcds ? [[`${prefix}${bare(known.htcds)}`, flagged(name, known.code)]] : [],
    );
  return new Map<string, readonly Teller[]>([
    // The k-anonymous files spell ways of control as HTCDS does.
    ...ofCodebook("meansofcontrol", "control"),
    ["yearofregistration", one("year", (cell) => (/^20\d\d$/.test(cell) ? [cell] : []))],
    ["gender", one("gender", genderOf)],
    ["woman", flagged("gender", "woman")],
    ["man", flagged("gender", "man")],
    ["transnonconforming", flagged("gender", TRANS.code)],
    ["agebroad", age],
    ["agecategories", age],
    ["ageband", age],
    ["majoritystatus", one("adulthood", majorityOf)],
    ["majoritystatusatexploit", one("whenTrafficked", majorityOf)],
    ["citizenship", place("citizenship")],
    ["countryofexploitation", place("exploitation")],
    ["traffickmonths", one("trafficMonths", monthsOf)],
    ["traffickingduration", one("trafficMonths", monthsOf)],
    ["meansdebtbondageearnings", flagged("control", "debt-or-earnings")],
    ["meansabuse", flagged("control", "any-abuse")],
    ["meansabusepsyphysex", flagged("control", "any-abuse")],
    ...CONTROL_COLUMNS.map(([column, way]): [string, readonly Teller[]] => [column, flagged("control", way)]),
    ["isforcedlabour", flagged("purpose", "forced-labour")],
    ["issexualexploit", flagged("purpose", "sexual")],
    ["isotherexploit", flagged("purpose", "other")],
    ["isforcedmarriage", flagged("purpose", "forced-marriage")],
    ["isforcedmilitary", flagged("purpose", "armed-group")],
    ["isorganremoval", flagged("purpose", "organ-removal")],
    ["typeoflabouragriculture", flagged("typeOfLabour", "agriculture")],
    ["typeoflabourconstruction", flagged("typeOfLabour", "construction")],
    ["typeoflabourdomesticwork", flagged("typeOfLabour", "households")],
    ["typeoflabourhospitality", flagged("typeOfLabour", "hospitality")],
    ["typeoflabourmanufacturing", flagged("typeOfLabour", "manufacturing")],
    ["typeoflabourminingordrilling", flagged("typeOfLabour", "mining")],
    ["typeoflabourtransportation", flagged("typeOfLabour", "transport")],
    ["typeofsexprostitution", flagged("sexualForm", "paid-acts")],
    ["typeofsexpornography", flagged("sexualForm", "images")],
    ["recruiterrelationintimatepartner", flagged("recruiterRelation", "intimate-partner")],
    ["recruiterrelationfriend", flagged("recruiterRelation", "friend")],
    ["recruiterrelationfamily", flagged("recruiterRelation", "family")],
    ["recruiterrelationother", flagged("recruiterRelation", "other")],
    ["iscitizenofcountry", flagged("citizenThere", "yes")],
  ]);
}

const CONTROL_COLUMNS: readonly (readonly [string, string])[] = [
  "meansthreats",
  "meansfalsepromises",
  "meansdrugsalcohol",
  "meansdenybasicneeds",
  "meansexcessiveworkhours",
  "meanswithholddocs",
].map((column, at) => [column, CONTROL[at] ?? ""] as const);

function genderOf(cell: string): readonly string[] {
  if (/^(woman|female)$/i.test(cell)) return ["woman"];
  if (/^(man|male)$/i.test(cell)) return ["man"];
  return /^trans/i.test(cell) ? [TRANS.code] : [];
}

/** "09--17", "Age 9-17", "48+", or the place of a band, from 1 on, as derived tables have it. */
function bandsOf(cell: string): readonly string[] {
  if (/^[1-9]$/.test(cell)) return [AGES[Number(cell) - 1] ?? ""];
  const band = cell
    .replace(/^age\s+/i, "")
    .replace(/-{2}|\u2013/, "-")
    .replace(/^0(?=\d)/, "");
  return AGES.includes(band) ? [band] : [];
}

const adulthoodOf = (band: string): string => (AGES.indexOf(band) < 2 ? "child" : "adult");
const majorityOf = (cell: string): readonly string[] =>
  /^minor$/i.test(cell) ? ["child"] : /^adult$/i.test(cell) ? ["adult"] : [];

function monthsOf(cell: string): readonly string[] {
  if (/^(1|0-{1,2}12\b)/.test(cell) && !/^13/.test(cell)) return ["0-12"];
  if (/^(2$|13)/.test(cell)) return ["13-24"];
  return /^(3$|25)/.test(cell) ? ["25+"] : [];
}

/** ISO 3166-1 alpha-2 of a country by either of its codes. */
function countriesOf(cell: string): readonly string[] {
  if (isNothing(cell)) return [];
  const said = cell.toUpperCase();
  const country = said.length === 3 ? (alpha2Of(said) ?? "") : said;
  return regionOf(country) ? [country] : [];
}

const regionsOf = (cell: string): readonly string[] =>
  countriesOf(cell).flatMap((country) => regionOf(country) ?? []);
