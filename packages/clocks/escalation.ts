import type { Calendar } from "./calendar.ts";
import { type Clock, dueAt, instantAfter } from "./clock.ts";
import { ClockError } from "./errors.ts";
import { dayOf, endOfDay, HOUR_MS, type Instant } from "./zone.ts";

/** When someone further is told of a clock. Telling is all that happens. */
export type EscalationPoint =
  /** When this part of the limit has run, as a fraction: a review at two thirds of a recovery period. */
  | { readonly share: readonly [part: number, of: number] }
  /** Exact hours before the limit ends. */
  | { readonly hoursBefore: number }
  /** At the end of the nth calendar day after the limit has passed; 0: as soon as it has. */
  | { readonly daysAfter: number };

export interface Escalation<Name extends string = string> {
  readonly name: Name;
  readonly when: EscalationPoint;
}

const AMOUNT_MAX = 87_600;

/**
 * When each escalation of a clock falls due, in the order of their times; those that a pause without an end keeps away
 * have `null` and come last. One that would come before the start comes at the start.
 *
 * @throws ClockError `escalation-malformed` (a share above 0 and at most 1; hours and days whole, 0 to 87600), or as `dueAt`
 */
export function escalationsOf<Name extends string>(
  clock: Clock,
  plan: readonly Escalation<Name>[],
  calendar: Calendar,
): { readonly name: Name; readonly at: Instant | null }[] {
  const due = dueAt(clock, calendar);
  return plan
    .map(({ name, when }) => ({ name, at: momentOf(when, clock, due, calendar) }))
    .sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY) || 0);
}

function momentOf(
  when: EscalationPoint,
  clock: Clock,
  due: Instant | null,
  calendar: Calendar,
): Instant | null {
  if ("share" in when) {
    const [part, of] = when.share;
    ensureAmount(part, 1);
    ensureAmount(of, part);
    return instantAfter(clock, when.share, calendar);
  }
  if ("hoursBefore" in when) {
    ensureAmount(when.hoursBefore, 0);
    return due === null ? null : Math.max(clock.startedAt, due - when.hoursBefore * HOUR_MS);
  }
  ensureAmount(when.daysAfter, 0);
  if (due === null || when.daysAfter === 0) return due === null ? null : due + 1;
  return daysLater(calendar.zone, due, when.daysAfter);
}

function daysLater(zone: string, at: Instant, days: number): Instant {
  let day = dayOf(zone, at);
  let end = endOfDay(zone, day);
  for (let left = days; left > 0; ) {
    const before = end;
    end = endOfDay(zone, ++day);
    if (end !== before) left--; // else a day that the zone left out
  }
  return end;
}

function ensureAmount(amount: number, min: number): void {
  if (Number.isInteger(amount) && amount >= min && amount <= AMOUNT_MAX) return;
  throw new ClockError(
    "escalation-malformed",
    `An escalation is placed by whole numbers up to ${AMOUNT_MAX}, a share by a part that is no more than the whole. This one says ${amount}.`,
  );
}
