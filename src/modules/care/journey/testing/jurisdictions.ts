import { JURISDICTIONS_DIR, ownJurisdiction, readJurisdictions } from "../read-packs.ts";
import { rulesOf } from "../resolve.ts";
import type { Rules } from "../rules.ts";

/** The rules of each of the house's packs, by code. */
export const allRules = (years = { from: 2025, until: 2045 }): ReadonlyMap<string, Rules> =>
  new Map(
    readJurisdictions(JURISDICTIONS_DIR, years.from).packs.map(({ code }) => [
      code,
      rulesOf(ownJurisdiction(code, years.from), years),
    ]),
  );

/** The seed of a run: from `JOURNEY_SEED` to repeat one, else of this moment; printed. */
export function seedOf(name: string): number {
  const given = process.env.JOURNEY_SEED;
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  console.log(`${name}: JOURNEY_SEED=${seed} repeats this run`);
  return seed;
}
