import type { Calendar } from "@leeward/clocks";
import type { JurisdictionPack } from "./pack.ts";
import { ownJurisdiction } from "./read-packs.ts";
import { clocksOf, type Lineage, rulesOf, stepsOf } from "./resolve.ts";
import type { Rules } from "./rules.ts";

/** As a pack calls something; the desk shows the one of its language. */
export interface PackName {
  readonly en: string;
  readonly ar: string;
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
  /** The source of a clock, in a line. */
  readonly bases: ReadonlyMap<string, string>;
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
 * @throws Error where it is not there or wrong
 */
export function housePack(code: string, now: Date, ofHouse: Calendar): HousePack {
  const year = now.getUTCFullYear();
  const known = read.get(`${code} ${year}`) ?? packOf(ownJurisdiction(code, year), year);
  read.set(`${code} ${year}`, known);
  if (known.region !== null || known.rules.calendar === ofHouse) return known;
  // A baseline is of no place: its clocks are counted in the days of the house.
  const here = { ...known, rules: { ...known.rules, calendar: ofHouse } };
  read.set(`${code} ${year}`, here);
  return here;
}

function packOf(lineage: Lineage, year: number): HousePack {
  const pack = lineage.at(-1);
  if (!pack) throw new Error("a lineage ends with its pack");
  const clocks = clocksOf(lineage);
  const own = [...stepsOf(lineage).values()].flatMap((step) => ("name" in step ? [step] : []));
  return {
    code: pack.code,
    name: pack.name,
    region: regionOf(pack.calendar),
    rules: rulesOf(lineage, { from: year - YEARS_BACK, until: year + YEARS_AHEAD }),
    clockNames: new Map(clocks.map(({ code, name }) => [code, name])),
    stepNames: new Map(own.map(({ code, name }) => [code, name])),
    bases: new Map(
      clocks.map(({ code, source: { instrument, article, year: of } }) => [
        code,
        `${instrument}, ${article} (${of})`.slice(0, BASIS_MAX),
      ]),
    ),
    isConfirmed: lineage.every(({ clocks: all, steps }) =>
      [...all, ...steps].every(({ counsel }) => counsel !== null),
    ),
  };
}

/** A calendar with days of its own is of a place, also where no list of holidays knows that place. */
const regionOf = ({ region, zone, holidays }: JurisdictionPack["calendar"]): string | null =>
  region ?? (holidays.length > 0 || zone !== "UTC" ? zone : null);
