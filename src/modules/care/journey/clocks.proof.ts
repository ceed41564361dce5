import { type Calendar, dueAt, escalationsOf } from "@leeward/clocks";
import { findDifferences, type Span, wallOf } from "../../../../packages/clocks/testing/differential.ts";
import { obviousDueAt, type Wall } from "../../../../packages/clocks/testing/obvious.ts";
import { drawFrom } from "../../../../packages/clocks/testing/worlds.ts";
import type { Rules } from "./rules.ts";
import { allRules, seedOf } from "./testing/jurisdictions.ts";

const SPAN: Span = { from: 1990, until: 2039 };
const DRAWN_PER_PACK = 4_000;
/** Each limit of a pack begins so often in each year, at drawn minutes. */
const PER_YEAR = 6;
const DAYS_MAX = 400;

/** Fifty years of every pack: its own limits and drawn ones, in its zone and with its holidays, beside the slow walk. */
export const proof = {
  name: "clocks of the packs",
  bar: "over 50 years, in each pack's zone and holidays, each of its limits and drawn ones end when a slow, obvious walk says so",
  run: async (log: (line: string) => void) => {
    const seed = seedOf("clocks of the packs over 50 years");
    const walls = new Map<string, Wall>();
    let [packs, clocks, different, holidays, tooLong] = [0, 0, 0, 0, 0];
    for (const [code, { calendar, clocks: own }] of allRules({
      from: SPAN.from - 1,
      until: SPAN.until + 3,
    })) {
      const { zone } = calendar;
      const wall = walls.get(zone) ?? wallOf(zone, SPAN);
      walls.set(zone, wall);
      const world = { seed, zone, wall, span: SPAN, clocks: DRAWN_PER_PACK, place: calendar };
      const drawn = findDifferences({ dueAt, escalationsOf }, world);
      const walked = own.filter(({ limit }) => limit.unit === "hours" || limit.length <= DAYS_MAX);
      const wrong = walked.flatMap((rule) => wrongOf(rule, calendar, wall, seed));
      packs++;
      holidays += calendar.holidays.size;
      clocks += drawn.clocks + walked.length * PER_YEAR * (SPAN.until - SPAN.from + 1);
      different += drawn.different + wrong.length;
      tooLong += own.length - walked.length;
      log(
        `${code}, ${zone}, ${calendar.holidays.size} holidays: ${drawn.different} drawn and ${wrong.length} of its own differ`,
      );
      for (const line of [...drawn.examples, ...wrong.slice(0, 3)]) log(line);
    }
    return {
      passed: different === 0 && holidays > 0 && tooLong === 0,
      figures: { seed, packs, holidays, clocks, different, limitsTooLongToWalk: tooLong },
    };
  },
};

/** Where a limit of a pack, begun at drawn minutes of each year, ends elsewhere than the walk says. */
function wrongOf(
  { code, limit }: Rules["clocks"][number],
  calendar: Calendar,
  wall: Wall,
  seed: number,
): string[] {
  const draw = drawFrom(seed);
  const wrong: string[] = [];
  for (let year = SPAN.from; year <= SPAN.until; year++) {
    for (let n = 0; n < PER_YEAR; n++) {
      const clock = { startedAt: Date.UTC(year, 0, 1, 0, draw(365 * 1440)), limit };
      const [fast, slow] = [dueAt(clock, calendar), obviousDueAt(clock, calendar, wall)];
      if (fast !== slow) wrong.push(JSON.stringify({ code, clock, fast, slow }));
    }
  }
  return wrong;
}
