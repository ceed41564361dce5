import type { Role } from "../../../core/access/coverage.ts";
import type { JourneyState } from "../model/journey.ts";
import type { Need } from "./records.ts";

/** Who takes a step: a member in one of their roles, or the person. There is no word for a timer: it takes none. */
export type Actor = Role | "person";

/** States that a life brings, from which one comes back to where one was. */
export const AWAY = ["missing", "withdrawn", "abroad"] as const satisfies readonly JourneyState[];
/** States in which someone is deciding; who is in one of them is not closed, but answered. */
export const DECIDED_IN = [
  "reasonable-grounds",
  "conclusive-grounds",
  "reconsideration",
] as const satisfies readonly JourneyState[];
const OPEN = [
  "contact",
  "screened",
  "early-support",
  "referred",
  "reasonable-grounds",
  "recovery",
  "conclusive-grounds",
  "inclusion",
  "reopened",
  "reconsideration",
] as const satisfies readonly JourneyState[];
export const OVER = ["closed", "follow-up"] as const satisfies readonly JourneyState[];
const EVERYWHERE = [...OPEN, ...AWAY, ...OVER] as const;

export type Decision = "positive" | "proposed-negative" | "negative";

/** One step: from where, to where, who takes it, and what is recorded with it. */
export interface StepRule {
  readonly code: string;
  readonly from: readonly JourneyState[];
  /** `stay`: an act on the way, written down where one is. `back`: to where one was before one went away. */
  readonly to: JourneyState | "stay" | "back";
  readonly by: readonly Actor[];
  readonly records: readonly Need[];
  readonly decision?: Decision | undefined;
  /** Not while one of these clocks runs and is not over. */
  readonly waitsFor?: readonly string[] | undefined;
  /** What it adds to a clock that runs, in the clock's own unit; nothing is ever taken off one. */
  readonly extends?: readonly { readonly clock: string; readonly by: number }[] | undefined;
}

/** Who works with the person. */
const WITH_THE_PERSON = [
  "intake-worker",
  "caseworker",
  "health-worker",
  "legal-adviser",
  "guardian",
  "child-protection-officer",
] as const satisfies readonly Actor[];
const WITH_THE_CASE = [
  "intake-worker",
  "caseworker",
  "child-protection-officer",
] as const satisfies readonly Actor[];
const AGES = ["age-adult", "age-child", "age-in-doubt"] as const;

/** The first step of every journey. It is taken by opening the case, never from anywhere. */
export const OPENING = "open";

/** Taken by writing in someone's identity that their age is disputed, and that it is no longer; never from anywhere else. */
export const AGE_DISPUTED = "age-disputed";
export const AGE_SETTLED = "age-settled";

/**
 * The steps of every jurisdiction. A pack adds its own and may leave some out; what `guards.ts` asks of a step by its
 * nature (leaving recovery, a negative, closing) no pack can take away.
 */
export const STEPS: readonly StepRule[] = [
  {
    code: "screen",
    from: ["contact", "early-support", "reopened"],
    to: "screened",
    by: [...WITH_THE_CASE, "health-worker"],
    records: ["indicators", AGES],
  },
  {
    code: "begin-support",
    from: ["contact", "screened", "referred", "reopened", "withdrawn"],
    to: "early-support",
    by: WITH_THE_PERSON,
    records: ["plan"],
  },
  {
    code: "refer",
    from: ["screened", "early-support", "reopened"],
    to: "referred",
    by: WITH_THE_PERSON,
    records: [],
  },
  {
    code: "acknowledge-referral",
    from: ["referred"],
    to: "stay",
    by: ["decision-maker", "intake-worker"],
    records: [],
  },
  {
    code: "accept-referral",
    from: ["referred"],
    to: "reasonable-grounds",
    by: ["decision-maker"],
    records: [],
  },
  {
    code: "decline-referral",
    from: ["referred"],
    to: "early-support",
    by: ["decision-maker"],
    records: ["reason"],
  },
  {
    code: "find-reasonable-grounds",
    from: ["reasonable-grounds", "reconsideration"],
    to: "recovery",
    by: ["decision-maker"],
    records: ["grounds"],
    decision: "positive",
  },
  {
    code: "review-recovery",
    from: ["recovery"],
    to: "stay",
    by: WITH_THE_PERSON,
    records: ["review"],
  },
  {
    code: "extend-recovery",
    from: ["recovery"],
    to: "stay",
    by: ["caseworker", "child-protection-officer", "decision-maker"],
    records: ["reason"],
    extends: [{ clock: "recovery", by: 30 }],
  },
  {
    code: "leave-recovery",
    from: ["recovery"],
    to: "early-support",
    by: ["person"],
    records: ["own-choice"],
  },
  {
    code: "begin-conclusive",
    from: ["recovery"],
    to: "conclusive-grounds",
    by: ["caseworker", "child-protection-officer", "decision-maker"],
    records: ["review"],
    waitsFor: ["recovery"],
  },
  {
    code: "find-conclusive-grounds",
    from: ["conclusive-grounds", "reconsideration"],
    to: "inclusion",
    by: ["decision-maker"],
    records: ["act", "purpose"],
    decision: "positive",
  },
  {
    code: "ask-for-evidence",
    from: DECIDED_IN,
    to: "stay",
    by: ["decision-maker"],
    records: ["evidence-asked"],
  },
  {
    code: "answer-evidence",
    from: DECIDED_IN,
    to: "stay",
    by: [...WITH_THE_PERSON, "person"],
    records: ["evidence-answered"],
  },
  {
    code: "propose-negative",
    from: DECIDED_IN,
    to: "stay",
    by: ["decision-maker"],
    records: ["reasons"],
    decision: "proposed-negative",
  },
  {
    code: "confirm-negative",
    from: DECIDED_IN,
    to: "early-support",
    by: ["decision-maker", "supervisor"],
    records: ["reasons"],
    decision: "negative",
  },
  {
    code: "ask-reconsideration",
    from: ["contact", "screened", "early-support", "inclusion", "reopened", ...OVER],
    to: "reconsideration",
    by: [...WITH_THE_PERSON, "person"],
    records: [],
  },
  {
    code: "include",
    from: ["early-support", "reopened"],
    to: "inclusion",
    by: WITH_THE_PERSON,
    records: ["plan"],
  },
  {
    code: "close",
    from: ["contact", "screened", "early-support", "inclusion", "reopened", ...AWAY],
    to: "closed",
    by: ["caseworker", "child-protection-officer", "supervisor"],
    records: ["reason"],
  },
  { code: "follow-up", from: ["closed"], to: "follow-up", by: WITH_THE_PERSON, records: [] },
  { code: "follow-up-over", from: ["follow-up"], to: "closed", by: WITH_THE_PERSON, records: ["review"] },
  { code: "talk-after-3-months", from: OVER, to: "stay", by: WITH_THE_PERSON, records: ["review"] },
  { code: "talk-after-6-months", from: OVER, to: "stay", by: WITH_THE_PERSON, records: ["review"] },
  { code: "talk-after-12-months", from: OVER, to: "stay", by: WITH_THE_PERSON, records: ["review"] },
  { code: "reopen", from: OVER, to: "reopened", by: [...WITH_THE_PERSON, "person"], records: [] },
  {
    code: "go-missing",
    from: OPEN,
    to: "missing",
    by: [...WITH_THE_PERSON, "investigator"],
    records: ["last-seen"],
  },
  { code: "go-abroad", from: OPEN, to: "abroad", by: WITH_THE_PERSON, records: [] },
  {
    code: "withdraw",
    from: OPEN,
    to: "withdrawn",
    by: [...WITH_THE_PERSON, "person"],
    records: ["own-choice"],
  },
  { code: "come-back", from: AWAY, to: "back", by: [...WITH_THE_PERSON, "person"], records: [] },
  { code: "mark-urgent", from: OPEN, to: "stay", by: [...WITH_THE_PERSON, "person"], records: ["urgent"] },
  {
    code: "record-age",
    from: OPEN,
    to: "stay",
    by: [...WITH_THE_CASE, "guardian"],
    records: [AGES],
  },
  {
    code: "record-guardian",
    from: [...OPEN, ...AWAY],
    to: "stay",
    by: WITH_THE_PERSON,
    records: ["guardian", ["guardian-without-conflict", "guardian-in-conflict"]],
  },
  {
    code: "find-guardian-conflict",
    from: [...OPEN, ...AWAY],
    to: "stay",
    by: [...WITH_THE_PERSON, "investigator", "prosecutor", "decision-maker", "supervisor"],
    records: ["guardian-in-conflict"],
  },
  {
    code: "name-representative",
    from: [...OPEN, ...AWAY],
    to: "stay",
    by: WITH_THE_PERSON,
    records: ["representative"],
  },
  {
    code: "name-language",
    from: EVERYWHERE,
    to: "stay",
    by: WITH_THE_PERSON,
    records: ["language"],
  },
  {
    code: "record-made-to-do",
    from: EVERYWHERE,
    to: "stay",
    by: [...WITH_THE_PERSON, "investigator", "prosecutor"],
    records: ["made-to-do"],
  },
  {
    code: "review-non-punishment",
    from: EVERYWHERE,
    to: "stay",
    by: ["legal-adviser", "prosecutor", "decision-maker"],
    records: ["non-punishment-review"],
  },
  {
    code: "find-breach",
    from: EVERYWHERE,
    to: "stay",
    by: [...WITH_THE_PERSON, "data-protection-officer", "supervisor"],
    records: [],
  },
  {
    code: "notify-breach",
    from: EVERYWHERE,
    to: "stay",
    by: ["data-protection-officer", "supervisor"],
    records: ["review"],
  },
];
