import type { Limit } from "@leeward/clocks";
import type { CalendarSetting } from "../../core/config/calendar.ts";
import { JURISDICTIONS_DIR, readJurisdictions } from "./journey/read-packs.ts";
import { clocksOf, lineageOf } from "./journey/resolve.ts";
import { limitsOf, type ReferralLimits } from "./referral-rules.ts";

/** Where no pack is of the place. */
const BASELINE = "coe";

/**
 * How long a referral may wait where the house works: as the pack of its region says, else as the baseline does.
 *
 * @param region as `LEEWARD_REGION` says it
 */
export function readReferralLimits(region: CalendarSetting["region"], year: number): ReferralLimits {
  const { packs } = readJurisdictions(JURISDICTIONS_DIR, year);
  const name = region && [region.country, region.state].filter(Boolean).join("-");
  const pack =
    packs.find(({ calendar }) => name !== undefined && calendar.region === name) ??
    packs.find(({ code }) => code === BASELINE);
  if (!pack) throw new Error("the house has its baseline pack");
  const lineage = lineageOf(pack, new Map(packs.map((each) => [each.code, each])));
  if (typeof lineage === "string") throw new Error(lineage);
  return limitsOf(clocksOf(lineage).map(({ code, limit }) => ({ code, limit: limit as Limit })));
}
