import type { Calendar, dueAt, escalationsOf } from "../index.ts";
import { obviousDueAt, obviousMoment, Wall } from "./obvious.ts";
import { drawCalendar, drawClock, drawFrom, drawPlan } from "./worlds.ts";

export interface Differences {
  readonly clocks: number;
  readonly different: number;
  /** Clocks of which both say that a pause keeps their end away. */
  readonly kept: number;
  /** The first that differ, as text. */
  readonly examples: readonly string[];
}

export interface Span {
  /** First and last year in which clocks begin. */
  readonly from: number;
  readonly until: number;
}

const EXAMPLES_MAX = 3;
const CLOCKS_PER_CALENDAR = 50;
const DAY_MS = 86_400_000;

/** The wall of a zone, long enough for all clocks that begin in a span. */
export const wallOf = (zone: string, { from, until }: Span): Wall =>
  new Wall(zone, Date.UTC(from, 0, 1) - 40 * DAY_MS, Date.UTC(until + 1, 0, 1) + 400 * DAY_MS);

/** A way of finding the end of a limit, and when someone further is told of it. */
export interface Quick {
  readonly dueAt: typeof dueAt;
  readonly escalationsOf: typeof escalationsOf;
}

/**
 * Compares it with the slow and obvious one, on clocks drawn in one zone, with the holidays of `place` or, without one,
 * with drawn ones.
 */
export function findDifferences(
  quick: Quick,
  world: { seed: number; zone: string; wall: Wall; span: Span; clocks: number; place?: Calendar },
): Differences {
  const { zone, wall, span, place } = world;
  const draw = drawFrom(world.seed);
  const calendarOf = () => place ?? drawCalendar(draw, zone, span.from - 1, span.until + 3);
  const wallEnd = Date.UTC(9999, 0, 1);
  const examples: string[] = [];
  let [different, kept] = [0, 0];
  let calendar = calendarOf();
  for (let n = 1; n <= world.clocks; n++) {
    if (n % CLOCKS_PER_CALENDAR === 0) calendar = calendarOf();
    const clock = drawClock(draw, Date.UTC(span.from, 0, 1), Date.UTC(span.until + 1, 0, 1), wall.turns);
    const plan = drawPlan(draw);
    const due = obviousDueAt(clock, calendar, wall);
    const told = plan.map(({ name, when }) => ({ name, at: obviousMoment(when, clock, calendar, wall) }));
    told.sort((one, other) => (one.at ?? wallEnd) - (other.at ?? wallEnd));
    const slow = JSON.stringify({ due, told });
    const fast = orThrown(() =>
      JSON.stringify({ due: quick.dueAt(clock, calendar), told: quick.escalationsOf(clock, plan, calendar) }),
    );
    if (due === null) kept++;
    if (fast === slow) continue;
    different++;
    if (examples.length < EXAMPLES_MAX) examples.push(JSON.stringify({ zone, clock, plan, fast, slow }));
  }
  return { clocks: world.clocks, different, kept, examples };
}

/** A mutant may throw where it should answer: that is a difference too. */
function orThrown(answer: () => string): string {
  try {
    return answer();
  } catch (error) {
    return String(error);
  }
}
