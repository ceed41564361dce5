import type { Instant } from "@leeward/clocks";
import { endOfClock, isOver } from "./clocks.ts";
import { isMet, type Need, type RecordCode } from "./records.ts";
import type { Rules } from "./rules.ts";
import { type Act, isChild, type Journey } from "./shape.ts";
import { AWAY, DECIDED_IN, type StepRule } from "./steps.ts";

/** Everything that can stand in the way of a step. */
export const LACK_CODES = [
  "step-unknown",
  "not-from-here",
  "not-their-role",
  "training-lapsed",
  "not-recorded",
  "not-of-this-step",
  "means-of-child",
  "no-guardian",
  "guardian-conflict",
  "age-not-established",
  "recovery-runs",
  "no-recovery",
  "waits-for-clock",
  "evidence-not-written",
  "reasons-not-written",
  "evidence-not-asked",
  "evidence-awaited",
  "not-their-language",
  "no-language",
  "no-proposal",
  "same-reviewer",
  "no-representative",
  "non-punishment-open",
  "no-negative",
  "not-while-away",
  "no-consent",
  "guardian-not-named",
] as const;
export type LackCode = (typeof LACK_CODES)[number];

export interface Lack {
  readonly code: LackCode;
  /** Of `not-recorded`: any of these would do; of `not-of-this-step`: all of these. */
  readonly records?: readonly RecordCode[];
  /** Of what waits: until when, where that can be said. */
  readonly until?: Instant | null;
}

type Actor = Act["by"];

/**
 * What must be recorded with a step, for this person: what its rule asks, and what its nature does. An adult's means
 * belong to a finding, a child's are never asked.
 */
export function needsOf(step: StepRule, journey: Journey): Need[] {
  const child = isChild(journey);
  const needs: Need[] = [...step.records];
  if (step.to === "referred") needs.push(child ? ["assent", "too-young-to-assent"] : "consent");
  if (isConclusive(step) && !child) needs.push("means");
  if (step.decision === "negative" || step.decision === "proposed-negative") needs.push("reasons");
  if (step.decision === "negative" || step.decision === "positive") {
    needs.push(papersOf(step, journey));
  }
  // Who said themself that they go is brought back by no one else's word, and an adult not into what takes their yes.
  if (journey.state === "withdrawn" && comesBack(step)) {
    needs.push("own-choice");
    if (step.to === "back" && !child && leftWhatTakesAYes(journey)) needs.push("consent");
  }
  if (step.to === "closed" && step.from.some((state) => !isOverState(state))) needs.push("reason");
  const isFirst = (need: Need, nth: number) => needs.findIndex((other) => `${other}` === `${need}`) === nth;
  return needs.filter((need, nth) => isFirst(need, nth) && !isImplied(need, needs));
}

const PAPERS = ["papers-to-person", "papers-to-representative", "papers-wait"] as const;

/**
 * Where the papers of a decision go. A letter to a child's home is read by whoever lives there; where nobody is there to take
 * it, a yes waits for no one, its papers do.
 */
function papersOf({ decision }: StepRule, journey: Journey): (typeof PAPERS)[number] {
  if (isRepresented(journey)) return "papers-to-representative";
  if (!isChild(journey)) return "papers-to-person";
  return decision === "positive" ? "papers-wait" : "papers-to-representative";
}

const isRepresented = (journey: Journey): boolean =>
  journey.hasRepresentative || (isChild(journey) && journey.hasGuardian);

/** One of several is asked already by asking for one of them. */
const isImplied = (need: Need, needs: readonly Need[]): boolean =>
  typeof need !== "string" && needs.some((other) => typeof other === "string" && need.includes(other));

const isOverState = (state: string): boolean => state === "closed" || state === "follow-up";
const isAway = (state: string): boolean => (AWAY as readonly string[]).includes(state);

const comesBack = ({ to }: StepRule): boolean => to !== "stay" && to !== "closed";

/** Who withdrew while they were referred, or someone decided on them. */
export const leftWhatTakesAYes = ({ cameFrom }: Journey): boolean =>
  cameFrom === "referred" || (DECIDED_IN as readonly (string | null)[]).includes(cameFrom);

/** A decision that someone was trafficked, for good. */
const isConclusive = ({ decision, to }: StepRule): boolean => decision === "positive" && to === "inclusion";

/** Deciding about a person and ending their case is for those whose training counts. */
const takesTraining = ({ decision, to, from, by }: StepRule): boolean =>
  decision !== undefined ||
  by.every((role) => role === "decision-maker" || role === "supervisor") ||
  (to === "closed" && from.some((state) => !isOverState(state))) ||
  (DECIDED_IN as readonly string[]).includes(to);

/**
 * Everything that stands in the way of a step besides what can be recorded with it; nothing where it is lawful.
 *
 * @param actor null: whoever may
 */
export function obstaclesOf(
  rules: Rules,
  journey: Journey,
  step: StepRule,
  actor: Actor | null,
  at: Instant,
): Lack[] {
  const lacks: Lack[] = [];
  if (!step.from.includes(journey.state)) lacks.push({ code: "not-from-here" });
  if (actor && !step.by.includes(actor.role)) lacks.push({ code: "not-their-role" });
  if (actor && actor.role !== "person" && !actor.isTrained && takesTraining(step)) {
    lacks.push({ code: "training-lapsed" });
  }
  // One comes back to where one was; from what takes a yes, where none stands any more, to support alone.
  if (journey.state === "withdrawn" && comesBack(step) && step.to !== "back" && !leftWhatTakesAYes(journey)) {
    lacks.push({ code: "not-while-away" });
  }
  lacks.push(...ofWaiting(rules, journey, step, at));
  lacks.push(...ofRecovery(rules, journey, step, actor, at));
  if (step.to === "referred" && isChild(journey) && !journey.hasGuardian) lacks.push({ code: "no-guardian" });
  // A code alone asks nobody for anything: what is asked for stands where the person reads it.
  if (step.records.flat().includes("evidence-asked") && !journey.evidenceWritten) {
    lacks.push({ code: "evidence-not-written" });
  }
  if (step.decision !== undefined) lacks.push(...ofDecision(rules, journey, step, actor, at));
  if (step.to === "reconsideration" && !journey.negative) lacks.push({ code: "no-negative" });
  if (step.to === "closed") lacks.push(...ofClosing(journey, step));
  return lacks;
}

function ofWaiting(rules: Rules, journey: Journey, { waitsFor = [] }: StepRule, at: Instant): Lack[] {
  return journey.clocks
    .filter((clock) => waitsFor.includes(clock.code) && !isOver(rules, clock, at))
    .map((clock) => ({
      code: clock.code === "recovery" ? ("recovery-runs" as const) : ("waits-for-clock" as const),
      until: endOfClock(rules, clock),
    }));
}

/**
 * Recovery is the person's (CETS 197, Article 13): nobody else ends it before its time, and nothing conclusive is
 * decided before it ends.
 */
function ofRecovery(
  rules: Rules,
  journey: Journey,
  step: StepRule,
  actor: Actor | null,
  at: Instant,
): Lack[] {
  const clock = journey.clocks.find(({ code }) => code === "recovery");
  const isLivedThrough = clock !== undefined && isOver(rules, clock, at);
  const leaves = journey.state === "recovery" && step.to !== "stay" && !isAway(step.to);
  const byThemself = actor === null ? step.by.every((role) => role === "person") : actor.role === "person";
  if (leaves && !byThemself && !isLivedThrough && !step.waitsFor?.includes("recovery")) {
    return [{ code: "recovery-runs", until: clock ? endOfClock(rules, clock) : null }];
  }
  const isConcluded = isConclusive(step) || step.to === "conclusive-grounds";
  return isConcluded && !journey.recovered && journey.state !== "recovery" ? [{ code: "no-recovery" }] : [];
}

function ofDecision(
  rules: Rules,
  journey: Journey,
  { decision }: StepRule,
  actor: Actor | null,
  at: Instant,
): Lack[] {
  const lacks: Lack[] = [];
  if (decision === "positive") return lacks;
  if (journey.evidence === "none") lacks.push({ code: "evidence-not-asked" });
  if (journey.language !== null && journey.reasonsWrittenIn !== journey.language) {
    lacks.push({ code: "reasons-not-written" });
  }
  const awaited = journey.clocks.find(({ code }) => code === "missing-evidence");
  if (journey.evidence === "asked" && !(awaited && isOver(rules, awaited, at))) {
    lacks.push({ code: "evidence-awaited", until: awaited ? endOfClock(rules, awaited) : null });
  }
  if (decision === "negative") {
    if (journey.proposedBy === null) lacks.push({ code: "no-proposal" });
    else if (actor && actor.memberId === journey.proposedBy) lacks.push({ code: "same-reviewer" });
    if (isChild(journey) && !isRepresented(journey)) lacks.push({ code: "no-representative" });
  }
  return lacks;
}

function ofClosing(journey: Journey, step: StepRule): Lack[] {
  const lacks: Lack[] = [];
  if (isOverState(journey.state)) return lacks;
  if (journey.madeToDo === "open") lacks.push({ code: "non-punishment-open" });
  // Whoever is away is closed only where they could have been closed before; unless they said themself that they go.
  const cameFrom = journey.cameFrom;
  if (cameFrom !== null && !journey.withdrewThemself && !step.from.includes(cameFrom)) {
    lacks.push({ code: "not-while-away" });
  }
  return lacks;
}

/**
 * What is done by a step of its own: its clock begins or ends with it, and no decision brings its own review along, or
 * makes the language of its reasons the person's.
 */
const STEPS_OWN: ReadonlySet<RecordCode> = new Set([
  "evidence-asked",
  "evidence-answered",
  "non-punishment-review",
  "language",
  "guardian-in-conflict",
]);

/** Everything that stands in the way of an act; nothing where it can be done. */
export function lacksOf(rules: Rules, journey: Journey, act: Act): Lack[] {
  const step = rules.steps.get(act.step);
  if (!step) return [{ code: "step-unknown" }];
  const recorded = new Set(act.recorded);
  const knownAfter = { ...journey, age: ageAfter(journey, recorded) };
  // What is recorded with the act itself counts where it protects: a child, a lawyer, what someone was made to do.
  const known: Journey = {
    ...journey,
    age: isChild(knownAfter) ? knownAfter.age : journey.age,
    hasRepresentative: journey.hasRepresentative || recorded.has("representative"),
    madeToDo: recorded.has("made-to-do") ? "open" : journey.madeToDo,
  };
  const lacks = obstaclesOf(rules, known, step, act.by, act.at);
  for (const need of needsOf(step, known)) {
    // With the words of one's own one needs no one to hear that one says yes.
    if (isMet(need, recorded) || (step.to === "back" && need === "consent" && act.by.role === "person"))
      continue;
    lacks.push({ code: "not-recorded", records: typeof need === "string" ? [need] : need });
  }
  const misplaced = act.recorded.filter((code) => STEPS_OWN.has(code) && !step.records.flat().includes(code));
  if (misplaced.length > 0) lacks.push({ code: "not-of-this-step", records: misplaced });
  lacks.push(...ofPapers(step, known, act, lacks));
  // Whoever is suspected, or gains by it, guards no child (CETS 197, Article 10(4); CRC General Comment 6, paragraph 33).
  if (recorded.has("guardian") && recorded.has("guardian-in-conflict"))
    lacks.push({ code: "guardian-conflict" });
  // Palermo Protocol, Article 3(c): of a child, means are not asked.
  if (recorded.has("means") && isChild(knownAfter)) lacks.push({ code: "means-of-child" });
  if (
    (journey.age === "child" || journey.age === "in-doubt") &&
    knownAfter.age === "adult" &&
    !recorded.has("age-established")
  ) {
    lacks.push({ code: "age-not-established" });
  }
  if (recorded.has("reasons") && (journey.language === null || act.language !== journey.language)) {
    lacks.push({ code: "not-their-language" });
  }
  if (recorded.has("language") && act.language === null) lacks.push({ code: "no-language" });
  return lacks;
}

/** Papers go to one place, and to a representative only where there is one. */
function ofPapers(step: StepRule, known: Journey, { recorded }: Act, before: readonly Lack[]): Lack[] {
  if (step.decision !== "negative" && step.decision !== "positive") return [];
  const elsewhere = PAPERS.filter((code) => code !== papersOf(step, known) && recorded.includes(code));
  if (elsewhere.length === 0) return [];
  const toNobody = elsewhere.includes("papers-to-representative");
  if (!toNobody) return [{ code: "not-of-this-step", records: elsewhere }];
  return before.some(({ code }) => code === "no-representative") ? [] : [{ code: "no-representative" }];
}

const ageAfter = (journey: Journey, recorded: ReadonlySet<RecordCode>): Journey["age"] =>
  recorded.has("age-child")
    ? "child"
    : recorded.has("age-in-doubt")
      ? "in-doubt"
      : recorded.has("age-adult")
        ? "adult"
        : journey.age;
