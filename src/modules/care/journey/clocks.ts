import { type Clock, dueAt, type Escalation, escalationsOf, type Instant } from "@leeward/clocks";
import type { ClockCondition, Rules, TimeRule } from "./rules.ts";
import { isChild, type Journey, type RunningClock } from "./shape.ts";
import type { StepRule } from "./steps.ts";

const CONDITIONS: Readonly<Record<ClockCondition, (journey: Journey) => boolean>> = {
  everyone: () => true,
  adult: (journey) => !isChild(journey),
  child: isChild,
  "known-child": ({ age, ageDisputed }) => ageDisputed || age === "child" || age === "in-doubt",
  urgent: ({ urgent }) => urgent,
  "not-urgent": ({ urgent }) => !urgent,
};

const applies = ({ runsFor }: TimeRule, journey: Journey): boolean => CONDITIONS[runsFor](journey);

/**
 * The clocks after a step: those that it ends are gone, those that it begins are there, those that stand still where
 * the person is now stand. A clock that runs already is not begun a second time.
 */
export function startEndAndPause(
  rules: Rules,
  before: Journey | null,
  after: Journey,
  step: string,
  at: Instant,
  rule?: StepRule,
): Journey {
  const ended = new Set(
    after.clocks
      .map(({ code }) => code)
      .filter((code) => {
        const time = timeRule(rules, code);
        return time.ends.includes(step) || !applies(time, after);
      }),
  );
  const kept = after.clocks.filter(({ code }) => !ended.has(code));
  const running = new Set(kept.map(({ code }) => code));
  const begun = rules.clocks
    .filter((time) => !running.has(time.code) && begins(time, before, after, step, ended))
    .map(({ code }): RunningClock => ({ code, startedAt: at, pauses: [], extensions: [] }));
  const clocks = [...kept, ...begun].map((clock) =>
    extended(paused(clock, timeRule(rules, clock.code).pausesIn.includes(after.state), at), rule),
  );
  return { ...after, clocks };
}

function begins(
  time: TimeRule,
  before: Journey | null,
  after: Journey,
  step: string,
  ended: ReadonlySet<string>,
): boolean {
  if (!applies(time, after)) return false;
  const { steps = [], entering = [], afterClock } = time.starts;
  if (steps.includes(step) || (afterClock !== undefined && ended.has(afterClock))) return true;
  if (!entering.includes(after.state)) return false;
  // Come in, or already there when it turned out that this clock is for this person.
  return before === null || before.state !== after.state || !applies(time, before);
}

function paused(clock: RunningClock, stands: boolean, at: Instant): RunningClock {
  const last = clock.pauses.at(-1);
  const stood = last !== undefined && last.until === null;
  if (stands === stood) return clock;
  if (stands) return { ...clock, pauses: [...clock.pauses, { from: at, until: null }] };
  const ended = clock.pauses.slice(0, -1);
  // Away and back within the same millisecond is no pause.
  return {
    ...clock,
    pauses: last !== undefined && last.from < at ? [...ended, { from: last.from, until: at }] : ended,
  };
}

function extended(clock: RunningClock, rule: StepRule | undefined): RunningClock {
  const more = (rule?.extends ?? []).filter(({ clock: code }) => code === clock.code).map(({ by }) => by);
  return more.length === 0 ? clock : { ...clock, extensions: [...clock.extensions, ...more] };
}

export function timeRule(rules: Rules, code: string): TimeRule {
  const found = rules.clocks.find((time) => time.code === code);
  if (!found) throw new Error(`a clock runs that the pack does not know: ${code}`);
  return found;
}

interface Moments {
  readonly rules: Rules;
  readonly end: Instant | null;
  readonly alarms: readonly PlannedAlarm[];
}

/** A moment at which a clock tells, and what is said of it; null while it stands still. */
interface PlannedAlarm {
  readonly name: string;
  readonly at: Instant | null;
  readonly when: Escalation["when"];
}

/** A clock that runs never changes, it is replaced: so its end is counted once, which takes a walk over its days. */
const counted = new WeakMap<RunningClock, Moments>();

function momentsOf(rules: Rules, running: RunningClock): Moments {
  const known = counted.get(running);
  if (known?.rules === rules) return known;
  const { startedAt, pauses, extensions, code } = running;
  const { limit, alarms } = timeRule(rules, code);
  const clock: Clock = { startedAt, pauses, extensions, limit };
  const plan: readonly Escalation[] = [...alarms, { name: AT_ITS_END, when: { daysAfter: 0 } }];
  const at = new Map(escalationsOf(clock, plan, rules.calendar).map((planned) => [planned.name, planned.at]));
  const moments = {
    rules,
    end: dueAt(clock, rules.calendar),
    alarms: plan.map(({ name, when }) => ({ name, when, at: at.get(name) ?? null })),
  };
  counted.set(running, moments);
  return moments;
}

/** Every moment at which a clock that runs tells someone: those of its pack, and its end. */
export const alarmsOf = (rules: Rules, clock: RunningClock): readonly PlannedAlarm[] =>
  momentsOf(rules, clock).alarms;

/** The last instant in time of a clock that runs; null while it stands still. */
export const endOfClock = (rules: Rules, clock: RunningClock): Instant | null => momentsOf(rules, clock).end;

/** Whether what a clock waited for could come: it ran its whole time. Never while it stands still. */
export function isOver(rules: Rules, clock: RunningClock, at: Instant): boolean {
  const due = endOfClock(rules, clock);
  return due !== null && at > due;
}

/** Someone is told; that is all that comes of a clock. */
export interface Alarm {
  readonly clock: string;
  readonly startedAt: Instant;
  readonly alarm: string;
  readonly at: Instant;
}

/** When the clock itself ends: every clock tells at least then. */
const AT_ITS_END = "over";

/** Every alarm of the clocks that run which has fallen due by `now`, the earliest first. */
export function alarmsUntil(rules: Rules, journey: Journey, now: Instant): Alarm[] {
  return journey.clocks
    .flatMap((clock) =>
      alarmsOf(rules, clock).flatMap(({ name, at }) =>
        at === null || at > now ? [] : [{ clock: clock.code, startedAt: clock.startedAt, alarm: name, at }],
      ),
    )
    .sort((one, other) => one.at - other.at);
}
