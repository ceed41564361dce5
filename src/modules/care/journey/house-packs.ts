import type { Calendar, Limit } from "@leeward/clocks";
import type { ReviewRule } from "../rules.ts";
import { type Keeping, keepingOf } from "./keeping.ts";
import type { JurisdictionPack, PackClock } from "./pack.ts";
import { ownJurisdiction } from "./read-packs.ts";
import { clocksOf, type Lineage, rulesOf, stepsOf } from "./resolve.ts";
import type { ConsentClock, Rules } from "./rules.ts";

/** As a pack calls something; the desk shows the one of its language. */
export interface PackName {
  readonly en: string;
  readonly ar: string;
}

/** Where an entry of a pack is written. */
export interface PackSource {
  /** In a line. */
  readonly cited: string;
  /** What the source does not say, and we added. */
  readonly note: string | null;
  /** By a named lawyer; until then it is to be confirmed by counsel, and every page that shows it says so. */
  readonly isConfirmed: boolean;
}

/** A jurisdiction as cases are led by it. */
export interface HousePack {
  readonly code: string;
  readonly name: PackName;
  /** Whose working days it counts in, as `LEEWARD_REGION` says it; null where it leaves that to the house. */
  readonly region: string | null;
  readonly rules: Rules;
  /** Of its clocks, and of the steps that are its own. */
  readonly clockNames: ReadonlyMap<string, PackName>;
  readonly stepNames: ReadonlyMap<string, PackName>;
  readonly clockSources: ReadonlyMap<string, PackSource>;
  readonly stepSources: ReadonlyMap<string, PackSource>;
  /** Within which time consents are looked at again. */
  readonly consents: Readonly<Record<ConsentClock, ReviewRule>>;
  /** How long a closed case is kept, and where that is written. */
  readonly keeping: Keeping;
  /** No lawyer has confirmed an entry. */
  readonly isConfirmed: boolean;
}

/** Years before and after today that a clock can be counted in. */
const YEARS_BACK = 6;
const YEARS_AHEAD = 12;

const BASIS_MAX = 200;

const read = new Map<string, HousePack>();

/**
 * A pack with what it is based on; read once for each year.
 *
 * @param ofHouse whose working days count where the pack names none, as a baseline
 * @param own a folder of a State's own packs
 * @throws Error where it is not there or wrong
 */
export function housePack(code: string, now: Date, ofHouse: Calendar, own: string | null = null): HousePack {
  const year = now.getUTCFullYear();
  const key = `${code} ${year} ${own ?? ""}`;
  const known = read.get(key) ?? packOf(ownJurisdiction(code, year, own), year);
  read.set(key, known);
  if (known.region !== null || known.rules.calendar === ofHouse) return known;
  // A baseline is of no place: its clocks are counted in the days of the house.
  const here = { ...known, rules: { ...known.rules, calendar: ofHouse } };
  read.set(key, here);
  return here;
}

function packOf(lineage: Lineage, year: number): HousePack {
  const pack = lineage.at(-1);
  if (!pack) throw new Error("a lineage ends with its pack");
  const clocks = clocksOf(lineage);
  const reviewBy = (code: ConsentClock): ReviewRule => {
    const clock = clocks.find((one) => one.code === code);
    if (!clock) throw new Error(`${pack.code}: a checked pack has ${code}`);
    return { limit: clock.limit as Limit, basis: sourceOf(clock).cited.slice(0, BASIS_MAX) };
  };
  const own = [...stepsOf(lineage).values()].flatMap((step) => ("name" in step ? [step] : []));
  return {
    code: pack.code,
    name: pack.name,
    region: regionOf(pack.calendar),
    rules: rulesOf(lineage, { from: year - YEARS_BACK, until: year + YEARS_AHEAD }),
    clockNames: new Map(clocks.map(({ code, name }) => [code, name])),
    stepNames: new Map(own.map(({ code, name }) => [code, name])),
    clockSources: new Map(clocks.map((clock) => [clock.code, sourceOf(clock)])),
    stepSources: new Map(own.map((step) => [step.code, sourceOf(step)])),
    consents: {
      "consent-review": reviewBy("consent-review"),
      "consent-new-purpose": reviewBy("consent-new-purpose"),
    },
    keeping: keepingOf(lineage),
    isConfirmed: lineage.every(({ clocks: all, steps }) =>
      [...all, ...steps].every(({ counsel }) => counsel !== null),
    ),
  };
}

const sourceOf = ({ source, counsel }: Pick<PackClock, "source" | "counsel">): PackSource => ({
  cited: `${source.instrument}, ${source.article} (${source.year})`,
  note: source.note ?? null,
  isConfirmed: counsel !== null,
});

/** A calendar with days of its own is of a place, also where no list of holidays knows that place. */
const regionOf = ({ region, zone, holidays }: JurisdictionPack["calendar"]): string | null =>
  region ?? (holidays.length > 0 || zone !== "UTC" ? zone : null);
