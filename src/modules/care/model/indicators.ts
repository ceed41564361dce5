import { optionSet } from "./field.ts";

/** What an indicator rests on. One that research refuted is never offered. */
type EvidenceGrade = "studied" | "agreed-by-experts" | "from-practice" | "refuted";

/** The lists that are offered side by side, each with its source. No indicator proves anything alone. */
export const INDICATOR_SETS = {
  // The six dimensions, the 67 indicators and their strengths are of the list for adults in labour exploitation, made before
  // most recruitment went online.
  "ilo-2009": {
    source:
      "International Labour Office and European Commission: Operational indicators of trafficking in human beings (2009, revised in September 2009); two rounds of experts (Delphi)",
    grade: "agreed-by-experts",
  },
  // Eleven signs of forced labour, which the list does not weigh.
  "ilo-2012": {
    source:
      "International Labour Office, Special Action Programme to Combat Forced Labour: ILO indicators of forced labour (2012); out of the programme's own work",
    grade: "from-practice",
  },
} as const satisfies Record<string, { readonly source: string; readonly grade: EvidenceGrade }>;
export type IndicatorSet = keyof typeof INDICATOR_SETS;

/** Of the list of 2009. */
const DIMENSIONS_2009 = [
  "deceptive-recruitment",
  "coercive-recruitment",
  "abuse-at-recruitment",
  "exploitation",
  "coercion-there",
  "abuse-there",
] as const;
export const DIMENSIONS = [...DIMENSIONS_2009, "forced-labour"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type Strength = "strong" | "medium" | "weak";

const BY_DIMENSION = {
  "deceptive-recruitment": {
    strong: ["deceived-job"],
    medium: [
      "deceived-conditions",
      "deceived-contract",
      "deceived-family",
      "deceived-housing",
      "deceived-papers",
      "deceived-travel",
      "deceived-wages",
      "deceived-marriage",
    ],
    weak: ["deceived-schooling"],
  },
  "coercive-recruitment": {
    strong: ["recruited-violence"],
    medium: [
      "recruited-abduction",
      "recruited-papers-taken",
      "recruited-debt",
      "recruited-confined",
      "recruited-threat-report",
      "recruited-threat-violence",
      "recruited-threat-tell",
      "recruited-violence-family",
      "recruited-money-held",
    ],
    weak: [],
  },
  "abuse-at-recruitment": {
    strong: [],
    medium: [
      "used-family-trouble",
      "used-no-papers",
      "used-schooling-or-language",
      "used-no-information",
      "used-control",
      "used-poverty",
      "used-false-law",
      "used-false-success",
      "used-family-situation",
      "used-personal-situation",
      "used-dependency",
      "used-authorities",
    ],
    weak: ["used-belief", "used-context", "used-past", "used-travel"],
  },
  exploitation: {
    strong: ["hours-excessive"],
    medium: [
      "living-bad",
      "work-hazardous",
      "pay-low-or-none",
      "law-or-contract-broken",
      "no-social-protection",
      "working-very-bad",
      "wages-manipulated",
    ],
    weak: ["no-schooling"],
  },
  "coercion-there": {
    strong: ["papers-taken", "debt-bondage", "confined", "violence"],
    medium: [
      "forced-crime",
      "forced-tasks",
      "forced-against-peers",
      "forced-lies",
      "threat-report",
      "threat-worse",
      "threat-violence",
      "strong-influence",
      "violence-family",
      "wages-held",
    ],
    weak: ["threat-tell"],
  },
  "abuse-there": {
    strong: [],
    medium: [
      "depends-on-them",
      "unknown-area",
      "poverty-there",
      "family-situation-there",
      "authorities-there",
    ],
    weak: ["past-there", "traits-there"],
  },
} as const satisfies Record<(typeof DIMENSIONS_2009)[number], Record<Strength, readonly string[]>>;

const SIGNS_2012 = [
  "sign-vulnerability",
  "sign-deception",
  "sign-movement",
  "sign-isolation",
  "sign-violence",
  "sign-threats",
  "sign-papers",
  "sign-wages",
  "sign-debt",
  "sign-conditions",
  "sign-overtime",
] as const;

type ByDimension = typeof BY_DIMENSION;
export type IndicatorCode =
  | ByDimension[(typeof DIMENSIONS_2009)[number]][Strength][number]
  | (typeof SIGNS_2012)[number];

export interface Indicator {
  readonly set: IndicatorSet;
  readonly code: IndicatorCode;
  readonly dimension: Dimension;
  /** As the list has it, null where it does not weigh; who records it may see it otherwise. */
  readonly strength: Strength | null;
  readonly grade: EvidenceGrade;
}

/** Without those that research refuted (docs/architecture.md, what Leeward refuses). */
export const offered = (all: readonly Indicator[]): readonly Indicator[] =>
  all.filter(({ grade }) => grade !== "refuted");

const gradeOf = (set: IndicatorSet): EvidenceGrade => INDICATOR_SETS[set].grade;

export const INDICATOR_LIST: readonly Indicator[] = offered([
  ...DIMENSIONS_2009.flatMap((dimension) =>
    (["strong", "medium", "weak"] as const).flatMap((strength) =>
      BY_DIMENSION[dimension][strength].map((code): Indicator => {
        const set = "ilo-2009";
        return { set, code, dimension, strength, grade: gradeOf(set) };
      }),
    ),
  ),
  ...SIGNS_2012.map((code): Indicator => {
    const set = "ilo-2012";
    return { set, code, dimension: "forced-labour", strength: null, grade: gradeOf(set) };
  }),
]);

const BY_CODE: ReadonlyMap<string, Indicator> = new Map(INDICATOR_LIST.map((one) => [one.code, one]));

/** The indicator of a code; nothing where the list has none. */
export const findIndicator = (code: string): Indicator | undefined => BY_CODE.get(code);

export const INDICATORS = {
  ...optionSet(
    "indicators",
    INDICATOR_LIST.map(({ code }) => code),
  ),
  /** The dimension stands before the name. */
  partOf: (code: string): string => findIndicator(code)?.dimension ?? "",
};
