import { dueAt, escalationsOf } from "./index.ts";
import { findDifferences, wallOf } from "./testing/differential.ts";
import { seedOf } from "./testing/seed.ts";
import { ZONES } from "./testing/worlds.ts";
import { dayAt, endOfDay } from "./zone.ts";

const SPAN = { from: 1990, until: 2039 };
const CLOCKS_PER_ZONE = 4_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Fifty years, day by day, in every zone that the platform knows; and drawn limits beside a walk along the wall. */
export const proof = {
  name: "clocks",
  bar: "no difference from a slow, obvious walk over 50 years; every day of every zone ends exactly",
  run: async (log: (line: string) => void) => {
    const seed = seedOf("clocks over 50 years");
    let [clocks, different, kept] = [0, 0, 0];
    for (const zone of ZONES) {
      const wall = wallOf(zone, SPAN);
      const world = { seed, zone, wall, span: SPAN, clocks: CLOCKS_PER_ZONE };
      const found = findDifferences({ dueAt, escalationsOf }, world);
      clocks += found.clocks;
      different += found.different;
      kept += found.kept;
      log(`${zone}: ${found.different} of ${found.clocks} differ ${found.examples.join(" ")}`);
    }
    const zones = Intl.supportedValuesOf("timeZone");
    let [days, wrongDays] = [0, 0];
    for (const [n, zone] of zones.entries()) {
      for (
        let day = Date.UTC(SPAN.from, 0, 1) / DAY_MS;
        day < Date.UTC(SPAN.until + 1, 0, 1) / DAY_MS;
        day++
      ) {
        days++;
        if (!isEnd(zone, day, endOfDay(zone, day))) wrongDays++;
      }
      if (n % 40 === 0) log(`${n} of ${zones.length} zones, ${wrongDays} days that end elsewhere`);
    }
    return {
      passed: different === 0 && wrongDays === 0 && kept > 0,
      figures: { seed, clocks, different, keptByPauses: kept, zones: zones.length, days, wrongDays },
    };
  },
};

/** The wall shows the day (or one before, where a zone left it out) until then, and a later one from then on. */
const isEnd = (zone: string, day: number, end: number): boolean =>
  dayAt(zone, end) <= day &&
  [1, MINUTE_MS + 1, 61 * MINUTE_MS].every((later) => dayAt(zone, end + later) > day);
