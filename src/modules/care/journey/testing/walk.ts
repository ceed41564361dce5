import { ROLES } from "../../../../core/access/coverage.ts";
import type * as clocks from "../clocks.ts";
import type { Alarm } from "../clocks.ts";
import type * as guards from "../guards.ts";
import type * as journeys from "../journey.ts";
import { RECORD_CODES, type RecordCode } from "../records.ts";
import type { Rules } from "../rules.ts";
import type { Act, Journey } from "../shape.ts";
import { Witness } from "./witness.ts";

/** What is walked: ours, or a mutant of it. */
export type Engine = Pick<typeof journeys, "beginJourney" | "takeStep" | "ageDispute"> &
  Pick<typeof guards, "needsOf" | "obstaclesOf"> &
  Pick<typeof clocks, "alarmsUntil">;

export type Draw = (below: number) => number;

/** Mulberry32 (Tommy Ettinger, public domain): a seed repeats a walk anywhere. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export interface Walked {
  readonly steps: number;
  taken: number;
  refused: number;
  alarms: number;
  readonly faults: string[];
  /** How often each step was taken, and each lack stood in a way. */
  readonly takenOf: Map<string, number>;
  readonly lackOf: Map<string, number>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PER_JOURNEY = 60;
/** Few, so that one often meets what they did themself. */
const MEMBERS = ["ada", "bea"];
const FAULTS_MAX = 3;

/** Random steps along random journeys of one jurisdiction; a witness judges each that is let through. */
export function walk(engine: Engine, rules: Rules, seed: number, steps: number): Walked {
  const draw = drawFrom(seed);
  const result: Walked = {
    ...{ steps, taken: 0, refused: 0, alarms: 0, faults: [], takenOf: new Map(), lackOf: new Map() },
  };
  for (let left = steps; left > 0 && result.faults.length < FAULTS_MAX; left -= PER_JOURNEY) {
    walkOne(engine, rules, draw, Math.min(left, PER_JOURNEY), result);
  }
  return result;
}

function walkOne(engine: Engine, rules: Rules, draw: Draw, steps: number, result: Walked): void {
  let now = Date.UTC(2026, 0, 1) + draw(365 * 24) * HOUR_MS;
  const language = draw(12) === 0 ? null : "ar";
  const recorded: RecordCode[] = draw(4) === 0 ? ["age-child"] : draw(3) === 0 ? ["urgent"] : [];
  let journey = engine.beginJourney(rules, { at: now, recorded, language });
  const witness = new Witness(rules, language, recorded, now);
  const told = new Map<string, Alarm>();
  const tell = (fault: string) => result.faults.push(`seed step: ${fault}`);
  for (let nth = 0; nth < steps && result.faults.length < FAULTS_MAX; nth++) {
    const later = now + passed(draw);
    watchTime(engine, rules, journey, { now, later }, told, tell);
    now = later;
    if (draw(8) === 0) {
      const disputed = draw(2) === 0;
      journey = engine.ageDispute(rules, journey, disputed, now);
      witness.seeDispute(disputed, journey, now);
    }
    if (draw(6) === 0) {
      const written = {
        evidenceWritten: draw(5) > 0,
        reasonsWrittenIn: draw(5) > 0 ? journey.language : draw(2) === 0 ? "en" : null,
      };
      journey = { ...journey, ...written };
      witness.seeWritten(written);
    }
    const act = drawAct(engine, rules, journey, draw, now, language);
    const outcome = engine.takeStep(rules, journey, act);
    if (outcome.kind === "refused") {
      result.refused++;
      for (const { code } of outcome.lacks) count(result.lackOf, code);
      continue;
    }
    result.taken++;
    count(result.takenOf, act.step);
    witness.see(act, outcome.journey);
    journey = outcome.journey;
    for (const fault of witness.faults.splice(0)) tell(`${fault} (${act.step})`);
  }
  result.alarms += told.size;
}

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

const passed = (draw: Draw): number =>
  [
    draw(3) * HOUR_MS,
    (1 + draw(30)) * HOUR_MS,
    (1 + draw(20)) * DAY_MS + draw(24) * HOUR_MS,
    (1 + draw(80)) * DAY_MS,
  ][draw(4)] ?? 0;

/** Time tells, and does nothing else: what may be done now may be done later, and no alarm is lost or comes early. */
function watchTime(
  engine: Engine,
  rules: Rules,
  journey: Journey,
  { now, later }: { now: number; later: number },
  told: Map<string, Alarm>,
  tell: (fault: string) => void,
): void {
  const before = JSON.stringify(journey);
  const alarms = engine.alarmsUntil(rules, journey, later);
  if (JSON.stringify(journey) !== before) tell("time moved a journey");
  for (const alarm of alarms) {
    if (alarm.at > later) tell(`${alarm.clock} tells too early`);
    told.set(`${alarm.clock} ${alarm.startedAt} ${alarm.alarm}`, alarm);
  }
  for (const clock of journey.clocks) {
    const { limit } = rules.clocks.find(({ code }) => code === clock.code) ?? {};
    if (!limit || clock.pauses.length > 0 || limit.unit === "working-days") continue;
    const whole = limit.length + clock.extensions.reduce((sum, by) => sum + by, 0);
    const unitMs = limit.unit === "hours" ? HOUR_MS : DAY_MS;
    const slack = limit.unit === "hours" ? 1 : DAY_MS + 3 * HOUR_MS;
    const isTold = alarms.some(({ clock: code, alarm }) => code === clock.code && alarm === "over");
    const ran = later - clock.startedAt - whole * unitMs;
    if (ran > slack && !isTold) tell(`${clock.code} is over and tells nobody`);
    if (ran < -2 * HOUR_MS && isTold) tell(`${clock.code} tells before its end`);
  }
  for (const step of rules.steps.values()) {
    if (!step.from.includes(journey.state)) continue;
    const denied =
      engine.obstaclesOf(rules, journey, step, null, now).length === 0 &&
      engine.obstaclesOf(rules, journey, step, null, later).length > 0;
    if (denied) tell(`time denies ${step.code}`);
  }
}

/** Where the long ways lead: by chance alone few would come there. */
const WAYS = [
  [
    "screen",
    "record-guardian",
    "refer",
    "accept-referral",
    "find-reasonable-grounds",
    "begin-conclusive",
    "find-conclusive-grounds",
  ],
  [
    "screen",
    "record-guardian",
    "refer",
    "accept-referral",
    "ask-for-evidence",
    "answer-evidence",
    "propose-negative",
    "confirm-negative",
    "ask-reconsideration",
  ],
] as const;

/** An act that is often lawful, and often lacks one thing. */
export function drawAct(
  engine: Pick<Engine, "needsOf">,
  rules: Rules,
  journey: Journey,
  draw: Draw,
  at: number,
  language: string | null,
): Act {
  const all = [...rules.steps.values()];
  const here = all.filter(({ from }) => from.includes(journey.state));
  const way: readonly string[] = WAYS[draw(WAYS.length)] ?? [];
  const along = here.filter(({ code }) => way.includes(code) || (code === "come-back" && draw(3) === 0));
  const from = draw(15) === 0 ? all : draw(5) > 1 && along.length > 0 ? along : here;
  const step = from[draw(from.length)] ?? all[0];
  if (!step) throw new Error("a pack has steps");
  const role = draw(10) === 0 ? ROLES[draw(ROLES.length)] : step.by[draw(step.by.length)];
  const recorded = engine
    .needsOf(step, journey)
    .map((need) => (typeof need === "string" ? need : (need[draw(need.length)] ?? "review")))
    .filter(() => draw(14) > 0);
  const more = draw(5) === 0 ? RECORD_CODES[draw(RECORD_CODES.length)] : undefined;
  const established = recorded.includes("age-adult") && draw(3) > 0 ? (["age-established"] as const) : [];
  return {
    step: step.code,
    at,
    by: {
      memberId: MEMBERS[draw(MEMBERS.length)] ?? "ada",
      role: role ?? "person",
      isTrained: draw(8) > 0,
    },
    recorded: [...recorded, ...established, ...(more ? [more] : [])],
    language: draw(10) === 0 ? "en" : language,
  };
}
