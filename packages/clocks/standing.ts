import type { Calendar } from "./calendar.ts";
import { type Clock, dueAt } from "./clock.ts";
import type { Instant } from "./zone.ts";

/** How a clock stands at a moment. What it waits for may be done meanwhile: that is for the caller to know. */
export interface Standing {
  readonly state: "running" | "paused" | "over";
  /** The last instant in time; of a paused clock, if it went on now. */
  readonly dueAt: Instant;
  /** How much of the time has run, 0 to 1; pauses left out. 1 when it is over. */
  readonly used: number;
}

/**
 * How a clock stands at `now`.
 *
 * @throws ClockError as `dueAt`
 */
export function standingAt(clock: Clock, calendar: Calendar, now: Instant): Standing {
  const standing = clock.pauses?.find(({ from, until }) => from <= now && (until === null || now < until));
  const asIfEnded = (clock.pauses ?? []).map((pause) =>
    pause.until === null ? { from: pause.from, until: Math.max(now, pause.from) + 1 } : pause,
  );
  const due = dueAt(clock, calendar) ?? dueAt({ ...clock, pauses: asIfEnded }, calendar);
  if (due === null) throw new Error("a clock whose pauses have all ended is due at some time");
  if (now > due) return { state: "over", dueAt: due, used: 1 };
  const whole = runMs(clock, due, now);
  return {
    state: standing ? "paused" : "running",
    dueAt: due,
    used: whole <= 0 ? 0 : Math.min(1, Math.max(0, runMs(clock, Math.min(now, due), now) / whole)),
  };
}

/** Milliseconds from the start until `at` in which the clock ran. */
function runMs({ startedAt, pauses = [] }: Clock, at: Instant, now: Instant): number {
  let ran = at - startedAt;
  for (const { from, until } of pauses) {
    ran -= Math.max(0, Math.min(until ?? now, at) - Math.max(from, startedAt));
  }
  return ran;
}
