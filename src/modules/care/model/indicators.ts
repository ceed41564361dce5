import { optionSet } from "./field.ts";

/**
 * Operational indicators of trafficking: International Labour Office and European Commission, *Operational indicators of
 * trafficking in human beings* (2009, revised in September 2009), which experts agreed on in two rounds (Delphi). The six
 * dimensions, the 67 indicators and their strengths are of the list for adults in labour exploitation. No indicator proves anything alone, and
 * the list was made before most recruitment went online.
 */
const INDICATOR_SET = "ilo-2009";

export const DIMENSIONS = [
  "deceptive-recruitment",
  "coercive-recruitment",
  "abuse-at-recruitment",
  "exploitation",
  "coercion-there",
  "abuse-there",
] as const;
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
} as const satisfies Record<Dimension, Record<Strength, readonly string[]>>;

type ByDimension = typeof BY_DIMENSION;
export type IndicatorCode = ByDimension[Dimension][Strength][number];

export interface Indicator {
  readonly set: typeof INDICATOR_SET;
  readonly code: IndicatorCode;
  readonly dimension: Dimension;
  /** As the list has it; who records it may see it otherwise. */
  readonly strength: Strength;
}

export const INDICATOR_LIST: readonly Indicator[] = DIMENSIONS.flatMap((dimension) =>
  (["strong", "medium", "weak"] as const).flatMap((strength) =>
    BY_DIMENSION[dimension][strength].map((code) => ({ set: INDICATOR_SET, code, dimension, strength })),
  ),
);

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
