import { startEndAndPause } from "./clocks.ts";
import { type Lack, lacksOf } from "./guards.ts";
import type { RecordCode } from "./records.ts";
import type { Rules } from "./rules.ts";
import type { Act, Journey } from "./shape.ts";
import { AGE_DISPUTED, AGE_SETTLED, OPENING, type StepRule } from "./steps.ts";

/** What came of a wish to take a step. */
export type Outcome =
  | { readonly kind: "taken"; readonly journey: Journey }
  | { readonly kind: "refused"; readonly lacks: readonly Lack[] };

/** A journey begins where someone makes contact; what is known of age and urgency may be recorded with it. */
export function beginJourney(
  rules: Rules,
  first: Pick<Act, "at" | "recorded"> & { readonly language: string | null },
): Journey {
  const blank: Journey = {
    state: "contact",
    cameFrom: null,
    language: first.language,
    ...{ age: "not-asked", ageDisputed: false, urgent: false, hasGuardian: false, hasRepresentative: false },
    ...{ evidence: "none", evidenceAskedAt: null, reasonsIn: null, proposedBy: null, negative: false },
    ...{ evidenceWritten: false, reasonsWrittenIn: null },
    ...{ madeToDo: "none", withdrewThemself: false, recovered: false, clocks: [] },
  };
  const known = withRecords(blank, first.recorded, first.at);
  return startEndAndPause(rules, null, known, OPENING, first.at);
}

/** The journey once it stands in someone's identity that their age is disputed, or no longer, with the clocks that go with it. */
export function ageDispute(rules: Rules, journey: Journey, ageDisputed: boolean, at: number): Journey {
  if (journey.ageDisputed === ageDisputed) return journey;
  const step = ageDisputed ? AGE_DISPUTED : AGE_SETTLED;
  return startEndAndPause(rules, journey, { ...journey, ageDisputed }, step, at);
}

/** Takes a step, or says everything that stands in its way. */
export function takeStep(rules: Rules, journey: Journey, act: Act): Outcome {
  const lacks = lacksOf(rules, journey, act);
  const step = rules.steps.get(act.step);
  if (lacks.length > 0 || !step) return { kind: "refused", lacks };
  const known = withRecords({ ...journey, ...placeAfter(journey, step, act) }, act.recorded, act.at);
  const moved = withDecision(
    act.recorded.includes("language") ? { ...known, language: act.language } : known,
    step,
    act,
  );
  return { kind: "taken", journey: startEndAndPause(rules, journey, moved, act.step, act.at, step) };
}

function placeAfter(
  journey: Journey,
  step: StepRule,
  act: Act,
): Pick<Journey, "state" | "cameFrom" | "withdrewThemself" | "recovered"> {
  const { state, cameFrom, withdrewThemself, recovered } = journey;
  const same = { state, cameFrom, withdrewThemself, recovered };
  if (step.to === "stay") return same;
  if (step.to === "back") {
    return { ...same, state: cameFrom ?? "reopened", cameFrom: null, withdrewThemself: false };
  }
  if (step.to === "missing" || step.to === "withdrawn" || step.to === "abroad") {
    return {
      ...same,
      state: step.to,
      cameFrom: state,
      withdrewThemself: step.to === "withdrawn" && act.by.role === "person",
    };
  }
  return {
    state: step.to,
    cameFrom: null,
    withdrewThemself: false,
    // A new recovery is a whole one; one that was lived through stays lived through.
    recovered: step.to === "recovery" ? false : recovered || (state === "recovery" && step.to !== "closed"),
  };
}

/** What is known after codes were recorded. */
function withRecords(journey: Journey, recorded: readonly RecordCode[], at: number): Journey {
  const has = new Set(recorded);
  const age = has.has("age-child")
    ? "child"
    : has.has("age-in-doubt")
      ? "in-doubt"
      : has.has("age-adult")
        ? "adult"
        : journey.age;
  return {
    ...journey,
    age,
    urgent: journey.urgent || has.has("urgent"),
    hasGuardian: has.has("guardian-in-conflict")
      ? false
      : journey.hasGuardian || (has.has("guardian") && has.has("guardian-without-conflict")),
    hasRepresentative: journey.hasRepresentative || has.has("representative"),
    evidence: evidenceAfter(journey.evidence, has),
    evidenceAskedAt: has.has("evidence-asked") ? at : journey.evidenceAskedAt,
    madeToDo: has.has("made-to-do")
      ? "open"
      : has.has("non-punishment-review") && journey.madeToDo === "open"
        ? "reviewed"
        : journey.madeToDo,
  };
}

/** An answer that nobody asked for is none. */
function evidenceAfter(before: Journey["evidence"], recorded: ReadonlySet<RecordCode>): Journey["evidence"] {
  if (recorded.has("evidence-asked")) return "asked";
  return before !== "none" && recorded.has("evidence-answered") ? "answered" : before;
}

/** A decision uses up what led to it: the next negative asks for evidence and a second reviewer again. */
function withDecision(journey: Journey, { decision }: StepRule, act: Act): Journey {
  if (decision === undefined) return journey;
  if (decision === "proposed-negative") {
    return { ...journey, proposedBy: act.by.memberId, reasonsIn: act.language };
  }
  return {
    ...journey,
    ...{ proposedBy: null, evidence: "none", evidenceAskedAt: null },
    negative: decision === "negative",
    reasonsIn: decision === "negative" ? act.language : null,
  };
}
